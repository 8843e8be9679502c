/** What people type, from the keyboard and the serial terminal alike, in the order of arrival. */
import { takeKeyEvent } from "../drivers/keyboard.ts";
import type { KeyEvent } from "../drivers/keys.ts";
import { readSerial } from "../drivers/uart.ts";
import { Event } from "../sync/event.ts";
import { SerialDecoder } from "./serial-keys.ts";
import { reportSerialLoss } from "./serial-loss.ts";

/** Fires when a device has delivered something. */
export const inputReady = new Event();

const serialDecoder = new SerialDecoder();

/** The next event, pressed or released. */
export async function nextKeyEvent(): Promise<KeyEvent> {
  for (;;) {
    const event = takeKeyEvent() ?? takeSerialEvent();
    if (event !== null) return event;
    await inputReady.wait();
  }
}

/** The next key that is pressed. */
export async function nextKey(): Promise<KeyEvent> {
  for (;;) {
    const event = await nextKeyEvent();
    if (event.pressed) return event;
  }
}

function takeSerialEvent(): KeyEvent | null {
  for (;;) {
    const byte = readSerial();
    if (byte === null) {
      reportSerialLoss();
      return null;
    }
    const event = serialDecoder.decode(byte);
    if (event !== null) return event;
  }
}
