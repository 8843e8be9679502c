/** Keys and what happens to them. Keys are numbered as scan-code set 1 does; those that send the prefix 0xe0 have 0x100 added. */

/** Keys by their place: letters and signs are named by what they type on a US keyboard. */
export enum KeyCode {
  /** A character that came from elsewhere than a keyboard. */
  None = 0,
  Escape = 0x01,
  Digit1 = 0x02,
  Digit2 = 0x03,
  Digit3 = 0x04,
  Digit4 = 0x05,
  Digit5 = 0x06,
  Digit6 = 0x07,
  Digit7 = 0x08,
  Digit8 = 0x09,
  Digit9 = 0x0a,
  Digit0 = 0x0b,
  Minus = 0x0c,
  Equal = 0x0d,
  Backspace = 0x0e,
  Tab = 0x0f,
  Q = 0x10,
  W = 0x11,
  E = 0x12,
  R = 0x13,
  T = 0x14,
  Y = 0x15,
  U = 0x16,
  I = 0x17,
  O = 0x18,
  P = 0x19,
  LeftBracket = 0x1a,
  RightBracket = 0x1b,
  Enter = 0x1c,
  LeftControl = 0x1d,
  A = 0x1e,
  S = 0x1f,
  D = 0x20,
  F = 0x21,
  G = 0x22,
  H = 0x23,
  J = 0x24,
  K = 0x25,
  L = 0x26,
  Semicolon = 0x27,
  Quote = 0x28,
  Backquote = 0x29,
  LeftShift = 0x2a,
  Backslash = 0x2b,
  Z = 0x2c,
  X = 0x2d,
  C = 0x2e,
  V = 0x2f,
  B = 0x30,
  N = 0x31,
  M = 0x32,
  Comma = 0x33,
  Period = 0x34,
  Slash = 0x35,
  RightShift = 0x36,
  KeypadMultiply = 0x37,
  LeftAlt = 0x38,
  Space = 0x39,
  CapsLock = 0x3a,
  F1 = 0x3b,
  F2 = 0x3c,
  F3 = 0x3d,
  F4 = 0x3e,
  F5 = 0x3f,
  F6 = 0x40,
  F7 = 0x41,
  F8 = 0x42,
  F9 = 0x43,
  F10 = 0x44,
  NumLock = 0x45,
  ScrollLock = 0x46,
  Keypad7 = 0x47,
  Keypad8 = 0x48,
  Keypad9 = 0x49,
  KeypadMinus = 0x4a,
  Keypad4 = 0x4b,
  Keypad5 = 0x4c,
  Keypad6 = 0x4d,
  KeypadPlus = 0x4e,
  Keypad1 = 0x4f,
  Keypad2 = 0x50,
  Keypad3 = 0x51,
  Keypad0 = 0x52,
  KeypadDecimal = 0x53,
  /** Print Screen while Alt is held. */
  SysRq = 0x54,
  /** The key beside the left Shift that US keyboards don't have. */
  IntlBackslash = 0x56,
  F11 = 0x57,
  F12 = 0x58,
  KeypadEnter = 0x11c,
  RightControl = 0x11d,
  KeypadDivide = 0x135,
  PrintScreen = 0x137,
  RightAlt = 0x138,
  /** Pause; with Control it sends the number of Break. */
  Pause = 0x145,
  Break = 0x146,
  Home = 0x147,
  Up = 0x148,
  PageUp = 0x149,
  Left = 0x14b,
  Right = 0x14d,
  End = 0x14f,
  Down = 0x150,
  PageDown = 0x151,
  Insert = 0x152,
  Delete = 0x153,
  LeftMeta = 0x15b,
  RightMeta = 0x15c,
  Menu = 0x15d,
}

/** A key that was pressed, repeated or released. */
export interface KeyEvent {
  /** Where it came from. */
  readonly source: "keyboard" | "serial";
  /** A `KeyCode`, or another key's number. */
  readonly code: number;
  /** Pressed, or else released. */
  readonly pressed: boolean;
  /** Pressed again by the keyboard, because the key is held down. */
  readonly repeat: boolean;
  /** Was a Shift key held? */
  readonly shift: boolean;
  /** Was a Control key held? */
  readonly control: boolean;
  /** The left Alt key, or the right one where the layout has no use of its own for it. */
  readonly alt: boolean;
  /** The right Alt key of a layout with a third character on its keys. */
  readonly altGr: boolean;
  /** What the key types; null for one that types nothing, and for a release. */
  readonly character: string | null;
}
