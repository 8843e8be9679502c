/** One string out of many, measured first: each is copied once. */
import type { u32 } from "osmium";
import { stringFlags, stringLength } from "osmium/internal";
import { copyUnits, newText, wide } from "../rt/string.ts";

export function joinTexts(texts: readonly string[], separator: string): string {
  let length: u32 = 0;
  let flags: u32 = texts.length > 1 ? stringFlags(separator) : 0;
  const gap = stringLength(separator);
  for (let index = 0; index < texts.length; index++) {
    const text = texts[index];
    if (index > 0) length += gap;
    length += stringLength(text);
    flags = flags | stringFlags(text);
  }
  if (texts.length === 0) return "";
  if (texts.length === 1) return texts[0];
  const result = newText(length, flags & wide);
  let at: u32 = 0;
  for (let index = 0; index < texts.length; index++) {
    const text = texts[index];
    if (index > 0) {
      copyUnits(result, at, separator, 0, gap);
      at += gap;
    }
    copyUnits(result, at, text, 0, stringLength(text));
    at += stringLength(text);
  }
  return result;
}
