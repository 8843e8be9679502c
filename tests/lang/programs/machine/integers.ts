// no-node
import { f32, i8, i16, i32, i64, isize, toNumber, u8, u16, u32, u64, usize } from "osmium";

let byte: u8 = 250;
byte += 10;
console.log(byte, u8(-1), u8(300), i8(200), i16(40000), u16(-2), u32(-1), i32(2 ** 31), u32(2 ** 32 + 5));
let wide: u64 = 0xffffffffffffffff;
console.log(wide, wide + 1, wide >>> 63, i64(wide), toNumber(wide));
wide = wide / 10;
console.log(wide, wide % 7, wide * 3, wide & 0xff, wide ^ wide, ~wide);
const signed: i32 = -7;
console.log(signed / 2, signed % 2, signed >> 1, signed >>> 28, -signed, signed * signed, signed < 0, signed < 5);
const unsigned: u32 = 4000000000;
console.log(unsigned / 7, unsigned % 7, unsigned >> 4, unsigned << 1, unsigned > 3, unsigned + unsigned);
console.log(i64(-1) >>> 60, i64(-1) >> 60, i64(1) << 62, u64(1) << 63, i64(1) << 63);
const min: i32 = -2147483648;
console.log(-min, min - 1, min / -1, min % -1, i8(-128) / i8(-1));
function sum(values: readonly u16[]): u16 {
  let total: u16 = 0;
  for (const value of values) total += value;
  return total;
}
const shorts: u16[] = [65535, 2, 3];
console.log(sum(shorts), shorts.length, shorts.join());
for (let i: u8 = 3; i !== 0; i--) console.log(i);
const mixed: number = byte;
console.log(mixed / 3, byte / 3, byte * 1.5, unsigned / 1.5);
console.log(usize(5) - usize(3), isize(3) - isize(5), u32(isize(-1)), i64(u32(7)));
console.log(u32(3.99), u32(-3.99), u32(NaN), u32(1 / 0), i64(1e18), u64(1e19), i64(-1e300), u8(256.5), i32(4294967295));
const single: f32 = 0.1;
console.log(toNumber(single), single * 2, single + f32(0.2), f32(16777217), single === f32(0.1), f32(1) / f32(3));
console.log(u32(true), u8(false), u8("a".charCodeAt(0)));
const map = new Map<u32, string>([[1, "one"]]);
map.set(0xffffffff, "max");
console.log(map.get(1), map.get(u32(-1)), map.get(3) === undefined, map.size);
let hash: u32 = 0x811c9dc5;
for (const c of "hello") hash = (hash ^ u32(c.charCodeAt(0))) * 0x01000193;
console.log(hash);
try {
  let zero: i32 = 0;
  if (byte > 100) zero = 1;
  console.log(5 / i32(zero));
} catch (error) {
  console.log(error instanceof RangeError);
}
class Register {
  value: u16 = 0;
  get low(): u8 {
    return u8(this.value);
  }
  set low(byte: u8) {
    this.value = (this.value & 0xff00) | u16(byte);
  }
}
const register = new Register();
register.value = 0x1234;
register.low = 0xff;
register.value += 1;
console.log(register.value, register.low, register.value.toString(16));
const enum Bits {
  Low = 1 << 0,
  High = 1 << 15,
}
const flags: u16 = Bits.Low | Bits.High;
console.log(flags, (flags & Bits.High) !== 0, flags === 32769);
console.log(`${byte} ${wide} ${signed}`, String(unsigned), "" + single);
const digest: u64 = 0xa430d84680aabd0b;
const least: i64 = -0x8000000000000000;
console.log(digest.toString(16), digest.toString(36), digest.toString(10), least.toString(16), least.toString(2).length, byte.toString(2));
// expect:
// 4 255 44 -56 -25536 65534 4294967295 -2147483648 5
// 18446744073709551615 0 1 -1 18446744073709552000
// 1844674407370955161 1 5534023222112865483 153 0 16602069666338596454
// -3 -1 -4 15 7 49 true true
// 571428571 3 250000000 3705032704 true 3705032704
// 15 -1 4611686018427387904 9223372036854775808 -9223372036854775808
// -2147483648 2147483647 -2147483648 0 -128
// 4 3 65535,2,3
// 3
// 2
// 1
// 1.3333333333333333 1 6 2666666666.6666665
// 2 -2 4294967295 7
// 3 4294967293 0 0 1000000000000000000 10000000000000000000 0 0 -1
// 0.10000000149011612 0.20000000298023224 0.30000001192092896 16777216 true 0.3333333432674408
// 1 0 97
// one max true 2
// 1335831723
// true
// 4864 0 1300
// 32769 true true
// 4 1844674407370955161 -7 4000000000 0.10000000149011612
// a430d84680aabd0b 2hvyo96lq8v0r 11831194018420276491 -8000000000000000 65 100
