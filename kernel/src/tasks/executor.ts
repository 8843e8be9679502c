/**
 * The executor: the kernel's one event loop. It runs async functions until all of them wait, hands the wake bits of the interrupt handlers to
 * whoever waits for them, and otherwise puts the processor to sleep.
 */
import { runMicrotasks } from "osmium";
import { disableInterrupts, enableInterrupts, waitForInterrupt } from "../arch/x86_64/cpu.ts";
import { Color, LightColor } from "../console/color.ts";
import { println } from "../console/console.ts";
import { inputReady } from "../console/input.ts";
import { describeErrorFully } from "../console/report.ts";
import { inputWake, takeWakeBits, timerWake, wakePending } from "../sync/wake.ts";
import { fireTimers } from "../time/clock.ts";

export class Executor {
  /** Starts a task. An error that leaves it is reported with its name and ends only the task. */
  spawn(name: string, task: () => Promise<void>): void {
    void runTask(name, task);
  }

  /** Runs tasks for good. */
  run(): never {
    enableInterrupts();
    for (;;) {
      runMicrotasks();
      const woken = takeWakeBits();
      if ((woken & timerWake) !== 0) fireTimers();
      if ((woken & inputWake) !== 0) inputReady.fire();
      if (woken === 0) sleepUntilWoken();
    }
  }
}

/** Looks once more with interrupts off, so that a bit set just now is not slept over. */
function sleepUntilWoken(): void {
  disableInterrupts();
  if (wakePending()) enableInterrupts();
  else waitForInterrupt();
}

async function runTask(name: string, task: () => Promise<void>): Promise<void> {
  try {
    await task();
  } catch (error) {
    println({ fg: LightColor.White, bg: Color.Red }, ` task ${name} failed `);
    println(describeErrorFully(error));
  }
}
