/**
 * What the runtime library needs of the machine below: memory, a place to write, an end. The project's configuration names this file to
 * the compiler. `allocate` works from the first instruction on, before any module body has run.
 */
import { type i32, type u8, u32, type usize } from "osmium";
import { nullPointer, type Pointer } from "osmium/unsafe";
import { debugExit } from "./arch/x86_64/machine.ts";
import { beginPieces, endPieces, putCharacter } from "./console/console.ts";
import { fatalError } from "./console/report.ts";
import {
  heapAllocate,
  heapAllocateObject,
  heapFault,
  heapFree,
  heapResize,
  wasHeapWrittenAfterFree,
} from "./memory/heap.ts";

const outputAttribute: u8 = 0x07;
const errorAttribute: u8 = 0x0c;

/** At least `bytes` bytes, aligned to 16; the null pointer when there is no memory left. */
export function allocate(bytes: usize): Pointer<u8> {
  const block = heapAllocate(bytes);
  return block.isNull ? allocateNothing() : block;
}

/** As `allocate`, for an object, so that statistics can tell. */
export function allocateObject(bytes: usize): Pointer<u8> {
  const block = heapAllocateObject(bytes);
  return block.isNull ? allocateNothing() : block;
}

/** No memory, which the one who asked hears of; or a fault, after which nothing on the heap can be trusted. */
function allocateNothing(): Pointer<u8> {
  if (wasHeapWrittenAfterFree()) fatalError("a block of the heap was written to after it had been freed", null);
  return nullPointer<u8>();
}

/** Makes a block larger or smaller where it lies. False: it can't be, and is as it was. */
export function resize(block: Pointer<u8>, bytes: usize): boolean {
  return heapResize(block, bytes);
}

/** Frees what `allocate` gave. */
export function free(block: Pointer<u8>): void {
  if (!heapFree(block)) refuseFree(block);
}

function refuseFree(block: Pointer<u8>): never {
  switch (heapFault(block)) {
    case "WrittenBefore":
      fatalError("a block of the heap was written to before its start", null);
      break;
    case "WrittenBehind":
      fatalError("a block of the heap was written to behind its end", null);
      break;
    case "NotInUse":
      fatalError("a block of the heap was freed twice", null);
  }
}

/** Shows UTF-8 text on screen and serial: `console.log` and the runtime's own reports. It allocates nothing. */
export function write(text: Pointer<u8>, bytes: usize, error: boolean): void {
  const attribute = error ? errorAttribute : outputAttribute;
  const locked = beginPieces();
  let codePoint: u32 = 0;
  for (let at: usize = 0; at < bytes; at++) {
    const byte = u32(text.at(at));
    if (byte < 0x80) codePoint = byte;
    else if (byte < 0xc0) codePoint = (codePoint << 6) | (byte & 0x3f);
    else if (byte < 0xe0) codePoint = byte & 0x1f;
    else if (byte < 0xf0) codePoint = byte & 0x0f;
    else codePoint = byte & 0x07;
    const more = at + 1 < bytes && (text.at(at + 1) & 0xc0) === 0x80;
    if (!more) putCharacter(codePoint, attribute);
  }
  endPieces(locked);
}

/** Ends the kernel with a status that a test harness can see. */
export function exit(code: i32): never {
  debugExit(u32(code));
}

/** When the module bodies of a kernel have run and left nothing behind that runs (`runExecutor` never returns), there is nothing to wait for. */
export { runWhatIsLeft as runEventLoop } from "./boot/end.ts";
/** `setTimeout` and its kin. */
export { startPlatformTimer as startTimer, stopPlatformTimer as stopTimer } from "./time/timeouts.ts";

/** An error that nobody caught, or a broken promise of the runtime: the last report. */
export function fatal(message: string, error?: Error): never {
  fatalError(message, error ?? null);
}
