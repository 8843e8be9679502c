/** Beginning and end of a program, and its last words. */
import type { u8, u32 } from "osmium";
import { checkedMode, className, releaseGlobals } from "osmium/internal";
import { exit, fatal, runEventLoop } from "osmium/platform";
import { type Pointer, staticBytes, trap } from "osmium/unsafe";
import { ThrownValue } from "../std/error.ts";
import { anyToString } from "./any.ts";
import { collectCycles } from "./cycles.ts";
import { liveCount, visitLeaks } from "./memory.ts";
import { runMicrotasks, runSomeMicrotasks } from "./microtasks.ts";
import { writeUtf8 } from "./string.ts";
import { hasWaitingModules } from "./unsettled.ts";

const pieceBytes = 512;

/** Writes text to the standard output or to where errors go. */
export function writeText(text: string, error: boolean): void {
  const buffer: Pointer<u8> = staticBytes(512, 16);
  writeUtf8(text, buffer, pieceBytes, error);
}

export function programStart(): void {}

/** The module bodies have run: the rest of the program is what they left in queues. */
export function programEnd(): never {
  settle();
  runEventLoop();
  leave();
}

/** Looks for rejections that nobody wants; null while no promise has been rejected, so that programs without any don't contain it. */
let reportRejections: (() => void) | null = null;

/** The first rejection tells what looks for those that stay unhandled. */
export function reportBy(report: () => void): void {
  reportRejections = report;
}

/** Runs the microtasks, then sees whether a rejection is left that nobody wants. */
export function settle(): void {
  runMicrotasks();
  if (reportRejections !== null) reportRejections();
}

/** As `settle`, but runs at most so many microtasks. Is something left to do? */
export function settleSome(most: u32): boolean {
  if (runSomeMicrotasks(most)) return true;
  if (reportRejections !== null) reportRejections();
  return false;
}

/** What Node ends with when a top-level `await` never came back. */
const unsettledExitCode = 13;

function leave(): never {
  if (hasWaitingModules()) {
    writeText("Warning: a top-level await has never come back\n", true);
    exit(unsettledExitCode);
  }
  if (checkedMode) {
    releaseGlobals();
    collectCycles();
    if (liveCount() !== 0) {
      writeText("memory: objects were never freed:\n", true);
      visitLeaks((object) => {
        writeText(className(object), true);
        writeText(" ", true);
      });
      writeText("\n", true);
      exit(99);
    }
  }
  exit(0);
}

/** An error that nothing caught. */
export function uncaughtError(thrown: unknown): never {
  if (thrown instanceof Error) fatal("Uncaught", thrown);
  if (thrown instanceof ThrownValue) {
    const { describe } = thrown;
    fatal(`Uncaught ${describe(thrown.value)}`);
  }
  fatal("Uncaught [object Object]");
}

/** A promise was rejected, and nobody handles it. */
export function uncaughtRejection(reason: unknown): never {
  if (reason instanceof Error) fatal("Uncaught", reason);
  fatal(`Uncaught ${anyToString(reason)}`);
}

/** A promise of the runtime is broken: there is nobody to tell. Coroutines call this, which can't throw. */
export function fatalError(error: unknown): never {
  try {
    if (error instanceof Error) fatal("Fatal", error);
    fatal("Fatal error");
  } catch {
    trap();
  }
}

/** An interrupt handler failed a check. It must not allocate, so there is only a text. */
export function panicInInterrupt(_error: object): never {
  fatal("a check failed in interrupt context");
}
