/**
 * Runs programs of regular expressions (`program.ts`): backtracking, as ECMA-262 §22.2.2 prescribes, with a stack of its own instead of recursion, so that the
 * length of a text is limited by memory alone.
 *
 * The registers lie at the beginning of that stack, then entries of four words: what to do, and with what. Undoing an assignment to a register is an entry as
 * well; an entry is only made where there is something to go back to. One match runs at a time: nothing is called that could ask for another one.
 */
import { u32 as toU32, type u8, type u16, type u32, usize } from "osmium";
import { arrayCapacity, arrayData, setArray, stringData, stringFlags, stringLength } from "osmium/internal";
import { copyBytes, type Pointer } from "osmium/unsafe";
import { newArray } from "../../rt/array.ts";
import { wide } from "../../rt/string.ts";
import { backwards, headerUnits, ops, programFlags } from "./program.ts";

/** What stands for all characters that are the same as one, where case plays no part. */
export type Fold = (point: number) => number;

/** No position, and what an empty register holds. */
export const nowhere: u32 = 0xffffffff;

/** Entries of the stack: where to go on, at which position. */
const choice: u32 = 0;
/** The register that gets back a value. */
const restore: u32 = 1;
/** A loop over one character that may give some back: where to go on, least position, position. */
const greedy: u32 = 2;
/** The same by code points. */
const greedyPoints: u32 = 3;
/** A loop over one character that may take more: its instruction, position, how many are left. */
const lazy: u32 = 4;

/** Registers and entries, kept from one match to the next. */
let stack: u32[] = newArray<u32>(0);

/** The bounds of a capture group of the last match, or `nowhere`. */
export function captureStart(group: u32): u32 {
  return arrayData(stack).at(group * 2);
}

export function captureEnd(group: u32): u32 {
  return arrayData(stack).at(group * 2 + 1);
}

/** How many groups the program has, the match itself included. */
export function groupCountOf(program: string): u32 {
  return toU32(stringData(program).cast<u16>().at(2));
}

/** Makes room for more entries; gives where the stack is now. */
function grow(needed: u32): Pointer<u32> {
  const old = stack;
  const capacity = arrayCapacity(old);
  const larger = newArray<u32>(needed > capacity * 2 ? needed : capacity * 2);
  copyBytes(arrayData(larger).cast<u8>(), arrayData(old).cast<u8>(), usize(capacity) * 4);
  setArray(larger, arrayData(larger), arrayCapacity(larger), arrayCapacity(larger));
  stack = larger;
  return arrayData(larger);
}

// ---- characters ----

function unitOf(text: Pointer<u8>, isWide: boolean, index: u32): u32 {
  return isWide ? toU32(text.cast<u16>().at(index)) : toU32(text.at(index));
}

/** The code point that begins at an index inside. */
function pointOf(text: Pointer<u8>, isWide: boolean, index: u32, length: u32): u32 {
  const unit = unitOf(text, isWide, index);
  if (unit < 0xd800 || unit >= 0xdc00 || index + 1 >= length) return unit;
  const low = unitOf(text, isWide, index + 1);
  return low >= 0xdc00 && low < 0xe000 ? 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00) : unit;
}

/** The code point that ends before an index, which is not 0. */
function pointBefore(text: Pointer<u8>, isWide: boolean, index: u32): u32 {
  const unit = unitOf(text, isWide, index - 1);
  if (unit < 0xdc00 || unit >= 0xe000 || index < 2) return unit;
  const high = unitOf(text, isWide, index - 2);
  return high >= 0xd800 && high < 0xdc00 ? 0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00) : unit;
}

function isLineEnd(unit: u32): boolean {
  return unit === 10 || unit === 13 || unit === 0x2028 || unit === 0x2029;
}

/** Is a unit in a set whose units begin at `at`? */
function hasUnit(code: Pointer<u16>, at: u32, unit: u32): boolean {
  if (unit < 256) return ((toU32(code.at(at + 1 + (unit >>> 4))) >>> (unit & 15)) & 1) !== 0;
  let low: u32 = 0;
  let high: u32 = toU32(code.at(at + 17));
  const ranges = at + 18;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (toU32(code.at(ranges + middle * 2 + 1)) < unit) low = middle + 1;
    else high = middle;
  }
  return low < toU32(code.at(at + 17)) && toU32(code.at(ranges + low * 2)) <= unit;
}

function longAt(code: Pointer<u16>, at: u32): u32 {
  return (toU32(code.at(at)) << 16) | toU32(code.at(at + 1));
}

