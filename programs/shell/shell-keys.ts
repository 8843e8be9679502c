/** The shell's keys: for the line editor; and while a program runs, looked through for Ctrl-C, and kept for the next line. */
import { type KeyStream, openKeys } from "../../kernel/src/console/input.ts";
import type { KeyEvent } from "../../kernel/src/drivers/keys.ts";

/** Keys that are kept while a program runs. */
const aheadMax = 256;

export class ShellKeys implements Disposable {
  readonly #stream: KeyStream = openKeys();
  readonly #ahead: KeyEvent[] = [];
  readonly #signal: AbortSignal;
  /** Events that were typed ahead and not kept. */
  #lost = 0;

  /** @param signal ends the shell: whoever waits for a key is rejected */
  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** The next event, of those that were typed ahead first. */
  async next(): Promise<KeyEvent> {
    return this.#ahead.shift() ?? (await this.#stream.next(this.#signal));
  }

  /** Calls `cancel` for each Ctrl-C and keeps all other events, until `stop` aborts. */
  async watch(cancel: () => void, stop: AbortSignal): Promise<void> {
    try {
      for (;;) {
        const event = await this.#stream.next(stop);
        if (isControlC(event)) {
          this.#ahead.length = 0;
          cancel();
        } else if (this.#ahead.length < aheadMax && this.#lost === 0) {
          this.#ahead.push(event);
        } else {
          // A line with a hole in it must not be run.
          this.#lost += this.#ahead.length + 1;
          this.#ahead.length = 0;
        }
      }
    } catch (error) {
      if (!stop.aborted) throw error;
    }
  }

  /** How many events were typed ahead and not kept since the last call. */
  takeLost(): number {
    const lost = this.#lost;
    this.#lost = 0;
    return lost;
  }

  /** Forgets what was typed ahead: it was meant for a program. */
  forget(): void {
    this.#ahead.length = 0;
    this.#lost = 0;
    while (this.#stream.tryNext() !== null);
  }

  [Symbol.dispose](): void {
    this.#stream[Symbol.dispose]();
  }
}

function isControlC(event: KeyEvent): boolean {
  return event.pressed && event.control && event.character?.toLowerCase() === "c";
}
