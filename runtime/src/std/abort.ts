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

/** The functions that wait for an abort, in the order in which they came, each once. Most often there is one, which costs no set. */
class Listeners {
  private only: Callback | null = null;
  private more: Set<Callback> | null = null;

  add(callback: Callback): void {
    const { more } = this;
    if (this.only === callback) return;
    if (this.only === null && (more === null || more.size === 0)) this.only = callback;
    else if (more === null) this.more = new Set([callback]);
    else more.add(callback);
  }

  remove(callback: Callback): void {
    if (this.only === callback) this.only = null;
    else if (this.more !== null) this.more.delete(callback);
  }

  /** Calls them all. They, which often hold the signal, are let go. */
  dispatch(): void {
    const { only, more } = this;
    this.only = null;
    this.more = null;
    if (only !== null) call(only);
    if (more !== null) for (const callback of more) call(callback);
  }
}

function call(callback: Callback): void {
  try {
    callback({ type: "abort" });
  } catch (error) {
    // One listener's error is not the next one's business.
    queueMicrotask(() => {
      throw error;
    });
  }
}

export class AbortSignal {
  private listeners: Listeners | null = null;
  /** What `onabort` was set to, and the listener made of it. */
  private handler: Callback | null = null;
  private handlerListener: Callback | null = null;
  /** Signals that `any` made of this one. */
  private dependents: AbortSignal[] | null = null;
  private isAborted = false;
  private why: unknown = undefined;

  get aborted(): boolean {
    return this.isAborted;
  }

  get reason(): unknown {
    return this.why;
  }

  get onabort(): Callback | null {
    return this.handler;
  }

  set onabort(callback: Callback | null) {
    const { handlerListener } = this;
    if (handlerListener !== null) this.remove(handlerListener);
    this.handler = callback;
    // A function of its own: the same one may have been added as a listener too.
    this.handlerListener = callback === null ? null : (event: AbortEvent) => callback(event);
    if (this.handlerListener !== null) this.add(this.handlerListener);
  }

  throwIfAborted(): void {
    if (this.isAborted) throw this.why;
  }

  /** An abort happens once, so that `once` makes no difference. */
  addEventListener(type: string, callback: Callback, _options?: ListenerOptions): void {
    if (type === "abort") this.add(callback);
  }

  removeEventListener(type: string, callback: Callback): void {
    if (type === "abort") this.remove(callback);
  }

  private add(callback: Callback): void {
    if (this.isAborted) return;
    this.listeners ??= new Listeners();
    this.listeners.add(callback);
  }

  private remove(callback: Callback): void {
    if (this.listeners !== null) this.listeners.remove(callback);
  }

  /** For controllers, and the functions below. The first reason counts. Takes no memory while nobody listens and there is a reason. */
  signalAbort(reason: unknown): void {
    if (this.isAborted) return;
    this.isAborted = true;
    this.why = reason === undefined ? new DOMException("This operation was aborted", "AbortError") : reason;
    const { listeners, dependents } = this;
    this.listeners = null;
    this.dependents = null;
    if (listeners !== null) listeners.dispatch();
    if (dependents !== null) for (const dependent of dependents) dependent.signalAbort(this.why);
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
    for (const signal of signals) {
      signal.dependents ??= [];
      signal.dependents.push(result);
    }
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
