/**
 * Reading ACPI tables (ACPI 6.5): just what switching off and restarting need. Pure functions over bytes, which come from firmware and may
 * be anything: what does not make sense is null, never an error.
 */

/** The root pointer structure, 5.2.5.3, … */
export const rsdpBytes = 36;
/** … and what of it revision 0 had. */
const firstRsdpBytes = 20;
/** The header that all other tables begin with, 5.2.6: signature, length at 4. */
export const headerBytes = 36;

/** How to reach a register, 5.2.3.2. */
export interface RegisterAddress {
  readonly space: "memory" | "port" | "pci";
  readonly address: number;
}

/** The fixed description table, 5.2.9: fixed registers. */
export interface FixedTable {
  /** Physical address of the differentiated description table, which holds `_S5_`. */
  readonly dsdt: number;
  /** Port and value by which firmware hands the power management over; port 0: it has already. */
  readonly smiCommand: number;
  readonly acpiEnable: number;
  /** Ports of the power management 1 control registers; 0: there is none. */
  readonly pm1aControl: number;
  readonly pm1bControl: number;
  readonly reset: { readonly register: RegisterAddress; readonly value: number } | null;
}

/** What to write into the two control registers for soft off. */
export interface SleepTypes {
  readonly a: number;
  readonly b: number;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** 64 bits as a number; exact below 2^53, which is more than any address has. */
function wide(view: DataView, offset: number): number {
  return view.getUint32(offset, true) + view.getUint32(offset + 4, true) * 0x100000000;
}

/** Do bytes add up to 0, as every table's must? */
export function checksumHolds(bytes: Uint8Array): boolean {
  let sum = 0;
  for (const byte of bytes) sum = (sum + byte) % 256;
  return sum === 0;
}

/** The four characters that name a table; null if the bytes are too few. */
export function signatureOf(bytes: Uint8Array): string | null {
  return bytes.length < 8 ? null : String.fromCharCode(bytes[0], bytes[1], bytes[2], bytes[3]);
}

/** The length that a table's header says. */
export function lengthOf(header: Uint8Array): number {
  return header.length < 8 ? 0 : viewOf(header).getUint32(4, true);
}

/** Where the list of all tables is, from a root pointer structure; null if it is none. */
export function parseRootPointer(bytes: Uint8Array): { readonly address: number; readonly entryBytes: 4 | 8 } | null {
  if (bytes.length < firstRsdpBytes || !checksumHolds(bytes.subarray(0, firstRsdpBytes))) return null;
  const text = "RSD PTR ";
  for (let i = 0; i < text.length; i++) if (bytes[i] !== text.charCodeAt(i)) return null;
  const view = viewOf(bytes);
  if (bytes[15] >= 2 && bytes.length >= rsdpBytes && checksumHolds(bytes.subarray(0, rsdpBytes))) {
    const extended = wide(view, 24);
    if (extended !== 0) return { address: extended, entryBytes: 8 };
  }
  return { address: view.getUint32(16, true), entryBytes: 4 };
}

/** The addresses in a list of tables (RSDT: 4 bytes each, XSDT: 8). */
export function parseTableList(bytes: Uint8Array, entryBytes: 4 | 8): number[] {
  const addresses: number[] = [];
  const view = viewOf(bytes);
  for (let at = headerBytes; at + entryBytes <= bytes.length; at += entryBytes) {
    addresses.push(entryBytes === 8 ? wide(view, at) : view.getUint32(at, true));
  }
  return addresses;
}

const spaces: readonly RegisterAddress["space"][] = ["memory", "port", "pci"];
/** Bit 10 of the flags: the reset register is there. */
const resetSupported = 0x400;

function parseReset(view: DataView): FixedTable["reset"] {
  if (view.byteLength < 129 || (view.getUint32(112, true) & resetSupported) === 0) return null;
  const space = view.getUint8(116);
  const address = wide(view, 120);
  if (space >= spaces.length || address === 0) return null;
  return { register: { space: spaces[space], address }, value: view.getUint8(128) };
}

/** A control register's port: from the 64-bit field, if there is one and it names a port, else from the old one. */
function controlPort(view: DataView, offset: number, extendedOffset: number): number {
  if (view.byteLength >= extendedOffset + 12 && view.getUint8(extendedOffset) === 1) {
    const port = wide(view, extendedOffset + 4);
    if (port > 0 && port < 0x10000) return port;
  }
  const port = view.getUint32(offset, true);
  return port < 0x10000 ? port : 0;
}

/** The fixed description table; null if it is too short to be one. */
export function parseFixedTable(bytes: Uint8Array): FixedTable | null {
  if (bytes.length < 116) return null;
  const view = viewOf(bytes);
  const extendedDsdt = bytes.length >= 148 ? wide(view, 140) : 0;
  const smiCommand = view.getUint32(48, true);
  return {
    dsdt: extendedDsdt !== 0 ? extendedDsdt : view.getUint32(40, true),
    smiCommand: smiCommand < 0x10000 ? smiCommand : 0,
    acpiEnable: bytes[52],
    pm1aControl: controlPort(view, 64, 172),
    pm1bControl: controlPort(view, 68, 184),
    reset: parseReset(view),
  };
}

// AML, 20.2: what a name with a package of small numbers consists of.
const nameOp = 0x08;
const rootPrefix = 0x5c;
const packageOp = 0x12;
const zeroOp = 0x00;
const oneOp = 0x01;
const bytePrefix = 0x0a;
const wordPrefix = 0x0b;
const dwordPrefix = 0x0c;
const onesOp = 0xff;

/** The small number at a place, and where it ends; null if there is none. */
function parseInteger(bytes: Uint8Array, at: number): { readonly value: number; readonly end: number } | null {
  if (at >= bytes.length) return null;
  const op = bytes[at];
  if (op === zeroOp || op === oneOp) return { value: op, end: at + 1 };
  if (op === onesOp) return { value: 0xff, end: at + 1 };
  const width = op === bytePrefix ? 1 : op === wordPrefix ? 2 : op === dwordPrefix ? 4 : 0;
  if (width === 0 || at + width >= bytes.length) return null;
  return { value: bytes[at + 1], end: at + 1 + width };
}

/** Is the name `_S5_` declared at a place? Then where its value begins; else -1. */
function softOffValue(bytes: Uint8Array, at: number): number {
  const name = "_S5_";
  let start = at + 1;
  if (bytes[start] === rootPrefix) start++;
  if (start + name.length >= bytes.length) return -1;
  for (let i = 0; i < name.length; i++) if (bytes[start + i] !== name.charCodeAt(i)) return -1;
  return start + name.length;
}

/** The first two numbers of the package `_S5_` in the byte code of a table: what soft off is called in the control registers. */
export function findSoftOff(table: Uint8Array): SleepTypes | null {
  for (let at = headerBytes; at + 8 < table.length; at++) {
    if (table[at] !== nameOp) continue;
    const value = softOffValue(table, at);
    if (value < 0 || table[value] !== packageOp || value + 1 >= table.length) continue;
    // The package's length has one to four bytes, as the first one's upper two bits say; the number of elements follows.
    const elements = value + 2 + Math.floor(table[value + 1] / 64) + 1;
    const a = parseInteger(table, elements);
    const b = a === null ? null : parseInteger(table, a.end);
    if (a !== null) return { a: a.value % 8, b: (b === null ? a.value : b.value) % 8 };
  }
  return null;
}