function hasPoint(code: Pointer<u16>, at: u32, point: u32): boolean {
  if (point < 0x10000) return hasUnit(code, at, point);
  const points = at + 18 + toU32(code.at(at + 17)) * 2;
  let low: u32 = 0;
  let high: u32 = toU32(code.at(points));
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (longAt(code, points + 1 + middle * 4 + 2) < point) low = middle + 1;
    else high = middle;
  }
  return low < toU32(code.at(points)) && longAt(code, points + 1 + low * 4) <= point;
}

/** Does the instruction at `at` take this character? */
function takes(code: Pointer<u16>, at: u32, op: u32, point: u32): boolean {
  switch (op) {
    case ops.unit:
      return point === toU32(code.at(at + 1));
    case ops.pair:
      return point === toU32(code.at(at + 1)) || point === toU32(code.at(at + 2));
    case ops.set:
      return hasUnit(code, at + 1, point);
    case ops.setPoint:
      return hasPoint(code, at + 1, point);
    case ops.line:
    case ops.linePoint:
      return !isLineEnd(point);
    default:
      return true;
  }
}

/** How many units the instruction has that takes one character. */
function unitsOf(code: Pointer<u16>, at: u32, op: u32): u32 {
  if (op === ops.unit) return 2;
  if (op === ops.pair) return 3;
  if (op === ops.set || op === ops.setPoint) return toU32(code.at(at + 1)) + 2;
  return 1;
}

/** Takes as many characters as the instruction at `at` accepts, one unit each, up to `limit`; gives the position behind them. */
function takeUnits(code: Pointer<u16>, at: u32, text: Pointer<u8>, isWide: boolean, start: u32, limit: u32): u32 {
  const op = toU32(code.at(at));
  let position = start;
  switch (op) {
    case ops.unit: {
      const unit = toU32(code.at(at + 1));
      while (position < limit && unitOf(text, isWide, position) === unit) position += 1;
      return position;
    }
    case ops.set:
      if (!isWide) {
        while (position < limit) {
          const unit = toU32(text.at(position));
          if (((toU32(code.at(at + 2 + (unit >>> 4))) >>> (unit & 15)) & 1) === 0) break;
          position += 1;
        }
        return position;
      }
      while (position < limit && hasUnit(code, at + 1, unitOf(text, isWide, position))) position += 1;
      return position;
    case ops.line:
      while (position < limit && !isLineEnd(unitOf(text, isWide, position))) position += 1;
      return position;
    case ops.any:
      return limit;
    default:
      while (position < limit && takes(code, at, op, unitOf(text, isWide, position))) position += 1;
      return position;
  }
}

function isWordUnit(unit: u32, isFolded: boolean): boolean {
  if (unit < 0x80) {
    const letter = unit | 32;
    return (letter >= 97 && letter <= 122) || (unit >= 48 && unit <= 57) || unit === 95;
  }
  return isFolded && (unit === 0x17f || unit === 0x212a);
}

// ---- back references ----

/** The position behind a repetition of what lies between two others, or `nowhere` (§22.2.2.9.1, BackreferenceMatcher). */
function repeated(
  text: Pointer<u8>,
  isWide: boolean,
  length: u32,
  from: u32,
  to: u32,
  position: u32,
  isBack: boolean,
  fold: Fold | undefined,
  isUnicode: boolean,
): u32 {
  const count = to - from;
  if (isBack ? position < count : length - position < count) return nowhere;
  const start = isBack ? position - count : position;
  let index: u32 = 0;
  while (index < count) {
    const a = unitOf(text, isWide, from + index);
    const b = unitOf(text, isWide, start + index);
    if (fold !== undefined && isUnicode) {
      const first = pointOf(text, isWide, from + index, to);
      const second = pointOf(text, isWide, start + index, start + count);
      if (first !== second && fold(first) !== fold(second)) return nowhere;
      index += first > 0xffff ? toU32(2) : toU32(1);
      continue;
    }
    if (a !== b && (fold === undefined || fold(a) !== fold(b))) return nowhere;
    index += 1;
  }
  return isBack ? start : start + count;
}

// ---- search ----

/**
 * Looks for a match that begins at a position or, unless that is the only place, behind it. If there is one, `captureStart` and `captureEnd` tell where its groups are, until
 * the next match is looked for.
 */
