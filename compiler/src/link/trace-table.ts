/**
 * The table from which a program prints stack traces of itself: code addresses → functions, files, lines, columns, with inlined functions.
 * Compact, because it is part of a kernel image: it holds rows only for what a trace can start from or go through (calls, and instructions
 * that can fault), and columns only for calls. Code between belongs to the row before it, so that a trace from an interrupt may be a line or two off, but
 * never in another function. `runtime/src/rt/trace.ts` reads it.
 *
 * All integers are little-endian. A *varint* holds seven bits per byte, lowest first, the top bit set on all bytes but the last; a
 * *signed varint* maps 0, -1, 1, -2 … to 0, 1, 2, 3 …
 *
 * Header:
 *
 * | offset | type | what                                                                        |
 * | ------ | ---- | --------------------------------------------------------------------------- |
 * | 0      | u32  | magic, "OTRC"                                                               |
 * | 4      | u32  | version, 1                                                                  |
 * | 8      | u64  | base: address of the first row                                              |
 * | 16     | u32  | code bytes from the base that the table covers                              |
 * | 20     | u32  | number of blocks                                                            |
 * | 24     | u32  | offset of the rows, from the start of the table                             |
 * | 28     | u32  | offset of the scopes                                                        |
 * | 32     | u32  | offset of the strings                                                       |
 * | 36     | u32  | bytes of the whole table                                                    |
 * | 40     |      | the blocks, each: u32 address of its first row less the base, u32 offset of that row from the rows |
 *
 * Row: varint (address difference × 2, + 1 if the scope changes) · signed varint scope difference, only if it changes · signed varint line
 * difference · signed varint column difference. Differences are to the row before; in the first row of a block to the block's address,
 * scope 0, line 0, column 0. A row holds up to the next one's address. Scope 0 means that nothing is known.
 *
 * Scope, named by its offset from the scopes (the byte at 0 is unused): varint function name · varint file name (offsets from the strings) ·
 * varint distance back to the scope into which it was inlined, 0 if none · and if there is one: varint line, varint column of the call.
 *
 * String: varint bytes of UTF-8, the bytes.
 */

import type { ElfSection } from "./elf.ts";
import type { LineRange, ObjectLines, SourceFrame } from "./line-info.ts";
import type { PlacedSection } from "./link-map.ts";

export const traceMagic = 0x4352544f; // "OTRC"
export const traceVersion = 1;
const headerBytes = 40;
const blockBytes = 8;
/** A lookup decodes half of this on average; each block costs 8 bytes and the loss of one row's differences. */
const rowsPerBlock = 64;

/** Code from `address` up to the next range came from `frames`, innermost first; empty where nothing is known. */
export interface CodeRange {
  readonly address: bigint;
  readonly frames: readonly SourceFrame[];
  readonly contains: LineRange["contains"];
}

class ByteWriter {
  readonly bytes: number[] = [];

