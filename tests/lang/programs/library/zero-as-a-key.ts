// Minus zero becomes zero when it is made a key.
const set = new Set<number>([-0]);
for (const value of set) console.log(Object.is(value, 0), set.has(0), set.has(-0));
set.add(-0);
console.log(set.size);
const map = new Map<number, string>();
map.set(-0, "minus");
map.set(0, "plus");
for (const [key, value] of map) console.log(Object.is(key, 0), value);
const mixed = new Map<number | string | null, number>([
  [-0, 1],
  ["-0", 2],
  [null, 3],
]);
for (const key of mixed.keys()) console.log(Object.is(key, 0), Object.is(key, -0));
console.log([...new Set([3, -0, 1, 0])].map((x) => Object.is(x, -0)).join());
