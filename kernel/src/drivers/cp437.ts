/** Code page 437, the characters of a PC's text mode, from Unicode. */
import { u8 } from "osmium";

/** The characters 0x80 to 0xff, in order. */
const upperHalf =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";

/** Characters that have pictures where ASCII has control codes: Unicode, then their place. */
const lowerHalf = "☺☻♥♦♣♠•◘○◙♂♀♪♫☼►◄↕‼¶§▬↨↑↓→←∟↔▲▼";

/** What is shown for a character that is not there: a small block. */
export const replacement: u8 = 0xfe;

/** The place of a Unicode character in code page 437. */
export function cp437FromUnicode(codePoint: number): u8 {
  if (codePoint >= 0x20 && codePoint < 0x7f) return u8(codePoint);
  for (let i = 0; i < upperHalf.length; i++) {
    if (upperHalf.charCodeAt(i) === codePoint) return u8(0x80 + i);
  }
  for (let i = 0; i < lowerHalf.length; i++) {
    if (lowerHalf.charCodeAt(i) === codePoint) return u8(1 + i);
  }
  switch (codePoint) {
    case 0x2013: // dashes, quotation marks and ellipsis by their nearest relatives
    case 0x2014:
      return 0x2d;
    case 0x2018:
    case 0x2019:
      return 0x27;
    case 0x201c:
    case 0x201d:
      return 0x22;
    default:
      return replacement;
  }
}
