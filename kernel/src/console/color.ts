/**
 * Colours of the text screen. Foregrounds may be light; a background may not, since its high bit makes text blink: so the two are
 * different types, and a wrong one does not compile. Who means blinking says so: `bg: Blink(Color.Red)`.
 */
import { u8 } from "osmium";

/** The eight dark colours: for text, and for what is behind it. */
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

/** The eight light colours: for text only. */
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

/** A background on which the text blinks. Made by `Blink`; numbers of its own, so that a light colour's is none of them. */
export enum BlinkingColor {
  Black = 16,
  Blue = 17,
  Green = 18,
  Cyan = 19,
  Red = 20,
  Magenta = 21,
  Brown = 22,
  LightGray = 23,
}

/** What text can have: any of the sixteen colours. */
export type Foreground = Color | LightColor;
/** What can be behind text: a dark colour, or a blinking one. */
export type Background = Color | BlinkingColor;

/** The background `color`, on which the text blinks. */
export function Blink(color: Color): BlinkingColor {
  const blinking: number = color + 16;
  return blinking;
}

/** How text looks. */
export interface Style {
  /** Foreground; that of the default style unless given. */
  readonly fg?: Foreground;
  /** Background; that of the default style unless given. */
  readonly bg?: Background;
}

/**
 * The attribute byte of a cell: foreground in bits 0 to 3, background in bits 4 to 6, blinking in bit 7 (IBM VGA, attribute controller
 * mode register, bit 3 set).
 */
export type ColorCode = u8;

/** Light grey on black. */
export const plainCode: ColorCode = 0x07;

/** A style and nothing else: the default one. */
export const plain: Style = {};

/** Encodes a foreground and a background. */
export function encodeColor(fg: Foreground, bg: Background): ColorCode {
  const foreground: number = fg;
  const background: number = bg;
  return u8((background >= 16 ? background - 8 : background) * 16 + foreground);
}

/** The foreground of a code: a `LightColor` if its bit 3 is set. */
export function foregroundOf(code: ColorCode): Foreground {
  const foreground: number = code & 15;
  if (foreground >= 8) {
    const light: LightColor = foreground;
    return light;
  }
  const color: Color = foreground;
  return color;
}

/** The background of a code: a `BlinkingColor` if its bit 7 is set. */
export function backgroundOf(code: ColorCode): Background {
  const background: number = code >>> 4;
  if (background >= 8) {
    const blinking: BlinkingColor = background + 8;
    return blinking;
  }
  const color: Color = background;
  return color;
}

/** Decodes a code into the style that is encoded as it. */
export function decodeColor(code: ColorCode): Required<Style> {
  return { fg: foregroundOf(code), bg: backgroundOf(code) };
}

/** The code of a style; what the style leaves open is as in `base`. */
export function attributeOf(style: Style, base: ColorCode = plainCode): ColorCode {
  return encodeColor(style.fg ?? foregroundOf(base), style.bg ?? backgroundOf(base));
}
