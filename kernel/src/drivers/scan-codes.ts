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

export interface KeyChange {
  readonly code: number;
  readonly pressed: boolean;
}

/** "lost": keys may have been pressed or released that were not reported. */
export type ScanResult = KeyChange | "lost" | null;

/** Added to the codes of extended keys. */
const extended = 0x100;

type State = "start" | "extended" | "pause";

export class ScanCodeDecoder {
  #state: State = "start";
  /** Bytes of Pause that are still to come. */
  #left = 0;

  /** Takes the next byte; a result when it ends one. */
  decode(byte: u8): ScanResult {
    switch (this.#state) {
      case "start":
        return this.#first(byte);
      case "extended":
        this.#state = "start";
        return extendedChange(byte);
      case "pause":
        return this.#pauseByte(byte);
    }
  }

  #first(byte: u8): ScanResult {
    switch (byte) {
      case 0xe0:
        this.#state = "extended";
        return null;
      case 0xe1:
        this.#state = "pause";
        this.#left = 2;
        return null;
      case 0x00:
      case 0xff:
        return "lost";
      default:
        return { code: byte & 0x7f, pressed: byte < 0x80 };
    }
  }

  /** Two bytes after each e1: 1d 45 pressed, 9d c5 released, which the keyboard sends at once and nobody needs. */
  #pauseByte(byte: u8): ScanResult {
    this.#left--;
    if (this.#left > 0) return null;
    this.#state = "start";
    return byte === 0x45 ? { code: KeyCode.Pause, pressed: true } : null;
  }
}

function extendedChange(byte: u8): ScanResult {
  if (byte === 0x00 || byte >= 0xe0) return "lost"; // no key sends these
  const code = extended + Number(byte & 0x7f);
  return code === 0x12a || code === 0x136 ? null : { code, pressed: byte < 0x80 };
}
