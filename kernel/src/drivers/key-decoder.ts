/** Bytes of the keyboard to key events: scan codes, modifiers, locks, repeats, and what a layout makes of them. Touches no hardware, and is tested off the machine. */
import type { u8 } from "osmium";
import { Keymap } from "./keymap.ts";
import { KeyCode, type KeyEvent } from "./keys.ts";
import { accentOf, compose, isDeadKey, type Layout, layouts } from "./layouts.ts";
import { Scan, ScanCodeDecoder } from "./scan-codes.ts";

/** The keypad, 0x47 to 0x52; 0x53 types what the layout says. */
const keypadKeys = "789-456+1230";

const keyCount = 0x200;

export class KeyDecoder {
  #keymap = new Keymap(layouts[0]);
  /** Is the right Alt AltGr in this layout? */
  #hasAltGr = layouts[0].altGr !== null;
  capsLock = false;
  numLock = true;
  scrollLock = false;
  /** Keys that are down now. They change only with a key that `isModifier`. */
  #shift = false;
  #control = false;
  #leftAlt = false;
  #rightAlt = false;
  #locksChanged = false;
  /** Times the keyboard said that it has lost something. */
  losses = 0;
  readonly #scanCodes = new ScanCodeDecoder();
  /** By code: is the key down? */
  readonly #down = new Uint8Array(keyCount);
  /** The dead key that was pressed last, while it waits for a letter. */
  #dead: string | null = null;

  /** An accent that found no letter: typed by itself, before what came instead. */
  #accent: string | null = null;

  get layout(): Layout {
    return this.#keymap.layout;
  }

  set layout(layout: Layout) {
    this.#keymap = new Keymap(layout);
    this.#hasAltGr = layout.altGr !== null;
  }

  /** Takes the next byte of the keyboard; an event when it ends one. Ask `takeAccent` first what is to come before it. */
  decode(byte: u8): KeyEvent | null {
    switch (this.#scanCodes.decode(byte)) {
      case Scan.Nothing:
        return null;
      case Scan.Lost:
        this.losses++;
        this.#down.fill(0); // rather a release too few than a key that is down for ever
        this.#noteModifiers();
        return null;
      case Scan.Key:
        return this.#event(this.#scanCodes.code, this.#scanCodes.pressed);
    }
  }

  /** What the event that `decode` has just given is preceded by: an accent that stays alone; else null. */
  takeAccent(): KeyEvent | null {
    if (this.#accent === null) return null;
    const character = this.#accent;
    this.#accent = null;
    return {
      source: "keyboard",
      code: KeyCode.None,
      pressed: true,
      repeat: false,
      shift: false,
      control: false,
      alt: false,
      altGr: false,
      character,
    };
  }

  /** Have the locks changed since the last time it was asked? */
  takeLockChange(): boolean {
    if (!this.#locksChanged) return false;
    this.#locksChanged = false;
    return true;
  }

  #event(code: number, pressed: boolean): KeyEvent {
    const repeat = pressed && this.#down[code] !== 0;
    // Pause is never released.
    if (code !== KeyCode.Pause) this.#down[code] = pressed ? 1 : 0;
    if (isModifier(code)) {
      if (pressed && !repeat) this.#toggleLocks(code);
      this.#noteModifiers();
    }
    const rightAlt = this.#rightAlt;
    const hasAltGr = this.#hasAltGr;
    const shift = this.#shift;
    const altGr = rightAlt && hasAltGr;
    return {
      source: "keyboard",
      code: this.#isNavigation(code, shift) ? code + 0x100 : code,
      pressed,
      repeat,
      shift,
      control: this.#control,
      alt: this.#leftAlt || (rightAlt && !hasAltGr),
      altGr,
      character: pressed ? this.#typed(code, shift, altGr) : null,
    };
  }

  #isDown(code: KeyCode): boolean {
    return this.#down[code] !== 0;
  }

  #noteModifiers(): void {
    this.#shift = this.#isDown(KeyCode.LeftShift) || this.#isDown(KeyCode.RightShift);
    this.#control = this.#isDown(KeyCode.LeftControl) || this.#isDown(KeyCode.RightControl);
    this.#leftAlt = this.#isDown(KeyCode.LeftAlt);
    this.#rightAlt = this.#isDown(KeyCode.RightAlt);
  }

  #toggleLocks(code: number): void {
    this.#locksChanged = true;
    switch (code) {
      case KeyCode.CapsLock:
        this.capsLock = !this.capsLock;
        break;
      case KeyCode.NumLock:
        this.numLock = !this.numLock;
        break;
      case KeyCode.ScrollLock:
        this.scrollLock = !this.scrollLock;
        break;
      default:
        break;
    }
  }

  /** Does a key of the keypad move the cursor now? */
  #isNavigation(code: number, shift: boolean): boolean {
    if (code < KeyCode.Keypad7 || code > KeyCode.KeypadDecimal) return false;
    if (code === KeyCode.KeypadMinus || code === KeyCode.KeypadPlus) return false;
    return this.numLock === shift;
  }

  #typed(code: number, shift: boolean, altGr: boolean): string | null {
    const character = this.#characterOf(code, shift, altGr);
    if (character === null) return null;
    const dead = this.#dead;
    this.#dead = null;
    if (dead !== null) {
      const composed = compose(dead, character);
      if (composed !== null) return composed;
      this.#accent = accentOf(dead);
    }
    if (!isDeadKey(character)) return character;
    this.#dead = character;
    return null;
  }

  #characterOf(code: number, shift: boolean, altGr: boolean): string | null {
    switch (code) {
      case KeyCode.Space:
        return " ";
      case KeyCode.KeypadDivide:
        return "/";
      case KeyCode.KeypadMultiply:
        return "*";
      default:
        break;
    }
    if (code >= KeyCode.Keypad7 && code <= KeyCode.KeypadDecimal) {
      if (this.#isNavigation(code, shift)) return null;
      return code === KeyCode.KeypadDecimal ? this.layout.decimal : keypadKeys.charAt(code - KeyCode.Keypad7);
    }
    return this.#keymap.characterOf(code, shift, altGr, this.capsLock);
  }
}

/** Does the key change what other keys mean? */
function isModifier(code: number): boolean {
  switch (code) {
    case KeyCode.LeftShift:
    case KeyCode.RightShift:
    case KeyCode.LeftControl:
    case KeyCode.RightControl:
    case KeyCode.LeftAlt:
    case KeyCode.RightAlt:
    case KeyCode.CapsLock:
    case KeyCode.NumLock:
    case KeyCode.ScrollLock:
      return true;
    default:
      return false;
  }
}
