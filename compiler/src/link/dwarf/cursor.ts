/** Reads little-endian data from front to back, as DWARF has it (DWARF 4, §7). */

const utf8 = new TextDecoder();

export class Cursor {
  at: number;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = at;
  }

  get length(): number {
    return this.#bytes.length;
  }

  u8(): number {
    return this.#bytes[this.at++]!;
  }

  i8(): number {
    return (this.u8() << 24) >> 24;
  }

  u16(): number {
    this.at += 2;
    return this.#view.getUint16(this.at - 2, true);
  }

  u32(): number {
    this.at += 4;
    return this.#view.getUint32(this.at - 4, true);
  }

  /** Exact below 2^53. */
  u64(): number {
    const low = this.u32();
    return this.u32() * 2 ** 32 + low;
  }

  /** A number of any length, seven bits to a byte (LEB128). */
  unsigned(): number {
    let [result, scale] = [0, 1];
    for (;;) {
      const byte = this.u8();
      result += (byte & 0x7f) * scale;
      if (byte < 0x80) return result;
      scale *= 0x80;
    }
  }

  signed(): number {
    let [result, scale] = [0, 1];
    for (;;) {
      const byte = this.u8();
      result += (byte & 0x7f) * scale;
      scale *= 0x80;
      if (byte < 0x80) return byte & 0x40 ? result - scale : result;
    }
  }

  /** Up to the next byte 0. */
  text(): string {
    const end = this.#bytes.indexOf(0, this.at);
    const text = utf8.decode(this.#bytes.subarray(this.at, end));
    this.at = end + 1;
    return text;
  }

  skip(bytes: number): void {
    this.at += bytes;
  }
}
