/**
 * The grammar of patterns (ECMA-262 §22.2.1, with the leniency of annex B.1.2 where there is no `u`): text to a tree of nodes. Messages are V8's. It runs
 * in compiled programs for `new RegExp(text)`, and in the compiler for literals. Classes are in `class-parser.ts`, escapes in `escapes.ts`.
 */
import { complementOf, lastPoint, lineTerminators } from "./char-set.ts";
import { closedSet, parseClass } from "./class-parser.ts";
import { characterEscape, classEscape, unicodeEscape } from "./escapes.ts";
import type { Flags } from "./flags.ts";
import { atEnd, characters, isDigit, isLetter, PatternReader } from "./reader.ts";
import { type BackReference, emptyNode, type Pattern, type RegExpNode } from "./tree.ts";

/** Repetitions beyond this many are as good as without a limit. */
const countMax = 0x7fffffff;

/** Throws `SyntaxError` if it is no pattern. */
export function parsePattern(text: string, flags: Flags): Pattern {
  return new PatternParser(new PatternReader(text, flags)).parse();
}

/** What a term is, and whether a quantifier may follow. */
interface Term {
  readonly node: RegExpNode;
  readonly quantifiable: "yes" | "no" | "never";
}

interface Quantifier {
  readonly min: number;
  readonly max: number;
}

class PatternParser {
  private readonly reader: PatternReader;
  private groups = 1;
  private readonly names: { name: string; index: number }[] = [];
  /** References by name: resolved at the end. */
  private readonly named: BackReference[] = [];

  constructor(reader: PatternReader) {
    this.reader = reader;
  }

  parse(): Pattern {
    const root = this.disjunction(false);
    for (const reference of this.named) {
      const found = this.names.find((group) => group.name === reference.name);
      if (found === undefined) this.reader.fail("Invalid named capture referenced");
      reference.index = found!.index;
    }
    return { root, groupCount: this.groups, names: this.names };
  }

  private disjunction(inGroup: boolean): RegExpNode {
    const { reader } = this;
    const options = [this.alternative()];
    while (reader.takeIf(characters.bar)) options.push(this.alternative());
    if (inGroup) {
      if (!reader.takeIf(characters.close)) reader.fail("Unterminated group");
    } else if (reader.peek() === characters.close) reader.fail("Unmatched ')'");
    return options.length === 1 ? options[0]! : { kind: "choice", options };
  }

  private alternative(): RegExpNode {
    const { reader } = this;
    const parts: RegExpNode[] = [];
    while (reader.peek() !== atEnd && reader.peek() !== characters.bar && reader.peek() !== characters.close) {
      const firstGroup = this.groups;
      const term = this.term();
      if (term.quantifiable === "no") parts.push(term.node);
      else parts.push(this.quantified(term, firstGroup));
    }
    return parts.length === 1 ? parts[0]! : { kind: "sequence", parts };
  }

  // ---- terms ----

  private term(): Term {
    const { reader } = this;
    const point = reader.take();
    switch (point) {
      case characters.caret:
        return { node: { kind: "assertion", what: "start" }, quantifiable: "no" };
      case characters.dollar:
        return { node: { kind: "assertion", what: "end" }, quantifiable: "no" };
      case characters.open:
        return this.group();
      case characters.dot:
        return atom({
          kind: "char",
          set: reader.flags.dotAll ? [0, lastPoint] : complementOf(lineTerminators, lastPoint),
        });
      case characters.openBracket:
        return atom({ kind: "char", set: parseClass(reader) });
      case characters.backslash:
        return this.escape();
      case characters.star:
      case characters.plus:
      case characters.question:
        return reader.fail("Nothing to repeat");
      case characters.openBrace:
        if (reader.flags.unicode) reader.fail("Lone quantifier brackets");
        reader.position--;
        if (this.interval() !== undefined) reader.fail("Nothing to repeat");
        reader.position++;
        return this.character(point);
      case characters.closeBrace:
      case characters.closeBracket:
        if (reader.flags.unicode) reader.fail("Lone quantifier brackets");
        return this.character(point);
      default:
        return this.character(point);
    }
  }

  private character(point: number): Term {
    return atom({ kind: "char", set: closedSet(this.reader, [point, point]) });
  }

  private escape(): Term {
    const { reader } = this;
    const { unicode } = reader.flags;
    const point = reader.peek();
    if (point === atEnd) reader.fail("\\ at end of pattern");
    if (point === 0x62 || point === 0x42) {
      // b, B
      reader.position++;
      return { node: { kind: "assertion", what: point === 0x62 ? "boundary" : "inside" }, quantifiable: "no" };
    }
    if (isDigit(point) && point !== characters.zero) {
      const index = this.referenceIndex();
      if (index > 0) return atom({ kind: "back", index, name: "" });
    }
    if (point === 0x6b && (unicode || reader.hasNames)) {
      // k
      reader.position++;
      if (reader.peek() !== characters.less) reader.fail("Invalid named reference");
      reader.position++;
      const reference: BackReference = { kind: "back", index: 0, name: this.groupName() };
      this.named.push(reference);
      return atom(reference);
    }
    const set = classEscape(reader, false);
    if (set !== undefined) return atom({ kind: "char", set: closedSet(reader, set) });
    return this.character(characterEscape(reader, false));
  }

