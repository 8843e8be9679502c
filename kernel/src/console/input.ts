/**
 * What people type, from the keyboard and the serial terminal alike. Any number of streams may be open; each sees every event, unless one has taken the
 * focus. A stream that nobody reads fills up, and then counts what it loses.
 */
import { takeKeyEvent } from "../drivers/keyboard.ts";
import type { KeyEvent } from "../drivers/keys.ts";
import { readSerial } from "../drivers/uart.ts";
import type { Ready, Selectable } from "../sync/selectable.ts";
import { type Waiter, WaitQueue, waitIn } from "../sync/waiter.ts";
import { inputWake, onDeviceWake, wake } from "../sync/wake.ts";
import { cancelTimer, startTimer } from "../time/sleep.ts";
import { nowNs } from "../time/source.ts";
import type { Timer } from "../time/timers.ts";
import { SerialDecoder } from "./serial-keys.ts";
import { reportSerialLoss } from "./serial-loss.ts";

/** Events that a stream keeps for its reader. */
const streamEventsMax = 256;

const serialDecoder = new SerialDecoder();
const streams: KeyStream[] = [];
/** Events lost by streams that are closed by now. */
let lostBefore = 0;

onDeviceWake(inputWake, deliver);

export class KeyStream implements Selectable<KeyEvent>, AsyncIterable<KeyEvent>, Disposable {
  /** While it is open, and is the last that was opened so, it alone gets events. */
  readonly hasFocus: boolean;
  #events: KeyEvent[] = [];
  /** Events of `#events` that have been taken. */
  #taken = 0;
  #lost = 0;
  #isOpen = true;
  readonly #readers = new WaitQueue<KeyEvent>();
  readonly #watchers = new WaitQueue<void>();

  constructor(hasFocus: boolean) {
    this.hasFocus = hasFocus;
  }

  /** Events that came while nobody read and the stream was full. */
  get lost(): number {
    return this.#lost;
  }

  /** The next event; null when there is none yet. */
  tryNext(): KeyEvent | null {
    if (this.#taken === this.#events.length) return null;
    const event = this.#events[this.#taken];
    this.#taken++;
    if (this.#taken === this.#events.length) {
      this.#events = [];
      this.#taken = 0;
    }
    return event;
  }

  /** The next event, pressed or released. Rejects with the signal's reason when that aborts first. */
  next(signal?: AbortSignal): Promise<KeyEvent> {
    const event = signal?.aborted ? null : this.tryNext();
    return event === null ? waitIn(this.#readers, signal) : Promise.resolve(event);
  }

  /** For `deliver`. */
  put(event: KeyEvent): void {
    const reader = this.#readers.takeFirst();
    if (reader !== null) {
      reader.wake(event);
      return;
    }
    if (this.#events.length - this.#taken >= streamEventsMax) {
      this.#lost++;
      return;
    }
    this.#events.push(event);
    this.#watchers.wakeAll(undefined);
  }

  poll(): Ready<KeyEvent> | null {
    const value = this.tryNext();
    return value === null ? null : { value };
  }

  watch(waiter: Waiter<void>): void {
    this.#watchers.add(waiter);
  }

  unwatch(waiter: Waiter<void>): void {
    this.#watchers.remove(waiter);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<KeyEvent, void> {
    while (this.#isOpen) yield await this.next();
  }

  /** Closes the stream: no events come any more, and the focus goes back. */
  [Symbol.dispose](): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    lostBefore += this.#lost;
    streams.splice(streams.indexOf(this), 1);
  }
}

/** Opens a stream of key events from now on. With `focus` it alone gets them until it is disposed of, or another takes the focus. */
export function openKeys(options?: { readonly focus?: boolean }): KeyStream {
  const stream = new KeyStream(options?.focus ?? false);
  streams.push(stream);
  return stream;
}

/** Events that streams have lost because nobody read them. */
export function lostKeyEvents(): number {
  let lost = lostBefore;
  for (const stream of streams) lost += stream.lost;
  return lost;
}

/** Decodes the next event that the devices have delivered, and hands it to the streams. Asks to be called again: whoever waits for it goes on before. */
function deliver(): void {
  const event = takeKeyEvent() ?? takeSerialEvent();
  if (event === null) return;
  wake(inputWake);
  if (streams.length === 1) {
    streams[0].put(event);
    return;
  }
  const focused = focusedStream();
  if (focused !== null) focused.put(event);
  else for (const stream of streams) stream.put(event);
}

function focusedStream(): KeyStream | null {
  for (let i = streams.length - 1; i >= 0; i--) if (streams[i].hasFocus) return streams[i];
  return null;
}

function takeSerialEvent(): KeyEvent | null {
  for (;;) {
    const byte = readSerial();
    if (byte === null) {
      reportSerialLoss();
      return takeLoneEscape();
    }
    forgetEscape();
    const event = serialDecoder.decode(byte);
    if (event !== null) return event;
  }
}

/** Behind ESC a terminal sends the rest of a sequence at once; so long a silence means that it was the Escape key. */
const escapeSilenceNs = 50e6;
let escapeTimer: Timer | null = null;
let isEscapeDue = false;

function takeLoneEscape(): KeyEvent | null {
  if (!serialDecoder.isAtEscape) return null;
  if (isEscapeDue) {
    isEscapeDue = false;
    return serialDecoder.endEscape();
  }
  escapeTimer ??= startTimer(nowNs() + escapeSilenceNs, () => {
    escapeTimer = null;
    isEscapeDue = true;
    wake(inputWake);
  });
  return null;
}

function forgetEscape(): void {
  isEscapeDue = false;
  if (escapeTimer === null) return;
  cancelTimer(escapeTimer);
  escapeTimer = null;
}

let shared: KeyStream | null = null;

/** The next event, pressed or released, of a stream that all callers share. */
export function nextKeyEvent(): Promise<KeyEvent> {
  shared ??= openKeys();
  return shared.next();
}

/** The next key that is pressed, of the same stream. */
export async function nextKey(): Promise<KeyEvent> {
  for (;;) {
    const event = await nextKeyEvent();
    if (event.pressed) return event;
  }
}
