/** Reads the map that `ld.lld --Map` writes: where in the program each section of each object file lies. */

/** A section of an object file in the linked program. Sections that the linker dropped have no place. */
export interface PlacedSection {
  /** The file's path as it was given to the linker. */
  readonly object: string;
  readonly section: string;
  readonly address: bigint;
  /** Bytes. */
  readonly size: number;
}

/** Columns: virtual address, load address, size (all hexadecimal), alignment, and, indented by eight, `object:(section)`. */
const sectionLine = /^ *([0-9a-f]+) +[0-9a-f]+ +([0-9a-f]+) +\d+ {9}(\S.*?):\((.*)\)$/gm;

export function readLinkMap(text: string): PlacedSection[] {
  return Array.from(text.matchAll(sectionLine), ([, address, size, object, section]) => ({
    object: object!,
    section: section!,
    address: BigInt(`0x${address!}`),
    size: Number.parseInt(size!, 16),
  }));
}
