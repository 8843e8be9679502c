// Where console.log breaks lines, and how it puts many elements into columns.
const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

for (const n of [6, 7, 16, 26, 27, 100, 101, 102, 250]) console.log(range(n));
console.log(range(30).map((i) => i * i * i));
console.log(range(30).map((i) => 2 ** i / 7));
console.log(range(30).map((i) => -i));
console.log(range(20).map((i) => "x".repeat(i)));
console.log(range(120).map((i) => `item ${i}`));
console.log(range(10).map((i) => "a".repeat(20 + i)));
console.log(range(8).map((i) => i % 2 === 0));
console.log(range(9).map((i) => (i % 3 === 0 ? undefined : i)));
console.log(range(9).map((i) => [i, i * i]));
console.log(range(9).map((i) => ({ i })));
console.log({ values: range(40), inner: { values: range(40), deep: { values: range(40) } } });
console.log(["日本", "語", "e\u0301", "😀", "a", "b", "c", "日本語日本語"]);

// Widths around the limits of a line.
for (let n = 50; n < 80; n++) console.log({ key: "x".repeat(n) });
for (let n = 10; n < 30; n++) console.log({ first: "x".repeat(n), second: "y".repeat(n), z: 1 });
for (let n = 14; n < 24; n++) console.log(["x".repeat(n), "y".repeat(n), "z".repeat(n)]);
for (let n = 5; n < 30; n += 3) console.log({ a: { b: { c: "x".repeat(n), d: "y".repeat(n) } } });
for (let n = 30; n < 80; n += 6) console.log([{ long: "x".repeat(n) }, { a: [{ long: "x".repeat(n) }] }]);

class Entry {
  constructor(
    readonly name: string,
    readonly children: Entry[],
  ) {}
}
console.log(new Entry("root", [new Entry("left", []), new Entry("right", [new Entry("leaf", [])])]));
console.log(new Map(range(12).map((i): [string, number[]] => [`key ${i}`, range(i)])));
console.log(new Set(range(12).map((i) => range(i))));
console.log({ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8, i: 9, j: 10, k: 11, l: 12, m: 13, n: 14 });
console.log({ a: { b: 1 }, c: { d: { e: 1 } }, f: [[[]]], g: [[[1]]] });
console.log({ a: { b: { c: {} } }, x: { y: 1 } });

// Texts with lines of their own.
console.log(["one\ntwo"], { text: "line one\nline two\nline three\nline four\nline five\nline six\nline seven\nline eight" });
console.log(["a long text that goes on and on\nand on\n".repeat(3)]);
console.log({ inner: { text: "0123456789".repeat(9) } });
console.log(["y".repeat(10_050)]);
