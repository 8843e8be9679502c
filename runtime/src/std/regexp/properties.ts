/** The characters with a property, for `\p{…}` (ECMA-262 §22.2.2.9): General_Category, Script, and the binary properties of the tables. */
import { type CharSet, complementOf, lastPoint } from "./char-set.ts";
import { unpacked } from "./fold.ts";
import {
  binaryNames,
  binaryRanges,
  categoryNames,
  categoryRanges,
  scriptNames,
  scriptRanges,
} from "./property-tables.ts";

/** `\p{name}` or `\p{name=value}`; undefined if there is none, or it is not in the tables. */
export function propertySet(name: string, value: string | undefined): CharSet | undefined {
  if (value === undefined) {
    if (name === "Any") return [0, lastPoint];
    if (name === "ASCII") return [0, 0x7f];
    if (name === "Assigned") return complementOf(find(categoryNames, categoryRanges, "Cn")!, lastPoint);
    return find(categoryNames, categoryRanges, name) ?? find(binaryNames, binaryRanges, name);
  }
  if (name === "General_Category" || name === "gc") return find(categoryNames, categoryRanges, value);
  if (name === "Script" || name === "sc") return find(scriptNames, scriptRanges, value);
  return undefined;
}

function find(names: readonly string[], ranges: readonly string[], name: string): CharSet | undefined {
  const index = names.findIndex((aliases) => aliases.includes(`|${name}|`));
  if (index < 0 || name === "" || name.includes("|")) return undefined;
  const ends: number[] = [];
  let last = 0;
  for (const distance of unpacked(ranges[index]!)) {
    last += distance;
    ends.push(last);
  }
  return ends;
}
