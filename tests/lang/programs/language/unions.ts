type Shape = { kind: "circle"; radius: number } | { kind: "square"; side: number } | { kind: "rect"; width: number; height: number };
function area(shape: Shape): number {
  switch (shape.kind) {
    case "circle":
      return 3 * shape.radius ** 2;
    case "square":
      return shape.side ** 2;
    case "rect":
      return shape.width * shape.height;
  }
}
const shapes: Shape[] = [
  { kind: "circle", radius: 2 },
  { kind: "square", side: 3 },
  { kind: "rect", width: 2, height: 5 },
];
console.log(shapes.map(area).join());

function show(value: string | number | boolean | null | undefined): string {
  if (typeof value === "string") return `string ${value.length}`;
  if (typeof value === "number") return `number ${value + 1}`;
  if (typeof value === "boolean") return value ? "yes" : "no";
  return value === null ? "null" : "undefined";
}
console.log(show("abc"), show(1), show(false), show(null), show(undefined));

let u: string | number = "text";
console.log(u.length);
u = 5;
console.log(u * 2);
const mixed: (string | number)[] = [1, "two", 3];
let total = 0;
for (const item of mixed) total += typeof item === "number" ? item : item.length * 100;
console.log(total, mixed.join("-"), mixed[1] === "two", mixed[0] === 1, mixed[0] === "1");

class Cat {
  meow(): string {
    return "meow";
  }
}
class Dog {
  bark(): string {
    return "woof";
  }
}
function speak(animal: Cat | Dog): string {
  return animal instanceof Cat ? animal.meow() : animal.bark();
}
console.log(speak(new Cat()), speak(new Dog()));

type Option<T> = { some: true; value: T } | { some: false };
function head<T>(values: T[]): Option<T> {
  return values.length > 0 ? { some: true, value: values[0]! } : { some: false };
}
const first = head([9, 8]);
console.log(first.some && first.value, head<string>([]).some);

type Expr = number | { op: "+" | "*"; left: Expr; right: Expr };
const evaluate = (e: Expr): number => {
  if (typeof e === "number") return e;
  return e.op === "+" ? evaluate(e.left) + evaluate(e.right) : evaluate(e.left) * evaluate(e.right);
};
console.log(evaluate({ op: "+", left: 1, right: { op: "*", left: 2, right: 3 } }));

function isString(value: unknown): value is string {
  return typeof value === "string";
}
const unknowns: unknown[] = ["s", 1, null, undefined, true, [1], { a: 1 }, new Cat(), () => 1];
console.log(unknowns.filter(isString).join(), unknowns.map((v) => typeof v).join());
for (const value of unknowns) {
  if (value instanceof Cat) console.log("cat", value.meow());
  else if (Array.isArray(value)) console.log("array", value.length);
  else if (value === null) console.log("null");
}

interface Fish {
  swim(): string;
}
interface Bird {
  fly(): string;
}
const move = (pet: Fish | Bird): string => ("swim" in pet ? pet.swim() : pet.fly());
console.log(move({ swim: () => "swims" }), move({ fly: () => "flies" }));

function parse(text: string): number | null {
  const n = Number(text);
  return Number.isNaN(n) ? null : n;
}
const parsed = parse("12");
if (parsed !== null) console.log(parsed + 1);
console.log(parse("x") ?? "invalid", (parse("0") ?? 5) + 1);

type State = "idle" | "busy" | 3 | true;
const states: State[] = ["idle", 3, true, "busy"];
console.log(states.indexOf(3), states.includes("busy"), states[2] === true);

let nullable: Cat | null = new Cat();
const same = nullable;
console.log(nullable === same, nullable !== null, nullable?.meow());
nullable = null as Cat | null;
console.log(nullable?.meow(), nullable === null);

const fn: ((x: number) => number) | undefined = Math.abs(-1) > 0 ? (x) => x * 2 : undefined;
console.log(fn?.(4), typeof fn);
const tuple: [string, number | undefined] = ["t", undefined];
console.log(tuple[0], tuple[1]);
