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
  #afterReturn = false;

  /** Takes the next byte; an event when it ends one. */
  decode(byte: u8): KeyEvent | null {
    switch (this.#state) {
      case "text":
        return this.#text(byte);
      case "escape":
        this.#state = byte === 0x5b || byte === 0x4f ? "sequence" : "text";
        this.#digits = "";
        return null;
      case "sequence":
        return this.#sequence(byte);
    }
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
    if (byte >= 0xf0) {
      this.#codePoint = byte - 0xf0;
      this.#continuation = 3;
    } else if (byte >= 0xe0) {
      this.#codePoint = byte - 0xe0;
      this.#continuation = 2;
    } else if (byte >= 0xc0) {
      this.#codePoint = byte - 0xc0;
      this.#continuation = 1;
    } else if (this.#continuation > 0) {
      this.#codePoint = this.#codePoint * 64 + (byte - 0x80);
      this.#continuation--;
      if (this.#continuation === 0 && this.#codePoint <= 0x10ffff) {
        return typed(String.fromCodePoint(this.#codePoint), false);
      }
    }
    return null;
  }

  #sequence(byte: number): KeyEvent | null {
    if ((byte >= 0x30 && byte <= 0x39) || byte === 0x3b) {
      if (this.#digits.length < 8) this.#digits += String.fromCharCode(byte);
      return null;
    }
    this.#state = "text";
    const code = byte === 0x7e ? keyOfNumber(this.#digits) : keyOfFinal(String.fromCharCode(byte));
    return code === KeyCode.None ? null : key(code);
  }
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
