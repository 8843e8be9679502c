/**
 * The text screen as kernels mostly have it, and as this one had it first, to compare with: every cell goes straight to video memory, and scrolling moves
 * video memory within itself.
 */
import { u8, u16, u32, usize } from "osmium";
import { moveBytes, type Pointer, pointer } from "osmium/unsafe";
import { physicalToVirtual } from "../../kernel/src/arch/x86_64/paging.ts";
import { outb } from "../../kernel/src/arch/x86_64/port.ts";
import { cp437FromUnicode } from "../../kernel/src/drivers/cp437.ts";

const columns: u32 = 80;
const cells: u32 = 2000;
const blank: u16 = 0x0720;

function cell(index: u32): Pointer<u16> {
  // SAFETY: callers stay below 2000; the direct map covers the first 4 GiB.
  return pointer<u16>(physicalToVirtual(0xb8000) + usize(index) * 2);
}

function writeCell(index: u32, value: u16): void {
  if (index < cells) cell(index).writeVolatile(value);
}

function setRegister(index: u8, value: u8): void {
  outb(0x3d4, index);
  outb(0x3d5, value);
}

export class DirectText {
  #position: u32 = 0;

  /** Text at the cursor, with line ends; wraps and scrolls. */
  write(text: string, attribute: u8): void {
    for (let i = 0; i < text.length; i++) {
      const codePoint = text.codePointAt(i) ?? 0;
      if (codePoint > 0xffff) i++; // two units
      this.#put(codePoint, attribute);
    }
    setRegister(0x0f, u8(this.#position & 0xff));
    setRegister(0x0e, u8(this.#position >>> 8));
  }

  #put(codePoint: number, attribute: u8): void {
    if (codePoint === 0x0a) {
      this.#position = (this.#position / columns + 1) * columns;
    } else {
      writeCell(this.#position, (u16(attribute) << 8) | u16(cp437FromUnicode(u32(codePoint))));
      this.#position++;
    }
    if (this.#position < cells) return;
    const bytes = cell(0).cast<u8>();
    // SAFETY: 24 rows from row 1 to row 0.
    moveBytes(bytes, bytes.add(160), 3840);
    for (let index: u32 = cells - columns; index < cells; index++) writeCell(index, blank);
    this.#position -= columns;
  }

  /** Text at a place. */
  setText(row: u32, column: u32, text: string, attribute: u8): void {
    let at = row * columns + column;
    for (let i = 0; i < text.length; i++, at++) {
      writeCell(at, (u16(attribute) << 8) | u16(cp437FromUnicode(u32(text.charCodeAt(i)))));
    }
  }

  /** Where the text goes on: the last row. */
  toLastRow(): void {
    this.#position = cells - columns;
  }
}
