/**
 * Colours of the text screen. Foregrounds may be light; a background may not, since its high bit makes text blink: so the two are
 * different types, and a wrong one does not compile.
 */
import { u8 } from "osmium";

export enum Color {
  Black = 0,
  Blue = 1,
  Green = 2,
  Cyan = 3,
  Red = 4,
  Magenta = 5,
  Brown = 6,
  LightGray = 7,
}

export enum LightColor {
  DarkGray = 8,
  Blue = 9,
  Green = 10,
  Cyan = 11,
  Red = 12,
  Magenta = 13,
  Yellow = 14,
  White = 15,
}

export interface Style {
  /** Foreground; light grey unless given. */
  readonly fg?: Color | LightColor;
  /** Background; black unless given. */
  readonly bg?: Color;
  readonly blink?: boolean;
}

export const plain: Style = {};

/** The attribute byte: background in bits 4 to 6, foreground in bits 0 to 3, blinking in bit 7. */
export function attributeOf(style: Style): u8 {
  const foreground: number = style.fg ?? Color.LightGray;
  const background: number = style.bg ?? Color.Black;
  return u8(background * 16 + foreground + (style.blink === true ? 128 : 0));
}

/** The digit of a colour in ANSI escape sequences, where red and blue have changed places. */
function ansiDigit(color: number): number {
  const low = color % 8;
  return (low % 2) * 4 + (Math.floor(low / 2) % 2) * 2 + Math.floor(low / 4);
}

/** The escape sequence that starts a style on a terminal; empty for the plain one. */
export function ansiOf(style: Style): string {
  let codes = "";
  if (style.fg !== undefined) {
    const color: number = style.fg;
    codes = `${(color >= 8 ? 90 : 30) + ansiDigit(color)}`;
  }
  if (style.bg !== undefined) codes += `${codes === "" ? "" : ";"}${40 + ansiDigit(style.bg)}`;
  if (style.blink === true) codes += `${codes === "" ? "" : ";"}5`;
  return codes === "" ? "" : `\u001b[${codes}m`;
}
