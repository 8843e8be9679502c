/**
 * Somebody who plays: looks at the screen while the machine stands still, decides, presses a key, and lets it go on for a moment. So a slow host makes a game
 * slow, not lost.
 */
import { setTimeout as delay } from "node:timers/promises";
import { type Qmp, textColumns, textRows } from "../../tools/qmp.ts";

/** What the screen shows, by row and column. */
export class Glimpse {
  readonly #memory: Buffer;

  constructor(memory: Buffer) {
    this.#memory = memory;
  }

  /** The attribute byte of a cell. */
  attribute(row: number, column: number): number {
    return this.#memory[(row * textColumns + column) * 2 + 1] ?? 0;
  }

  /** A row's characters, those of ASCII. */
  text(row: number): string {
    return Array.from({ length: textColumns }, (_, column) =>
      String.fromCharCode(this.#memory[(row * textColumns + column) * 2] ?? 0),
    ).join("");
  }

  /** The first cell, in reading order from a row on, with an attribute, and not blank; undefined when there is none. */
  find(attribute: number, fromRow: number): { row: number; column: number } | undefined {
    for (let row = fromRow; row < textRows; row++) {
      for (let column = 0; column < textColumns; column++) {
        const character = this.#memory[(row * textColumns + column) * 2];
        if (this.attribute(row, column) === attribute && character !== 0x20) return { row, column };
      }
    }
    return undefined;
  }
}

/** Who watches the game: called at each look, with the milliseconds that the machine has run since the first one. */
export type Spectator = (atMs: number) => Promise<void>;

export class Player {
  readonly #qmp: Qmp;
  readonly #spectator: Spectator | undefined;
  #ranMs = 0;
  #wentOn: number | undefined;

  constructor(qmp: Qmp, spectator?: Spectator) {
    this.#qmp = qmp;
    this.#spectator = spectator;
  }

  /** Stops the machine and looks. */
  async look(): Promise<Glimpse> {
    await this.#qmp.execute("stop");
    if (this.#wentOn !== undefined) this.#ranMs += performance.now() - this.#wentOn;
    await this.#spectator?.(this.#ranMs);
    return new Glimpse(await this.#qmp.memory(0xb8000, textColumns * textRows * 2));
  }

  /** Lets the machine run for so many milliseconds, perhaps with a key pressed at the start. */
  async go(ms: number, key?: string): Promise<void> {
    this.#wentOn = performance.now();
    await this.#qmp.execute("cont");
    if (key !== undefined)
      await this.#qmp.execute("send-key", { keys: [{ type: "qcode", data: key }], "hold-time": 5 });
    await delay(ms);
  }
}

/** The score in the status line of a game. */
export function scoreOf(glimpse: Glimpse): number {
  return Number(/score (\d+)/.exec(glimpse.text(0))?.[1] ?? Number.NaN);
}
