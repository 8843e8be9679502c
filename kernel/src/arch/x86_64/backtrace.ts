/// <reference path="../../../../runtime/types/internal.d.ts" />
/**
 * Prints call stacks by walking the frame pointers of the kernel's code: rbp points to the caller's rbp, the return address lies above
 * it. Allocates nothing, and reads nothing outside the stack on which it begins. Calls that repeat, as in a recursion without end,
 * are counted instead of printed.
 */
import { u8, type u32, type usize } from "osmium";
import { bytesOf, frameAddress, type Pointer, pointer, symbolAddress } from "osmium/unsafe";
import { printFrame, type WriteByte } from "../../../../runtime/src/rt/trace.ts";
import { stackHighOf, stackLowOf } from "./stacks.ts";

/** Is this the address of an instruction of the kernel? */
export function isCode(address: usize): boolean {
  return address >= symbolAddress("text_start") && address < symbolAddress("text_end");
}

/** The frame pointer here. */
export function currentFrame(): usize {
  return frameAddress();
}

function writeText(text: string, write: WriteByte): void {
  for (let i = 0; i < text.length; i++) write(u8(text.charCodeAt(i)));
}

function writeNumber(value: u32, write: WriteByte): void {
  let unit: u32 = 1;
  while (value / unit >= 10) unit *= 10;
  while (unit > 0) {
    write(u8(48 + ((value / unit) % 10)));
    unit = unit / 10;
  }
}

function writeRepeats(count: u32, write: WriteByte): void {
  if (count === 0) return;
  writeText("    and ", write);
  writeNumber(count, write);
  writeText(count === 1 ? " more call of it\n" : " more calls of it\n", write);
}

/** A call into what is no code has pushed a return address that no frame pointer leads to. */
function printStrayCaller(stack: usize, write: WriteByte): void {
  if (stackLowOf(stack) === 0 || (stack & 7) !== 0) return;
  // SAFETY: inside a stack, all of whose pages are mapped.
  const address = pointer<usize>(stack).read();
  if (isCode(address)) printFrame(address - 1, write);
}

/** Bytes between a handler's return address and the address of the code that was interrupted: the rest of an `InterruptFrame`, … */
const interruptFrameBytes: usize = 136;
/** … below which the exceptions' stub keeps the floating-point state. */
const savedStateBytes: usize = 512;

/** The code that was interrupted, if a return address leads into a stub of `vectors.ts`; else 0. `above` is where the return address ends. */
function interruptedCode(address: usize, above: usize, high: usize): usize {
  let at: usize = 0;
  if (address === symbolAddress("interrupt_return")) at = above + interruptFrameBytes;
  if (address === symbolAddress("exception_return")) at = above + savedStateBytes + interruptFrameBytes;
  // SAFETY: inside a stack, all of whose pages are mapped.
  return at === 0 || at + 8 > high ? 0 : pointer<usize>(at).read();
}

/**
 * Prints the code at `instruction` (0: nothing), then the callers found from the frame pointer on: `most` of them. `stack` is the stack
 * pointer at the instruction.
 */
export function printBacktrace(instruction: usize, frame: usize, stack: usize, most: u32, write: WriteByte): void {
  if (instruction !== 0) {
    printFrame(instruction, write);
    if (!isCode(instruction)) printStrayCaller(stack, write);
  }
  const low = stackLowOf(frame);
  const high = stackHighOf(frame);
  let at = frame;
  let last: usize = 0;
  let repeats: u32 = 0;
  let printed: u32 = 0;
  while (at >= low && at + 16 <= high && (at & 7) === 0) {
    // SAFETY: inside a stack, all of whose pages are mapped.
    const caller = pointer<usize>(at).read();
    const address = pointer<usize>(at + 8).read();
    // The outermost function has no caller: assembly called it.
    if (caller === 0 || !isCode(address)) break;
    const interrupted = interruptedCode(address, at + 16, high);
    if (interrupted !== 0) {
      writeRepeats(repeats, write);
      repeats = 0;
      writeText("    (interrupt)\n", write);
      printFrame(interrupted, write);
    } else if (address === last) {
      repeats++;
    } else {
      writeRepeats(repeats, write);
      repeats = 0;
      if (printed === most) {
        writeText("    and so on\n", write);
        return;
      }
      printFrame(address - 1, write);
      printed++;
      last = address;
    }
    if (caller <= at) break;
    at = caller;
  }
  writeRepeats(repeats, write);
}

/** Calls that a `CallStack` remembers. */
const callStackDepth: u32 = 16;

/** Who called, remembered for later: the addresses only, which takes neither memory nor much time. */
export class CallStack {
  readonly #storage = new ArrayBuffer(128);
  readonly #addresses: Pointer<usize> = bytesOf(this.#storage).cast<usize>();
  #depth: u32 = 0;

  /** Remembers the functions that are active now, from the caller of the function that calls this. */
  capture(): void {
    let at = frameAddress();
    const low = stackLowOf(at);
    const high = stackHighOf(at);
    this.#depth = 0;
    while (this.#depth < callStackDepth && at >= low && at + 16 <= high && (at & 7) === 0) {
      // SAFETY: inside a stack, all of whose pages are mapped; 16 addresses fit the storage.
      const caller = pointer<usize>(at).read();
      const address = pointer<usize>(at + 8).read();
      if (caller === 0 || !isCode(address)) break;
      this.#addresses.set(this.#depth, address);
      this.#depth++;
      if (caller <= at) break;
      at = caller;
    }
  }

  /** Prints the functions that were active. */
  print(write: WriteByte): void {
    for (let i: u32 = 0; i < this.#depth; i++) printFrame(this.#addresses.at(i) - 1, write);
  }
}
