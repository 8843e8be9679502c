// The text of objects, known by a class that others extend, by an interface, or by a union.
class A { n = 1; }
class B extends A { toString(): string { return `B${this.n}`; } }
class Tagged { get [Symbol.toStringTag](): string { return "Own"; } }
class L extends Map<string, number> {}
const a: A = new B(); console.log(`${a}`, String(new A()), `${new Tagged()}`);
const named: { n: number } = new B(); console.log(`${named}`);
const o: object = [1, [2]]; console.log(`${o}` + o);
console.log(`${new Map()}`, String(new Set()), `${[1, "a"] as [number, string]}`, `${{ a: 1 }}`, `${{ toString: () => "fn" }}`);
const e: Error | string = Math.max(1, 2) > 1 ? new RangeError("r") : "s"; console.log(`${e}`);
const m: string | number[] | Map<string, number> = [3, 4] as string | number[] | Map<string, number>; console.log(m + "!");
const list: (A | number[] | null)[] = [new B(), [1], null]; console.log(String(list), list.join(" "));
console.log([new Tagged(), new Map(), [null, [undefined, "u"]], "x"].join("|"), `${[new Set()]}`);
