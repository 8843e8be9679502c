/** Default exports of all kinds: expressions are variables of their modules, named or not. */
import settings from "./modules/defaults/object.ts";
import * as object from "./modules/defaults/object.ts";
import multiply from "./modules/defaults/arrow.ts";
import twice from "./modules/defaults/generic.ts";
import map from "./modules/defaults/map.ts";
import Failure from "./modules/defaults/class.ts";
import effect from "./modules/defaults/effect.ts";
import increment from "./modules/defaults/async.ts";
import awaited from "./modules/defaults/awaited.ts";
import { done } from "./modules/defaults/early.ts";
import number, { answer } from "./modules/defaults/passed-on.ts";
import { default as again } from "./modules/defaults/passed-on.ts";

settings.list.push(3);
console.log(settings, object.default === settings);
console.log(multiply(6, 7), [1, 2].map((n) => multiply(n, n)), twice(1), twice("a").join());
map.set("b", 2);
console.log(map.get("a"), map.size);
try {
  throw new Failure("x");
} catch (error) {
  if (error instanceof Failure) console.log(error.code, error.message, error instanceof Error);
}
console.log(effect, await increment(1), awaited, done, number + again, answer);
