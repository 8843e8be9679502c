/**
 * Keyboard layouts: what the keys type, as tables. Each level is four rows of characters, one for each key from left to right:
 *
 *     row 1: the key left of 1, then 1 to the second key right of 0
 *     row 2: Q to the second key right of P (by their places on a US keyboard, as below)
 *     row 3: A to the key left of Enter, two right of L and one more
 *     row 4: the key between the left Shift and Z, which US keyboards don't have, then Z to /
 *
 * A blank stands for a key that types nothing at that level. A combining character (U+0300 …) is a dead key: it goes onto the letter that comes next.
 * The tables follow what the keys have printed on them, and what Windows makes of them.
 */
import { KeyCode } from "./keys.ts";

export interface Layout {
  /** What `keyboard` calls it. */
  readonly name: string;
  readonly title: string;
  readonly plain: readonly string[];
  readonly shift: readonly string[];
  /** With AltGr; none: the right Alt key is an Alt key. */
  readonly altGr: readonly string[] | null;
  readonly shiftAltGr: readonly string[] | null;
  /** The keypad's decimal key. */
  readonly decimal: string;
}

const grave = "\u0300";
const acute = "\u0301";
const circumflex = "\u0302";
const tilde = "\u0303";
const diaeresis = "\u0308";

const us: Layout = {
  name: "us",
  title: "US",
  plain: ["`1234567890-=", "qwertyuiop[]", "asdfghjkl;'\\", "\\zxcvbnm,./"],
  shift: ["~!@#$%^&*()_+", "QWERTYUIOP{}", 'ASDFGHJKL:"|', "|ZXCVBNM<>?"],
  altGr: null,
  shiftAltGr: null,
  decimal: ".",
};

const uk: Layout = {
  name: "uk",
  title: "United Kingdom",
  plain: ["`1234567890-=", "qwertyuiop[]", "asdfghjkl;'#", "\\zxcvbnm,./"],
  shift: ['¬!"£$%^&*()_+', "QWERTYUIOP{}", "ASDFGHJKL:@~", "|ZXCVBNM<>?"],
  altGr: ["¦   €        ", "  é   úíó   ", "á           ", "           "],
  shiftAltGr: ["             ", "  É   ÚÍÓ   ", "Á           ", "           "],
  decimal: ".",
};

const german: Layout = {
  name: "de",
  title: "German",
  plain: [`${circumflex}1234567890ß${acute}`, "qwertzuiopü+", "asdfghjklöä#", "<yxcvbnm,.-"],
  shift: [`°!"§$%&/()=?${grave}`, "QWERTZUIOPÜ*", "ASDFGHJKLÖÄ'", ">YXCVBNM;:_"],
  altGr: ["  ²³   {[]}\\ ", "@ €        ~", "            ", "|      µ   "],
  shiftAltGr: null,
  decimal: ",",
};

const french: Layout = {
  name: "fr",
  title: "French",
  plain: ["²&é\"'(-è_çà)=", `azertyuiop${circumflex}$`, "qsdfghjklmù*", "<wxcvbn,;:!"],
  shift: [" 1234567890°+", `AZERTYUIOP${diaeresis}£`, "QSDFGHJKLM%µ", ">WXCVBN?./§"],
  altGr: [`  ${tilde}#{[|${grave}\\^@]}`, "  €        ¤", "            ", "           "],
  shiftAltGr: null,
  decimal: ".",
};

const dvorak: Layout = {
  name: "dvorak",
  title: "Dvorak",
  plain: ["`1234567890[]", "',.pyfgcrl/=", "aoeuidhtns-\\", "\\;qjkxbmwvz"],
  shift: ["~!@#$%^&*(){}", '"<>PYFGCRL?+', "AOEUIDHTNS_|", "|:QJKXBMWVZ"],
  altGr: null,
  shiftAltGr: null,
  decimal: ".",
};

export const layouts: readonly Layout[] = [us, uk, german, french, dvorak];

/** Names for `findLayout`. */
export const layoutNames: readonly string[] = layouts.map((layout) => layout.name);

/** The layout with a name; null when there is none. */
export function findLayout(name: string): Layout | null {
  return layouts.find((layout) => layout.name === name) ?? null;
}

/** Codes of the keys in the rows, at the places of their characters. */
export const rowCodes: readonly (readonly number[])[] = [
  [KeyCode.Backquote, ...codesFrom(KeyCode.Digit1, 12)],
  codesFrom(KeyCode.Q, 12),
  [...codesFrom(KeyCode.A, 11), KeyCode.Backslash],
  [KeyCode.IntlBackslash, ...codesFrom(KeyCode.Z, 10)],
];

function codesFrom(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => first + i);
}

export function isDeadKey(character: string): boolean {
  const unit = character.charCodeAt(0);
  return unit >= 0x300 && unit < 0x370;
}

interface Accent {
  readonly combining: string;
  /** The accent by itself: what a dead key gives before a blank, or twice. */
  readonly alone: string;
  /** Letters, and at the same places what they become. */
  readonly letters: string;
  readonly composed: string;
}

const accents: readonly Accent[] = [
  { combining: grave, alone: "`", letters: "aeiouAEIOU", composed: "àèìòùÀÈÌÒÙ" },
  { combining: acute, alone: "´", letters: "aeiouyAEIOUY", composed: "áéíóúýÁÉÍÓÚÝ" },
  { combining: circumflex, alone: "^", letters: "aeiouAEIOU", composed: "âêîôûÂÊÎÔÛ" },
  { combining: tilde, alone: "~", letters: "anoANO", composed: "ãñõÃÑÕ" },
  { combining: diaeresis, alone: "¨", letters: "aeiouyAEIOU", composed: "äëïöüÿÄËÏÖÜ" },
];

/** The accent of a dead key by itself. */
export function accentOf(dead: string): string {
  return accents.find((accent) => accent.combining === dead)?.alone ?? "";
}

/** The character that a dead key and the next one make: the letter with the accent, or the accent alone for a blank or the same dead key again. Null: none. */
export function compose(dead: string, next: string): string | null {
  const accent = accents.find((each) => each.combining === dead);
  if (accent === undefined) return null;
  if (next === " " || next === dead) return accent.alone;
  const at = accent.letters.indexOf(next);
  return at < 0 ? null : accent.composed.charAt(at);
}
