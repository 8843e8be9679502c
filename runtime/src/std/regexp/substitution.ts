/** What stands for a match in a replacement text: `$&`, `$1`, `$<name>` and their kin (ECMA-262 §22.1.3.19.1, GetSubstitution). */
import { u32 as toU32, type u32 } from "osmium";
import { stringLength } from "osmium/internal";
import { append } from "../../rt/array.ts";
import { slice as sliceUnits, unitAt } from "../../rt/string.ts";
import { type Dictionary, entryIn } from "../dictionary.ts";
import { indexOf } from "../string.ts";

const dollar: u32 = 0x24;

/** A match that is to be replaced. */
export interface Replaced {
  readonly text: string;
  readonly start: u32;
  readonly end: u32;
  /** The capture groups, the match itself first. */
  readonly parts: (string | undefined)[];
  readonly groups: Dictionary<string> | undefined;
}

export function appendSubstitution(to: string[], replacement: string, match: Replaced): void {
  const length = stringLength(replacement);
  let copied: u32 = 0;
  let at: u32 = 0;
  while (at + 1 < length) {
    if (unitAt(replacement, at) !== dollar) {
      at += 1;
      continue;
    }
    const code = unitAt(replacement, at + 1);
    let value: string | undefined = "";
    let taken: u32 = 2;
    if (code === dollar) value = "$";
    else if (code === 0x26) value = match.parts[0];
    else if (code === 0x60) value = sliceUnits(match.text, 0, match.start);
    else if (code === 0x27) value = sliceUnits(match.text, match.end, stringLength(match.text));
    else if (code >= 0x30 && code <= 0x39) {
      const count = toU32(match.parts.length);
      let group = code - 0x30;
      const next = at + 2 < length ? unitAt(replacement, at + 2) : 0;
      if (next >= 0x30 && next <= 0x39 && group * 10 + (next - 0x30) < count && group * 10 + (next - 0x30) > 0) {
        group = group * 10 + (next - 0x30);
        taken = 3;
      }
      if (group === 0 || group >= count) {
        at += 1;
        continue;
      }
      value = match.parts[group];
    } else if (code === 0x3c && match.groups !== undefined) {
      const end = indexOf(replacement, ">", at + 2);
      if (end < 0) {
        at += 1;
        continue;
      }
      value = entryIn(match.groups, sliceUnits(replacement, at + 2, toU32(end)));
      taken = toU32(end) - at + 1;
    } else {
      at += 1;
      continue;
    }
    append(to, sliceUnits(replacement, copied, at));
    if (value !== undefined) append(to, value);
    at += taken;
    copied = at;
  }
  append(to, sliceUnits(replacement, copied, length));
}
