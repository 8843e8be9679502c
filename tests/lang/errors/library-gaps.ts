const integers = new BigInt64Array(1);
const text = "é".normalize();
const registry = new FinalizationRegistry<string>(console.log);
const buffer = new ArrayBuffer(8, { maxByteLength: 16 });
const symbol = Symbol("own");
console.log(integers, text, registry, buffer, symbol);
// error TS2583 1:22 Cannot find name 'BigInt64Array'
// error TS2550 2:18 'normalize'
// error TS2304 3:22 Cannot find name 'FinalizationRegistry'
// error TS2554 4:35 Expected 1 arguments
// error TS2349 5:16 not callable
