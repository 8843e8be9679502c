/**
 * From the tree of a pattern to a program (`program.ts`). Runs where the parser does: in the compiler for literals, in compiled programs for
 * `new RegExp(text)`.
 */
import { firstOf, firstOfParts, followOf, mayBeEmpty } from "./analysis.ts";
import { areDisjoint, type CharSet, lastPoint, unionOfSets } from "./char-set.ts";
import type { Flags } from "./flags.ts";
import { parsePattern } from "./parser.ts";
import { backwards, headerUnits, ops, programFlags, wideMark } from "./program.ts";
import type { LookNode, LoopNode, RegExpNode } from "./tree.ts";

/** From this many units on, the body of `x+` is not written twice. */
const copiedUnitsMax = 40;

export interface Program {
  /** See `program.ts`. */
  readonly code: string;
  /** The named groups, `index:name` with commas between them. */
  readonly names: string;
  /** Are there back references that don't care for case? */
  readonly folds: boolean;
}

/** Throws `SyntaxError` if the text is no pattern. */
export function compilePattern(text: string, flags: Flags): Program {
  const pattern = parsePattern(text, flags);
  const writer = new ProgramWriter(flags, pattern.groupCount);
  const units = writer.write(pattern.root);
  let code = "";
  for (const unit of units) code += String.fromCharCode(unit);
  const names = pattern.names.map((group) => `${group.index}:${group.name}`).join(",");
  return { code, names, folds: writer.folds };
}

class ProgramWriter {
  folds = false;
  private readonly flags: Flags;
  private readonly units: number[] = [];
  private readonly groupCount: number;
  private registers: number;

  constructor(flags: Flags, groupCount: number) {
    this.flags = flags;
    this.groupCount = groupCount;
    this.registers = groupCount * 2;
  }

  write(root: RegExpNode): number[] {
    const { units } = this;
    for (let at = 0; at < headerUnits; at++) units.push(0);
    const first = this.firstUnits(root);
    let bits = this.flags.unicode ? programFlags.unicode : 0;
    if (!this.flags.multiline && isAnchored(root)) bits |= programFlags.anchored;
    if (first !== undefined) {
      if (first.length === 2 && first[0] === first[1]) {
        bits |= programFlags.hasFirstUnit;
        units[4] = first[0]!;
      } else {
        bits |= programFlags.hasFirstSet;
        this.set(first, false);
      }
    }
    units[5] = units.length;
    this.node(root, false, []);
    units.push(ops.match);
    if (this.registers > 0xffff || units.length > 0xffffff) throw new SyntaxError("Regular expression too large");
    units[0] = wideMark;
    units[1] = bits;
    units[2] = this.groupCount;
    units[3] = this.registers;
    return units;
  }

  /** The units that every match begins with, if they are few enough to be worth looking for. */
  private firstUnits(root: RegExpNode): CharSet | undefined {
    const first = firstOf(root);
    if (first.goesOn) return undefined;
    const result: number[] = [];
    let count = 0;
    for (let at = 0; at < first.set.length; at += 2) {
      const from = first.set[at]!;
      const to = first.set[at + 1]!;
      if (from <= 0xffff) {
        result.push(from);
        result.push(Math.min(to, 0xffff));
        count += to - from + 1;
      }
    }
    if (count > 0x8000) return undefined;
    if (first.set.length > 0 && first.set[first.set.length - 1]! > 0xffff) return unionOfSets(result, [0xd800, 0xdbff]);
    return result;
  }

  // ---- parts of instructions ----

  private target(): number {
    this.units.push(0);
    this.units.push(0);
    return this.units.length - 2;
  }

  /** Makes a target that was left open the next instruction. */
  private patch(at: number): void {
    this.setLong(at, this.units.length);
  }

  private setLong(at: number, value: number): void {
    this.units[at] = value >>> 16;
    this.units[at + 1] = value & 0xffff;
  }

  private long(value: number): void {
    const whole = value === Number.POSITIVE_INFINITY ? 0xffffffff : value;
    this.units.push(Math.floor(whole / 0x10000));
    this.units.push(whole % 0x10000);
  }

  private set(set: CharSet, withPoints: boolean): void {
    const { units } = this;
    const start = units.length;
    units.push(0);
    const map = units.length;
    for (let at = 0; at < 16; at++) units.push(0);
    const countAt = units.length;
    units.push(0);
    let count = 0;
    for (let at = 0; at < set.length; at += 2) {
      for (let point = set[at]!; point <= set[at + 1]! && point < 256; point++)
        units[map + (point >> 4)] = units[map + (point >> 4)]! | (1 << (point & 15));
      if (set[at + 1]! < 256 || set[at]! > 0xffff) continue;
      units.push(Math.max(set[at]!, 256));
      units.push(Math.min(set[at + 1]!, 0xffff));
      count++;
    }
    units[countAt] = count;
    if (withPoints) {
      const pointsAt = units.length;
      units.push(0);
      let points = 0;
      for (let at = 0; at < set.length; at += 2) {
        if (set[at + 1]! <= 0xffff) continue;
        this.long(Math.max(set[at]!, 0x10000));
        this.long(set[at + 1]!);
        points++;
      }
      units[pointsAt] = points;
    }
    units[start] = units.length - start - 1;
  }

