/**
 * A lock without a value: a spinlock that knows who holds it and what its holder wants of interrupts. Locking it twice on one core can only hang, so it
 * ends in a report with both call stacks. Neither locking nor releasing allocates. `mutex.ts` puts a value behind one; the console uses it
 * as it is.
 */
import type { u32 } from "osmium";
import { CallStack } from "../arch/x86_64/backtrace.ts";
import { currentCore } from "../arch/x86_64/cpu.ts";
import { beginInterruptsOff, endInterruptsOff } from "./interrupts-off.ts";
import { SpinLock } from "./spinlock.ts";

/**
 * What happens to interrupts while a lock is held: `kept` as they are, for what no interrupt handler touches; `disabled`, and restored
 * after, for what handlers use too.
 */
export type InterruptStrategy = "kept" | "disabled";

/** Reports a lock that is taken twice on one core, with the call stack of its holder; the caller's is its own. */
export type DeadlockReport = (name: string, holder: CallStack) => never;

function noReport(name: string): never {
  throw new Error(`the lock "${name}" was taken twice on one core`);
}

let reportDeadlock: DeadlockReport = noReport;

/** A hook for the layer that can print. */
export function onDeadlock(report: DeadlockReport): void {
  reportDeadlock = report;
}

export class Lock {
  readonly name: string;
  readonly #spin = new SpinLock();
  readonly #interrupts: InterruptStrategy;
  // only while it is held:
  #core: u32 = 0;
  readonly #holder = new CallStack();

  /** @param name for reports */
  constructor(name: string, interrupts: InterruptStrategy) {
    this.name = name;
    this.#interrupts = interrupts;
  }

  get isHeld(): boolean {
    return this.#spin.isHeld;
  }

  /** Waits until the lock is free, and takes it. Does not return if this core holds it. */
  acquire(): void {
    if (this.#interrupts === "disabled") beginInterruptsOff();
    if (!this.#spin.tryAcquire()) {
      if (this.#core === currentCore()) reportDeadlock(this.name, this.#holder);
      this.#spin.acquire();
    }
    this.#taken();
  }

  /** Takes the lock if it is free. */
  tryAcquire(): boolean {
    if (this.#interrupts === "disabled") beginInterruptsOff();
    if (this.#spin.tryAcquire()) {
      this.#taken();
      return true;
    }
    if (this.#interrupts === "disabled") endInterruptsOff();
    return false;
  }

  /** Gives the lock back. Only its holder may. */
  release(): void {
    this.#spin.release();
    if (this.#interrupts === "disabled") endInterruptsOff();
  }

  #taken(): void {
    this.#core = currentCore();
    this.#holder.capture();
  }
}
