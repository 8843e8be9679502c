/**
 * Programs of regular expressions: strings of UTF-16 units, so that a literal's is a constant in the image. The first unit is `wideMark`, which makes all of them two
 * bytes. `codegen.ts` writes them, `matcher.ts` runs them.
 *
 * | Unit | Header |
 * | --- | --- |
 * | 0 | `wideMark` |
 * | 1 | `programFlags` |
 * | 2 | capture groups, the match itself included |
 * | 3 | registers: two for each group, then those of loops and assertions |
 * | 4 | with `hasFirstUnit`, the unit that every match begins with |
 * | 5 | where the code begins; in between, with `hasFirstSet`, the set of units that matches begin with |
 *
 * A set is the number of its units, this one not included; a bitmap of the first 256 characters in 16 units; the number of ranges of other units, and these, two
 * units each; with `setPoint` the ranges beyond, four units each. A jump's target is two units, the upper half first.
 */

export const wideMark = 0xffff;
export const headerUnits = 6;

export const programFlags = {
  /** Positions are those of code points. */
  unicode: 1,
  /** Can only match where the text begins. */
  anchored: 2,
  hasFirstUnit: 4,
  hasFirstSet: 8,
} as const;

/** Of instructions that take one character: they take the one before the position. */
export const backwards = 32;

export const ops = {
  match: 0,
  /** One unit; the unit follows. */
  unit: 1,
  /** One of two units. */
  pair: 2,
  /** A unit of a set. */
  set: 3,
  /** Any unit but line terminators. */
  line: 4,
  /** Any unit. */
  any: 5,
  /** A code point of a set. */
  setPoint: 6,
  linePoint: 7,
  anyPoint: 8,
  /** To a target. */
  jump: 9,
  /** Goes on behind; if that fails, to the target. */
  splitNext: 10,
  /** To the target; if that fails, goes on behind. */
  splitTarget: 11,
  /** The position into a register. */
  save: 12,
  /** Empties registers: from the first to before the second. */
  reset: 13,
  textStart: 14,
  lineStart: 15,
  textEnd: 16,
  lineEnd: 17,
  /** Followed by 1 if ſ and the Kelvin sign belong to words. */
  boundary: 18,
  inside: 19,
  /** The number of the group. */
  back: 20,
  backFolded: 21,
  /** Register of two; behind it the body, up to `lookEnd`. */
  look: 22,
  lookEnd: 23,
  /** Register of one, and where to go on if the body fails. */
  lookNot: 24,
  lookNotEnd: 25,
  /** Zero into a counter. */
  count: 26,
  /** Counter, least and most (two units each; 0xffff, 0xffff: no limit), 1 if lazy, target of the end. Behind it the body. */
  round: 27,
  /** One more in the counter: begins the body of counted loops. */
  another: 28,
  /** The position into a register, for `progress`. */
  mark: 29,
  /** Fails if the position is that of the mark. Mark, counter plus 1 or 0, least (two units): not in rounds that have to be. */
  progress: 30,
  /** Loops over one character: least, most, number of units of the instruction that follows. */
  loop: 64,
  loopLazy: 65,
  /** What is taken is never given back: nothing that may follow begins with such a character. */
  loopAll: 66,
} as const;
