// no-node
import { i64, type u8, u16, u32, type u64 } from "osmium";
import {
  atomicAdd,
  atomicCompareExchange,
  atomicExchange,
  atomicLoad,
  atomicStore,
  bytesOf,
  fence,
  type Pointer,
  staticBytes,
} from "osmium/unsafe";

// Exchanges give what was there, whether they succeed or not.
const word = staticBytes(8, 8).cast<u64>();
console.log(atomicExchange(word, 7), atomicExchange(word, 8), word.read());
console.log(atomicCompareExchange(word, 7, 9), word.read(), atomicCompareExchange(word, 8, 9), word.read());
console.log(atomicAdd(word, 0xffffffffffffffff), atomicLoad(word));
atomicStore(word, 41);
fence();
console.log(atomicLoad(word), word.read());

// Every width leaves its neighbours alone.
const bytes = staticBytes(8, 8);
for (let i = 0; i < 8; i++) bytes.set(i, 0x11);
atomicExchange(bytes.add(1), 0xff);
atomicExchange(bytes.add(2).cast<u16>(), 0xabcd);
atomicCompareExchange(bytes.add(4).cast<u32>(), 0x11111111, 5);
let shown = "";
for (let i = 0; i < 8; i++) shown += ` ${bytes.at(i).toString(16)}`;
console.log(shown);

// The bytes of a buffer are those that its views see, and stay where they are.
class Flag {
  readonly #word = new Uint32Array(2);
  readonly #at: Pointer<u32> = bytesOf(this.#word.buffer).cast<u32>();
  take(): boolean {
    return atomicCompareExchange(this.#at, 0, 1) === 0;
  }
  release(): void {
    atomicStore(this.#at, 0);
  }
  get value(): number {
    return this.#word[0];
  }
}
const flags: Flag[] = [];
for (let i = 0; i < 100; i++) flags.push(new Flag());
for (let i = 0; i < 100; i += 3) flags[i].take();
let taken = 0;
for (const flag of flags) taken += flag.value;
console.log(taken, flags[3].take(), flags[4].take(), flags[4].take());
flags[3].release();
console.log(flags[3].value, flags[3].take());

// A counter that several functions share.
const counter = bytesOf(new ArrayBuffer(0)).isNull;
console.log(counter, i64(u16(3)));
// expect:
// 0 7 8
// 8 8 8 9
// 9 8
// 41 41
//  11 ff cd ab 5 0 0 0
// 34 false true false
// 0 true
// false 3
