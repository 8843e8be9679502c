type Nested = Nested[];
const a: Nested = [[], [[]]];
type Chain = [number, Chain | null];
const b: Chain = [1, [2, null]];
type Json = string | number | Json[];
const c: Json = [1, ["x"]];
console.log(a.length, b[0], Array.isArray(c));
// error OSC1003 2:7 the type 'Nested' holds itself
// error OSC1003 4:7 the type 'Chain' holds itself
// error OSC1003 6:7 the type 'Json[]' holds itself
