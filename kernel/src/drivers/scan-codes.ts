/**
 * Scan-code set 1: bytes of the keyboard to keys pressed and released. Touches no hardware, and is tested off the machine.
 *
 *     code             key pressed, code | 0x80 released
 *     e0 code          an extended key; e0 2a and e0 36 are shifts that only wrap some of them, and mean nothing
 *     e1 1d 45         Pause, followed by e1 9d c5; it is never released
 *     00, ff           the keyboard has lost something
 */
import type { u8 } from "osmium";
import { KeyCode } from "./keys.ts";

/** What a byte has ended. */
export enum Scan {
  /** Nothing yet. */
  Nothing,
  /** A key has changed: `code` and `pressed` of the decoder. */
  Key,
  /** Keys may have been pressed or released that were not reported. */
  Lost,
}

/** Added to the codes of extended keys. */
const extended = 0x100;

enum State {
  Start,
  Extended,
  Pause,
}

export class ScanCodeDecoder {
  /** The key that has changed last. */
  code: number = KeyCode.None;
  pressed = false;
  #state = State.Start;
  /** Bytes of Pause that are still to come. */
  #left = 0;

  decode(byte: u8): Scan {
    switch (this.#state) {
      case State.Start:
        return this.#first(byte);
      case State.Extended:
        this.#state = State.Start;
        return this.#extended(byte);
      case State.Pause:
        return this.#pauseByte(byte);
    }
  }

  #key(code: number, pressed: boolean): Scan {
    this.code = code;
    this.pressed = pressed;
    return Scan.Key;
  }

  #first(byte: u8): Scan {
    switch (byte) {
      case 0xe0:
        this.#state = State.Extended;
        return Scan.Nothing;
      case 0xe1:
        this.#state = State.Pause;
        this.#left = 2;
        return Scan.Nothing;
      case 0x00:
      case 0xff:
        return Scan.Lost;
      default:
        return this.#key(byte & 0x7f, byte < 0x80);
    }
  }

  #extended(byte: u8): Scan {
    if (byte === 0x00 || byte >= 0xe0) return Scan.Lost; // no key sends these
    const code = extended + Number(byte & 0x7f);
    if (code === 0x12a || code === 0x136) return Scan.Nothing;
    return this.#key(code, byte < 0x80);
  }

  /** Two bytes after each e1: 1d 45 pressed, 9d c5 released, which the keyboard sends at once and nobody needs. */
  #pauseByte(byte: u8): Scan {
    this.#left--;
    if (this.#left > 0) return Scan.Nothing;
    this.#state = State.Start;
    return byte === 0x45 ? this.#key(KeyCode.Pause, true) : Scan.Nothing;
  }
}
