/** Generic arrow functions whose types are made of type parameters alone: `T[K]`. */
const get = <T extends object, K extends keyof T>(object: T, key: K): T[K] => object[key];
const put = <T extends object, K extends keyof T>(object: T, key: K, value: T[K]): T => {
  object[key] = value;
  return object;
};
const pick = <T extends object, K extends keyof T>(object: T, ...keys: K[]): T[K][] => keys.map((key) => object[key]);
const pluck = <T, K extends keyof T>(list: readonly T[], key: K): T[K][] => list.map((item) => item[key]);
console.log(get({ a: 1, b: "x" }, "b"), get({ q: [1] }, "q"), put({ a: 1, b: "x" }, "b", "z"));
console.log(pick({ a: 1, b: 2, c: "z" }, "a", "b"), pluck([{ n: 1 }, { n: 2 }], "n"), pluck(["a", "bcd"], "length"));

function local(add: number): void {
  const texts = <T extends { id: number }, K extends keyof T>(list: T[], key: K): string =>
    list.map((item) => `${item.id + add}:${item[key]}`).join();
  console.log(texts([{ id: 1, v: "q" }, { id: 2, v: "r" }], "v"), texts([{ id: 1 }], "id"));
  const sortBy = <T, K extends keyof T>(list: readonly T[], key: K, compare: (a: T[K], b: T[K]) => number): T[] =>
    [...list].sort((a, b) => compare(a[key], b[key]));
  console.log(sortBy([{ x: 3 }, { x: 1 }], "x", (a, b) => a - b));
  console.log(sortBy(["bb", "a"], "length", (a, b) => a - b), sortBy([[1, 2], [3]], "length", (a, b) => a - b));
}
local(10);

const property =
  <K extends string>(key: K) =>
  <T extends Record<K, unknown>>(object: T): T[K] =>
    object[key];
console.log([{ name: "x" }, { name: "y" }].map(property("name")), property("a")({ a: 5, b: 6 }) + 1);

const lens = <S, K extends keyof S>(key: K) => ({
  get: (from: S): S[K] => from[key],
  set: (into: S, value: S[K]): S => ({ ...into, [key]: value }),
});
interface Point {
  x: number;
  inner: { deep: string };
}
const x = lens<Point, "x">("x");
console.log(x.get({ x: 1, inner: { deep: "" } }), x.set({ x: 1, inner: { deep: "q" } }, 9));
