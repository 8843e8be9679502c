// Functions of Object: by the class of the object, whatever it is seen as.
class Point {
  x = 1;
  y = 2;
  private readonly label = "p";
  readonly #hidden = 1;
  method(): number {
    return this.#hidden;
  }
  get sum(): number {
    return this.x + this.y;
  }
}
class Named extends Point {
  name = "named";
  override x = 5;
}
interface Options {
  a?: number;
  b: string;
}

console.log(Object.keys({ a: 1, b: "x" }), Object.values({ a: 1, b: 2 }), Object.entries({ a: 1, b: 2 }));
console.log(Object.keys(new Point()), Object.values(new Named()), Object.entries(new Named()));
console.log(Object.keys({}), Object.values({}), Object.entries({}));
console.log(Object.keys({ b: 1, "2": 1, a: 1, "1": 1, method() {}, get got() { return 1; } }));
console.log(Object.values({ get got() { return 7; }, plain: 6 }), Object.keys([5, 6]), Object.values([5, 6]), Object.entries(["a"]));
const options: Options = { b: "x" };
console.log(Object.keys(options));
options.a = 5;
console.log(Object.keys(options), Object.values(options), Object.hasOwn(options, "a"), Object.hasOwn(options, "c"));
const seen: { x: number } = new Point();
console.log(Object.keys(seen));

const ages: Record<"ann" | "bob", number> = { ann: 30, bob: 40 };
let total = 0;
for (const [name, age] of Object.entries(ages)) {
  console.log(name, age + 1);
  total += age;
}
console.log(total, Object.values(ages).reduce((a, b) => a + b), Object.keys(ages).map((key) => key.toUpperCase()));
const mixed = { n: 1, s: "text", list: [1, 2], nothing: null, missing: undefined, yes: true };
for (const value of Object.values(mixed)) console.log(typeof value, value);
const nested = { first: { v: 1 }, second: { v: 2 } };
console.log(Object.values(nested).map((item) => item.v), Object.entries(nested).map(([key, { v }]) => `${key}=${v}`));
const big = Array.from({ length: 150 }, (_, i) => i);
console.log(Object.values(big).length, Object.keys(big).length);

// assign
const target = { a: 1, b: 2 };
const result = Object.assign(target, { b: 3 });
console.log(target, result === target);
console.log(Object.assign({}, target, { c: "new" }), Object.assign({ z: 0, a: 9 }, target));
const point = new Point();
Object.assign(point, { x: 10 }, { y: 20 });
console.log(point, point.sum);
const defaults: Options = { a: 1, b: "default" };
const given: Options = { b: "given" };
console.log(Object.assign(defaults, given));
given.a = 9;
console.log(Object.assign(defaults, given));

// freeze and is
const frozen = Object.freeze({ a: 1, list: [1] });
frozen.list.push(2);
console.log(frozen);
console.log(Object.is(NaN, NaN), Object.is(0, -0), Object.is("a", "a"), Object.is(target, target), Object.is({}, {}));

// Methods that move elements, on a tuple: it is the tuple that they change.
const triple: [number, number, number] = [3, 1, 2];
triple.sort();
console.log(triple);
triple.reverse();
console.log(triple, triple[0]);
triple.fill(7, 1);
console.log(triple);
const pair: [string, number] = ["a", 1];
const twin: [number, number] = [1, 2];
console.log(twin.reverse(), twin, pair.includes("a"), pair.indexOf(1), pair.map((x) => x));
