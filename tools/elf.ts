/** The parts of an ELF file that a disk image needs (System V ABI, 64 bits, little endian). */

export interface Section {
  readonly name: string;
  readonly offset: number;
  readonly size: number;
}

export interface Segment {
  /** 1: loaded. */
  readonly type: number;
  /** Bit 0 execute, 1 write, 2 read. */
  readonly flags: number;
  readonly offset: number;
  readonly fileBytes: number;
  readonly memoryBytes: number;
}

export const segmentLoad = 1;

export class ElfFile {
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    if (bytes.length < 64 || bytes.readUInt32BE(0) !== 0x7f454c46 || bytes[4] !== 2)
      throw new Error("not a 64-bit ELF file");
    this.bytes = bytes;
  }

  get segments(): Segment[] {
    const start = Number(this.bytes.readBigUInt64LE(32));
    return Array.from({ length: this.bytes.readUInt16LE(56) }, (_, i) => {
      const at = start + i * 56;
      return {
        type: this.bytes.readUInt32LE(at),
        flags: this.bytes.readUInt32LE(at + 4),
        offset: Number(this.bytes.readBigUInt64LE(at + 8)),
        fileBytes: Number(this.bytes.readBigUInt64LE(at + 32)),
        memoryBytes: Number(this.bytes.readBigUInt64LE(at + 40)),
      };
    });
  }

  get sections(): Section[] {
    const start = Number(this.bytes.readBigUInt64LE(40));
    const count = this.bytes.readUInt16LE(60);
    const names = Number(this.bytes.readBigUInt64LE(start + this.bytes.readUInt16LE(62) * 64 + 24));
    return Array.from({ length: count }, (_, i) => {
      const at = start + i * 64;
      const name = names + this.bytes.readUInt32LE(at);
      return {
        name: this.bytes.toString("latin1", name, this.bytes.indexOf(0, name)),
        offset: Number(this.bytes.readBigUInt64LE(at + 24)),
        size: Number(this.bytes.readBigUInt64LE(at + 32)),
      };
    });
  }

  /** The contents of a section. */
  section(name: string): Buffer {
    const found = this.sections.find((section) => section.name === name);
    if (found === undefined) throw new Error(`the kernel has no section ${name}`);
    return this.bytes.subarray(found.offset, found.offset + found.size);
  }

  /** The file with nothing but what is loaded: headers and segments, at the same offsets. */
  loadable(): Buffer {
    const end = Math.max(...this.segments.map((segment) => segment.offset + segment.fileBytes));
    const result = Buffer.alloc(end);
    this.bytes.copy(result, 0, 0, 64 + this.segments.length * 56);
    for (const { offset, fileBytes } of this.segments) this.bytes.copy(result, offset, offset, offset + fileBytes);
    result.writeBigUInt64LE(0n, 40); // no section headers
    result.writeUInt32LE(0, 60);
    return result;
  }
}
