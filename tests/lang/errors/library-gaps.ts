const integers = new BigInt64Array(1);
const object = Object.fromEntries([["a", 1]]);
const groups = Object.groupBy([1], String);
const text = "é".normalize();
const registry = new FinalizationRegistry<string>(console.log);
const buffer = new ArrayBuffer(8, { maxByteLength: 16 });
const symbol = Symbol("own");
console.log(integers, object, groups, text, registry, buffer, symbol);
// error TS2583 1:22 Cannot find name 'BigInt64Array'
// error TS2550 2:23 'fromEntries'
// error TS2550 3:23 'groupBy'
// error TS2550 4:18 'normalize'
// error TS2304 5:22 Cannot find name 'FinalizationRegistry'
// error TS2554 6:35 Expected 1 arguments
// error TS2349 7:16 not callable
