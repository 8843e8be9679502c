/**
 * The keyboard: bytes by interrupt into a ring, decoded where someone asks for events. Its lights follow the locks; that conversation with the keyboard goes on
 * between other things, since each byte sent waits for an answer that arrives as a key does.
 */
import { u8, type u32 } from "osmium";
import { interrupt, setIrqHandler } from "../arch/x86_64/irq.ts";
import { inb } from "../arch/x86_64/port.ts";
import { ringDropped, ringIsEmpty, ringPut, ringTake } from "../memory/ring.ts";
import { keyboardRing } from "../memory/rings.ts";
import { inputWake, wake } from "../sync/wake.ts";
import { sleep } from "../time/sleep.ts";
import { canSend, discardInput, initController, receiveByte, sendByte } from "./controller.ts";
import { KeyDecoder } from "./key-decoder.ts";
import type { KeyEvent } from "./keys.ts";
import { findLayout, layoutNames } from "./layouts.ts";
import { unmaskIrq } from "./pic.ts";

export { layoutNames } from "./layouts.ts";

const keyboardIrq: u32 = 1;

const setLights: u8 = 0xed;
const setScanCodeSet: u8 = 0xf0;
const enableScanning: u8 = 0xf4;
const resetKeyboard: u8 = 0xff;

/** Answers. No key sends these bytes. */
const acknowledge: u8 = 0xfa;
const resend: u8 = 0xfe;
const selfTestPassed: u8 = 0xaa;

/** How often a byte is sent again when the keyboard asks for it. */
const triesMax = 3;
/** How long an answer may take, in steps of a millisecond. */
const answerMsMax = 25;

const decoder = new KeyDecoder();
/** What a key that stays dead is followed by. */
let held: KeyEvent | null = null;

/** Interrupt context. */
const onKeyboard = interrupt((): void => {
  ringPut(keyboardRing(), inb(0x60));
  wake(inputWake);
});

/** Sends a byte and waits for its acknowledgement. For the time before interrupts. */
function tell(byte: u8): boolean {
  for (let tries = 0; tries < triesMax; tries++) {
    if (!sendByte(byte)) return false;
    const answer = receiveByte();
    if (answer === acknowledge) return true;
    if (answer !== resend) return false;
  }
  return false;
}

/** Brings up controller and keyboard. Returns what is wrong; null when all is well. */
export function initKeyboard(): string | null {
  const failure = initController();
  if (failure !== null) return failure;
  if (!tell(resetKeyboard) || receiveByte() !== selfTestPassed) return "the keyboard does not answer";
  // Set 2 is what the controller translates; keyboards start with it, so one that does not know the command is fine.
  if (tell(setScanCodeSet)) tell(2);
  if (!tell(enableScanning)) return "the keyboard sends no keys";
  discardInput();
  setIrqHandler(keyboardIrq, onKeyboard);
  unmaskIrq(keyboardIrq);
  followLocks();
  return null;
}

/** The next event that has arrived; null when there is none. */
export function takeKeyEvent(): KeyEvent | null {
  if (held !== null) {
    const waiting = held;
    held = null;
    return waiting;
  }
  for (;;) {
    const ring = keyboardRing();
    if (ringIsEmpty(ring)) return null;
    const byte = ringTake(ring);
    if (byte === acknowledge || byte === resend) {
      lastAnswer = byte;
      continue;
    }
    const event = decoder.decode(byte);
    if (event === null) continue;
    if (decoder.takeLockChange()) followLocks();
    const accent = decoder.takeAccent();
    if (accent === null) return event;
    held = event;
    return accent;
  }
}

/** Bytes lost because nobody took them, and times that the keyboard itself has lost some. */
export function keyboardOverflow(): number {
  return ringDropped(keyboardRing()) + decoder.losses;
}

/** The name of the layout. */
export function currentLayout(): string {
  return decoder.layout.name;
}

/** Changes what the keys type. `name` is one of `layoutNames`; throws `RangeError` for another. */
export function setLayout(name: string): void {
  const layout = findLayout(name);
  if (layout === null) throw new RangeError(`no keyboard layout ${name}; there are ${layoutNames.join(", ")}`);
  decoder.layout = layout;
}

// ---- lights ----

/** The last answer of the keyboard that nobody has looked at. */
let lastAnswer: u8 = 0;
/** What the lights show; a keyboard starts with all of them off. */
let shownLights: u8 = 0;
let talking = false;

/** Bit 0 Scroll Lock, bit 1 Num Lock, bit 2 Caps Lock. */
function wantedLights(): u8 {
  return u8((decoder.scrollLock ? 1 : 0) + (decoder.numLock ? 2 : 0) + (decoder.capsLock ? 4 : 0));
}

/** The locks may have changed: starts to set the lights, unless that is going on. */
function followLocks(): void {
  if (talking || wantedLights() === shownLights) return;
  talking = true;
  void setLightsAsWanted();
}

async function setLightsAsWanted(): Promise<void> {
  try {
    while (wantedLights() !== shownLights) {
      const lights = wantedLights();
      shownLights = lights; // a keyboard that does not want to is not asked twice
      if (await converse(setLights)) await converse(lights);
    }
  } finally {
    talking = false;
  }
}

/** Sends a byte and waits for its acknowledgement without holding anything up. */
async function converse(byte: u8): Promise<boolean> {
  for (let tries = 0; tries < triesMax; tries++) {
    lastAnswer = 0;
    for (let ms = 0; !canSend(); ms++) {
      if (ms === answerMsMax) return false;
      await sleep(1);
    }
    sendByte(byte);
    for (let ms = 0; lastAnswer === 0 && ms < answerMsMax; ms++) await sleep(1);
    if (lastAnswer !== resend) return lastAnswer === acknowledge;
  }
  return false;
}
