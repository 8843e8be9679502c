/** The box in the middle of a game's screen: a title, and some lines below it. */
import { Color, encodeColor, LightColor } from "../../kernel/src/console/color.ts";
import type { Surface } from "../../kernel/src/console/surface.ts";

const blank = 0x20;
const columns = 44;
const text = encodeColor(LightColor.White, Color.Blue);
const title = encodeColor(LightColor.Yellow, Color.Blue);

/** Draws it from a row on. It takes six rows more than there are lines. Allocates nothing: games draw it in each frame. */
export function drawBox(surface: Surface, top: number, heading: string, lines: readonly string[]): void {
  const rows = 6 + lines.length;
  const left = (surface.columns - columns) / 2;
  surface.fill(top, left, rows, columns, blank, text);
  surface.frame(top, left, rows, columns, text);
  surface.centered(top + 2, heading, title);
  for (let index = 0; index < lines.length; index++) surface.centered(top + 4 + index, lines[index], text);
}

/** What a game says when it is over. */
export function scoreLine(score: number, best: number): string {
  return score > 0 && score === best ? `score ${score}: the best so far` : `score ${score}`;
}
