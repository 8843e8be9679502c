// Functions and classes as texts: they have no source. Node has.
// no-node
const values: unknown[] = [() => 1, class Box {}, [(): number => 2]];
for (const value of values) console.log(`${value}`, String(value));

// expect:
// function () { [native code] } function () { [native code] }
// function () { [native code] } function () { [native code] }
// function () { [native code] } function () { [native code] }
