/**
 * Scan codes to key events: scan-code set 1, US layout. Touches no hardware, and is tested off the machine. Keys are numbered as set 1 does;
 * those that send the prefix 0xe0 have 0x100 added.
 */
import type { u8 } from "osmium";

export enum KeyCode {
  /** A character that came from elsewhere than a keyboard. */
  None = 0,
  Escape = 0x01,
  Backspace = 0x0e,
  Tab = 0x0f,
  Q = 0x10,
  W = 0x11,
  Enter = 0x1c,
  LeftControl = 0x1d,
  A = 0x1e,
  S = 0x1f,
  D = 0x20,
  H = 0x23,
  J = 0x24,
  K = 0x25,
  L = 0x26,
  LeftShift = 0x2a,
  C = 0x2e,
  RightShift = 0x36,
  LeftAlt = 0x38,
  Space = 0x39,
  CapsLock = 0x3a,
  KeypadEnter = 0x11c,
  RightControl = 0x11d,
  RightAlt = 0x138,
  Home = 0x147,
  Up = 0x148,
  PageUp = 0x149,
  Left = 0x14b,
  Right = 0x14d,
  End = 0x14f,
  Down = 0x150,
  PageDown = 0x151,
  Insert = 0x152,
  Delete = 0x153,
}

export interface KeyEvent {
  readonly source: "keyboard" | "serial";
  /** A `KeyCode`, or another key's number. */
  readonly code: number;
  readonly pressed: boolean;
  /** Pressed again by the keyboard, because the key is held down. */
  readonly repeat: boolean;
  readonly shift: boolean;
  readonly control: boolean;
  readonly alt: boolean;
  /** What the key types; null for one that types nothing, and for a release. */
  readonly character: string | null;
}

/** The US layout by scan code, 0x00 to 0x39; a space stands for a key that types nothing (only 0x39 is the space bar). */
const plainKeys = "  1234567890-=  qwertyuiop[]  asdfghjkl;'` \\zxcvbnm,./ *  ";
const shiftedKeys = '  !@#$%^&*()_+  QWERTYUIOP{}  ASDFGHJKL:"~ |ZXCVBNM<>? *  ';
/** The keypad, 0x47 to 0x53, without the prefix. */
const keypadKeys = "789-456+1230.";

/** Where the prefix comes from that the Pause key sends alone: E1 1D 45 E1 9D C5. */
const pauseBytes = 5;

export class KeyDecoder {
  #extended = false;
  #skip = 0;
  #shifts = 0;
  #control = false;
  #alt = false;
  #capsLock = false;

  /** Takes the next byte of the keyboard; an event when it ends one. */
  decode(byte: u8): KeyEvent | null {
    if (this.#skip > 0) {
      this.#skip--;
      return null;
    }
    if (byte === 0xe0) {
      this.#extended = true;
      return null;
    }
    if (byte === 0xe1) {
      this.#skip = pauseBytes;
      return null;
    }
    const pressed = (byte & 0x80) === 0;
    const code = (byte & 0x7f) + (this.#extended ? 0x100 : 0);
    this.#extended = false;
    if (code === 0x12a || code === 0x136) return null; // a shift that only wraps an extended key
    this.#updateModifiers(code, pressed);
    return {
      source: "keyboard",
      code,
      pressed,
      repeat: false,
      shift: this.#shifts !== 0,
      control: this.#control,
      alt: this.#alt,
      character: pressed ? this.#characterOf(code) : null,
    };
  }

  #updateModifiers(code: number, pressed: boolean): void {
    switch (code) {
      case KeyCode.LeftShift:
        this.#shifts = pressed ? this.#shifts | 1 : this.#shifts & 2;
        break;
      case KeyCode.RightShift:
        this.#shifts = pressed ? this.#shifts | 2 : this.#shifts & 1;
        break;
      case KeyCode.LeftControl:
      case KeyCode.RightControl:
        this.#control = pressed;
        break;
      case KeyCode.LeftAlt:
      case KeyCode.RightAlt:
        this.#alt = pressed;
        break;
      case KeyCode.CapsLock:
        if (pressed) this.#capsLock = !this.#capsLock;
        break;
      default:
        break;
    }
  }

  #characterOf(code: number): string | null {
    if (code === KeyCode.Space) return " ";
    if (code === 0x135) return "/"; // keypad
    if (code >= 0x47 && code <= 0x53) return keypadKeys.charAt(code - 0x47);
    if (code >= plainKeys.length) return null;
    const plain = plainKeys.charAt(code);
    if (plain === " ") return null;
    const shifted = shiftedKeys.charAt(code);
    const isLetter = plain >= "a" && plain <= "z";
    const shift = this.#shifts !== 0;
    const upper = isLetter && this.#capsLock ? !shift : shift;
    return upper ? shifted : plain;
  }
}
