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
  /** Does it contain a call? */
  readonly calls: boolean;
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
export function readLineInfo(path: string, elf: Elf): CodeRange[] {
  const text = elf.section(".text");
  if (!text) return [];
  const [start, end] = [text.address, text.address + BigInt(text.size)];
  const rows = lineRows(path, start, end);
  const calls = callAddresses(path);
  const frames = framesAt(
    path,
    [...rows].filter(([, known]) => known).map(([address]) => address),
  );
  const addresses = [...rows.keys()].sort(compare);
  let nextCall = 0;
  return addresses.map((address, index) => {
    const until = addresses[index + 1] ?? end;
    while (nextCall < calls.length && calls[nextCall]! < address) nextCall++;
    return { address, frames: frames.get(address) ?? [], calls: nextCall < calls.length && calls[nextCall]! < until };
  });
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

/** Addresses at which the line table has a row; false for the end of a sequence, where nothing is known. */
function lineRows(path: string, start: bigint, end: bigint): Map<bigint, boolean> {
  const rows = new Map<bigint, boolean>();
  for (const match of runTool("llvm-dwarfdump", ["--debug-line", path]).matchAll(/^(0x[0-9a-f]{16}) +\d.*$/gm)) {
    const address = BigInt(match[1]!);
    if (address < start || address >= end) continue;
    const known = !match[0].includes("end_sequence");
    if (known || !rows.has(address)) rows.set(address, known);
  }
  return rows;
}

function callAddresses(path: string): bigint[] {
  const listing = runTool("llvm-objdump", ["--disassemble", "--no-show-raw-insn", "--section=.text", path]);
  return Array.from(listing.matchAll(/^ *([0-9a-f]+):\s+call/gm), (match) => BigInt(`0x${match[1]!}`));
}

function framesAt(path: string, addresses: readonly bigint[]): Map<bigint, SourceFrame[]> {
  const input = addresses.map((address) => `0x${address.toString(16)}\n`).join("");
  const output = runTool(
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
