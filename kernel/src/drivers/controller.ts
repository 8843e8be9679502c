/**
 * The 8042 controller between the keyboard and the machine (IBM PS/2 hardware reference; ports as in every PC since). Every wait has an end: a controller that is not there,
 * or does not answer, costs half a second at most.
 */
import type { u8, u16, u32 } from "osmium";
import { inb, ioWait, outb } from "../arch/x86_64/port.ts";

const dataPort: u16 = 0x60;
const commandPort: u16 = 0x64; // read: status

const outputFull: u8 = 0x01;
const inputFull: u8 = 0x02;
/** What a port reads as when nothing is behind it. */
const nothing: u8 = 0xff;

/** Polls of a microsecond each: half a second, what a keyboard may take for its reset. */
const pollsMax: u32 = 500000;
/** Bytes that a controller may still have from before. */
const staleBytesMax: u32 = 32;

const readConfiguration: u8 = 0x20;
const writeConfiguration: u8 = 0x60;
const disableAuxiliary: u8 = 0xa7;
const testController: u8 = 0xaa;
const testKeyboardPort: u8 = 0xab;
const disableKeyboardPort: u8 = 0xad;
const enableKeyboardPort: u8 = 0xae;

const controllerPasses: u8 = 0x55;
const portPasses: u8 = 0x00;

/** Configuration byte. */
const keyboardInterrupt: u8 = 0x01;
const auxiliaryInterrupt: u8 = 0x02;
const keyboardDisabled: u8 = 0x10;
const auxiliaryDisabled: u8 = 0x20;
/** Scan codes of set 2, which keyboards send, come as set 1. */
const translation: u8 = 0x40;

export function controllerPresent(): boolean {
  return inb(commandPort) !== nothing;
}

/** Can a byte be sent now? */
export function canSend(): boolean {
  return (inb(commandPort) & inputFull) === 0;
}

function waitToSend(): boolean {
  for (let polls: u32 = 0; polls < pollsMax; polls++) {
    if (canSend()) return true;
    ioWait();
  }
  return false;
}

/** Waits for a byte; null when none comes. */
export function receiveByte(): u8 | null {
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

/** Sends a byte to the keyboard. False: the controller does not take it. */
export function sendByte(byte: u8): boolean {
  if (!waitToSend()) return false;
  outb(dataPort, byte);
  return true;
}

/** Throws away what lies in the output buffer. */
export function discardInput(): void {
  for (let bytes: u32 = 0; bytes < staleBytesMax && (inb(commandPort) & outputFull) !== 0; bytes++) {
    inb(dataPort);
    ioWait();
  }
}

/** Sends a command and gives its answer; null when there is none. */
function ask(byte: u8): u8 | null {
  return command(byte) ? receiveByte() : null;
}

/** Brings up the controller with the keyboard's port enabled and its interrupts on. Returns what is wrong; null when all is well. */
export function initController(): string | null {
  if (!controllerPresent()) return "no keyboard controller";
  // Both ports off, so that nothing arrives between a question and its answer.
  if (!command(disableKeyboardPort) || !command(disableAuxiliary)) return "the keyboard controller takes no commands";
  discardInput();
  if (ask(testController) !== controllerPasses) return "the keyboard controller fails its self-test";
  if (ask(testKeyboardPort) !== portPasses) return "the keyboard port fails its test";
  // The self-test may have reset the configuration; what the firmware has set otherwise stays.
  const found = ask(readConfiguration);
  if (found === null) return "the keyboard controller tells no configuration";
  const kept: u8 = found & ~(auxiliaryInterrupt | keyboardDisabled);
  const wanted: u8 = kept | keyboardInterrupt | auxiliaryDisabled | translation;
  if (!command(writeConfiguration) || !sendByte(wanted)) return "the keyboard controller takes no configuration";
  if (!command(enableKeyboardPort)) return "the keyboard port can not be enabled";
  return null;
}
