/** What stands behind a backslash (ECMA-262 §22.2.1, CharacterEscape and CharacterClassEscape, and annex B.1.2). */
import { type CharSet, complementOf, digits, lastPoint, spaces, unionOfSets, wordCharacters } from "./char-set.ts";
import { propertySet } from "./properties.ts";
import { atEnd, characters, isDigit, isLetter, type PatternReader } from "./reader.ts";

/** `\w` with `i` and `u` also has what folds to a letter of ASCII: ſ and the Kelvin sign (ECMA-262 §22.2.2.7.3). */
const foldedWordCharacters: CharSet = unionOfSets(wordCharacters, [0x17f, 0x17f, 0x212a, 0x212a]);

/** `\d`, `\S`, `\p{…}` and their kin, behind the backslash; undefined if it is none of them. */
export function classEscape(reader: PatternReader, inClass: boolean): CharSet | undefined {
  const { unicode, ignoreCase } = reader.flags;
  const letter = reader.peek();
  switch (letter) {
    case 0x64: // d
    case 0x44: // D
      reader.position++;
      return letter === 0x64 ? digits : complementOf(digits, lastPoint);
    case 0x73: // s
    case 0x53: // S
      reader.position++;
      return letter === 0x73 ? spaces : complementOf(spaces, lastPoint);
    case 0x77: // w
    case 0x57: {
      reader.position++;
      const words = unicode && ignoreCase ? foldedWordCharacters : wordCharacters;
      return letter === 0x77 ? words : complementOf(words, lastPoint);
    }
    case 0x70: // p
    case 0x50: {
      if (!unicode) return undefined;
      reader.position++;
      const set = propertyEscape(reader);
      if (set === undefined) reader.fail(`Invalid property name${inClass ? " in character class" : ""}`);
      return letter === 0x70 ? set : complementOf(set!, lastPoint);
    }
    default:
      return undefined;
  }
}

/** `{Script=Latin}`. */
function propertyEscape(reader: PatternReader): CharSet | undefined {
  if (!reader.takeIf(characters.openBrace)) return undefined;
  const end = reader.text.indexOf("}", reader.position);
  if (end < 0) return undefined;
  const parts = reader.text.slice(reader.position, end).split("=");
  reader.position = end + 1;
  if (parts.length > 2) return undefined;
  return propertySet(parts[0]!, parts.length === 2 ? parts[1]! : undefined);
}

const controls: { readonly letters: string; readonly points: readonly number[] } = {
  letters: "fnrtv",
  points: [0x0c, 0x0a, 0x0d, 0x09, 0x0b],
};

/** The character that an escape stands for, behind the backslash. Back references and classes have been excluded. */
export function characterEscape(reader: PatternReader, inClass: boolean): number {
  const { unicode } = reader.flags;
  const point = reader.take();
  const control = point < 0x80 && point > 0 ? controls.letters.indexOf(String.fromCharCode(point)) : -1;
  if (control >= 0) return controls.points[control]!;
  switch (point) {
    case 0x63: // c
      return controlEscape(reader, inClass);
    case 0x78: {
      const value = hexadecimal(reader, 2);
      if (value >= 0) return value;
      return unicode ? reader.fail("Invalid escape") : point;
    }
    case 0x75: {
      const value = unicodeEscape(reader);
      if (value >= 0) return value;
      return unicode ? reader.fail("Invalid Unicode escape") : point;
    }
  }
  if (isDigit(point)) {
    if (unicode) {
      if (point === characters.zero && !isDigit(reader.peek())) return 0;
      return reader.fail(
        inClass ? "Invalid class escape" : point === characters.zero ? "Invalid decimal escape" : "Invalid escape",
      );
    }
    return point < characters.eight ? octalEscape(reader, point) : point;
  }
  if (unicode && !isSyntaxCharacter(point) && !(inClass && point === characters.minus)) reader.fail("Invalid escape");
  if (!unicode && point === 0x6b && reader.hasNames) reader.fail("Invalid escape"); // k
  return point;
}

/** `\cJ`; without a letter behind it, it is a backslash, and the `c` is read again. */
function controlEscape(reader: PatternReader, inClass: boolean): number {
  const letter = reader.peek();
  const isDigitOrLine = isDigit(letter) || letter === characters.underscore;
  if (isLetter(letter) || (inClass && !reader.flags.unicode && isDigitOrLine)) {
    reader.position++;
    return letter & 0x1f;
  }
  if (reader.flags.unicode) reader.fail("Invalid Unicode escape");
  reader.position--;
  return characters.backslash;
}

/** Up to three octal digits, the first taken already, of a value of at most 255. */
function octalEscape(reader: PatternReader, first: number): number {
  let value = first - characters.zero;
  for (let count = 0; count < 2; count++) {
    const digit = reader.peek() - characters.zero;
    if (digit < 0 || digit > 7 || value * 8 + digit > 255) break;
    value = value * 8 + digit;
    reader.position++;
  }
  return value;
}

function digitOf(unit: number): number {
  if (isDigit(unit)) return unit - characters.zero;
  const letter = unit | 0x20;
  return unit !== atEnd && letter >= 0x61 && letter <= 0x66 ? letter - 0x61 + 10 : -1;
}

/** So many hexadecimal digits; -1, with nothing taken, if they are not there. */
export function hexadecimal(reader: PatternReader, count: number): number {
  let value = 0;
  for (let index = 0; index < count; index++) {
    const digit = digitOf(reader.ahead(index));
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  reader.position += count;
  return value;
}

/** Behind `\u`: four digits, two surrogates that make one character, or any number of digits in braces. -1 if it is none of these. */
export function unicodeEscape(reader: PatternReader, isUnicode: boolean = reader.flags.unicode): number {
  if (isUnicode && reader.ahead(0) === characters.openBrace) {
    let value = 0;
    let at = 1;
    for (let digit = digitOf(reader.ahead(at)); digit >= 0; digit = digitOf(reader.ahead(at))) {
      value = value * 16 + digit;
      if (value > lastPoint) return -1;
      at++;
    }
    if (at === 1 || reader.ahead(at) !== characters.closeBrace) return -1;
    reader.position += at + 1;
    return value;
  }
  const value = hexadecimal(reader, 4);
  if (!isUnicode || value < 0xd800 || value >= 0xdc00) return value;
  const behind = reader.position;
  if (reader.ahead(0) === characters.backslash && reader.ahead(1) === 0x75) {
    reader.position += 2;
    const low = hexadecimal(reader, 4);
    if (low >= 0xdc00 && low < 0xe000) return (value - 0xd800) * 0x400 + (low - 0xdc00) + 0x10000;
    reader.position = behind;
  }
  return value;
}

/** SyntaxCharacter of ECMA-262, and the slash. */
function isSyntaxCharacter(point: number): boolean {
  return point > 0 && point < 0x80 && "^$\\.*+?()[]{}|/".includes(String.fromCharCode(point));
}