  varint(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.bytes.push((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.bytes.push(rest);
  }

  signed(value: number): void {
    this.varint(value < 0 ? -2 * value - 1 : 2 * value);
  }

  get length(): number {
    return this.bytes.length;
  }
}

class StringTable {
  readonly writer = new ByteWriter();
  readonly #offsets = new Map<string, number>();

  offset(text: string): number {
    let offset = this.#offsets.get(text);
    if (offset === undefined) {
      offset = this.writer.length;
      const bytes = new TextEncoder().encode(text);
      this.writer.varint(bytes.length);
      for (const byte of bytes) this.writer.bytes.push(byte);
      this.#offsets.set(text, offset);
    }
    return offset;
  }
}

class ScopeTable {
  readonly writer = new ByteWriter();
  readonly #strings: StringTable;
  readonly #offsets = new Map<string, number>();
  readonly #known = new Map<readonly SourceFrame[], number>();

  constructor(strings: StringTable) {
    this.#strings = strings;
    this.writer.bytes.push(0);
  }

  /** The scope of the innermost of `frames`, which is inlined into the second, and so on. */
  offset(frames: readonly SourceFrame[]): number {
    let offset = this.#known.get(frames);
    if (offset === undefined) {
      offset = this.#offsetOf(frames);
      this.#known.set(frames, offset);
    }
    return offset;
  }

  #offsetOf(frames: readonly SourceFrame[]): number {
    const [frame, ...outer] = frames;
    if (!frame) return 0;
    const parent = this.#offsetOf(outer);
    const [name, file] = [this.#strings.offset(frame.function), this.#strings.offset(frame.file)];
    const call = outer[0];
    const key = [name, file, parent, call?.line, call?.column].join(" ");
    let offset = this.#offsets.get(key);
    if (offset === undefined) {
      offset = this.writer.length;
      this.writer.varint(name);
      this.writer.varint(file);
      this.writer.varint(parent === 0 ? 0 : offset - parent);
      if (call) {
        this.writer.varint(call.line);
        this.writer.varint(call.column);
      }
      this.#offsets.set(key, offset);
    }
    return offset;
  }
}

interface Row {
  readonly address: bigint;
  readonly scope: number;
  readonly line: number;
  readonly column: number;
}

/** The rows that differ from the one before in what a trace shows. */
function rowsOf(ranges: readonly CodeRange[], scopes: ScopeTable): Row[] {
  const rows: Row[] = [];
  let lastFunction: string | undefined;
  for (const { address, frames, contains } of ranges) {
    const outermost = frames.at(-1);
    const machineFunction = outermost && `${outermost.function} ${outermost.file}`;
    const last = rows.at(-1);
    if (contains === "neither" && last && machineFunction === lastFunction) continue;
    lastFunction = machineFunction;
    const row = { address, scope: scopes.offset(frames), line: frames[0]?.line ?? 0, column: frames[0]?.column ?? 0 };
    const sameLine = last?.scope === row.scope && last.line === row.line;
    if (!sameLine || (contains === "call" && last.column !== row.column)) rows.push(row);
  }
  return rows;
}

/** The table for ranges of code in ascending order. */
export function encodeTraceTable(ranges: readonly CodeRange[], end: bigint): Uint8Array {
  const strings = new StringTable();
  const scopes = new ScopeTable(strings);
  const rows = rowsOf(ranges, scopes);
  const base = rows[0]?.address ?? end;
  const encoded = new ByteWriter();
  const blocks: { readonly address: number; readonly offset: number }[] = [];
  let last: Row = { address: base, scope: 0, line: 0, column: 0 };
  for (const [index, row] of rows.entries()) {
    if (index % rowsPerBlock === 0) {
      blocks.push({ address: Number(row.address - base), offset: encoded.length });
      last = { address: row.address, scope: 0, line: 0, column: 0 };
    }
    const scopeChanges = row.scope !== last.scope;
    encoded.varint(Number(row.address - last.address) * 2 + (scopeChanges ? 1 : 0));
    if (scopeChanges) encoded.signed(row.scope - last.scope);
    encoded.signed(row.line - last.line);
    encoded.signed(row.column - last.column);
    last = row;
  }

  const rowsAt = headerBytes + blocks.length * blockBytes;
  const scopesAt = rowsAt + encoded.length;
  const stringsAt = scopesAt + scopes.writer.length;
  const table = new Uint8Array(stringsAt + strings.writer.length);
  const view = new DataView(table.buffer);
  view.setUint32(0, traceMagic, true);
  view.setUint32(4, traceVersion, true);
  view.setBigUint64(8, base, true);
  const fields = [Number(end - base), blocks.length, rowsAt, scopesAt, stringsAt, table.length];
  for (const [index, value] of fields.entries()) view.setUint32(16 + 4 * index, value, true);
  for (const [index, block] of blocks.entries()) {
    view.setUint32(headerBytes + index * blockBytes, block.address, true);
    view.setUint32(headerBytes + index * blockBytes + 4, block.offset, true);
  }
  table.set(encoded.bytes, rowsAt);
  table.set(scopes.writer.bytes, scopesAt);
  table.set(strings.writer.bytes, stringsAt);
  return table;
}

/** The line information of an object file, and where the linker put the file's sections. */
export interface LinkedObject {
  readonly lines: ObjectLines;
  /** By their names. */
  readonly places: ReadonlyMap<string, PlacedSection>;
}

/** The table for a linked program, whose code is in the section `text`. */
export function buildTraceTable(objects: readonly LinkedObject[], text: ElfSection): Uint8Array {
  const end = text.address + BigInt(text.size);
  return encodeTraceTable(codeRanges(objects, text.address, end), end);
}

/** All ranges between two addresses, ascending. Behind a section, nothing is known up to the next. */
function codeRanges(objects: readonly LinkedObject[], start: bigint, end: bigint): CodeRange[] {
  const sections = objects
    .flatMap(({ lines, places }) =>
      lines.sections.flatMap(({ name, size, ranges }) => {
        const place = places.get(name);
        return place === undefined
          ? []
          : [{ address: place.address, size: BigInt(size), ranges, stacks: lines.stacks }];
      }),
    )
    .filter(({ address }) => address >= start && address < end)
    .sort((a, b) => (a.address < b.address ? -1 : 1));
  return sections.flatMap(({ address, size, ranges, stacks }, index): CodeRange[] => {
    const known = ranges.map(({ offset, stack, contains }) => ({
      address: address + BigInt(offset),
      frames: stacks[stack]!,
      contains,
    }));
    const behind = address + size;
    if (ranges.length === 0 || behind === sections[index + 1]?.address || behind >= end) return known;
    return [...known, { address: behind, frames: [], contains: "neither" }];
  });
}
