/** What the loader has found out, read from its `BootInfo` (see `layout.ts`) into ordinary objects. */
import type { u8, u32, u64, usize } from "osmium";
import { type Pointer, pointer, struct, symbolAddress } from "osmium/unsafe";
import { physicalToVirtual } from "../arch/x86_64/paging.ts";

@struct
class RawBootInfo {
  magic!: u32;
  protocol!: u32;
  memoryMap!: u64;
  memoryMapCount!: u32;
  bootDevice!: u32;
  commandLine!: u64;
  kernelStart!: u64;
  kernelEnd!: u64;
}

@struct
class RawRegion {
  base!: u64;
  length!: u64;
  type!: u32;
  attributes!: u32;
}

/** A piece of physical memory. Types by ACPI 6.5, 15.2: 1 usable, 2 reserved, 3 ACPI data, 4 ACPI NVS, 5 defective. */
export interface MemoryRegion {
  /** Physical address of the first byte. */
  readonly base: u64;
  /** Bytes. */
  readonly length: u64;
  /** What the memory is, as numbered by ACPI. */
  readonly type: u32;
}

export const usableMemory: u32 = 1;

/** What the loader has found out. */
export interface BootInfo {
  /** By whom the kernel was started: from a disk by the BIOS, or as an ELF file by PVH. */
  readonly protocol: "BIOS" | "PVH";
  /** In the order of the firmware, which promises none. */
  readonly memoryMap: readonly MemoryRegion[];
  /** The BIOS's drive number; null when no drive was involved. */
  readonly bootDevice: u32 | null;
  /** The kernel's command line; empty when there was none. */
  readonly commandLine: string;
  /** Physical extent of the kernel's image and its zeroed data, end exclusive. */
  readonly kernelStart: u64;
  /** The end of the kernel's image and its zeroed data in physical memory, exclusive. */
  readonly kernelEnd: u64;
}

const magic: u32 = 0x424d534f;

function readText(address: u64, most: number): string {
  let text = "";
  if (address === 0) return text;
  // SAFETY: the loader vouches for a text that ends with 0.
  const bytes = pointer<u8>(physicalToVirtual(address));
  for (let i = 0; i < most; i++) {
    const byte = bytes.at(i);
    if (byte === 0) break;
    text += String.fromCharCode(byte);
  }
  return text;
}

let known: BootInfo | null = null;

/** What `readBootInfo` has read, for as long as the kernel runs. */
export function bootInfo(): BootInfo {
  if (known === null) throw new Error("the boot information has not been read yet");
  return known;
}

/** Reads BootInfo. Call it before memory below 1 MiB is given to anyone. */
export function readBootInfo(): BootInfo {
  // SAFETY: kernel_entry stores a pointer to what the loader has filled in, mapped by the direct map.
  const raw: Pointer<RawBootInfo> = pointer<RawBootInfo>(pointer<usize>(symbolAddress("boot_info")).read());
  if (raw.value.magic !== magic) throw new Error("the loader left no BootInfo");
  const memoryMap: MemoryRegion[] = [];
  const regions = pointer<RawRegion>(physicalToVirtual(raw.value.memoryMap));
  for (let i: u32 = 0; i < raw.value.memoryMapCount; i++) {
    // SAFETY: the loader counted the entries.
    const region = regions.add(i).value;
    memoryMap.push({ base: region.base, length: region.length, type: region.type });
  }
  const drive = raw.value.bootDevice;
  known = {
    protocol: raw.value.protocol === 0 ? "BIOS" : "PVH",
    memoryMap,
    bootDevice: drive === 0xffffffff ? null : drive,
    commandLine: readText(raw.value.commandLine, 256),
    kernelStart: raw.value.kernelStart,
    kernelEnd: raw.value.kernelEnd,
  };
  return known;
}
