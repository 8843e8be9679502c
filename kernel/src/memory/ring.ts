/**
 * A ring of bytes between one interrupt handler and one reader. Neither needs a lock: the handler moves only `head`, the reader only `tail`.
 * When it is full, bytes are dropped and counted.
 */
import { type u8, u32 } from "osmium";
import { type InlineArray, type Pointer, struct } from "osmium/unsafe";

/** A power of two: counters run on and wrap by themselves. Seconds of typing, or 22 ms of serial input at 115,200 baud. */
const ringBytes: u32 = 256;

@struct
export class RingStorage {
  /** Bytes ever put in: only the interrupt handler writes it. */
  head!: u32;
  /** Bytes ever taken out: only the reader writes it. */
  tail!: u32;
  /** Bytes lost because the ring was full. */
  dropped!: u32;
  bytes!: InlineArray<u8, 256>;
}

/** Zeroed storage is an empty ring: `staticBytes(272, 16)`. */
export type ByteRing = Pointer<RingStorage>;

/** Interrupt context. Puts a byte in. */
export function ringPut(ring: ByteRing, byte: u8): void {
  const head = ring.value.head;
  if (head - ring.value.tail >= ringBytes) {
    ring.value.dropped = ring.value.dropped + 1;
    return;
  }
  ring.value.bytes.set(head & (ringBytes - 1), byte);
  ring.value.head = head + 1;
}

/** Is there no byte in it? */
export function ringIsEmpty(ring: ByteRing): boolean {
  // SAFETY (of the plain accesses): an interrupt may add bytes at any time; that only makes `head` larger.
  return ring.value.head === ring.value.tail;
}

/** Takes a byte out of a ring that is not empty. */
export function ringTake(ring: ByteRing): u8 {
  const tail = ring.value.tail;
  const byte = ring.value.bytes.at(tail & (ringBytes - 1));
  ring.value.tail = tail + 1;
  return byte;
}

/** Bytes lost so far. */
export function ringDropped(ring: ByteRing): number {
  return u32(ring.value.dropped);
}
