/**
 * The size classes of small blocks. A class is known by its stride, the bytes from one block to the next: each is 8 bytes of header and
 * what its owner may use.
 *
 *   class 1 to 32    strides of 16, 32 … 512
 *   class 33 to 48   four in each doubling: 640, 768, 896, 1024 … 8192
 *   class 0          blocks too large for a class
 *
 * So a block is at most a quarter larger than the request.
 */
import type { usize } from "osmium";
import { leadingZeros } from "osmium/unsafe";
import { grain, headerBytes } from "./block.ts";

export const classCount: usize = 49;
/** The largest requests of class 32 and of class 48. */
export const linearRequestMax: usize = 504;
export const smallRequestMax: usize = 8184;

/** The class for a request of at most `linearRequestMax` bytes. */
export function linearClassFor(request: usize): usize {
  return (request + headerBytes + grain - 1) >>> 4;
}

/** The class for a request between that and `smallRequestMax`. */
export function geometricClassFor(request: usize): usize {
  const last = request + headerBytes - 1;
  const power = 63 - leadingZeros(last);
  return 33 + (power - 9) * 4 + ((last >>> (power - 2)) & 3);
}

/** Bytes from one block of a class to the next; 0 for class 0. */
export function strideOf(sizeClass: usize): usize {
  if (sizeClass <= 32) return sizeClass << 4;
  const above = sizeClass - 33;
  return ((above & 3) + 5) << ((above >>> 2) + 7);
}
