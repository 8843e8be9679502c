/**
 * The disk image: boot sector, second stage, kernel, each starting at a sector. The boot sector's partition table names the whole image as one active
 * partition. The image is padded with zeros to a disk's smallest cylinder, below which BIOSes compute a geometry of zero
 * cylinders and do not boot.
 */
import type { ElfFile } from "./elf.ts";

const sectorBytes = 512;
/** 16 heads of 63 sectors. */
const cylinderBytes = 16 * 63 * sectorBytes;
/** Room for the kernel's command line at the end of the second stage; as in kernel/src/boot/layout.ts. */
const commandLineBytes = 256;
const partitionEntry = 0x1be;

export interface DiskImage {
  readonly bytes: Buffer;
  /** Bytes that are not padding. */
  readonly usedBytes: number;
  readonly bootBytes: number;
  readonly kernelBytes: number;
}

function toSectors(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & (sectorBytes - 1))]);
}

/** Puts an image together from a linked kernel. */
export function makeDisk(kernel: ElfFile, commandLine = ""): DiskImage {
  const bootSector = Buffer.from(kernel.section(".bootsector"));
  if (bootSector.length !== sectorBytes || bootSector.readUInt16LE(510) !== 0xaa55) {
    throw new Error("the kernel's boot sector is not one");
  }
  const stage2 = Buffer.from(kernel.section(".stage2"));
  const text = Buffer.from(commandLine, "utf8");
  if (text.length >= commandLineBytes) throw new Error(`the command line is longer than ${commandLineBytes - 1} bytes`);
  text.copy(stage2, stage2.length - commandLineBytes);

  const file = kernel.loadable();
  const used = Buffer.concat([bootSector, toSectors(stage2), toSectors(file)]);
  const bytes = Buffer.alloc(Math.ceil(used.length / cylinderBytes) * cylinderBytes);
  used.copy(bytes);
  bytes.writeUInt32LE(bytes.length / sectorBytes - 1, partitionEntry + 12);
  return { bytes, usedBytes: used.length, bootBytes: bootSector.length + stage2.length, kernelBytes: file.length };
}
