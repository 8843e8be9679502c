/** Bytes from a serial terminal to key events: UTF-8 text, control characters, and the escape sequences of cursor keys. */
import type { u8 } from "osmium";
import { KeyCode, type KeyEvent } from "../drivers/keys.ts";

type State = "text" | "escape" | "sequence";

/** Cursor keys by the last byte of `ESC [ …` and `ESC O …`. */
function keyOfFinal(final: string): number {
  switch (final) {
    case "A":
      return KeyCode.Up;
    case "B":
      return KeyCode.Down;
    case "C":
      return KeyCode.Right;
    case "D":
      return KeyCode.Left;
    case "H":
      return KeyCode.Home;
    case "F":
      return KeyCode.End;
    default:
      return KeyCode.None;
  }
}

/** Keys by the number in `ESC [ n ~`. */
function keyOfNumber(digits: string): number {
  switch (digits) {
    case "1":
    case "7":
      return KeyCode.Home;
    case "2":
      return KeyCode.Insert;
    case "3":
      return KeyCode.Delete;
    case "4":
    case "8":
      return KeyCode.End;
    case "5":
      return KeyCode.PageUp;
    case "6":
      return KeyCode.PageDown;
    default:
      return KeyCode.None;
  }
}

export class SerialDecoder {
  #state: State = "text";
  #digits = "";
  #codePoint = 0;
  #continuation = 0;
  #least = 0;
  #afterReturn = false;

  /** Has ESC come, and nothing behind it yet? Only time can tell whether it is a key of its own. */
  get isAtEscape(): boolean {
    return this.#state === "escape";
  }

  /** Nothing has come behind ESC for long enough: it is the Escape key. */
  endEscape(): KeyEvent {
    this.#state = "text";
    return key(KeyCode.Escape);
  }

  /** Takes the next byte; an event when it ends one. */
  decode(byte: u8): KeyEvent | null {
    switch (this.#state) {
      case "text":
        return this.#text(byte);
      case "escape":
        return this.#escape(byte);
      case "sequence":
        return this.#sequence(byte);
    }
  }

  /** Behind ESC: a sequence; or a key with Alt, as terminals send it; or the Escape key itself, before another ESC. */
  #escape(byte: number): KeyEvent | null {
    if (byte === 0x1b) return key(KeyCode.Escape);
    if (byte === 0x5b || byte === 0x4f) {
      this.#state = "sequence";
      this.#digits = "";
      return null;
    }
    this.#state = "text";
    if (byte !== 0x0d && (byte < 0x20 || byte >= 0x7f)) return this.#text(byte);
    const event = this.#text(byte);
    return event === null ? null : { ...event, alt: true };
  }

  #text(byte: number): KeyEvent | null {
    const afterReturn = this.#afterReturn;
    this.#afterReturn = byte === 0x0d;
    if (byte >= 0x80) return this.#utf8(byte);
    this.#continuation = 0;
    switch (byte) {
      case 0x1b:
        this.#state = "escape";
        return null;
      case 0x0a: // a line end that comes as CR LF is one
        return afterReturn ? null : key(KeyCode.Enter);
      case 0x0d:
        return key(KeyCode.Enter);
      case 0x08:
      case 0x7f:
        return key(KeyCode.Backspace);
      case 0x09:
        return key(KeyCode.Tab);
      default:
        if (byte >= 0x20) return typed(String.fromCharCode(byte), false);
        return typed(String.fromCharCode(byte + 0x60), true); // Ctrl-A is 1
    }
  }

  #utf8(byte: number): KeyEvent | null {
    if (byte >= 0xf0) this.#begin(byte - 0xf0, 3, 0x10000);
    else if (byte >= 0xe0) this.#begin(byte - 0xe0, 2, 0x800);
    else if (byte >= 0xc0) this.#begin(byte - 0xc0, 1, 0x80);
    else if (this.#continuation > 0) {
      this.#codePoint = this.#codePoint * 64 + (byte - 0x80);
      this.#continuation--;
      if (this.#continuation === 0)
        return typed(this.#isValid() ? String.fromCodePoint(this.#codePoint) : "\ufffd", false);
    }
    return null;
  }

  /** The first byte of a character: its bits, how many more bytes come, the least character that takes so many. */
  #begin(bits: number, more: number, least: number): void {
    this.#codePoint = bits;
    this.#continuation = more;
    this.#least = least;
  }

  /** Not written in more bytes than it takes, no half of a pair, and in Unicode at all. */
  #isValid(): boolean {
    const codePoint = this.#codePoint;
    return codePoint >= this.#least && codePoint <= 0x10ffff && !(codePoint >= 0xd800 && codePoint < 0xe000);
  }

  /** `ESC [ parameters final`: ECMA-48, 5.4. */
  #sequence(byte: number): KeyEvent | null {
    if (byte < 0x20) {
      this.#state = "text";
      return this.#text(byte);
    }
    if (byte < 0x40) {
      if (this.#digits.length < 8) this.#digits += String.fromCharCode(byte);
      return null;
    }
    this.#state = "text";
    const [number, modifier] = this.#digits.split(";");
    const code = byte === 0x7e ? keyOfNumber(number) : keyOfFinal(String.fromCharCode(byte));
    return code === KeyCode.None ? null : withModifiers(key(code), modifier);
  }
}

/** A key with the modifiers that a sequence's second parameter tells, as xterm sends it: 1 and a bit each for Shift, Alt and Control. */
function withModifiers(event: KeyEvent, parameter: string | undefined): KeyEvent {
  const bits = parameter === undefined ? 0 : Number(parameter) - 1;
  if (!(bits >= 1 && bits <= 7)) return event;
  return { ...event, shift: (bits & 1) !== 0, alt: (bits & 2) !== 0, control: (bits & 4) !== 0 };
}

function key(code: number): KeyEvent {
  return {
    source: "serial",
    code,
    pressed: true,
    repeat: false,
    shift: false,
    control: false,
    alt: false,
    altGr: false,
    character: null,
  };
}

function typed(character: string, control: boolean): KeyEvent {
  return {
    source: "serial",
    code: KeyCode.None,
    pressed: true,
    repeat: false,
    shift: false,
    control,
    alt: false,
    altGr: false,
    character,
  };
}
