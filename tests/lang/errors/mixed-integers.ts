import { i32, u32 } from "osmium";
const a = u32(1);
const b = i32(2);
console.log(a + b);
// error OSC 4:13 'u32' and 'i32' can't be mixed
