/**
 * The keyboard behind the 8042 controller: initialised with self-tests, scan-code set 1 (which the controller translates to), bytes by interrupt into a ring,
 * decoded where someone asks for events. A missing or silent controller costs a bounded time and is reported by `initKeyboard`'s result.
 */
import type { u8, u16, u32 } from "osmium";
import { interrupt, setIrqHandler } from "../arch/x86_64/irq.ts";
import { inb, ioWait, outb } from "../arch/x86_64/port.ts";
import { ringDropped, ringPut, ringTake } from "../memory/ring.ts";
import { keyboardRing } from "../memory/rings.ts";
import { inputWake, wake } from "../sync/wake.ts";
import { KeyDecoder, type KeyEvent } from "./keys.ts";
import { unmaskIrq } from "./pic.ts";

const dataPort: u16 = 0x60;
const commandPort: u16 = 0x64; // read: status
const outputFull: u8 = 0x01;
const inputFull: u8 = 0x02;
const keyboardIrq: u32 = 1;
/** Polls of a microsecond each: half a second, what a keyboard may take for its reset. */
const pollsMax: u32 = 500000;

const acknowledge: u8 = 0xfa;
const decoder = new KeyDecoder();

/** Interrupt context. */
const onKeyboard = interrupt((): void => {
  ringPut(keyboardRing(), inb(0x60));
  wake(inputWake);
});

/** Waits until the controller takes a byte. */
function waitToSend(): boolean {
  for (let polls: u32 = 0; polls < pollsMax; polls++) {
    if ((inb(commandPort) & inputFull) === 0) return true;
    ioWait();
  }
  return false;
}

/** Waits for a byte; null when none comes. */
function receive(): u8 | null {
  for (let polls: u32 = 0; polls < pollsMax; polls++) {
    if ((inb(commandPort) & outputFull) !== 0) return inb(dataPort);
    ioWait();
  }
  return null;
}

function command(byte: u8): boolean {
  if (!waitToSend()) return false;
  outb(commandPort, byte);
  return true;
}

function send(byte: u8): boolean {
  if (!waitToSend()) return false;
  outb(dataPort, byte);
  return true;
}

/** Throws away what lies in the output buffer. */
function flush(): void {
  for (let bytes: u32 = 0; bytes < 32 && (inb(commandPort) & outputFull) !== 0; bytes++) {
    inb(dataPort);
    ioWait();
  }
}

/** Brings up controller and keyboard. Returns what is wrong; null when all is well. */
export function initKeyboard(): string | null {
  if (inb(commandPort) === 0xff) return "no keyboard controller";
  // Both ports off while the controller is set up (IBM PS/2 hardware reference, 8042).
  if (!command(0xad) || !command(0xa7)) return "the keyboard controller takes no commands";
  flush();
  if (!command(0xaa) || receive() !== 0x55) return "the keyboard controller fails its self-test";
  if (!command(0xab) || receive() !== 0) return "the keyboard port fails its test";
  // Configuration: bit 0 interrupt of port 1, bit 6 translation to set 1, bit 4 port 1 off, bit 5 port 2 off.
  if (!command(0x60) || !send(0x61)) return "the keyboard controller takes no configuration";
  if (!command(0xae)) return "the keyboard port can not be enabled";
  if (!send(0xff) || receive() !== acknowledge || receive() !== 0xaa) return "the keyboard does not answer";
  flush();
  setIrqHandler(keyboardIrq, onKeyboard);
  unmaskIrq(keyboardIrq);
  return null;
}

/** The next event that has arrived; null when there is none. */
export function takeKeyEvent(): KeyEvent | null {
  for (;;) {
    const byte = ringTake(keyboardRing());
    if (byte === null) return null;
    const event = decoder.decode(byte);
    if (event !== null) return event;
  }
}

/** Bytes lost because nobody took them. */
export function keyboardOverflow(): number {
  return ringDropped(keyboardRing());
}