  /** One instruction that takes a character of a set. */
  private character(set: CharSet, direction: number): void {
    const { units } = this;
    if (isAll(set)) {
      units.push((this.flags.unicode ? ops.anyPoint : ops.any) + direction);
      return;
    }
    if (isLine(set)) {
      units.push((this.flags.unicode ? ops.linePoint : ops.line) + direction);
      return;
    }
    if (this.flags.unicode && !isPlain(set)) {
      units.push(ops.setPoint + direction);
      this.set(set, true);
      return;
    }
    if (set.length === 2 && set[0] === set[1]) {
      units.push(ops.unit + direction);
      units.push(set[0]!);
    } else if (set.length === 2 && set[1] === set[0]! + 1) {
      units.push(ops.pair + direction);
      units.push(set[0]!);
      units.push(set[1]!);
    } else if (set.length === 4 && set[0] === set[1] && set[2] === set[3]) {
      units.push(ops.pair + direction);
      units.push(set[0]!);
      units.push(set[2]!);
    } else {
      units.push(ops.set + direction);
      this.set(set, false);
    }
  }

  // ---- nodes ----

  /** @param follow The characters that may come behind; undefined if nothing is known. */
  private node(node: RegExpNode, isBack: boolean, follow: CharSet | undefined): void {
    const { units } = this;
    switch (node.kind) {
      case "char":
        this.character(node.set, isBack ? backwards : 0);
        return;
      case "sequence":
        this.sequence(node.parts, isBack, follow);
        return;
      case "choice":
        this.choice(node.options, isBack, follow);
        return;
      case "group": {
        const register = node.index * 2;
        units.push(ops.save);
        units.push(isBack ? register + 1 : register);
        this.node(node.body, isBack, follow);
        units.push(ops.save);
        units.push(isBack ? register : register + 1);
        return;
      }
      case "loop":
        this.loop(node, isBack, follow);
        return;
      case "assertion":
        this.assertion(node.what);
        return;
      case "look":
        this.look(node);
        return;
      case "back":
        if (this.flags.ignoreCase) this.folds = true;
        units.push((this.flags.ignoreCase ? ops.backFolded : ops.back) + (isBack ? backwards : 0));
        units.push(node.index);
        return;
    }
  }

  private sequence(parts: readonly RegExpNode[], isBack: boolean, follow: CharSet | undefined): void {
    if (isBack) {
      for (let at = parts.length - 1; at >= 0; at--) this.node(parts[at]!, true, undefined);
      return;
    }
    for (let at = 0; at < parts.length; at++) {
      const next = firstOfParts(parts, at + 1, (part) => followOf(part, this.flags.multiline));
      const behind = !next.goesOn ? next.set : follow === undefined ? undefined : unionOfSets(next.set, follow);
      this.node(parts[at]!, false, behind);
    }
  }

  private choice(options: readonly RegExpNode[], isBack: boolean, follow: CharSet | undefined): void {
    const { units } = this;
    const ends: number[] = [];
    for (let at = 0; at < options.length; at++) {
      if (at === options.length - 1) {
        this.node(options[at]!, isBack, follow);
        break;
      }
      units.push(ops.splitNext);
      const next = this.target();
      this.node(options[at]!, isBack, follow);
      units.push(ops.jump);
      ends.push(this.target());
      this.patch(next);
    }
    for (const end of ends) this.patch(end);
  }

  private assertion(what: "start" | "end" | "boundary" | "inside"): void {
    const { units } = this;
    const { multiline } = this.flags;
    if (what === "start") units.push(multiline ? ops.lineStart : ops.textStart);
    else if (what === "end") units.push(multiline ? ops.lineEnd : ops.textEnd);
    else {
      units.push(what === "boundary" ? ops.boundary : ops.inside);
      units.push(this.flags.unicode && this.flags.ignoreCase ? 1 : 0);
    }
  }

  private look(node: LookNode): void {
    const { units } = this;
    const register = this.registers;
    this.registers += 2;
    units.push(node.isNegative ? ops.lookNot : ops.look);
    units.push(register);
    const end = node.isNegative ? this.target() : 0;
    this.node(node.body, node.isBehind, []);
    units.push(node.isNegative ? ops.lookNotEnd : ops.lookEnd);
    units.push(register);
    if (node.isNegative) this.patch(end);
  }

