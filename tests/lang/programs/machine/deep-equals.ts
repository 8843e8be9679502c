// no-node
// What follows at the end is what Node prints with its util.isDeepStrictEqual and util.inspect.
import { deepEquals, elementsOf, inspect } from "osmium";
class P { constructor(readonly x: number, readonly y: string | null) {} get sum() { return this.x; } }
class Q { constructor(readonly x: number, readonly y: string | null) {} }
const loop = (): { n: number; next: object | null } => { const o: { n: number; next: object | null } = { n: 1, next: null }; o.next = o; return o; };
const big = new Array<number>(500).fill(7);
const big2 = [...big]; big2[450] = 8;
const pairs: [unknown, unknown][] = [
  [1, 1], [1, 2], [NaN, NaN], [0, -0], ["a", "a"], [null, undefined], [[1, 2], [1, 2]], [[1, 2], [1, 3]], [[1], [1, 2]],
  [{ a: 1, b: "x" }, { a: 1, b: "x" }], [{ a: 1, b: "x" }, { b: "x", a: 1 }], [{ a: 1 }, { a: 1, c: 2 }],
  [new P(1, null), new P(1, null)], [new P(1, null), new P(1, "z")], [new P(1, null), new Q(1, null)],
  [new Map([["a", [1]]]), new Map([["a", [1]]])], [new Map([["a", [1]], ["b", [2]]]), new Map([["b", [2]], ["a", [1]]])], [new Map([["a", 1]]), new Map([["a", 2]])],
  [new Set([1, 2]), new Set([2, 1])], [new Set([1, 2]), new Set([1, 3])], [new Error("a"), new Error("a")], [new Error("a"), new Error("b")], [new Error("a"), new TypeError("a")],
  [big, [...big]], [big, big2], [new Set(big.map((_, i) => i)), new Set(big2.map((_, i) => i))],
  [new Set(big.map((_, i) => i)), new Set(big2.map((_, i) => i === 400 ? 1000 : i))],
  [new Uint8Array([1, 2]), new Uint8Array([1, 2])], [new Uint8Array([1, 2]), new Uint8Array([1, 3])], [new Uint8Array([1, 2]), new Uint16Array([1, 2])],
  [new Uint8Array(300).buffer, new Uint8Array(300).buffer], [new Uint8Array(3).buffer, new Uint8Array([0, 0, 1]).buffer],
  [() => 1, () => 1], [loop(), loop()], [["a", [new P(1, "q")]], ["a", [new P(1, "q")]]], [true, 1], [{ a: undefined }, { a: undefined }],
];
for (const [a, b] of pairs) console.log(deepEquals(a, b));
for (const [a] of pairs) if (!(a instanceof Error)) console.log(inspect(a, 1));
console.log(elementsOf([1, 2]), elementsOf(new Set(["x"])), elementsOf(new Map([["k", 1]])), elementsOf(3), elementsOf(new Uint8Array([5])));

// expect:
// true
// false
// true
// false
// true
// false
// true
// false
// false
// true
// true
// false
// true
// false
// false
// true
// true
// false
// true
// false
// true
// false
// false
// true
// false
// true
// false
// true
// false
// false
// true
// false
// false
// true
// true
// false
// true
// 1
// 1
// NaN
// 0
// 'a'
// null
// [ 1, 2 ]
// [ 1, 2 ]
// [ 1 ]
// { a: 1, b: 'x' }
// { a: 1, b: 'x' }
// { a: 1 }
// P { x: 1, y: null }
// P { x: 1, y: null }
// P { x: 1, y: null }
// Map(1) { 'a' => [ 1 ] }
// Map(2) { 'a' => [ 1 ], 'b' => [ 2 ] }
// Map(1) { 'a' => 1 }
// Set(2) { 1, 2 }
// Set(2) { 1, 2 }
// [
//   7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
//   7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
//   7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
//   7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
//   7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
//   7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
//   7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
//   7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
//   7, 7, 7, 7,
//   ... 400 more items
// ]
// [
//   7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
//   7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
//   7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
//   7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
//   7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
//   7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
//   7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
//   7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
//   7, 7, 7, 7,
//   ... 400 more items
// ]
// Set(500) {
//   0,
//   1,
//   2,
//   3,
//   4,
//   5,
//   6,
//   7,
//   8,
//   9,
//   10,
//   11,
//   12,
//   13,
//   14,
//   15,
//   16,
//   17,
//   18,
//   19,
//   20,
//   21,
//   22,
//   23,
//   24,
//   25,
//   26,
//   27,
//   28,
//   29,
//   30,
//   31,
//   32,
//   33,
//   34,
//   35,
//   36,
//   37,
//   38,
//   39,
//   40,
//   41,
//   42,
//   43,
//   44,
//   45,
//   46,
//   47,
//   48,
//   49,
//   50,
//   51,
//   52,
//   53,
//   54,
//   55,
//   56,
//   57,
//   58,
//   59,
//   60,
//   61,
//   62,
//   63,
//   64,
//   65,
//   66,
//   67,
//   68,
//   69,
//   70,
//   71,
//   72,
//   73,
//   74,
//   75,
//   76,
//   77,
//   78,
//   79,
//   80,
//   81,
//   82,
//   83,
//   84,
//   85,
//   86,
//   87,
//   88,
//   89,
//   90,
//   91,
//   92,
//   93,
//   94,
//   95,
//   96,
//   97,
//   98,
//   99,
//   ... 400 more items
// }
// Set(500) {
//   0,
//   1,
//   2,
//   3,
//   4,
//   5,
//   6,
//   7,
//   8,
//   9,
//   10,
//   11,
//   12,
//   13,
//   14,
//   15,
//   16,
//   17,
//   18,
//   19,
//   20,
//   21,
//   22,
//   23,
//   24,
//   25,
//   26,
//   27,
//   28,
//   29,
//   30,
//   31,
//   32,
//   33,
//   34,
//   35,
//   36,
//   37,
//   38,
//   39,
//   40,
//   41,
//   42,
//   43,
//   44,
//   45,
//   46,
//   47,
//   48,
//   49,
//   50,
//   51,
//   52,
//   53,
//   54,
//   55,
//   56,
//   57,
//   58,
//   59,
//   60,
//   61,
//   62,
//   63,
//   64,
//   65,
//   66,
//   67,
//   68,
//   69,
//   70,
//   71,
//   72,
//   73,
//   74,
//   75,
//   76,
//   77,
//   78,
//   79,
//   80,
//   81,
//   82,
//   83,
//   84,
//   85,
//   86,
//   87,
//   88,
//   89,
//   90,
//   91,
//   92,
//   93,
//   94,
//   95,
//   96,
//   97,
//   98,
//   99,
//   ... 400 more items
// }
// Uint8Array(2) [ 1, 2 ]
// Uint8Array(2) [ 1, 2 ]
// Uint8Array(2) [ 1, 2 ]
// ArrayBuffer {
//   [Uint8Contents]: <00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 ... 200 more bytes>,
//   byteLength: 300
// }
// ArrayBuffer { [Uint8Contents]: <00 00 00>, byteLength: 3 }
// [Function (anonymous)]
// <ref *1> { n: 1, next: [Circular *1] }
// [ 'a', [ [P] ] ]
// true
// { a: undefined }
// [ 1, 2 ] [ 'x' ] [ [ 'k', 1 ] ] [] [ 5 ]
