/** A task: an async function that the executor runs, with a name, an id, and a signal that cancels it. */
import { observePromise, type SettlementObserver, setAsyncContext, u64 } from "osmium";
import { wakeSlotCount } from "../memory/wake-set.ts";
import type { Ready, Selectable } from "../sync/selectable.ts";
import { type Waiter, WaitQueue, waitIn } from "../sync/waiter.ts";
import { isWoken, Wakeable } from "../sync/wake.ts";

/** Names a task for good: a slot's number together with how often the slot was given out before. */
export type TaskId = u64;

/** What a task is doing. */
export type TaskState = "ready" | "running" | "waiting" | "cancelling";

/** A task, as the one who spawned it sees it. */
export interface JoinHandle<T> extends Selectable<T> {
  /** Names the task for good. */
  readonly id: TaskId;
  /** The name that `spawn` was given. */
  readonly name: string;
  /** Has the task ended, in whichever way? */
  readonly isDone: boolean;
  /** The task's result, or its error. Ends early, with the signal's reason, when `signal` aborts; the task goes on then. */
  join(signal?: AbortSignal): Promise<T>;
  /** Asks the task to end: aborts its signal, so that whatever it waits for with that signal rejects. Says nothing to a task that has ended. */
  cancel(reason?: unknown): void;
}

/** What is known of a task. */
export interface TaskInfo {
  /** Names the task for good. */
  readonly id: TaskId;
  /** The slot's number: small, and given out again when the task has ended. */
  readonly index: number;
  /** How often the slot was given out before. */
  readonly generation: number;
  /** The name that `spawn` was given. */
  readonly name: string;
  /** What it is doing. */
  readonly state: TaskState;
  /** How often something told the task to go on. */
  readonly wakes: number;
  /** How often the executor ran it: at most once for any number of wakes in between. */
  readonly runs: number;
  /** When it was spawned, in milliseconds since boot. */
  readonly startedMs: number;
}

/** The part of a task that does not depend on its result's type. */
export abstract class Task extends Wakeable {
  readonly name: string;
  readonly startedMs: number;
  readonly #controller = new AbortController();
  #started = false;

  constructor(name: string, startedMs: number) {
    super();
    this.name = name;
    this.startedMs = startedMs;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  abstract readonly isDone: boolean;

  /** Calls the body for the first time. */
  protected abstract start(): void;

  override run(): void {
    if (this.#started) {
      super.run();
      return;
    }
    this.#started = true;
    this.runs++;
    setAsyncContext(this.id);
    this.start();
    setAsyncContext(0);
  }

  cancel(reason?: unknown): void {
    if (!this.isDone) this.#controller.abort(reason);
  }

  /** What others see. `running`: it is the one that asks. */
  info(running: boolean): TaskInfo {
    const { id, slot, name, wakes, runs, startedMs } = this;
    const generation = Math.floor(Number(id) / wakeSlotCount);
    return { id, index: slot, generation, name, state: this.#state(running), wakes, runs, startedMs };
  }

  #state(running: boolean): TaskState {
    if (running) return "running";
    if (this.signal.aborted) return "cancelling";
    return isWoken(this.slot) ? "ready" : "waiting";
  }
}

/** Tells of errors that nobody joins for, and forgets tasks that have ended. */
export interface TaskObserver {
  onEnd(task: Task): void;
  onUnjoinedError(task: Task, error: unknown): void;
}

export class TaskOf<T> extends Task implements JoinHandle<T>, SettlementObserver<T> {
  #body: ((signal: AbortSignal) => Promise<T>) | null;
  readonly #observer: TaskObserver;
  /** Those who join, and those who look whether they can; most tasks have none of the second kind. */
  #joining: WaitQueue<T> | null = null;
  #watching: WaitQueue<void> | null = null;
  /** Ending takes no memory: there may be none. */
  #outcome: "running" | "finished" | "failed" = "running";
  #value: T | null = null;
  #error: unknown = null;
  #isJoined = false;

  constructor(name: string, startedMs: number, body: (signal: AbortSignal) => Promise<T>, observer: TaskObserver) {
    super(name, startedMs);
    this.#body = body;
    this.#observer = observer;
  }

  get isDone(): boolean {
    return this.#outcome !== "running";
  }

  protected override start(): void {
    const body = this.#body;
    this.#body = null;
    if (body === null) return;
    if (this.signal.aborted) {
      this.onRejected(this.signal.reason);
      return;
    }
    try {
      observePromise(body(this.signal), this);
    } catch (error) {
      this.onRejected(error);
    }
  }

  /** The body has come to its end. */
  onFulfilled(value: T): void {
    this.#value = value;
    this.#outcome = "finished";
    for (let waiter = this.#takeJoining(); waiter !== null; waiter = this.#takeJoining()) waiter.wake(value);
    this.#end();
  }

  /** The body has ended by an error. */
  onRejected(error: unknown): void {
    this.#error = error;
    this.#outcome = "failed";
    for (let waiter = this.#takeJoining(); waiter !== null; waiter = this.#takeJoining()) waiter.fail(error);
    this.#end();
    if (!this.#isJoined && !this.#isOwnCancellation(error)) this.#observer.onUnjoinedError(this, error);
  }

  #takeJoining(): Waiter<T> | null {
    return this.#joining === null ? null : this.#joining.takeFirst();
  }

  #end(): void {
    if (this.#watching !== null) this.#watching.wakeAll(undefined);
    this.#observer.onEnd(this);
  }

  /** That a cancelled task ends with the reason it was given is no error. */
  #isOwnCancellation(error: unknown): boolean {
    return this.signal.aborted && error === this.signal.reason;
  }

  join(signal?: AbortSignal): Promise<T> {
    this.#isJoined = true;
    if (this.#outcome === "failed") return Promise.reject<T>(this.#error);
    if (this.#outcome === "finished") return Promise.resolve(this.#value as T);
    this.#joining ??= new WaitQueue<T>();
    return waitIn(this.#joining, signal);
  }

  poll(): Ready<T> | null {
    this.#isJoined = true;
    if (this.#outcome === "failed") throw this.#error;
    return this.#outcome === "finished" ? { value: this.#value as T } : null;
  }

  watch(waiter: Waiter<void>): void {
    this.#watching ??= new WaitQueue<void>();
    this.#watching.add(waiter);
  }

  unwatch(waiter: Waiter<void>): void {
    if (this.#watching !== null) this.#watching.remove(waiter);
  }
}

/** How an id is shown and typed: `index` or, where the slot was used before, `index.generation`. */
export function taskIdText(id: TaskId): string {
  const generation = Math.floor(Number(id) / wakeSlotCount);
  const index = Number(id) % wakeSlotCount;
  return generation === 0 ? `${index}` : `${index}.${generation}`;
}

/** The id that a text names, as `taskIdText` writes it; null if it names none. Whether there is such a task is another question. */
export function parseTaskId(text: string): TaskId | null {
  const [indexText, generationText = "0", ...rest] = text.split(".");
  const index = Number(indexText);
  const generation = Number(generationText);
  if (indexText === "" || rest.length > 0 || !isCount(index) || !isCount(generation)) return null;
  if (index >= wakeSlotCount) return null;
  return u64(generation) * u64(wakeSlotCount) + u64(index);
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < 2 ** 32;
}
