// Set methods of ES2025 and Map.groupBy, which Node 20 has not.
// no-node
const small = new Set([3, 1, 2]);
const large = new Set([5, 4, 3, 2]);
console.log(small.union(large), small.intersection(large), large.intersection(small));
console.log(small.difference(large), large.difference(small), small.symmetricDifference(large));
console.log(new Set([2, 3]).isSubsetOf(large), small.isSubsetOf(large), large.isSupersetOf(new Set([5])));
console.log(small.isDisjointFrom(large), small.isDisjointFrom(new Set([9])), small.isSubsetOf(small), new Set<number>().isSubsetOf(small));
const words = new Set(["a", "b"]);
console.log(words.union(new Set(["b", "c"])), words.intersection(new Set(["x"])));
console.log(Map.groupBy([1, 2, 3, 4, 5], (x) => (x % 2 === 0 ? "even" : "odd")));
console.log(Map.groupBy(new Set(["apple", "bean", "avocado"]), (word) => word[0]).get("a"));
console.log(Map.groupBy("hello", (_, index) => index < 2));
// expect:
// Set(5) { 3, 1, 2, 5, 4 } Set(2) { 3, 2 } Set(2) { 3, 2 }
// Set(1) { 1 } Set(2) { 5, 4 } Set(3) { 1, 5, 4 }
// true false true
// false true true true
// Set(3) { 'a', 'b', 'c' } Set(0) {}
// Map(2) { 'odd' => [ 1, 3, 5 ], 'even' => [ 2, 4 ] }
// [ 'apple', 'avocado' ]
// Map(2) { true => [ 'h', 'e' ], false => [ 'l', 'l', 'o' ] }
