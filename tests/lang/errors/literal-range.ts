import type { u8 } from "osmium";
const a: u8 = 256;
console.log(a);
// error OSC 2:15 256 is outside the range of 'u8'
