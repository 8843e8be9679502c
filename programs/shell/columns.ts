/** Words side by side, as many to a row as the screen holds. */
import { println, screen } from "../../kernel/src/console/console.ts";

const gap = 2;

/** Prints words in rows, in columns of the width of the longest. */
export function printColumns(words: readonly string[]): void {
  const width = Math.max(...words.map((word) => word.length)) + gap;
  const perRow = Math.max(1, Math.floor((screen.columns + gap - 1) / width));
  for (let i = 0; i < words.length; i += perRow) {
    const row = words.slice(i, i + perRow);
    println(
      row
        .map((word) => word.padEnd(width))
        .join("")
        .trimEnd(),
    );
  }
}
