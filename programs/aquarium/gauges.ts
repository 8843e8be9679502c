/** What the panel beside the tank shows: measured twice a second, drawn as numbers and as a graph of the heap over time. */
import { Color, encodeColor, LightColor } from "../../kernel/src/console/color.ts";
import { bytesText, durationText } from "../../kernel/src/console/format.ts";
import type { Surface } from "../../kernel/src/console/surface.ts";
import { heapStatistics } from "../../kernel/src/memory/heap.ts";
import { taskCount } from "../../kernel/src/tasks/executor.ts";
import { calendarText } from "../../kernel/src/time/calendar.ts";
import { haltedNs } from "../../kernel/src/time/clock.ts";
import { nowNs, uptimeMs } from "../../kernel/src/time/source.ts";
import { wallClock } from "../../kernel/src/time/wall.ts";
import type { Tank } from "./tank.ts";

const graphColumns = 26;
const graphRows = 8;
const blank = 0x20;
const fullBlock = 0x2588;
const lowerHalf = 0x2584;

const label = encodeColor(LightColor.DarkGray, Color.Black);
const value = encodeColor(LightColor.White, Color.Black);
const graph = encodeColor(LightColor.Green, Color.Black);
const axis = encodeColor(Color.Green, Color.Black);

export class Gauges {
  readonly #tank: Tank;
  /** Bytes of the heap in use, oldest first. */
  readonly #history: number[] = [];
  #moves = 0;
  #movesPerSecond = 0;
  #haltedNs = haltedNs();
  #halted = 0;
  #measuredNs = nowNs();

  constructor(tank: Tank) {
    this.#tank = tank;
  }

  /** Takes the figures of the time since the last call. */
  measure(): void {
    const now = nowNs();
    const passedNs = now - this.#measuredNs;
    this.#measuredNs = now;
    if (passedNs <= 0) return;
    this.#movesPerSecond = Math.round(((this.#tank.moves - this.#moves) * 1e9) / passedNs);
    this.#moves = this.#tank.moves;
    this.#halted = (100 * (haltedNs() - this.#haltedNs)) / passedNs;
    this.#haltedNs = haltedNs();
    this.#history.push(heapStatistics().bytesUsed);
    if (this.#history.length > graphColumns) this.#history.shift();
  }

  /** Draws the panel, from a column to the right. */
  draw(surface: Surface, left: number): void {
    const rows: readonly (readonly [string, string])[] = [
      ["date", calendarText(wallClock())],
      ["up", durationText(uptimeMs())],
      ["tasks", `${taskCount()}`],
      ["fish", `${this.#tank.fish.size}`],
      ["moves/s", `${this.#movesPerSecond}`],
      ["halted", `${this.#halted.toFixed(1)} %`],
      ["heap", bytesText(this.#history.at(-1) ?? 0)],
    ];
    for (const [index, [name, text]] of rows.entries()) {
      surface.text(2 + index, left, name.padEnd(8), label);
      surface.text(2 + index, left + 8, text.padEnd(20), value);
    }
    this.#drawGraph(surface, 3 + rows.length, left);
  }

  /** Bars from zero to the most that the graph holds, in half rows. */
  #drawGraph(surface: Surface, top: number, left: number): void {
    const most = Math.max(...this.#history, 1);
    surface.text(top, left, `heap, up to ${bytesText(most)}`.padEnd(graphColumns), label);
    for (let column = 0; column < graphColumns; column++) {
      const bytes = column < this.#history.length ? this.#history[column] : 0;
      const halves = Math.round((bytes / most) * graphRows * 2);
      for (let row = 0; row < graphRows; row++) {
        const above = halves - (graphRows - 1 - row) * 2;
        surface.put(top + 1 + row, left + column, above >= 2 ? fullBlock : above === 1 ? lowerHalf : blank, graph);
      }
    }
    surface.fill(top + 1 + graphRows, left, 1, graphColumns, 0x2500, axis);
  }
}
