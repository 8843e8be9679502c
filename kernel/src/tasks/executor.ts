/**
 * The executor: the kernel's one event loop. It takes woken slots out of the set, lets their owners go on, runs the microtasks that come of it, and otherwise
 * puts the processor to sleep. Touches no hardware itself: what it does when there is nothing to do is given to it.
 *
 * Fairness: devices are looked at before every task; tasks take turns from the slot behind the last one that ran, so that no slot's number is an advantage; and
 * a function that awaits what has settled already yields after `microtaskBurst` microtasks, so that it can't keep the others, or devices, waiting for ever.
 */
import { asyncContext, onUnhandledRejection, runSomeMicrotasks, setAsyncContext, type u32, type u64 } from "osmium";
import {
  allOwners,
  claimSlot,
  deviceSlotCount,
  noSlot,
  ownerOf,
  ownerOfSlot,
  releaseSlot,
  runDevice,
  takeWokenDevice,
  takeWokenTask,
  wake,
} from "../sync/wake.ts";
import { uptimeMs } from "../time/source.ts";
import { type JoinHandle, Task, type TaskId, type TaskInfo, type TaskObserver, TaskOf } from "./task.ts";

/** Microtasks between two looks at the woken slots: some 10 µs of short ones. */
const microtaskBurst: u32 = 128;

/** Tells of an error that ended a task, or of one that nobody caught inside it (`name` null: outside of any task). */
export type ErrorReporter = (name: string | null, error: unknown) => void;

let reportError: ErrorReporter | null = null;
/** The slot behind that of the task that ran last. */
let turn: u32 = deviceSlotCount;
let tasks = 0;
let unreported = 0;

const observer: TaskObserver = {
  onEnd: (task) => {
    tasks--;
    releaseSlot(task);
  },
  onUnjoinedError: (task, error) => report(task.name, error),
};

/** Never throws: when there is no memory to tell of an error, the rest goes on all the same. */
function report(name: string | null, error: unknown): void {
  try {
    if (reportError !== null) reportError(name, error);
  } catch {
    unreported++;
  }
}

/** Errors of which nobody could be told. */
export function unreportedErrors(): number {
  return unreported;
}

/**
 * Starts a task: `body` is called when the executor comes to it. From anywhere but interrupt context. An error that ends the task goes to whoever joins it, or
 * is reported with the task's name. Throws `RangeError` when there are too many tasks or there is no memory for one more.
 */
export function spawn<T>(name: string, body: (signal: AbortSignal) => Promise<T>): JoinHandle<T> {
  const task = new TaskOf<T>(name, uptimeMs(), body, observer);
  claimSlot(task);
  tasks++;
  wake(task.slot);
  return task;
}

/** How many tasks there are. */
export function taskCount(): number {
  return tasks;
}

/** All tasks, by slot. */
export function taskList(): readonly TaskInfo[] {
  const current = asyncContext();
  const list: TaskInfo[] = [];
  for (const owner of allOwners()) if (owner instanceof Task) list.push(owner.info(owner.id === current));
  return list;
}

function taskOf(id: TaskId): Task | null {
  const owner = ownerOf(id);
  return owner instanceof Task ? owner : null;
}

/** What is known of a task; null when there is none with this id any more. */
export function findTask(id: TaskId): TaskInfo | null {
  const task = taskOf(id);
  return task === null ? null : task.info(task.id === asyncContext());
}

/** The task in a slot now; null when there is none. */
export function taskAt(index: u32): TaskInfo | null {
  const owner = ownerOfSlot(index);
  return owner === null ? null : findTask(owner.id);
}

/** The task that asks; null outside of tasks. */
export function currentTask(): TaskInfo | null {
  return findTask(asyncContext());
}

/** Cancels a task, as `JoinHandle.cancel` does. False when there is none with this id any more. */
export function kill(id: TaskId, reason?: unknown): boolean {
  const task = taskOf(id);
  if (task === null) return false;
  task.cancel(reason);
  return true;
}

/** An error that nobody caught, on behalf of a task: reported by its name, and the task is asked to end. */
function onUncaught(error: unknown, context: u64): void {
  const task = taskOf(context);
  if (task !== null) task.cancel(error);
  report(task === null ? null : task.name, error);
}

/** Who is told about errors. */
export function setErrorReporter(reporter: ErrorReporter): void {
  reportError = reporter;
  onUnhandledRejection(onUncaught);
}

/** Runs one device and one task, of those that are woken. False when there are none. */
function runNext(): boolean {
  setAsyncContext(0);
  const device = takeWokenDevice();
  if (device !== noSlot) runDevice(device);
  const slot = takeWokenTask(turn);
  if (slot === noSlot) return device !== noSlot;
  turn = slot + 1;
  const owner = ownerOfSlot(slot);
  if (owner !== null) owner.run();
  return true;
}

/** One step: some microtasks, then a device and a task. False when there is nothing to do. */
export function step(): boolean {
  let busy = true;
  try {
    busy = runSomeMicrotasks(microtaskBurst);
    if (runNext()) busy = true;
  } catch (error) {
    onUncaught(error, asyncContext());
  }
  return busy;
}

/** Runs tasks for good. `idle` is called when there is nothing to do, and returns when there may be. */
export function runTasks(idle: () => void): never {
  for (;;) {
    if (!step()) idle();
  }
}
