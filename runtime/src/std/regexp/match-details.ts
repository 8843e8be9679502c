/** What the array that `exec` gives has besides its elements (ECMA-262 §22.2.7.2): one object, which the array refers to. */
import { matchDetails, unchecked } from "osmium/internal";
import { Dictionary } from "../dictionary.ts";
import { addProperty, type Description, describeArray, valueRole } from "../inspect/description.ts";

export class MatchDetails {
  readonly index: number;
  /** Undefined for the array of indices, which has `groups` alone. */
  readonly input: string | undefined;
  /** A dictionary of texts or, in the array of indices, of pairs. */
  readonly groups: object | undefined;
  readonly indices: ([number, number] | undefined)[] | undefined;

  constructor(
    index: number,
    input: string | undefined,
    groups: object | undefined,
    indices: ([number, number] | undefined)[] | undefined,
  ) {
    this.index = index;
    this.input = input;
    this.groups = groups;
    this.indices = indices;
  }
}

/** The named groups of a match: an object without a prototype. */
export class MatchGroups<V> extends Dictionary<V> {}

// An array without details is what `match` gives with the flag `g`.

export function matchIndex<T>(match: readonly T[]): number | undefined {
  const details = matchDetails<MatchDetails>(match);
  return details === undefined ? undefined : details.index;
}

export function matchInput<T>(match: readonly T[]): string | undefined {
  const details = matchDetails<MatchDetails>(match);
  return details === undefined ? undefined : details.input;
}

export function matchGroups<T>(match: readonly T[]): object | undefined {
  const details = matchDetails<MatchDetails>(match);
  return details === undefined ? undefined : details.groups;
}

export function matchIndices<T>(match: readonly T[]): ([number, number] | undefined)[] | undefined {
  const details = matchDetails<MatchDetails>(match);
  return details === undefined ? undefined : details.indices;
}

/** As `describeArray`, with the properties. */
export function describeMatch<T>(match: T[], most: number): Description {
  const result = describeArray(match, most);
  const details = matchDetails<MatchDetails>(match);
  if (details === undefined) return result;
  if (details.input !== undefined) {
    addProperty(result, "index", details.index, valueRole);
    addProperty(result, "input", details.input, valueRole);
  }
  addProperty(result, "groups", details.groups, valueRole);
  if (details.indices !== undefined) addProperty(result, "indices", details.indices, valueRole);
  return result;
}

/** Throws if a group took no part in the match: its text is `undefined`, and an array of strings is due. */
export function onlyStrings(match: (string | undefined)[]): string[] {
  for (const part of match)
    if (part === undefined) throw new TypeError("a group of the regular expression took no part in the match");
  return unchecked<string[]>(match);
}