export function findMatch(
  program: string,
  subject: string,
  from: u32,
  onlyThere: boolean,
  fold: Fold | undefined,
): boolean {
  const code = stringData(program).cast<u16>();
  const bits = toU32(code.at(1));
  const text = stringData(subject);
  const isWide = (stringFlags(subject) & wide) !== 0;
  const length = stringLength(subject);
  const isUnicode = (bits & programFlags.unicode) !== 0;
  const registers = toU32(code.at(3));
  if (arrayCapacity(stack) < registers + 64) grow(registers + 256);
  let start = from;
  // A position inside of a surrogate pair is that of the pair (§22.2.7.2, step 12).
  if (isUnicode && start > 0 && start < length && pointBefore(text, isWide, start + 1) > 0xffff) start -= 1;
  for (;;) {
    if (!onlyThere) {
      if ((bits & programFlags.hasFirstUnit) !== 0) {
        const first = toU32(code.at(4));
        while (start < length && unitOf(text, isWide, start) !== first) start += 1;
        if (start >= length) return false;
      } else if ((bits & programFlags.hasFirstSet) !== 0) {
        while (start < length && !hasUnit(code, headerUnits, unitOf(text, isWide, start))) start += 1;
        if (start >= length) return false;
      }
    }
    if (matchAt(code, registers, text, isWide, length, start, fold, isUnicode)) return true;
    if (onlyThere || start >= length || (bits & programFlags.anchored) !== 0) return false;
    start += 1;
  }
}

