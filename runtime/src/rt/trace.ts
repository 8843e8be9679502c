/**
 * Stack traces of TypeScript lines, from the table that the compiler puts into the image (its format: `compiler/src/link/trace-table.ts`).
 *
 * Printing allocates nothing and works in any state of the machine: what a lookup finds is left in module variables, and names go out
 * byte by byte. It reads the table and, within bounds that the caller gives, the stack; nothing else. Not for two callers at a time: a
 * second panic inside a trace garbles both, and harms nothing.
 */

import { i32, u8, u32, usize } from "osmium";
import { newString, stringData } from "osmium/internal";
import type { Pointer } from "osmium/unsafe";
import { pointer, symbolAddress } from "osmium/unsafe";

/** Takes one byte of UTF-8 output. */
export type WriteByte = (byte: u8) => void;

const magic: u32 = 0x4352544f; // "OTRC"
const version: u32 = 1;
const headerBytes: usize = 40;
const blockBytes: usize = 8;

/** Where the next byte is read. */
let cursor: usize = 0;

/** What the last lookup found: the innermost scope (0: nothing), its line and column. */
let scope: u32 = 0;
let line: u32 = 0;
let column: u32 = 0;
/** What the last `readScope` found. */
let functionName: u32 = 0;
let fileName: u32 = 0;
let outerScope: u32 = 0;
let callLine: u32 = 0;
let callColumn: u32 = 0;

function word(at: usize): u32 {
  // SAFETY: only called with addresses inside the table, which is read-only and always mapped.
  return pointer<u32>(at).read();
}

function readVarint(): u32 {
  let value: u32 = 0;
  let shift: u32 = 0;
  for (;;) {
    // SAFETY: the cursor is inside the table; the last byte of a varint ends the loop.
    const byte = u32(pointer<u8>(cursor).read());
    cursor += 1;
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return value;
    shift += 7;
  }
}

/** Adds a signed difference, modulo 2^32. */
function readDifference(to: u32): u32 {
  const coded = readVarint();
  const half = coded >>> 1;
  return (coded & 1) === 0 ? u32(i32(to) + i32(half)) : u32(i32(to) - i32(half) - 1);
}

function tableAddress(): usize {
  return symbolAddress("osm_trace_table");
}

function hasTable(table: usize): boolean {
  if (symbolAddress("osm_trace_table_end") - table < headerBytes) return false;
  return word(table) === magic && word(table + 4) === version;
}

/** Looks an address up; leaves the result in `scope`, `line` and `column`. */
function find(address: usize): boolean {
  scope = 0;
  const table = tableAddress();
  if (!hasTable(table)) return false;
  // SAFETY: inside the header.
  const base = pointer<usize>(table + 8).read();
  if (address < base || address - base >= usize(word(table + 16))) return false;
  const wanted = u32(address - base);
  const blocks = table + headerBytes;
  let low: usize = 0;
  let high: usize = usize(word(table + 20));
  if (high === 0) return false;
  // The last block that begins at or before the address.
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (word(blocks + middle * blockBytes) <= wanted) low = middle;
    else high = middle;
  }
  const rows = table + usize(word(table + 24));
  const last = low + 1 === usize(word(table + 20));
  const end = last ? table + usize(word(table + 28)) : rows + usize(word(blocks + (low + 1) * blockBytes + 4));
  let rowAddress = word(blocks + low * blockBytes);
  cursor = rows + usize(word(blocks + low * blockBytes + 4));
  let rowScope: u32 = 0;
  let rowLine: u32 = 0;
  let rowColumn: u32 = 0;
  while (cursor < end) {
    const first = readVarint();
    rowAddress += first >>> 1;
    if (rowAddress > wanted) break;
    if ((first & 1) !== 0) rowScope = readDifference(rowScope);
    rowLine = readDifference(rowLine);
    rowColumn = readDifference(rowColumn);
  }
  scope = rowScope;
  line = rowLine;
  column = rowColumn;
  return scope !== 0;
}

function readScope(at: u32): void {
  const table = tableAddress();
  cursor = table + usize(word(table + 28)) + usize(at);
  functionName = readVarint();
  fileName = readVarint();
  const back = readVarint();
  outerScope = back === 0 ? 0 : at - back;
  if (back !== 0) {
    callLine = readVarint();
    callColumn = readVarint();
  }
}

/** Steps to the function into which the current one was inlined; false if there is none. */
function stepOut(): boolean {
  scope = outerScope;
  line = callLine;
  column = callColumn;
  return scope !== 0;
}

function writeName(name: u32, write: WriteByte): void {
  const table = tableAddress();
  cursor = table + usize(word(table + 32)) + usize(name);
  let rest = readVarint();
  let at = cursor;
  while (rest > 0) {
    // SAFETY: inside the string, whose length stands before it.
    write(pointer<u8>(at).read());
    at += 1;
    rest -= 1;
  }
}

