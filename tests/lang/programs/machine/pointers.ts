// no-node
import { type u8, u16, u32, type u64 } from "osmium";
import {
  atomicAdd,
  byteSwap,
  copyBytes,
  fillBytes,
  leadingZeros,
  moveBytes,
  offsetOf,
  type Pointer,
  packed,
  pointer,
  popCount,
  sizeOf,
  staticBytes,
  struct,
  trailingZeros,
} from "osmium/unsafe";

@struct
class Header {
  readonly kind!: u8;
  length!: u32;
  next!: Pointer<Header>;
  get total(): u32 {
    return this.length + 1;
  }
}
@packed
class Packed {
  a!: u8;
  b!: u32;
}
console.log(sizeOf<Header>(), offsetOf<Header>("length"), offsetOf<Header>("next"), sizeOf<Packed>(), sizeOf<u64>());
const memory = staticBytes(64, 16);
fillBytes(memory, 0, 64);
const header = memory.cast<Header>();
header.value.length = 41;
header.value.length += 1;
header.value.next = header.add(1);
console.log(header.value.length, header.value.total, header.value.next.address - header.address);
const words = memory.cast<u16>();
for (let i = 0; i < 8; i++) words.set(i, u16(0x100 + i));
moveBytes(memory.add(2), memory, 8);
copyBytes(memory.add(32), memory, 4);
console.log(words.at(0), words.at(1), words.at(4), words.add(16).read(), memory.at(1));
words.writeVolatile(7);
console.log(words.readVolatile(), pointer<u16>(words.address).read(), pointer<u8>(0).isNull);
const counter = staticBytes(8, 8).cast<u32>();
counter.write(5);
console.log(atomicAdd(counter, 3), counter.read());
console.log(popCount(u32(0xf0f0)), leadingZeros(u32(1)), trailingZeros(u32(8)), byteSwap(u32(0x12345678)).toString(16));
// expect:
// 16 4 8 5 8
// 42 43 16
// 256 256 259 256 1
// 7 7 true
// 5 8
// 8 31 3 78563412