function matchAt(
  code: Pointer<u16>,
  registers: u32,
  text: Pointer<u8>,
  isWide: boolean,
  length: u32,
  start: u32,
  fold: Fold | undefined,
  isUnicode: boolean,
): boolean {
  let data = arrayData(stack);
  let room = arrayCapacity(stack) - 8;
  const base = registers;
  let top = base;
  for (let register: u32 = 0; register < registers; register++) data.set(register, nowhere);
  data.set(0, start);
  let position = start;
  let at = toU32(code.at(5));
  // As V8 does, a search with `u` also looks inside of pairs; no character begins or ends there, but there may be an empty match.
  const isInside = isUnicode && start > 0 && start < length && pointBefore(text, isWide, start + 1) > 0xffff;
  const inside = isInside ? start : nowhere;
  for (;;) {
    let isFailed = false;
    if (top >= room) {
      data = grow(top + 64);
      room = arrayCapacity(stack) - 8;
    }
    const op = toU32(code.at(at));
    switch (op) {
      case ops.match:
        data.set(1, position);
        return true;
      case ops.unit:
        if (position < length && unitOf(text, isWide, position) === toU32(code.at(at + 1))) {
          position += 1;
          at += 2;
        } else isFailed = true;
        break;
      case ops.set:
        if (position < length && hasUnit(code, at + 1, unitOf(text, isWide, position))) {
          position += 1;
          at += toU32(code.at(at + 1)) + 2;
        } else isFailed = true;
        break;
      case ops.pair:
      case ops.line:
      case ops.any:
        if (position < length && takes(code, at, op, unitOf(text, isWide, position))) {
          position += 1;
          at += unitsOf(code, at, op);
        } else isFailed = true;
        break;
      case ops.setPoint:
      case ops.linePoint:
      case ops.anyPoint: {
        isFailed = position >= length || position === inside;
        if (isFailed) break;
        const point = pointOf(text, isWide, position, length);
        isFailed = !takes(code, at, op, point);
        position += point > 0xffff ? toU32(2) : toU32(1);
        at += unitsOf(code, at, op);
        break;
      }
      case ops.unit + backwards:
      case ops.pair + backwards:
      case ops.set + backwards:
      case ops.line + backwards:
      case ops.any + backwards:
        if (position > 0 && takes(code, at, op - backwards, unitOf(text, isWide, position - 1))) {
          position -= 1;
          at += unitsOf(code, at, op - backwards);
        } else isFailed = true;
        break;
      case ops.setPoint + backwards:
      case ops.linePoint + backwards:
      case ops.anyPoint + backwards: {
        isFailed = position === 0 || position === inside;
        if (isFailed) break;
        const point = pointBefore(text, isWide, position);
        isFailed = !takes(code, at, op - backwards, point);
        position -= point > 0xffff ? toU32(2) : toU32(1);
        at += unitsOf(code, at, op - backwards);
        break;
      }
      case ops.jump:
        at = longAt(code, at + 1);
        break;
      case ops.splitNext:
        data.set(top, choice);
        data.set(top + 1, longAt(code, at + 1));
        data.set(top + 2, position);
        top += 4;
        at += 3;
        break;
      case ops.splitTarget:
        data.set(top, choice);
        data.set(top + 1, at + 3);
        data.set(top + 2, position);
        top += 4;
        at = longAt(code, at + 1);
        break;
      case ops.save:
      case ops.mark:
      case ops.count:
      case ops.another: {
        const register = toU32(code.at(at + 1));
        const old = data.at(register);
        if (top > base) {
          data.set(top, restore);
          data.set(top + 1, register);
          data.set(top + 2, old);
          top += 4;
        }
        data.set(register, op === ops.count ? 0 : op === ops.another ? old + 1 : position);
        at += 2;
        break;
      }
      case ops.reset: {
        const end = toU32(code.at(at + 2));
        for (let register = toU32(code.at(at + 1)); register < end; register++) {
          const old = data.at(register);
          if (old === nowhere) continue;
          if (top > base) {
            if (top >= room) {
              data = grow(top + 64);
              room = arrayCapacity(stack) - 8;
            }
            data.set(top, restore);
            data.set(top + 1, register);
            data.set(top + 2, old);
            top += 4;
          }
          data.set(register, nowhere);
        }
        at += 3;
        break;
      }
      case ops.textStart:
        isFailed = position !== 0;
        at += 1;
        break;
      case ops.lineStart:
        isFailed = position !== 0 && !isLineEnd(unitOf(text, isWide, position - 1));
        at += 1;
        break;
      case ops.textEnd:
        isFailed = position !== length;
        at += 1;
        break;
      case ops.lineEnd:
        isFailed = position !== length && !isLineEnd(unitOf(text, isWide, position));
        at += 1;
        break;
      case ops.boundary:
      case ops.inside: {
        const isFolded = toU32(code.at(at + 1)) !== 0;
        const before = position > 0 && isWordUnit(unitOf(text, isWide, position - 1), isFolded);
        const after = position < length && isWordUnit(unitOf(text, isWide, position), isFolded);
        isFailed = (before !== after) !== (op === ops.boundary);
        at += 2;
        break;
      }
      case ops.back:
      case ops.backFolded:
      case ops.back + backwards:
      case ops.backFolded + backwards: {
        const group = toU32(code.at(at + 1));
        const first = data.at(group * 2);
        const last = data.at(group * 2 + 1);
        at += 2;
        if (first === nowhere || last === nowhere) break;
        const isBack = op >= backwards;
        const isFolded = (isBack ? op - backwards : op) === ops.backFolded;
        const behind = repeated(
          text,
          isWide,
          length,
          first,
          last,
          position,
          isBack,
          isFolded ? fold : undefined,
          isUnicode,
        );
        if (behind === nowhere) isFailed = true;
        else position = behind;
        break;
      }
      case ops.look: {
        const register = toU32(code.at(at + 1));
        data.set(register, top);
        data.set(register + 1, position);
        at += 2;
        break;
      }
      case ops.lookEnd: {
        // The choices inside are forgotten; what was assigned there is still undone if something before fails.
        const register = toU32(code.at(at + 1));
        const bottom = data.at(register);
        position = data.at(register + 1);
        let kept = bottom;
        for (let entry = bottom; entry < top; entry += 4) {
          if (data.at(entry) !== restore) continue;
          data.set(kept, restore);
          data.set(kept + 1, data.at(entry + 1));
          data.set(kept + 2, data.at(entry + 2));
          kept += 4;
        }
        top = kept;
        at += 2;
        break;
      }
      case ops.lookNot: {
        const register = toU32(code.at(at + 1));
        data.set(register, top);
        data.set(top, choice);
        data.set(top + 1, longAt(code, at + 2));
        data.set(top + 2, position);
        top += 4;
        at += 4;
        break;
      }
      case ops.lookNotEnd: {
        const bottom = data.at(toU32(code.at(at + 1)));
        while (top > bottom) {
          top -= 4;
          if (data.at(top) === restore) data.set(data.at(top + 1), data.at(top + 2));
        }
        isFailed = true;
        break;
      }
      case ops.round: {
        const count = data.at(toU32(code.at(at + 1)));
        const end = longAt(code, at + 7);
        if (count < longAt(code, at + 2)) {
          at += 9;
          break;
        }
        if (count >= longAt(code, at + 4)) {
          at = end;
          break;
        }
        const isLazy = toU32(code.at(at + 6)) !== 0;
        data.set(top, choice);
        data.set(top + 1, isLazy ? at + 9 : end);
        data.set(top + 2, position);
        top += 4;
        at = isLazy ? end : at + 9;
        break;
      }
      case ops.progress: {
        const counter = toU32(code.at(at + 2));
        const mayBeIdle = counter !== 0 && data.at(counter - 1) <= longAt(code, at + 3);
        isFailed = position === data.at(toU32(code.at(at + 1))) && !mayBeIdle;
        at += 5;
        break;
      }
      case ops.loop:
      case ops.loopAll: {
        const least = longAt(code, at + 1);
        const most = longAt(code, at + 3);
        const body = at + 6;
        at = body + toU32(code.at(at + 5));
        const inner = toU32(code.at(body));
        if (inner >= ops.setPoint) {
          let count: u32 = 0;
          let lowest = position;
          while (count < most && position < length && position !== inside) {
            const point = pointOf(text, isWide, position, length);
            if (!takes(code, body, inner, point)) break;
            position += point > 0xffff ? toU32(2) : toU32(1);
            count += 1;
            if (count === least) lowest = position;
          }
          if (count < least) isFailed = true;
          else if (op === ops.loop && position > lowest) {
            data.set(top, greedyPoints);
            data.set(top + 1, at);
            data.set(top + 2, lowest);
            data.set(top + 3, position);
            top += 4;
          }
          break;
        }
        const first = position;
        const limit = length - position <= most ? length : position + most;
        position = takeUnits(code, body, text, isWide, position, limit);
        if (position - first < least) isFailed = true;
        else if (op === ops.loop && position - first > least) {
          data.set(top, greedy);
          data.set(top + 1, at);
          data.set(top + 2, first + least);
          data.set(top + 3, position);
          top += 4;
        }
        break;
      }
      case ops.loopLazy: {
        const least = longAt(code, at + 1);
        const most = longAt(code, at + 3);
        const body = at + 6;
        let count: u32 = 0;
        while (count < least && position < length && position !== inside) {
          const next = takeOne(code, body, text, isWide, position, length);
          if (next === nowhere) break;
          position = next;
          count += 1;
        }
        if (count < least) {
          isFailed = true;
          break;
        }
        if (count < most) {
          data.set(top, lazy);
          data.set(top + 1, at);
          data.set(top + 2, position);
          data.set(top + 3, most - count);
          top += 4;
        }
        at = body + toU32(code.at(at + 5));
        break;
      }
      default:
        isFailed = true;
    }
    if (!isFailed) continue;
    // Back to the last choice; what was assigned since is undone.
    for (;;) {
      if (top === base) return false;
      top -= 4;
      const kind = data.at(top);
      if (kind === restore) {
        data.set(data.at(top + 1), data.at(top + 2));
        continue;
      }
      at = data.at(top + 1);
      if (kind === choice) {
        position = data.at(top + 2);
        break;
      }
      if (kind === lazy) {
        if (data.at(top + 2) === inside) continue;
        const next = takeOne(code, at + 6, text, isWide, data.at(top + 2), length);
        if (next === nowhere) continue;
        const left = data.at(top + 3) - 1;
        position = next;
        if (left > 0) {
          data.set(top + 2, next);
          data.set(top + 3, left);
          top += 4;
        }
        at = at + 6 + toU32(code.at(at + 5));
        break;
      }
      const lowest = data.at(top + 2);
      position = data.at(top + 3);
      if (kind === greedyPoints)
        position -= pointBefore(text, isWide, position) > 0xffff && position - 1 > lowest ? toU32(2) : toU32(1);
      else {
        position -= 1;
        // Nothing is tried where the unit that must follow is not.
        if (toU32(code.at(at)) === ops.unit) {
          const unit = toU32(code.at(at + 1));
          while (position > lowest && unitOf(text, isWide, position) !== unit) position -= 1;
        }
      }
      if (position > lowest) {
        data.set(top + 3, position);
        top += 4;
      }
      break;
    }
  }
}

/** The position behind the one character that the instruction at `at` takes, or `nowhere`. */
function takeOne(code: Pointer<u16>, at: u32, text: Pointer<u8>, isWide: boolean, position: u32, length: u32): u32 {
  if (position >= length) return nowhere;
  const op = toU32(code.at(at));
  const point = op >= ops.setPoint ? pointOf(text, isWide, position, length) : unitOf(text, isWide, position);
  if (!takes(code, at, op, point)) return nowhere;
  return position + (point > 0xffff ? toU32(2) : toU32(1));
}
