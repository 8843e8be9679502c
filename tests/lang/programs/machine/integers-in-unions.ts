// no-node
// Machine integers in unions compare and convert by value, whatever width they are held at.
import { i64, u8, u32 } from "osmium";

function receive(n: number): u8 | null {
  return n < 0 ? null : u8(n);
}
console.log(receive(0x55) === 0x55, receive(0x55) !== 0x55, receive(-1) !== 0, receive(-1) === null);

function add(x: unknown): number {
  return typeof x === "number" ? x + 1 : -1;
}
console.log(add(u8(5)), add(5.5), add("x"), add(u32(4000000000)), add(receive(7)), add(receive(-1)));

const held: unknown = u8(3);
console.log(held === 3, held === 4);

function pick(n: number): i64 | null {
  return n < 0 ? null : i64(n);
}
const picked = pick(7);
console.log(picked === 7, pick(-1) === 7, picked !== null && picked + 1 === 8);

const wider: number | null = receive(9);
console.log(wider, wider === 9, wider !== null && wider / 2);
// expect:
// true false true true
// 6 6.5 -1 4000000001 8 -1
// true false
// true false true
// 9 true 4.5
