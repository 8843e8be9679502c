import type { u8 } from "osmium";
function f(n: number): u8 {
  return n;
}
console.log(f(1));
// error OSC 3:10 a 'number' is not known to be a 'u8'
