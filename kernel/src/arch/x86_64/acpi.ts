/**
 * Switching off and restarting as the firmware's ACPI tables say (ACPI 6.5, 4.8.3 and 16.1). The tables are looked for when they are needed, in
 * memory that firmware keeps reserved. Not handled: hardware-reduced ACPI, tables above 4 GiB.
 */
import { u8, u16, u32, u64 } from "osmium";
import { type Pointer, pointer } from "osmium/unsafe";
import {
  checksumHolds,
  type FixedTable,
  findSoftOff,
  headerBytes,
  lengthOf,
  parseFixedTable,
  parseRootPointer,
  parseTableList,
  rsdpBytes,
  type SleepTypes,
  signatureOf,
} from "./acpi-tables.ts";
import { physicalToVirtual } from "./paging.ts";
import { inw, ioWait, outb, outl, outw } from "./port.ts";

/** The direct map covers this much whatever the firmware calls it. */
const reachable = 0x100000000;
/** More than any table has; what claims more is damaged. */
const tableBytesMax = 0x1000000;

/** A copy of physical memory; null where nothing may be mapped. */
function readPhysical(address: number, length: number): Uint8Array | null {
  if (address <= 0 || address + length > reachable) return null;
  const bytes = new Uint8Array(length);
  // SAFETY: the direct map covers the first 4 GiB; firmware's own memory and ROM can be read.
  const source: Pointer<u8> = pointer<u8>(physicalToVirtual(u64(address)));
  for (let i = 0; i < length; i++) bytes[i] = source.at(i);
  return bytes;
}

/** A whole table; null if its header, length or checksum makes no sense. */
function readTable(address: number): Uint8Array | null {
  const header = readPhysical(address, headerBytes);
  if (header === null) return null;
  const length = lengthOf(header);
  if (length < headerBytes || length > tableBytesMax) return null;
  const table = readPhysical(address, length);
  return table !== null && checksumHolds(table) ? table : null;
}

type Root = NonNullable<ReturnType<typeof parseRootPointer>>;

/** Looks for the root pointer on the 16-byte boundaries of a range (5.2.5.1). */
function findRootIn(start: number, bytes: number): Root | null {
  const range = readPhysical(start, bytes);
  if (range === null) return null;
  for (let at = 0; at < bytes; at += 16) {
    const root = range[at] === 0x52 ? parseRootPointer(range.subarray(at, at + rsdpBytes)) : null;
    if (root !== null) return root;
  }
  return null;
}

/** The segment of the BIOS's extended data area. */
const extendedDataSegment = 0x40e;

function findRoot(): Root | null {
  const word = readPhysical(extendedDataSegment, 2);
  const area = word === null ? 0 : (word[0] + word[1] * 256) * 16;
  const inArea = area >= 0x80000 && area < 0xa0000 ? findRootIn(area, 1024) : null;
  return inArea ?? findRootIn(0xe0000, 0x20000);
}

export interface PowerControl {
  readonly fixed: FixedTable;
  /** What soft off is called; null if no table says. */
  readonly softOff: SleepTypes | null;
}

/** What the tables say about power; null if there are none. */
export function findPowerControl(): PowerControl | null {
  const root = findRoot();
  const list = root === null ? null : readTable(root.address);
  if (root === null || list === null) return null;
  let fixed: FixedTable | null = null;
  const definitions: Uint8Array[] = [];
  for (const address of parseTableList(list, root.entryBytes)) {
    const table = readTable(address);
    if (table === null) continue;
    const signature = signatureOf(table);
    if (signature === "FACP") fixed = parseFixedTable(table);
    else if (signature === "SSDT") definitions.push(table);
  }
  if (fixed === null) return null;
  const main = readTable(fixed.dsdt);
  if (main !== null) definitions.unshift(main);
  for (const table of definitions) {
    const softOff = findSoftOff(table);
    if (softOff !== null) return { fixed, softOff };
  }
  return { fixed, softOff: null };
}

// Power management 1 control register (4.8.3.2.1).
const sciEnabled: u16 = 0x0001;
const sleepTypeShift: u16 = 10;
const sleepEnable: u16 = 0x2000;
const sleepFields: u16 = 0x3c00;
/** About three seconds, as long as firmware may take. */
const enablePollsMax: u32 = 3000000;

/** Takes power management over from firmware, if it still has it. */
function enableAcpi(fixed: FixedTable): void {
  const control = u16(fixed.pm1aControl);
  if (fixed.smiCommand === 0 || (inw(control) & sciEnabled) !== 0) return;
  outb(u16(fixed.smiCommand), u8(fixed.acpiEnable));
  for (let polls: u32 = 0; polls < enablePollsMax && (inw(control) & sciEnabled) === 0; polls++) ioWait();
}

function sleep(port: number, type: number): void {
  if (port === 0) return;
  const control = u16(port);
  const value = (inw(control) & ~sleepFields) | (u16(type) << sleepTypeShift);
  outw(control, value);
  outw(control, value | sleepEnable);
}

/** Switches off; returns if the tables don't say how, or the machine does not obey. */
export function acpiPowerOff(): void {
  const power = findPowerControl();
  if (power === null || power.softOff === null || power.fixed.pm1aControl === 0) return;
  enableAcpi(power.fixed);
  sleep(power.fixed.pm1aControl, power.softOff.a);
  sleep(power.fixed.pm1bControl, power.softOff.b);
  // The machine takes its time, most of all an emulated one on a busy host.
  for (let wait: u32 = 0; wait < powerOffWaits; wait++) ioWait();
}

/** About a microsecond each. */
const powerOffWaits: u32 = 1_000_000;

const pciAddressPort: u16 = 0xcf8;
const pciDataPort: u16 = 0xcfc;

/** Restarts by the reset register (4.8.3.6); returns if there is none, or the machine does not obey. */
export function acpiReset(): void {
  const reset = findPowerControl()?.fixed.reset ?? null;
  if (reset === null) return;
  const { register, value } = reset;
  switch (register.space) {
    case "port":
      outb(u16(register.address), u8(value));
      break;
    case "memory":
      // SAFETY: firmware vouches for the register; the direct map covers the first 4 GiB.
      if (register.address < reachable) {
        pointer<u8>(physicalToVirtual(u64(register.address))).writeVolatile(u8(value));
      }
      break;
    case "pci": {
      // Bus 0; device in bits 32 to 47, function in 16 to 31, offset in 0 to 15 (5.2.3.2).
      const device = Math.floor(register.address / 0x100000000) % 0x10000;
      const fn = Math.floor(register.address / 0x10000) % 0x10000;
      const offset = register.address % 0x100;
      outl(pciAddressPort, u32(0x80000000 + device * 0x800 + fn * 0x100 + offset - (offset % 4)));
      outb(pciDataPort + u16(offset % 4), u8(value));
      break;
    }
  }
  for (let wait: u32 = 0; wait < 100000; wait++) ioWait();
}
