/**
 * Line information of a linked program: for each range of code, the stack of inlined functions that it came from. Asked from the LLVM
 * tools in three batches: addresses of line rows, addresses of calls, the stack at each row.
 */

import type { Elf } from "./elf.ts";
import { runTool } from "./toolchain.ts";

export interface SourceFrame {
  readonly function: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Code from `address` up to the next range came from `frames`, innermost first; empty where nothing is known. */
export interface CodeRange {
  readonly address: bigint;
  readonly frames: readonly SourceFrame[];
  /** What a trace may start from or go through: a call, or an instruction that can fault. */
  readonly contains: "call" | "fault" | "neither";
}

interface SymbolizerLine {
  readonly Symbol: readonly {
    readonly FunctionName: string;
    readonly FileName: string;
    readonly Line: number;
    readonly Column: number;
  }[];
}

/** The ranges of the section `.text`, by address. */
export async function readLineInfo(path: string, elf: Elf): Promise<CodeRange[]> {
  const text = elf.section(".text");
  if (!text) return [];
  const [start, end] = [text.address, text.address + BigInt(text.size)];
  const listing = traceStops(path);
  // Awaited below; until then a failure must not count as one that nobody handles.
  listing.catch(() => {});
  const rows = await lineRows(path, start, end);
  const frames = await framesAt(
    path,
    [...rows].filter(([, known]) => known).map(([address]) => address),
  );
  const stops = await listing;
  const addresses = [...rows.keys()].sort(compare);
  let next = 0;
  return addresses.map((address, index) => {
    const until = addresses[index + 1] ?? end;
    let contains: CodeRange["contains"] = "neither";
    for (; next < stops.length && stops[next]!.address < until; next++) {
      if (stops[next]!.address >= address && contains !== "call") contains = stops[next]!.kind;
    }
    return { address, frames: frames.get(address) ?? [], contains };
  });
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

/** Addresses at which the line table has a row; false for the end of a sequence, where nothing is known. */
async function lineRows(path: string, start: bigint, end: bigint): Promise<Map<bigint, boolean>> {
  const rows = new Map<bigint, boolean>();
  const tables = await runTool("llvm-dwarfdump", ["--debug-line", path]);
  for (const match of tables.matchAll(/^(0x[0-9a-f]{16}) +\d.*$/gm)) {
    const address = BigInt(match[1]!);
    if (address < start || address >= end) continue;
    const known = !match[0].includes("end_sequence");
    if (known || !rows.has(address)) rows.set(address, known);
  }
  return rows;
}

interface TraceStop {
  readonly address: bigint;
  readonly kind: "call" | "fault";
}

/** Calls, and instructions that can fault: those that trap, divide, or reach memory other than by frame pointer, stack pointer or rip. */
async function traceStops(path: string): Promise<TraceStop[]> {
  const listing = await runTool("llvm-objdump", ["--disassemble", "--no-show-raw-insn", "--section=.text", path]);
  const stops: TraceStop[] = [];
  for (const [, at, mnemonic, operands] of listing.matchAll(/^ *([0-9a-f]+):\s+([a-z0-9]+)[ \t]*([^\n#]*)/gm)) {
    const kind = mnemonic!.startsWith("call") ? "call" : canFault(mnemonic!, operands!) ? "fault" : undefined;
    if (kind) stops.push({ address: BigInt(`0x${at!}`), kind });
  }
  return stops;
}

/** Traps, division, port input and output, privileged and string instructions. */
const faultingMnemonics = /^(ud2|int3?|i?div[bwlq]|(in|out)[bwl]|(rd|wr)msr|l[gi]dt|ltr|rep|fxrstor)/;
const harmlessMnemonics = /^(lea|nop|j|push|pop|ret)/;
const ownMemory = /^%r[bs]p$|^%rip$/;
/** An operand that is a number without a dollar: memory at that address, as of a null pointer. */
const absoluteMemory = /(^|[\s,:])-?0x[0-9a-f]+\s*(,|$)/;

function canFault(mnemonic: string, operands: string): boolean {
  if (faultingMnemonics.test(mnemonic)) return true;
  if (harmlessMnemonics.test(mnemonic)) return false;
  const memory = /\(([^)]*)\)/.exec(operands)?.[1];
  return (memory !== undefined && !ownMemory.test(memory)) || absoluteMemory.test(operands) || operands.includes("%cr");
}

async function framesAt(path: string, addresses: readonly bigint[]): Promise<Map<bigint, SourceFrame[]>> {
  const input = addresses.map((address) => `0x${address.toString(16)}\n`).join("");
  const output = await runTool(
    "llvm-symbolizer",
    [`--obj=${path}`, "--inlines", "--functions=short", "--output-style=JSON"],
    input,
  );
  const lines = output.split("\n").filter((line) => line !== "");
  if (lines.length !== addresses.length)
    throw new Error(`llvm-symbolizer answered ${lines.length} of ${addresses.length}`);
  return new Map(
    lines.map((line, index) => {
      const { Symbol: symbols } = JSON.parse(line) as SymbolizerLine;
      const frames = symbols
        .filter((one) => one.FileName !== "")
        .map((one) => ({ function: one.FunctionName, file: one.FileName, line: one.Line, column: one.Column }));
      return [addresses[index]!, frames];
    }),
  );
}
