/**
 * `RegExp` (ECMA-262 §22.2). A literal's program comes from the compiler, which makes a regular expression of it each time that the literal is evaluated;
 * `new RegExp(text)` compiles the text when it runs (`construct.ts`), and only programs that have it contain what does that.
 */
import { u32 as toU32, type u32 } from "osmium";
import { describing, matchArray, stringLength, truncDouble } from "osmium/internal";
import { append, newArray } from "../../rt/array.ts";
import { slice } from "../../rt/string.ts";
import type { Dictionary } from "../dictionary.ts";
import { Description } from "../inspect/description.ts";
import { legacyFold, unicodeFold } from "./fold.ts";
import { newGroups, newIndexGroups } from "./groups.ts";
import { MatchDetails } from "./match-details.ts";
import { captureEnd, captureStart, type Fold, findMatch, groupCountOf, nowhere } from "./matcher.ts";

export class RegExp {
  readonly source: string;
  readonly flags: string;
  lastIndex: number = 0;
  readonly hasIndices: boolean;
  readonly global: boolean;
  readonly unicode: boolean;
  readonly sticky: boolean;
  private readonly program: string;
  /** Named groups, `index:name`. */
  private readonly names: string;
  private readonly fold: Fold | undefined;

  constructor(source: string, flags: string, program: string, names: string, fold: Fold | undefined) {
    this.source = source;
    this.flags = flags;
    this.program = program;
    this.names = names;
    this.fold = fold;
    this.hasIndices = flags.includes("d");
    this.global = flags.includes("g");
    this.unicode = flags.includes("u");
    this.sticky = flags.includes("y");
  }

  get ignoreCase(): boolean {
    return this.flags.includes("i");
  }

  get multiline(): boolean {
    return this.flags.includes("m");
  }

  get dotAll(): boolean {
    return this.flags.includes("s");
  }

  exec(text: string): (string | undefined)[] | null {
    return this.find(text) ? this.result(text) : null;
  }

  test(text: string): boolean {
    return this.find(text);
  }

  toString(): string {
    return `/${this.source}/${this.flags}`;
  }

  [describing](): Description {
    const result = new Description("function", "RegExp");
    result.text = this.toString();
    return result;
  }

  // ---- for the methods of strings ----

  /** Looks for a match at `lastIndex` or behind, as the flags say, and moves it (§22.2.7.2). The matcher knows where the match is. */
  find(text: string): boolean {
    const isSticky = this.sticky;
    const moves = isSticky || this.global;
    const from = moves ? toLength(this.lastIndex) : 0;
    if (from > stringLength(text) || !this.findFrom(text, toU32(from), isSticky)) {
      if (moves) this.lastIndex = 0;
      return false;
    }
    if (moves) this.lastIndex = captureEnd(0);
    return true;
  }

  /** Looks for a match without a look at `lastIndex`. */
  findFrom(text: string, from: u32, onlyThere: boolean): boolean {
    return findMatch(this.program, text, from, onlyThere, this.fold);
  }

  /** Another one, with the same program and `lastIndex`. */
  copy(): RegExp {
    const result = new RegExp(this.source, this.flags, this.program, this.names, this.fold);
    result.lastIndex = this.lastIndex;
    return result;
  }

  groupCount(): u32 {
    return groupCountOf(this.program);
  }

  /** The array that `exec` gives for the match that was just found. */
  result(text: string): (string | undefined)[] {
    const count = this.groupCount();
    const parts = newArray<string | undefined>(count);
    for (let group: u32 = 0; group < count; group++) append<string | undefined>(parts, captureText(text, group));
    const hasIndices = this.hasIndices;
    const details = new MatchDetails(
      captureStart(0),
      text,
      this.namedParts(parts),
      hasIndices ? this.indices(count) : undefined,
    );
    return matchArray<string | undefined>(parts, details);
  }

  /** The named groups of a match. */
  namedParts(parts: (string | undefined)[]): Dictionary<string> | undefined {
    return this.names === "" ? undefined : newGroups(this.names, parts);
  }

  private indices(count: u32): ([number, number] | undefined)[] {
    const parts = newArray<[number, number] | undefined>(count);
    for (let group: u32 = 0; group < count; group++) {
      const start = captureStart(group);
      const end = captureEnd(group);
      append<[number, number] | undefined>(parts, end === nowhere ? undefined : [start, end]);
    }
    const groups = this.names === "" ? undefined : newIndexGroups(this.names, parts);
    return matchArray<[number, number] | undefined>(parts, new MatchDetails(0, undefined, groups, undefined));
  }
}

/** What a group of the match that was just found has taken; undefined if it took no part. */
export function captureText(text: string, group: u32): string | undefined {
  const end = captureEnd(group);
  return end === nowhere ? undefined : slice(text, captureStart(group), end);
}

/** ECMA-262 §7.1.20. */
function toLength(value: number): number {
  return value > 0 ? truncDouble(value) : 0;
}

/** What a literal makes, with the program that the compiler has made of it. */
export function newLiteral(source: string, flags: string, program: string, names: string): RegExp {
  return new RegExp(source, flags, program, names, undefined);
}

/** A literal with back references that don't care for case. */
export function newFoldingLiteral(source: string, flags: string, program: string, names: string): RegExp {
  return new RegExp(source, flags, program, names, flags.includes("u") ? unicodeFold : legacyFold);
}
