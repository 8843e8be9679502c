/** How the parts of an object are put on lines: as Node does it, since programs are compared with it. */

import { floorDouble, sqrtDouble } from "osmium/internal";
import { joinTexts } from "../join.ts";
import { includes, padEnd, padStart, repeat } from "../string.ts";
import { elementsMax } from "./description.ts";
import { widthOf } from "./width.ts";

/** Columns of a line. */
export const lineWidth = 80;
/** So many levels of the innermost objects may share a line. */
const compactLevels = 3;
const columnsMax = 15;

export interface Layout {
  /** What stands before the brace, if anything. */
  readonly base: string;
  readonly open: string;
  readonly close: string;
  readonly indentation: number;
  /** How many levels of objects are below this one. */
  readonly levelsBelow: number;
  /** Elements may be put in columns; numbers align to the right. */
  readonly elements: "none" | "numbers" | "others";
}

/** The parts and braces, on one line if they are few and short. */
export function layOut(parts: readonly string[], layout: Layout): string {
  const lines = layout.elements !== "none" && parts.length > 6 ? inColumns(parts, layout) : parts;
  const before = layout.base === "" ? layout.open : `${layout.base} ${layout.open}`;
  if (layout.levelsBelow < compactLevels && lines.length === parts.length) {
    const start = lines.length + layout.indentation + layout.open.length + layout.base.length + 10;
    if (fitsLine(lines, start, layout.base)) {
      const line = joinTexts(lines, ", ");
      if (!includes(line, "\n")) return `${before} ${line} ${layout.close}`;
    }
  }
  const newLine = `\n${repeat(" ", layout.indentation)}`;
  return `${before}${newLine}  ${joinTexts(lines, `,${newLine}  `)}${newLine}${layout.close}`;
}

function fitsLine(parts: readonly string[], start: number, base: string): boolean {
  let total = parts.length + start;
  if (total + parts.length > lineWidth) return false;
  for (const part of parts) {
    total += part.length;
    if (total > lineWidth) return false;
  }
  return !includes(base, "\n");
}

/** Many short elements in columns, in a block about two and a half times as wide as high. The note of how many more there are keeps its own line. */
function inColumns(parts: readonly string[], layout: Layout): readonly string[] {
  const count = parts.length > elementsMax ? parts.length - 1 : parts.length;
  const widths: number[] = [];
  let total = 0;
  let widest = 0;
  for (let index = 0; index < count; index++) {
    const width = widthOf(parts[index]);
    widths.push(width);
    total += width + 2;
    if (width > widest) widest = width;
  }
  const widestColumn = widest + 2;
  if (widestColumn * 3 + layout.indentation >= lineWidth || !(total / widestColumn > 5 || widest <= 6)) return parts;
  const columns = columnCount(widestColumn, total, count, parts.length, layout.indentation);
  if (columns <= 1) return parts;
  const columnWidths: number[] = [];
  for (let column = 0; column < columns; column++) {
    let width = 0;
    for (let index = column; index < count; index += columns) if (widths[index] > width) width = widths[index];
    columnWidths.push(width + 2);
  }
  const lines: string[] = [];
  for (let first = 0; first < count; first += columns) {
    const end = first + columns < count ? first + columns : count;
    lines.push(lineOf(parts, widths, columnWidths, first, end, layout.elements === "numbers"));
  }
  if (count < parts.length) lines.push(parts[count]);
  return lines;
}

function columnCount(widest: number, total: number, count: number, parts: number, indentation: number): number {
  const bias = sqrtDouble(widest - total / parts);
  const biased = widest - 3 - bias > 1 ? widest - 3 - bias : 1;
  let columns = floorDouble(sqrtDouble(2.5 * biased * count) / biased + 0.5);
  const fitting = floorDouble((lineWidth - indentation) / widest);
  if (fitting < columns) columns = fitting;
  if (compactLevels * 4 < columns) columns = compactLevels * 4;
  return columns < columnsMax ? columns : columnsMax;
}

function lineOf(
  parts: readonly string[],
  widths: readonly number[],
  columnWidths: readonly number[],
  first: number,
  end: number,
  toTheRight: boolean,
): string {
  const cells: string[] = [];
  for (let index = first; index < end; index++) {
    const part = parts[index];
    // Padding counts units, columns count what is seen of them.
    const width = columnWidths[index - first] + part.length - widths[index];
    if (index === end - 1) cells.push(toTheRight ? padStart(part, width - 2) : part);
    else cells.push(toTheRight ? padStart(`${part}, `, width) : padEnd(`${part}, `, width));
  }
  return joinTexts(cells, "");
}
