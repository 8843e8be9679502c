/** Code page 437, the characters of a PC's text mode, from Unicode. */
import { u8, u32 } from "osmium";

/** The characters 0x80 to 0xff, in order. */
const upperHalf =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";

/** The pictures 0x01 to 0x1f, in order: where ASCII has control codes. */
const lowerHalf = "☺☻♥♦♣♠•◘○◙♂♀♪♫☼►◄↕‼¶§▬↨↑↓→←∟↔▲▼";

/** Characters that look like one that is there, … */
const relatives = "–—−‐‑‘’‚‛“”„×¦βμΩ∑∈∅ø⋅✓☐";
/** … and that one. `relativeCodes[i]` is the code for `relatives[i]`. */
const relativeCodes =
  "-----\x27\x27\x27\x27\x22\x22\x22\x78\x7c\u00e1\u00e6\u00ea\u00e4\u00ee\u00ed\u00ed\u00fa\u00fb\u00fe";

/** What is shown for a character that is not there: a small block. */
export const replacement: u8 = 0xfe;

function placeIn(characters: string, codePoint: u32): number {
  for (let i = 0; i < characters.length; i++) {
    if (characters.charCodeAt(i) === codePoint) return i;
  }
  return -1;
}

/** The place of a Unicode character in code page 437; `replacement` if it has none. */
export function cp437FromUnicode(codePoint: u32): u8 {
  if (codePoint >= 0x20 && codePoint < 0x7f) return u8(codePoint);
  if (codePoint === 0x2302) return 0x7f; // a house
  const upper = placeIn(upperHalf, codePoint);
  if (upper >= 0) return u8(0x80 + upper);
  const lower = placeIn(lowerHalf, codePoint);
  if (lower >= 0) return u8(1 + lower);
  const relative = placeIn(relatives, codePoint);
  return relative >= 0 ? u8(relativeCodes.charCodeAt(relative)) : replacement;
}

/** The Unicode character at a place of code page 437; a blank for 0. */
export function unicodeFromCp437(code: u8): u32 {
  if (code >= 0x80) return u32(upperHalf.charCodeAt(code - 0x80));
  if (code === 0x7f) return 0x2302;
  if (code >= 0x20) return u32(code);
  return code === 0 ? 0x20 : u32(lowerHalf.charCodeAt(code - 1));
}
