/**
 * The kernel's log: the last 32 KiB of what was printed, with the time of each line, for `dmesg`. Bytes of UTF-8 in a ring, and beside it a ring
 * of where lines begin. Putting a character in allocates nothing, since reports of faults are logged too. Of lines shorter than 32 bytes on
 * average, the oldest are given up before their bytes are.
 */
import { u8, u32 } from "osmium";

/** Bytes kept. A power of two: positions run on and wrap by themselves. */
export const logBytes: u32 = 0x8000;
/** Lines kept; a power of two. */
const logLinesMax: u32 = 1024;

/** A line that was printed. */
export interface LogLine {
  /** When its first character was printed, by the log's clock; null if there was no clock yet, and for reports of faults. */
  readonly timeMs: number | null;
  /** What was printed. */
  readonly text: string;
}

const noTime = -1;

export class ConsoleLog {
  readonly #bytes = new Uint8Array(logBytes);
  /** Bytes ever put in. */
  #end: u32 = 0;
  readonly #starts = new Uint32Array(logLinesMax);
  readonly #times = new Float64Array(logLinesMax);
  /** Lines ever begun. */
  #lineCount: u32 = 0;
  /** The next character begins a line. */
  #atStart = true;
  #clock: (() => number) | null = null;

  /** From now on lines carry the time that a clock gives, in milliseconds. It must allocate nothing. */
  setClock(clock: () => number): void {
    this.#clock = clock;
  }

  /**
   * Puts in one Unicode character.
   * @param timed may the clock be asked? Not by reports of faults, since it may be what is broken: their lines have no time.
   */
  put(codePoint: u32, timed: boolean): void {
    if (this.#atStart) this.#beginLine(timed);
    if (codePoint === 0x0a) {
      this.#atStart = true;
    } else if (codePoint < 0x80) {
      this.#putByte(u8(codePoint));
    } else if (codePoint < 0x800) {
      this.#putByte(u8(0xc0 | (codePoint >>> 6)));
      this.#putByte(u8(0x80 | (codePoint & 0x3f)));
    } else if (codePoint < 0x10000) {
      this.#putByte(u8(0xe0 | (codePoint >>> 12)));
      this.#putByte(u8(0x80 | ((codePoint >>> 6) & 0x3f)));
      this.#putByte(u8(0x80 | (codePoint & 0x3f)));
    } else {
      this.#putByte(u8(0xf0 | (codePoint >>> 18)));
      this.#putByte(u8(0x80 | ((codePoint >>> 12) & 0x3f)));
      this.#putByte(u8(0x80 | ((codePoint >>> 6) & 0x3f)));
      this.#putByte(u8(0x80 | (codePoint & 0x3f)));
    }
  }

  #beginLine(timed: boolean): void {
    const slot = this.#lineCount & (logLinesMax - 1);
    this.#starts[slot] = this.#end;
    this.#times[slot] = this.#clock === null || !timed ? noTime : this.#clock();
    this.#lineCount++;
    this.#atStart = false;
  }

  #putByte(byte: u8): void {
    this.#bytes[this.#end & (logBytes - 1)] = byte;
    this.#end++;
  }

  /** The lines that are still there, oldest first; of the oldest perhaps only the end. */
  lines(): LogLine[] {
    const lines: LogLine[] = [];
    const decoder = new TextDecoder();
    const kept: u32 = this.#lineCount < logLinesMax ? this.#lineCount : logLinesMax;
    for (let line = this.#lineCount - kept; line !== this.#lineCount; line++) {
      const isLast = line + 1 === this.#lineCount;
      const end = isLast ? this.#end : u32(this.#starts[(line + 1) & (logLinesMax - 1)]);
      const start = u32(this.#starts[line & (logLinesMax - 1)]);
      // Differences, since positions wrap.
      if (this.#end - end >= logBytes) continue;
      const first: u32 = this.#end - start > logBytes ? this.#end - logBytes : start;
      const timeMs = this.#times[line & (logLinesMax - 1)];
      lines.push({ timeMs: timeMs === noTime ? null : timeMs, text: decoder.decode(this.#copy(first, end - first)) });
    }
    return lines;
  }

  #copy(start: u32, length: u32): Uint8Array {
    const bytes = new Uint8Array(length);
    for (let i: u32 = 0; i < length; i++) bytes[i] = this.#bytes[(start + i) & (logBytes - 1)];
    return bytes;
  }
}
