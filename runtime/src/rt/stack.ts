/** Stack traces as lists of return addresses, and as text. */
import { usize } from "osmium";
import { frameAddress, type Pointer, pointer } from "osmium/unsafe";
import { traceLines } from "./trace.ts";

const maxFrames = 24;

/**
 * Return addresses of the callers, innermost first. As doubles, which hold 53 bits: the high half of the address space is folded.
 *
 * @param limit How many are wanted; those of an error's own constructors come on top.
 */
export function captureTrace(limit: number): number[] {
  const found: number[] = [];
  if (!(limit > 0)) return found;
  let frame = frameAddress();
  for (let count = 0; count < maxFrames && frame !== 0; count++) {
    // SAFETY: the chain of saved frame pointers is unbroken in compiled code and ends with zero.
    const cell: Pointer<usize> = pointer<usize>(frame);
    const address = cell.at(1);
    if (address === 0) break;
    found.push(address & usize(0xffffffffffff));
    const next = cell.read();
    if (next <= frame) break;
    frame = next;
  }
  return found;
}

/** Does the line tell of the construction of an error in the library? */
function isConstructorOfError(line: string): boolean {
  return line.includes("std/error.ts:");
}

/** "\n    at name (file:line:column)" for each frame. */
export function describeTrace(trace: number[]): string {
  let text = "";
  let inside = true;
  for (const folded of trace) {
    let address = usize(folded);
    if (address >= usize(0x800000000000)) address = address | usize(0xffff000000000000);
    for (const line of traceLines(address)) {
      // The constructors of the error itself tell nothing.
      inside = inside && isConstructorOfError(line);
      if (!inside) text = `${text}\n    at ${line}`;
    }
  }
  return text;
}
