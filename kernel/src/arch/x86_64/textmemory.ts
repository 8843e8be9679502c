/**
 * The memory of VGA text mode 3: 80 by 25 cells of 16 bits (character in the low byte, attribute in the high one) at physical 0xb8000.
 * Checked here, so that the driver above needs nothing unsafe.
 */
import { type u8, type u16, type u32, usize } from "osmium";
import { moveBytes, type Pointer, pointer } from "osmium/unsafe";
import { physicalToVirtual } from "./paging.ts";

export const textColumns: u32 = 80;
export const textRows: u32 = 25;
export const textCells: u32 = 2000;

function cell(index: u32): Pointer<u16> {
  // SAFETY: callers check the index; the direct map covers the first 4 GiB from the start.
  return pointer<u16>(physicalToVirtual(0xb8000) + usize(index) * 2);
}

/** Writes one cell; an index outside the screen is ignored, since a report in progress must not fail on it. */
export function writeCell(index: u32, value: u16): void {
  if (index < textCells) cell(index).writeVolatile(value);
}

/** Reads one cell; 0 outside the screen. */
export function readCell(index: u32): u16 {
  return index < textCells ? cell(index).readVolatile() : 0;
}

/** Moves all rows up by one and fills the last with `blank`. */
export function scrollText(blank: u16): void {
  const bytes: Pointer<u8> = cell(0).cast<u8>();
  // SAFETY: 24 rows from row 1 to row 0.
  moveBytes(bytes, bytes.add(160), 3840);
  for (let index: u32 = 1920; index < textCells; index++) cell(index).writeVolatile(blank);
}
