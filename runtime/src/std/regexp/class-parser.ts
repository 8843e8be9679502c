/** `[…]` (ECMA-262 §22.2.1, CharacterClass, and annex B.1.2). */
import { type CharSet, complementOf, lastPoint, setOf } from "./char-set.ts";
import { characterEscape, classEscape } from "./escapes.ts";
import { closeOverCase } from "./fold.ts";
import { atEnd, characters, type PatternReader } from "./reader.ts";

/** Behind the opening bracket, up to behind the closing one. */
export function parseClass(reader: PatternReader): CharSet {
  const isNegated = reader.takeIf(characters.caret);
  const ranges: number[] = [];
  const add = (set: CharSet): void => {
    for (const end of set) ranges.push(end);
  };
  while (reader.peek() !== atEnd && reader.peek() !== characters.closeBracket) {
    const first = parseAtom(reader);
    if (reader.peek() !== characters.minus) {
      add(first);
      continue;
    }
    reader.position++;
    if (reader.peek() === atEnd) break;
    if (reader.peek() === characters.closeBracket) {
      add(first);
      add([characters.minus, characters.minus]);
      break;
    }
    const last = parseAtom(reader);
    if (isOne(first) && isOne(last)) {
      if (first[0]! > last[0]!) reader.fail("Range out of order in character class");
      add([first[0]!, last[0]!]);
      continue;
    }
    if (reader.flags.unicode) reader.fail("Invalid character class");
    add(first);
    add([characters.minus, characters.minus]);
    add(last);
  }
  if (!reader.takeIf(characters.closeBracket)) reader.fail("Unterminated character class");
  const set = closedSet(reader, setOf(ranges));
  return isNegated ? complementOf(set, lastPoint) : set;
}

/** Closed over the case of letters, if it plays no part. */
export function closedSet(reader: PatternReader, set: CharSet): CharSet {
  return reader.flags.ignoreCase ? closeOverCase(set, reader.flags.unicode) : set;
}

/** Sets that an escape stands for may hold one character only by chance; none of the library's does. */
function isOne(set: CharSet): boolean {
  return set.length === 2 && set[0] === set[1];
}

function parseAtom(reader: PatternReader): CharSet {
  const point = reader.take();
  if (point !== characters.backslash) return [point, point];
  if (reader.peek() === atEnd) reader.fail("\\ at end of pattern");
  if (reader.takeIf(0x62)) return [0x08, 0x08]; // b
  const set = classEscape(reader, true);
  if (set !== undefined) return set;
  const escaped = characterEscape(reader, true);
  return [escaped, escaped];
}
