/** `AbortController` and `AbortSignal`: telling work that its result is not wanted any more. */
import { queueMicrotask } from "../rt/microtasks.ts";
import { DOMException } from "./error.ts";

interface AbortEvent {
  readonly type: string;
}

type Callback = (event: AbortEvent) => void;

interface ListenerOptions {
  readonly once?: boolean;
}

class Listener {
  readonly callback: Callback;

  constructor(callback: Callback) {
    this.callback = callback;
  }
}

export class AbortSignal {
  private listeners: Listener[] = [];
  private handler: Listener | null = null;
  /** Signals that `any` made of this one. */
  private dependents: AbortSignal[] = [];
  private isAborted = false;
  private why: unknown = undefined;

  get aborted(): boolean {
    return this.isAborted;
  }

  get reason(): unknown {
    return this.why;
  }

  get onabort(): Callback | null {
    return this.handler === null ? null : this.handler.callback;
  }

  set onabort(callback: Callback | null) {
    const { handler } = this;
    if (handler !== null) this.listeners = this.listeners.filter((each) => each !== handler);
    this.handler = callback === null ? null : new Listener(callback);
    if (this.handler !== null) this.listeners.push(this.handler);
  }

  throwIfAborted(): void {
    if (this.isAborted) throw this.why;
  }

  /** An abort happens once, so that `once` makes no difference. */
  addEventListener(type: string, callback: Callback, _options?: ListenerOptions): void {
    if (type !== "abort" || this.listeners.some((each) => each.callback === callback)) return;
    this.listeners.push(new Listener(callback));
  }

  removeEventListener(type: string, callback: Callback): void {
    if (type === "abort") this.listeners = this.listeners.filter((each) => each.callback !== callback);
  }

  /** For controllers, and the functions below. The first reason counts. */
  signalAbort(reason: unknown): void {
    if (this.isAborted) return;
    this.isAborted = true;
    this.why = reason === undefined ? new DOMException("This operation was aborted", "AbortError") : reason;
    this.dispatch();
    const { dependents } = this;
    this.dependents = [];
    for (const dependent of dependents) dependent.signalAbort(this.why);
  }

  /** Aborting happens once: listeners, which often hold the signal, are let go. */
  private dispatch(): void {
    const { listeners } = this;
    this.listeners = [];
    for (const { callback } of listeners) {
      try {
        callback({ type: "abort" });
      } catch (error) {
        // One listener's error is not the next one's business.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  static abort(reason?: unknown): AbortSignal {
    const signal = new AbortSignal();
    signal.signalAbort(reason);
    return signal;
  }

  static any(signals: readonly AbortSignal[]): AbortSignal {
    const result = new AbortSignal();
    for (const signal of signals) {
      if (!signal.isAborted) continue;
      result.signalAbort(signal.why);
      return result;
    }
    for (const signal of signals) signal.dependents.push(result);
    return result;
  }

  static timeout(milliseconds: number): AbortSignal {
    const signal = new AbortSignal();
    setTimeout(
      () => signal.signalAbort(new DOMException("The operation was aborted due to timeout", "TimeoutError")),
      milliseconds,
    );
    return signal;
  }
}

export class AbortController {
  readonly signal: AbortSignal = new AbortSignal();

  abort(reason?: unknown): void {
    this.signal.signalAbort(reason);
  }
}
