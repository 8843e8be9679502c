/** The object of named groups. What took no part is there and `undefined`, whatever the type of its entries says (see `early-field.ts` of the compiler). */
import { unchecked } from "osmium/internal";
import type { Dictionary } from "../dictionary.ts";
import { MatchGroups } from "./match-details.ts";

/** Calls `put` for each `index:name` of a list. */
function eachName(names: string, put: (name: string, index: number) => void): void {
  for (const entry of names.split(",")) {
    const colon = entry.indexOf(":");
    put(entry.slice(colon + 1), Number(entry.slice(0, colon)));
  }
}

export function newGroups(names: string, parts: (string | undefined)[]): Dictionary<string> {
  const result = new MatchGroups<string>();
  eachName(names, (name, index) => result.putEntry(name, unchecked<string>(parts[index])));
  return result;
}

export function newIndexGroups(names: string, parts: ([number, number] | undefined)[]): Dictionary<[number, number]> {
  const result = new MatchGroups<[number, number]>();
  eachName(names, (name, index) => result.putEntry(name, unchecked<[number, number]>(parts[index])));
  return result;
}