  // ---- loops (§22.2.2.3.1, RepeatMatcher) ----

  private loop(node: LoopNode, isBack: boolean, follow: CharSet | undefined): void {
    const { body, min, max } = node;
    if (body.kind === "char" && !isBack) this.characterLoop(node, body.set, follow);
    else {
      const first = followOf(body, this.flags.multiline);
      const behind = first.goesOn || follow === undefined ? undefined : unionOfSets(first.set, follow);
      const start = this.units.length;
      if (min === 0 && max === 1) this.optional(node, isBack, follow);
      else if (min === 0 && max === Number.POSITIVE_INFINITY) this.star(node, isBack, behind);
      else if (min === 1 && max === Number.POSITIVE_INFINITY) {
        this.node(body, isBack, behind);
        if (this.units.length - start <= copiedUnitsMax) this.star(node, isBack, behind);
        else {
          this.units.length = start;
          this.counted(node, isBack, behind);
        }
      } else this.counted(node, isBack, behind);
    }
  }

  private characterLoop(node: LoopNode, set: CharSet, follow: CharSet | undefined): void {
    const { units } = this;
    const isAllTaken = follow !== undefined && areDisjoint(set, follow);
    units.push(node.isLazy ? ops.loopLazy : isAllTaken ? ops.loopAll : ops.loop);
    this.long(node.min);
    this.long(node.max);
    const count = units.length;
    units.push(0);
    this.character(set, 0);
    units[count] = units.length - count - 1;
  }

  private split(isLazy: boolean): number {
    this.units.push(isLazy ? ops.splitTarget : ops.splitNext);
    return this.target();
  }

  /** The round itself, which must take something unless it has to be. */
  private round(node: LoopNode, isBack: boolean, follow: CharSet | undefined, counter: number): void {
    const { units } = this;
    if (node.endGroup > node.firstGroup && node.max > 1) {
      units.push(ops.reset);
      units.push(node.firstGroup * 2);
      units.push(node.endGroup * 2);
    }
    if (!mayBeEmpty(node.body)) {
      this.node(node.body, isBack, follow);
      return;
    }
    const mark = this.registers;
    this.registers++;
    units.push(ops.mark);
    units.push(mark);
    this.node(node.body, isBack, follow);
    units.push(ops.progress);
    units.push(mark);
    units.push(counter);
    this.long(node.min);
  }

  private optional(node: LoopNode, isBack: boolean, follow: CharSet | undefined): void {
    const end = this.split(node.isLazy);
    this.round(node, isBack, follow, 0);
    this.patch(end);
  }

  private star(node: LoopNode, isBack: boolean, follow: CharSet | undefined): void {
    const start = this.units.length;
    const end = this.split(node.isLazy);
    this.round(node, isBack, follow, 0);
    this.units.push(ops.jump);
    this.setLong(this.target(), start);
    this.patch(end);
  }

  private counted(node: LoopNode, isBack: boolean, follow: CharSet | undefined): void {
    const { units } = this;
    const counter = this.registers;
    this.registers++;
    units.push(ops.count);
    units.push(counter);
    const start = units.length;
    units.push(ops.round);
    units.push(counter);
    this.long(node.min);
    this.long(node.max);
    units.push(node.isLazy ? 1 : 0);
    const end = this.target();
    units.push(ops.another);
    units.push(counter);
    this.round(node, isBack, follow, counter + 1);
    units.push(ops.jump);
    this.setLong(this.target(), start);
    this.patch(end);
  }
}

/** Does every match begin with `^`? */
function isAnchored(node: RegExpNode): boolean {
  switch (node.kind) {
    case "assertion":
      return node.what === "start";
    case "sequence":
      return node.parts.length > 0 && isAnchored(node.parts[0]!);
    case "choice":
      return node.options.every(isAnchored);
    case "group":
      return isAnchored(node.body);
    default:
      return false;
  }
}

function isAll(set: CharSet): boolean {
  return set.length === 2 && set[0] === 0 && set[1] === lastPoint;
}

/** Everything but line terminators? */
function isLine(set: CharSet): boolean {
  return (
    set.length === 8 &&
    set[1] === 9 &&
    set[2] === 11 &&
    set[3] === 12 &&
    set[4] === 14 &&
    set[5] === 0x2027 &&
    set[0] === 0 &&
    set[6] === 0x202a &&
    set[7] === lastPoint
  );
}

/** Are all of them single units that are no surrogates? */
function isPlain(set: CharSet): boolean {
  for (let at = 0; at < set.length; at += 2) if (set[at + 1]! >= 0xd800 && set[at]! < 0xe000) return false;
  return set.length === 0 || set[set.length - 1]! <= 0xffff;
}
