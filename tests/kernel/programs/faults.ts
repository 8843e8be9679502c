/** A kernel that does what its command line says, most of which must end in a report. */
import { runMicrotasks } from "osmium";
import { faultKinds, findFault, overflowStack, readNull } from "../../../kernel/src/arch/x86_64/faults.ts";
import { interrupt, setIrqHandler } from "../../../kernel/src/arch/x86_64/irq.ts";
import { debugExit } from "../../../kernel/src/arch/x86_64/machine.ts";
import { LightColor } from "../../../kernel/src/console/color.ts";
import { consoleLock, println, setLogClock } from "../../../kernel/src/console/console.ts";
import { beginReport } from "../../../kernel/src/console/report.ts";
import { Mutex } from "../../../kernel/src/sync/mutex.ts";
import { spawn } from "../../../kernel/src/tasks/executor.ts";
import { runExecutor } from "../../../kernel/src/tasks/run.ts";
import { startClock } from "../../../kernel/src/time/clock.ts";
import { sleep } from "../../../kernel/src/time/sleep.ts";
import { boot } from "./boot.ts";

function thrower(): void {
  throw new TypeError("nobody catches this");
}

/** In a task that has waited, among other tasks, while the clock ticks. */
async function overflowingTask(): Promise<void> {
  await sleep(5);
  overflowStack(1);
}

const onTick = interrupt((): void => {
  overflowStack(1);
});

const shared = new Mutex("shared table", 0);

function takesIt(): void {
  shared.lock();
}

function takesItAgain(): void {
  shared.lock();
}

function runTask(name: string, task: () => Promise<void>): never {
  startClock();
  spawn(name, task);
  runExecutor();
}

function provoke(kind: string): void {
  switch (kind) {
    case "list":
      println(faultKinds.map(({ name }) => name).join());
      return;
    case "task-overflow":
      runTask("deep", overflowingTask);
      break;
    case "timer-overflow":
      startClock();
      setIrqHandler(0, onTick);
      runExecutor();
      break;
    case "rejection":
      void Promise.reject(new Error("nobody handles this"));
      runMicrotasks();
      break;
    case "throw":
      thrower();
      break;
    case "console-locked":
      consoleLock.acquire();
      readNull();
      break;
    case "while-printing":
      // The log asks the clock while the console is locked.
      setLogClock(() => readNull());
      println({ fg: LightColor.Green }, "this line faults half-way");
      break;
    case "while-reporting":
      beginReport("a report that fails");
      readNull();
      break;
    case "wait":
      println("waiting");
      runExecutor();
      break;
    case "deadlock":
      takesIt();
      takesItAgain();
      break;
    case "console-deadlock":
      consoleLock.acquire();
      println("this can't be printed");
      break;
    default:
      findFault(kind)?.provoke();
      break;
  }
}

provoke(boot().commandLine.trim());
println("went on");
debugExit(0);
