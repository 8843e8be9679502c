/**
 * How many instructions the text screen takes, with the shadow and without: a kernel that prints `bench NAME DIRECT SHADOW` per line of the screen. QEMU counts: with
 * `-icount shift=0` the time-stamp counter is the number of instructions. Interrupts are off. How often video memory is touched is counted from what changes, in accesses of
 * any width: `video NAME DIRECT SHADOW`.
 */
import { type u8, u32 } from "osmium";
import { readTimestamp } from "../../kernel/src/arch/x86_64/cpu.ts";
import { debugExit } from "../../kernel/src/arch/x86_64/machine.ts";
import { println, screen } from "../../kernel/src/console/console.ts";
import { boot } from "../../tests/kernel/programs/boot.ts";
import { DirectText } from "./direct-text.ts";

interface Text {
  write(text: string, attribute: u8): void;
  setText(row: u32, column: u32, text: string, attribute: u8): void;
}

const rows = 25;
/** Lines that are scrolled; a multiple of the rows, so that the screen is full of them. */
const lineCount = 200;
const direct = new DirectText();
/** Instructions of two readings with nothing between. */
let overhead = 0;

function instructions(body: () => void): number {
  const start = readTimestamp();
  body();
  return Number(readTimestamp() - start) - overhead;
}

/** Lines that differ as lines of a listing do. */
function listing(width: number): string[] {
  const lines: string[] = [];
  for (let i = 0; i < lineCount; i++) {
    lines.push(
      `${`${i * 7919}`.padStart(10)}  entry number ${i}, of some length: ${"x".repeat(i % 17)}`
        .padEnd(width)
        .slice(0, width),
    );
  }
  return lines;
}

/** Lines no character of which is as in the line before. */
function noise(): string[] {
  const lines: string[] = [];
  for (let i = 0; i < lineCount; i++) {
    let line = "";
    for (let column = 0; column < 80; column++) line += String.fromCharCode(0x21 + ((i * 31 + column * 7) % 90));
    lines.push(line);
  }
  return lines;
}

/** Aligned groups of four cells that change when row `from` of `lines` takes the place of row `to`. */
function changedWords(from: string, to: string): number {
  let words = 0;
  for (let column = 0; column < 80; column += 4) {
    if (from.padEnd(80).slice(column, column + 4) !== to.padEnd(80).slice(column, column + 4)) words++;
  }
  return words;
}

function scroll(name: string, lines: readonly string[]): void {
  const ended = lines.map((line) => (line.length === 80 ? line : `${line}\n`));
  const run = (text: Text): number =>
    instructions(() => {
      for (let i = rows; i < ended.length; i++) text.write(ended[i], 7);
    });
  direct.toLastRow();
  for (let i = 0; i < rows; i++) direct.write(ended[i], 7);
  const before = run(direct);
  for (let i = 0; i < rows; i++) screen.write(ended[i], 7);
  const after = run(screen);
  const scrolled = lineCount - rows;
  println(`bench ${name} ${before / scrolled} ${after / scrolled}`);

  // Moving: 480 words read and written, a row of blanks; then the line itself.
  let characters = 0;
  let words = 0;
  for (let i = rows; i < lines.length; i++) {
    const visible = lines[i].trimEnd().length;
    characters += lines[i].length;
    words += visible;
    for (let row = 1; row < rows; row++) words += changedWords(lines[i - row], lines[i - row - 1] ?? "");
  }
  println(`video ${name} ${1040 + characters / scrolled} ${words / scrolled}`);
}

function redraw(name: string, old: readonly string[], lines: readonly string[]): void {
  const draw = (text: Text, from: readonly string[]): void => {
    for (let row: u32 = 0; row < 25; row++) text.setText(row, 0, from[row], 7);
  };
  draw(direct, old);
  const before = instructions(() => draw(direct, lines));
  screen.init();
  draw(screen, old);
  const after = instructions(() => draw(screen, lines));
  println(`bench ${name} ${before / rows} ${after / rows}`);
  let changed = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < 80; column++) if (old[row][column] !== lines[row][column]) changed++;
  }
  println(`video ${name} 80 ${changed / rows}`);
}

boot();
overhead = instructions(() => {});
overhead += instructions(() => {});
const wide = listing(80);
const narrow = listing(60).map((line) => line.trimEnd());
const random = noise();
const empty = narrow.map(() => "");
scroll("scroll-empty", empty);
scroll("scroll-listing", narrow);
scroll("scroll-noise", random);
redraw("redraw-same", wide, wide);
redraw("redraw-listing", wide, wide.slice(1));
redraw("redraw-noise", random, random.slice(1));
debugExit(u32(0));
