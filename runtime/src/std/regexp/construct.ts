/** `new RegExp(pattern, flags)` (ECMA-262 §22.2.3.1): compiles a text while the program runs. */
import { compilePattern } from "./codegen.ts";
import { orderedFlags, parseFlags } from "./flags.ts";
import { legacyFold, unicodeFold } from "./fold.ts";
import { RegExp } from "./regexp.ts";

/** Throws `SyntaxError` for what is no pattern, or no flags. */
export function newRegExp(pattern: string, flags: string): RegExp {
  const ordered = orderedFlags(flags);
  if (ordered === undefined) throw new SyntaxError(`Invalid flags supplied to RegExp constructor '${flags}'`);
  const program = compilePattern(pattern, parseFlags(ordered));
  return new RegExp(
    escapedSource(pattern),
    ordered,
    program.code,
    program.names,
    ordered.includes("u") ? unicodeFold : legacyFold,
  );
}

/** The same with what another one has. */
export function copyRegExp(pattern: RegExp, flags: string | undefined): RegExp {
  return newRegExp(pattern.source, flags ?? pattern.flags);
}

/** `new RegExp(pattern, flags)` of a text or another one. */
export function regExpOfEither(pattern: string | RegExp, flags: string | undefined): RegExp {
  return typeof pattern === "string" ? newRegExp(pattern, flags ?? "") : copyRegExp(pattern, flags);
}

/** What `match` and `search` take. */
export function patternOfEither(pattern: string | RegExp): RegExp {
  return typeof pattern === "string" ? newRegExp(pattern, "") : pattern;
}

/** What `replace` and `split` search for: a text stands for itself. `flags` are those of what a text becomes. */
export function searchOfEither(pattern: string | RegExp, flags: string): RegExp {
  if (typeof pattern !== "string") return pattern;
  let literal = "";
  for (let at = 0; at < pattern.length; at++) {
    const letter = pattern.charAt(at);
    literal += "^$\\.*+?()[]{}|/".includes(letter) ? `\\${letter}` : letter;
  }
  return newRegExp(literal, flags);
}

/** The text as it would stand in a literal (§22.2.6.13.1, EscapeRegExpPattern). */
function escapedSource(pattern: string): string {
  if (pattern === "") return "(?:)";
  let result = "";
  let inClass = false;
  for (let at = 0; at < pattern.length; at++) {
    const letter = pattern.charAt(at);
    if (letter === "\\") {
      at++;
      const next = pattern.charAt(at);
      result += next === "\n" ? "\\n" : next === "\r" ? "\\r" : `\\${next}`;
      continue;
    }
    if (letter === "[") inClass = true;
    else if (letter === "]") inClass = false;
    if (letter === "/" && !inClass) result += "\\/";
    else if (letter === "\n") result += "\\n";
    else if (letter === "\r") result += "\\r";
    else if (letter === "\u2028") result += "\\u2028";
    else if (letter === "\u2029") result += "\\u2029";
    else result += letter;
  }
  return result;
}
