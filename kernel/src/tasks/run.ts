/** The executor on the machine: errors go to the console, and with nothing to do the processor halts. */
import { enableInterrupts } from "../arch/x86_64/cpu.ts";
import { Color, LightColor } from "../console/color.ts";
import { println } from "../console/console.ts";
import { describeErrorFully } from "../console/report.ts";
import { haltUntilWoken } from "../time/clock.ts";
import { runTasks, setErrorReporter } from "./executor.ts";

/** Enables interrupts and runs tasks for good. */
export function runExecutor(): never {
  setErrorReporter(printTaskError);
  enableInterrupts();
  runTasks(haltUntilWoken);
}

function printTaskError(name: string | null, error: unknown): void {
  println({ fg: LightColor.White, bg: Color.Red }, name === null ? " uncaught " : ` task ${name} failed `);
  println(describeErrorFully(error));
}
