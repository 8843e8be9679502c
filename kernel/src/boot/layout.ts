/**
 * Where the boot stages put things in the first megabyte, and the layout of what they hand to the kernel.
 *
 *   0x01000  BootInfo, then the memory map       4 KiB
 *   0x02000  the ELF file's headers              1 KiB
 *   …0x7c00  real-mode stack, growing down
 *   0x07c00  boot sector                         512 bytes
 *   0x07e00  second stage                        at most 32 KiB
 *   0x10000  bounce buffer for disk reads        32 KiB: BIOS reads go below 1 MiB and must not cross 64 KiB
 *
 * Assembly and TypeScript both use these constants, so that there is one place to change them.
 */

export const bootInfoAddress = 0x1000;
export const elfHeaderAddress = 0x2000;
export const elfHeaderSectors = 2;
export const bounceSegment = 0x1000;
export const bounceAddress = 0x10000;
/** 32 KiB: many BIOSes refuse more than 127 sectors at once. */
export const bounceSectors = 64;

/** "OSMB", little endian: what BootInfo starts with. */
export const bootInfoMagic = 0x424d534f;
export const memoryMapEntryBytes = 24;
export const memoryMapEntriesMax = 128;

/*
 * BootInfo. The memory map's entries are those of E820, which PVH shares: base u64, length u64, type u32, attributes u32.
 */
export const infoMagic = 0;
export const infoProtocol = 4;
export const infoMemoryMap = 8;
export const infoMemoryMapCount = 16;
export const infoBootDevice = 20;
export const infoCommandLine = 24;
export const infoKernelStart = 32;
export const infoKernelEnd = 40;
export const infoBytes = 64;

export const protocolBios = 0;
export const protocolPvh = 1;

/** Room for the command line in the second stage; the image tool writes it. */
export const commandLineBytes = 256;

/** All physical memory is mapped here (text: the number does not fit a double exactly in every tool). */
export const directMapBase = "0xffff800000000000";
/** Boot maps this much of it; the memory module maps the rest. */
export const directMapBootTables = 4;
/** Page tables of 2 MiB each that map the kernel. `kernel.ld` asserts that it fits. */
export const kernelTables = 4;
export const bootStackBytes = 0x20000;