  /** The number behind a backslash if there are so many groups, else 0 with nothing taken. */
  private referenceIndex(): number {
    const { reader } = this;
    let value = 0;
    let count = 0;
    while (isDigit(reader.ahead(count)) && value <= reader.groupCount) {
      value = value * 10 + (reader.ahead(count) - characters.zero);
      count++;
    }
    if (value > reader.groupCount) return 0;
    reader.position += count;
    return value;
  }

  // ---- groups ----

  /** Behind the opening parenthesis. */
  private group(): Term {
    const { reader } = this;
    if (!reader.takeIf(characters.question)) return this.capture();
    const kind = reader.peek();
    const isBehind = kind === characters.less && this.isLookKind(reader.ahead(1));
    if (isBehind) reader.position++;
    const next = reader.peek();
    if (kind === characters.colon) {
      reader.position++;
      return atom(this.disjunction(true));
    }
    if (isBehind || this.isLookKind(kind)) {
      reader.position++;
      const body = this.disjunction(true);
      const node: RegExpNode = { kind: "look", body, isBehind, isNegative: next === characters.exclamation };
      return { node, quantifiable: isBehind || reader.flags.unicode ? "never" : "yes" };
    }
    if (kind !== characters.less) reader.fail("Invalid group");
    reader.position++;
    const name = this.groupName();
    if (this.names.some((group) => group.name === name)) reader.fail("Duplicate capture group name");
    this.names.push({ name, index: this.groups });
    return this.capture();
  }

  private isLookKind(point: number): boolean {
    return point === characters.equals || point === characters.exclamation;
  }

  private capture(): Term {
    const index = this.groups;
    this.groups++;
    return atom({ kind: "group", index, body: this.disjunction(true) });
  }

  /** Up to behind the `>`. Letters beyond ASCII are taken for parts of names without a look at what they are. */
  private groupName(): string {
    const { reader } = this;
    let name = "";
    for (;;) {
      let point = reader.pointAt(reader.position);
      if (point === characters.greater && name !== "") {
        reader.position++;
        return name;
      }
      reader.take();
      if (point === characters.backslash) {
        if (reader.peek() !== 0x75) reader.fail("Invalid Unicode escape"); // u
        reader.position++;
        point = unicodeEscape(reader, true);
        if (point < 0) reader.fail("Invalid Unicode escape");
      }
      const isFirst = name === "";
      if (!isNamePart(point) || (isFirst && isDigit(point))) reader.fail("Invalid capture group name");
      name += String.fromCodePoint(point);
    }
  }

  // ---- quantifiers ----

  private quantified({ node, quantifiable }: Term, firstGroup: number): RegExpNode {
    const { reader } = this;
    const quantifier = this.quantifier();
    if (quantifier === undefined) return node;
    if (quantifiable === "never") reader.fail("Invalid quantifier");
    const { min, max } = quantifier;
    const isLazy = reader.takeIf(characters.question);
    if (max === 0) return emptyNode;
    return { kind: "loop", body: node, min, max, isLazy, firstGroup, endGroup: this.groups };
  }

  private quantifier(): Quantifier | undefined {
    const { reader } = this;
    if (reader.takeIf(characters.star)) return { min: 0, max: Number.POSITIVE_INFINITY };
    if (reader.takeIf(characters.plus)) return { min: 1, max: Number.POSITIVE_INFINITY };
    if (reader.takeIf(characters.question)) return { min: 0, max: 1 };
    if (reader.peek() !== characters.openBrace) return undefined;
    const interval = this.interval();
    if (interval === undefined) return reader.flags.unicode ? reader.fail("Incomplete quantifier") : undefined;
    if (interval.max < interval.min) reader.fail("numbers out of order in {} quantifier");
    return interval;
  }

  /** `{2}`, `{2,}`, `{2,3}`; undefined, with nothing taken, if it is none. */
  private interval(): Quantifier | undefined {
    const { reader } = this;
    const start = reader.position;
    reader.position++;
    const min = this.count();
    let max = min;
    if (min >= 0 && reader.takeIf(characters.comma)) {
      max = this.count();
      if (max < 0) max = Number.POSITIVE_INFINITY;
    }
    if (min >= 0 && reader.takeIf(characters.closeBrace))
      return { min, max: max >= countMax ? Number.POSITIVE_INFINITY : max };
    reader.position = start;
    return undefined;
  }

  /** A decimal number, -1 if there is none. */
  private count(): number {
    const { reader } = this;
    if (!isDigit(reader.peek())) return -1;
    let value = 0;
    while (isDigit(reader.peek())) value = Math.min(value * 10 + (reader.take() - characters.zero), countMax);
    return value;
  }
}

function atom(node: RegExpNode): Term {
  return { node, quantifiable: "yes" };
}

function isNamePart(point: number): boolean {
  return (
    isLetter(point) || isDigit(point) || point === characters.dollar || point === characters.underscore || point >= 0x80
  );
}
