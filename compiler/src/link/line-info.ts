/**
 * Line information of object files: for each of their code sections, which stack of inlined functions the code came from. LLVM's tools tell addresses
 * apart, not sections, which in an object file all begin at 0: so the files are linked, wherever that leads their calls. What is found out is in offsets
 * from the sections, and good for any program that the file becomes part of: it can be kept together with the file.
 *
 * The tools are asked in three batches: addresses of line rows, addresses of calls, the stack at each row that a trace can need.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { type PlacedSection, readLinkMap } from "./link-map.ts";
import { runTool } from "./toolchain.ts";

export interface SourceFrame {
  readonly function: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What a trace may start from or go through: a call, or an instruction that can fault. */
export type Stop = "call" | "fault";

/** Code from an offset of its section up to the next range. */
export interface LineRange {
  readonly offset: number;
  /** Index into the file's stacks. */
  readonly stack: number;
  readonly contains: Stop | "neither";
}

/** A code section of an object file. */
export interface SectionLines {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** By offset: the first of the section, and those that contain stops. */
  readonly ranges: readonly LineRange[];
}

/** The code of an object file; plain data, for JSON. */
export interface ObjectLines {
  /** Each innermost first; empty where nothing is known. */
  readonly stacks: readonly (readonly SourceFrame[])[];
  readonly sections: readonly SectionLines[];
}

interface SymbolizerLine {
  readonly Symbol: readonly {
    readonly FunctionName: string;
    readonly FileName: string;
    readonly Line: number;
    readonly Column: number;
  }[];
}

/** Code sections side by side, at an address that leaves none at 0. */
const aloneScript = "SECTIONS { .text 0x1000000 : { *(.text .text.*) } /DISCARD/ : { *(.comment) *(.eh_frame) } }\n";

/** The line information of object files, in their order. What is needed on the way goes into files whose names begin with `scratch`. */
export async function readLines(objects: readonly string[], scratch: string): Promise<ObjectLines[]> {
  const [script, alone, map] = [`${scratch}.ld`, `${scratch}.elf`, `${scratch}.map`];
  writeFileSync(script, aloneScript);
  const leavingHoles = ["--unresolved-symbols=ignore-all", "--noinhibit-exec", "--no-warnings"];
  const files = [`--Map=${map}`, ...objects, "-o", alone];
  await runTool("ld.lld", ["-static", ...leavingHoles, "-T", script, "-e", "0", ...files]);
  const sections = readLinkMap(readFileSync(map, "utf8"))
    .filter(({ section, size }) => /^\.text\b/.test(section) && size > 0)
    .sort((a, b) => Number(a.address - b.address));
  const listing = traceStops(alone);
  // Awaited below; until then a failure must not count as one that nobody handles.
  listing.catch(() => {});
  const rows = await lineRows(alone);
  const found = rangesOf(sections, rows, await listing);
  const addresses = found.flatMap(({ ranges }) => ranges.map(({ address }) => address));
  const framesAt = await symbolize(alone, addresses);
  return objects.map((object) => {
    const stacks = new Stacks();
    const own = found.filter(({ section }) => section.object === object);
    const lines = own.map(({ section, ranges }) => ({
      name: section.section,
      size: section.size,
      ranges: ranges.map(({ address, contains }) => ({
        offset: address - Number(section.address),
        stack: stacks.indexOf(framesAt.get(address)!),
        contains,
      })),
    }));
    return { stacks: stacks.all, sections: lines };
  });
}

interface AddressRange {
  readonly address: number;
  readonly contains: LineRange["contains"];
}

/** What the rows of each section contain. Of rows that a trace can't start from or go through, only the first matters. */
function rangesOf(
  sections: readonly PlacedSection[],
  rows: readonly number[],
  stops: readonly TraceStop[],
): { readonly section: PlacedSection; readonly ranges: readonly AddressRange[] }[] {
  let [row, stop] = [0, 0];
  return sections.map((section) => {
    const start = Number(section.address);
    const end = start + section.size;
    const ranges: AddressRange[] = [];
    while (row < rows.length && rows[row]! < start) row++;
    while (row < rows.length && rows[row]! < end) {
      const address = rows[row++]!;
      const until = Math.min(rows[row] ?? end, end);
      let contains: AddressRange["contains"] = "neither";
      for (; stop < stops.length && stops[stop]!.address < until; stop++) {
        if (stops[stop]!.address >= address && contains !== "call") contains = stops[stop]!.kind;
      }
      if (ranges.length === 0 || contains !== "neither") ranges.push({ address, contains });
    }
    return { section, ranges };
  });
}

/** Numbers the stacks that differ. */
class Stacks {
  readonly all: SourceFrame[][] = [];
  readonly #known = new Map<string, number>();

  indexOf(frames: SourceFrame[]): number {
    const key = JSON.stringify(frames);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, this.all.length);
    return this.all.push(frames) - 1;
  }
}

/** Addresses at which the line table has a row, ascending. The end of a sequence is none. */
async function lineRows(path: string): Promise<number[]> {
  const tables = await runTool("llvm-dwarfdump", ["--debug-line", path]);
  const rows = new Set<number>();
  for (const [row, address] of tables.matchAll(/^(0x[0-9a-f]{16}) +\d.*$/gm)) {
    if (!row.includes("end_sequence")) rows.add(Number(address));
  }
  return [...rows].sort((a, b) => a - b);
}

interface TraceStop {
  readonly address: number;
  readonly kind: Stop;
}

/** Calls, and instructions that can fault: those that trap, divide, or reach memory other than by frame pointer, stack pointer or rip. */
async function traceStops(path: string): Promise<TraceStop[]> {
  const listing = await runTool("llvm-objdump", ["--disassemble", "--no-show-raw-insn", "--section=.text", path]);
  const stops: TraceStop[] = [];
  for (const [, at, mnemonic, operands] of listing.matchAll(/^ *([0-9a-f]+):\s+([a-z0-9]+)[ \t]*([^\n#]*)/gm)) {
    const kind = mnemonic!.startsWith("call") ? "call" : canFault(mnemonic!, operands!) ? "fault" : undefined;
    if (kind) stops.push({ address: Number(`0x${at!}`), kind });
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

/** The stack at each address. */
async function symbolize(path: string, addresses: readonly number[]): Promise<Map<number, SourceFrame[]>> {
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
