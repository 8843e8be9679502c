/** The rings of the devices that deliver bytes by interrupt. */
import { staticBytes } from "osmium/unsafe";
import type { ByteRing, RingStorage } from "./ring.ts";

/** Scan codes from the keyboard. */
export function keyboardRing(): ByteRing {
  // SAFETY: 272 bytes hold a RingStorage (268); all zero is empty.
  return staticBytes(272, 16).cast<RingStorage>();
}

/** Bytes from the serial port. */
export function serialRing(): ByteRing {
  // SAFETY: as above.
  return staticBytes(272, 16).cast<RingStorage>();
}
