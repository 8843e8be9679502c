/** Reads what the linker wrote: sections and segments of a 64-bit little-endian ELF (System V ABI, chapters 4 and 5). */

export interface ElfSection {
  readonly name: string;
  readonly address: bigint;
  readonly size: number;
  readonly bytes: Uint8Array;
}

export interface ElfSegment {
  readonly kind: "load" | "note" | "other";
  /** Virtual address. */
  readonly address: bigint;
  readonly physical: bigint;
  readonly fileBytes: number;
  readonly memoryBytes: number;
  /** As `rwx`, with dashes. */
  readonly access: string;
}

export interface Elf {
  readonly entry: bigint;
  readonly sections: readonly ElfSection[];
  readonly segments: readonly ElfSegment[];
  section(name: string): ElfSection | undefined;
}

const noBits = 8; // SHT_NOBITS

export function readElf(bytes: Uint8Array): Elf {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const u16 = (at: number): number => view.getUint16(at, true);
  const u32 = (at: number): number => view.getUint32(at, true);
  const u64 = (at: number): bigint => view.getBigUint64(at, true);
  const size = (at: number): number => Number(u64(at));
  if (u32(0) !== 0x464c457f) throw new Error("not an ELF file");

  const sectionsAt = size(0x28);
  const [sectionBytes, sectionCount, namesIndex] = [u16(0x3a), u16(0x3c), u16(0x3e)];
  const namesAt = size(sectionsAt + namesIndex * sectionBytes + 0x18);
  const nameAt = (offset: number): string => {
    const start = namesAt + offset;
    return new TextDecoder().decode(bytes.subarray(start, bytes.indexOf(0, start)));
  };
  const sections: ElfSection[] = [];
  for (let index = 1; index < sectionCount; index++) {
    const at = sectionsAt + index * sectionBytes;
    const [offset, length] = [size(at + 0x18), size(at + 0x20)];
    sections.push({
      name: nameAt(u32(at)),
      address: u64(at + 0x10),
      size: length,
      bytes: u32(at + 4) === noBits ? new Uint8Array() : bytes.subarray(offset, offset + length),
    });
  }

  const segmentsAt = size(0x20);
  const [segmentBytes, segmentCount] = [u16(0x36), u16(0x38)];
  const segments: ElfSegment[] = [];
  for (let index = 0; index < segmentCount; index++) {
    const at = segmentsAt + index * segmentBytes;
    const [kind, flags] = [u32(at), u32(at + 4)];
    segments.push({
      kind: kind === 1 ? "load" : kind === 4 ? "note" : "other",
      address: u64(at + 0x10),
      physical: u64(at + 0x18),
      fileBytes: size(at + 0x20),
      memoryBytes: size(at + 0x28),
      access: `${flags & 4 ? "r" : "-"}${flags & 2 ? "w" : "-"}${flags & 1 ? "x" : "-"}`,
    });
  }
  return { entry: u64(0x18), sections, segments, section: (name) => sections.find((one) => one.name === name) };
}
