import { counter, increment, Kind, kindName } from "./modules/counter.ts";
import * as shapes from "./modules/shapes.ts";
import makeDefault, { type Options, version as v } from "./modules/default.ts";
import { reExported, shapes as alias } from "./modules/index.ts";
import { isEven } from "./modules/even.ts";

console.log("main body");
console.log(counter);
increment();
increment();
console.log(counter, kindName(Kind.Second));
console.log(shapes.area(new shapes.Square(3)), shapes.unit.side);
const options: Options = { title: "t" };
console.log(makeDefault(options), v);
console.log(reExported(2), alias.unit.side);
console.log(isEven(10), isEven(7));
