/** Walks the frame pointers of the kernel's code: rbp points to the caller's rbp, the return address lies above it. */
import type { usize } from "osmium";
import { frameAddress, pointer, symbolAddress } from "osmium/unsafe";

function isStack(address: usize): boolean {
  return address >= symbolAddress("data_start") && address + 16 <= symbolAddress("bss_end") && (address & 7) === 0;
}

/** Is this the address of an instruction of the kernel? */
export function isCode(address: usize): boolean {
  return address >= symbolAddress("text_start") && address < symbolAddress("text_end");
}

/** Return addresses, innermost first, from a frame pointer on; it stops at the first thing that is no frame. */
export function returnAddresses(from: usize, most: number): usize[] {
  const found: usize[] = [];
  let frame = from;
  while (found.length < most && isStack(frame)) {
    // SAFETY: the address lies in the kernel's data, aligned; guard pages hold no frames.
    const caller = pointer<usize>(frame).read();
    const address = pointer<usize>(frame + 8).read();
    if (!isCode(address)) break;
    found.push(address);
    if (caller <= frame) break;
    frame = caller;
  }
  return found;
}

/** The frame pointer here. */
export function currentFrame(): usize {
  return frameAddress();
}