function writeDecimal(value: u32, write: WriteByte): void {
  let unit: u32 = 1;
  while (value / unit >= 10) unit *= 10;
  while (unit > 0) {
    write(u8Of(48 + ((value / unit) % 10)));
    unit = u32(unit / 10);
  }
}

function writeHex(value: usize, write: WriteByte): void {
  let shift: usize = 64;
  while (shift > 0) {
    shift -= 4;
    const digit = u32((value >>> shift) & 15);
    write(u8Of(digit < 10 ? 48 + digit : 87 + digit));
  }
}

function u8Of(value: u32): u8 {
  return u8(value);
}

/** `name (file:line:column)` of the current scope. */
function writeScope(write: WriteByte): void {
  readScope(scope);
  writeName(functionName, write);
  write(32);
  write(40);
  writeName(fileName, write);
  write(58);
  writeDecimal(line, write);
  write(58);
  writeDecimal(column, write);
  write(41);
}

function writeAt(write: WriteByte): void {
  write(32);
  write(32);
  write(32);
  write(32);
  write(97);
  write(116);
  write(32);
}

/**
 * Prints `    at name (file:line:column)` and a line feed for each function at a code address, the innermost inlined one first; the address
 * in hexadecimal if nothing is known of it. What the compiler has made itself has no line and is left out. Of a return address, pass the byte before it: it may be the first of something else.
 */
export function printFrame(address: usize, write: WriteByte): void {
  if (!find(address)) {
    writeAt(write);
    write(48);
    write(120);
    writeHex(address, write);
    write(10);
    return;
  }
  do {
    if (line === 0) {
      readScope(scope); // for the step out
      continue;
    }
    writeAt(write);
    writeScope(write);
    write(10);
  } while (stepOut());
}

/** No frame record fits above this many bytes below the top of the stack. */
const recordBytes: usize = 16;

function isFrame(frame: usize, stackLow: usize, stackHigh: usize): boolean {
  return frame >= stackLow && frame + recordBytes <= stackHigh && (frame & 7) === 0;
}

/**
 * Prints a stack trace: the code at `address`, then the callers found by walking the frame pointers from `frame` (rbp), at most `most`.
 * Only aligned records inside the stack from `stackLow` to `stackHigh` are read, each above the one before.
 */
export function printTrace(
  address: usize,
  frame: usize,
  stackLow: usize,
  stackHigh: usize,
  most: u32,
  write: WriteByte,
): void {
  printFrame(address, write);
  let at = frame;
  let left = most;
  while (left > 0 && isFrame(at, stackLow, stackHigh)) {
    // SAFETY: inside the stack that the caller vouched for.
    const next = pointer<usize>(at).read();
    const returnAddress = pointer<usize>(at + 8).read();
    if (returnAddress === 0) return;
    printFrame(returnAddress - 1, write);
    if (next <= at) return;
    at = next;
    left -= 1;
  }
}

/**
 * Stores the return addresses of the callers, innermost first, found by walking the frame pointers from `frame`; gives how many. For
 * traces that are printed later or never: `traceLines(address - 1)`.
 */
export function captureTrace(frame: usize, stackLow: usize, stackHigh: usize, to: Pointer<usize>, most: u32): u32 {
  let at = frame;
  let count: u32 = 0;
  while (count < most && isFrame(at, stackLow, stackHigh)) {
    // SAFETY: inside the stack that the caller vouched for.
    const next = pointer<usize>(at).read();
    const returnAddress = pointer<usize>(at + 8).read();
    if (returnAddress === 0) return count;
    to.set(count, returnAddress);
    count += 1;
    if (next <= at) return count;
    at = next;
  }
  return count;
}

/** For building a string: the units so far, and where they go; zero while they are only counted. */
let unitCount: u32 = 0;
let unitsAt: usize = 0;

/** Names become Latin-1: two-byte sequences of U+0080 to U+00FF are put together, all else above ASCII becomes a question mark. */
let lead: u32 = 0;

function putUnit(byte: u8): void {
  let unit = u32(byte);
  if (unit >= 0xc0) {
    lead = unit;
    return;
  }
  if (unit >= 0x80) {
    if (lead === 0) return;
    unit = lead === 0xc2 ? unit : lead === 0xc3 ? unit + 0x40 : 63;
    lead = 0;
  }
  // SAFETY: the string was made with room for as many units as the same text had when it was counted.
  if (unitsAt !== 0) pointer<u8>(unitsAt + usize(unitCount)).write(u8Of(unit));
  unitCount += 1;
}

/** `name (file:line:column)` for each function at a code address, the innermost inlined one first; empty if nothing is known. */
export function traceLines(address: usize): string[] {
  const lines: string[] = [];
  if (!find(address)) return lines;
  do {
    if (line === 0) {
      readScope(scope); // for the step out
      continue;
    }
    unitCount = 0;
    unitsAt = 0;
    writeScope(putUnit);
    const text = newString(usize(unitCount), unitCount, 0);
    unitCount = 0;
    unitsAt = stringData(text).address;
    writeScope(putUnit);
    lines.push(text);
  } while (stepOut());
  return lines;
}
