/**
 * The memory of VGA text mode 3: 80 by 25 cells of 16 bits (character in the low byte, attribute in the high one) at physical 0xb8000.
 * Reading it costs hundreds of times what ordinary memory costs, so a copy of it, the shadow, answers all reads, and only what differs
 * from the shadow is written. Checked here, so that the driver above needs nothing unsafe. Allocates nothing and fails on nothing: reports
 * of faults go through it.
 */
import { type u16, type u32, u64 } from "osmium";
import { type Pointer, pointer, staticBytes } from "osmium/unsafe";
import { physicalToVirtual } from "./paging.ts";

export const textColumns: u32 = 80;
export const textRows: u32 = 25;
export const textCells: u32 = 2000;

/** A word is four cells. */
const wordsPerRow: u32 = 20;
const wordCount: u32 = 500;

function shadow(): Pointer<u16> {
  return staticBytes(4000, 16).cast<u16>();
}

function video(): Pointer<u16> {
  return pointer<u16>(physicalToVirtual(0xb8000));
}

/** Fills the screen whatever it shows: for the start, when the shadow is not yet what the screen shows. */
export function resetText(value: u16): void {
  for (let index: u32 = 0; index < textCells; index++) {
    // SAFETY: below 2000; the direct map covers the first 4 GiB from the start.
    shadow().set(index, value);
    video().add(index).writeVolatile(value);
  }
}

/** Writes one cell; an index outside the screen is ignored, since a report in progress must not fail on it. */
export function writeCell(index: u32, value: u16): void {
  if (index >= textCells) return;
  // SAFETY: below 2000.
  const cell = shadow().add(index);
  if (cell.read() === value) return;
  cell.write(value);
  video().add(index).writeVolatile(value);
}

/** What a cell shows; 0 outside the screen. Never touches video memory. */
export function readCell(index: u32): u16 {
  // SAFETY: below 2000.
  return index < textCells ? shadow().at(index) : 0;
}

/** Writes the same to `count` cells from `first` on; what lies outside the screen is ignored. */
export function fillCells(first: u32, count: u32, value: u16): void {
  for (let i: u32 = 0; i < count; i++) writeCell(first + i, value);
}

/** Writes four cells. */
function putWord(word: u32, value: u64): void {
  // SAFETY: callers stay below 500 words.
  shadow().cast<u64>().set(word, value);
  video().cast<u64>().add(word).writeVolatile(value);
}

/** Moves all rows up by one and fills the last with `blank`. Cells are moved four at a time, where one of the four changes. */
export function scrollText(blank: u16): void {
  const words = shadow().cast<u64>();
  const last: u32 = wordCount - wordsPerRow;
  // SAFETY: 25 rows of 20 words, and 20 is a multiple of 4.
  for (let word: u32 = 0; word < last; word += 4) {
    // Most of a screen is blank or alike from row to row: four words at a time are looked at together.
    const from = word + wordsPerRow;
    const first = words.at(from);
    const second = words.at(from + 1);
    const third = words.at(from + 2);
    const fourth = words.at(from + 3);
    const firstChange = first ^ words.at(word);
    const secondChange = second ^ words.at(word + 1);
    const thirdChange = third ^ words.at(word + 2);
    const fourthChange = fourth ^ words.at(word + 3);
    if ((firstChange | secondChange | thirdChange | fourthChange) === 0) continue;
    if (firstChange !== 0) putWord(word, first);
    if (secondChange !== 0) putWord(word + 1, second);
    if (thirdChange !== 0) putWord(word + 2, third);
    if (fourthChange !== 0) putWord(word + 3, fourth);
  }
  const blanks = u64(blank) | (u64(blank) << 16) | (u64(blank) << 32) | (u64(blank) << 48);
  for (let word: u32 = last; word < wordCount; word++) {
    if (words.at(word) !== blanks) putWord(word, blanks);
  }
}

/** Tells the truth about the screen: does every cell of video memory hold what the shadow says? For tests. */
export function shadowIsTrue(): boolean {
  for (let index: u32 = 0; index < textCells; index++) {
    // SAFETY: below 2000.
    if (video().add(index).readVolatile() !== shadow().at(index)) return false;
  }
  return true;
}
