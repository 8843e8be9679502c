/** The flags of a regular expression (ECMA-262 §22.2.3.3). */

export interface Flags {
  /** All of them, in order. */
  readonly text: string;
  readonly hasIndices: boolean;
  readonly global: boolean;
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
  readonly unicode: boolean;
  readonly sticky: boolean;
}

/** In the order in which `flags` shows them. `v`, sets of characters and strings, is not there. */
export const flagLetters = "dgimsuy";

/** The flags in that order; undefined if one is unknown or there twice. */
export function orderedFlags(flags: string): string | undefined {
  for (let at = 0; at < flags.length; at++) {
    const letter = flags.charAt(at);
    if (!flagLetters.includes(letter) || flags.indexOf(letter) !== at) return undefined;
  }
  let result = "";
  for (let at = 0; at < flagLetters.length; at++)
    if (flags.includes(flagLetters.charAt(at))) result += flagLetters.charAt(at);
  return result;
}

/** @param flags As `orderedFlags` gives them. */
export function parseFlags(flags: string): Flags {
  return {
    text: flags,
    hasIndices: flags.includes("d"),
    global: flags.includes("g"),
    ignoreCase: flags.includes("i"),
    multiline: flags.includes("m"),
    dotAll: flags.includes("s"),
    unicode: flags.includes("u"),
    sticky: flags.includes("y"),
  };
}
