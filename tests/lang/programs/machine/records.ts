// no-node
// What Node 20 has not (groupBy), what is the compiler's own, and the one deviation: a property that is missing is no value of a type without undefined.
import { deepEquals, inspect } from "osmium";
const a: Record<string, unknown> = { x: 1, y: [1, { z: 2 }] };
console.log(deepEquals(a, { x: 1, y: [1, { z: 2 }] }), deepEquals(a, { y: [1, { z: 2 }], x: 1 }), deepEquals(a, { x: 1 }), inspect(a));
const grouped = Object.groupBy([1, 2, 3, 4, 5], (n) => (n % 2 === 0 ? "even" : "odd"));
console.log(grouped.even, grouped.odd?.length, Object.keys(grouped));
console.log(Object.groupBy(["a", "bb", "cc"], (s) => s.length)[2]);
const o: Record<string, number> = { a: 1 };
let thrown = "";
try {
  const value: number = o["no such"]!;
  console.log(value);
} catch (error) {
  thrown = (error as Error).name;
}
console.log(thrown);
// expect:
// true true false { x: 1, y: [ 1, { z: 2 } ] }
// [ 2, 4 ] 3 [ 'odd', 'even' ]
// [ 'bb', 'cc' ]
// TypeError
