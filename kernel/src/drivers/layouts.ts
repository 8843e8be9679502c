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

/** Where a key is in a level: the row and the place in it; null for a key outside of the four rows. */
function placeOf(code: number): readonly [row: number, column: number] | null {
  if (code === KeyCode.Backquote) return [0, 0];
  if (code >= KeyCode.Digit1 && code <= KeyCode.Equal) return [0, code - KeyCode.Digit1 + 1];
  if (code >= KeyCode.Q && code <= KeyCode.RightBracket) return [1, code - KeyCode.Q];
  if (code >= KeyCode.A && code <= KeyCode.Quote) return [2, code - KeyCode.A];
  if (code === KeyCode.Backslash) return [2, 11];
  if (code === KeyCode.IntlBackslash) return [3, 0];
  if (code >= KeyCode.Z && code <= KeyCode.Slash) return [3, code - KeyCode.Z + 1];
  return null;
}

/** Which modifiers count for what a key types. */
export interface Level {
  readonly shift: boolean;
  readonly capsLock: boolean;
  readonly altGr: boolean;
}

/** What a key of the four rows types; null for nothing. A combining character is a dead key. */
export function characterOf(layout: Layout, code: number, level: Level): string | null {
  const place = placeOf(code);
  if (place === null) return null;
  const [row, column] = place;
  if (level.altGr && layout.altGr !== null) {
    const rows = level.shift && layout.shiftAltGr !== null ? layout.shiftAltGr : layout.altGr;
    return printed(rows[row].charAt(column));
  }
  const plain = layout.plain[row].charAt(column);
  const shifted = layout.shift[row].charAt(column);
  // Caps Lock is for letters; with Shift it is undone.
  const upper = level.capsLock && isCasePair(plain, shifted) ? !level.shift : level.shift;
  return printed(upper ? shifted : plain);
}

function printed(character: string): string | null {
  return character === " " || character === "" ? null : character;
}

/** A small letter and its capital, of ASCII and Latin-1. */
function isCasePair(small: string, capital: string): boolean {
  const unit = small.charCodeAt(0);
  const isLetter = (unit >= 0x61 && unit <= 0x7a) || (unit >= 0xe0 && unit <= 0xfe);
  return isLetter && capital.charCodeAt(0) === unit - 0x20;
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
