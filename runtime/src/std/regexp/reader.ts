/** A pattern that is read character by character: code points with the flag `u`, UTF-16 units without. */
import type { Flags } from "./flags.ts";

/** What `peek` is at the end. */
export const atEnd = -1;

export const characters = {
  dollar: 0x24,
  open: 0x28,
  close: 0x29,
  star: 0x2a,
  plus: 0x2b,
  comma: 0x2c,
  minus: 0x2d,
  dot: 0x2e,
  slash: 0x2f,
  zero: 0x30,
  seven: 0x37,
  eight: 0x38,
  nine: 0x39,
  colon: 0x3a,
  less: 0x3c,
  equals: 0x3d,
  greater: 0x3e,
  question: 0x3f,
  exclamation: 0x21,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  caret: 0x5e,
  underscore: 0x5f,
  openBrace: 0x7b,
  bar: 0x7c,
  closeBrace: 0x7d,
} as const;

export function isDigit(point: number): boolean {
  return point >= characters.zero && point <= characters.nine;
}

export function isLetter(point: number): boolean {
  return (point >= 0x41 && point <= 0x5a) || (point >= 0x61 && point <= 0x7a);
}

export class PatternReader {
  readonly text: string;
  readonly flags: Flags;
  position: number = 0;
  /** Capture groups of the whole pattern, without the match itself. */
  readonly groupCount: number;
  readonly hasNames: boolean;

  constructor(text: string, flags: Flags) {
    this.text = text;
    this.flags = flags;
    const groups = countGroups(text);
    this.groupCount = groups.count;
    this.hasNames = groups.hasNames;
  }

  /** The character at the position, or `atEnd`. */
  peek(): number {
    return this.pointAt(this.position);
  }

  pointAt(position: number): number {
    const { text } = this;
    if (position >= text.length) return atEnd;
    const unit = text.charCodeAt(position);
    if (!this.flags.unicode || unit < 0xd800 || unit >= 0xdc00 || position + 1 >= text.length) return unit;
    const low = text.charCodeAt(position + 1);
    return low >= 0xdc00 && low < 0xe000 ? (unit - 0xd800) * 0x400 + (low - 0xdc00) + 0x10000 : unit;
  }

  /** The unit so many behind the position, or `atEnd`. */
  ahead(count: number): number {
    const at = this.position + count;
    return at < this.text.length ? this.text.charCodeAt(at) : atEnd;
  }

  /** Takes the current character. */
  take(): number {
    const point = this.peek();
    this.position += point > 0xffff ? 2 : 1;
    return point;
  }

  /** Takes the character if it is the current one. */
  takeIf(point: number): boolean {
    if (this.peek() !== point) return false;
    this.position++;
    return true;
  }

  /** Throws the error that V8 throws for the pattern. */
  fail(message: string): never {
    throw new SyntaxError(`Invalid regular expression: /${this.text}/${this.flags.text}: ${message}`);
  }
}

/** How many groups a pattern has, for references to groups that come later: `\2` is one only if there are two. */
function countGroups(text: string): { count: number; hasNames: boolean } {
  let count = 0;
  let hasNames = false;
  let inClass = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === characters.backslash) at++;
    else if (inClass) inClass = unit !== characters.closeBracket;
    else if (unit === characters.openBracket) inClass = true;
    else if (unit === characters.open) {
      if (text.charAt(at + 1) !== "?") count++;
      else if (text.charAt(at + 2) === "<" && text.charAt(at + 3) !== "=" && text.charAt(at + 3) !== "!") {
        count++;
        hasNames = true;
      }
    }
  }
  return { count, hasNames };
}
