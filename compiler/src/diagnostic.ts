/**
 * What the compiler has to say about a program, and the two ways of printing it: `tsc`'s pretty form on a terminal, and its one-line form
 * `file(line,column): error OSC1001: message` for everything that reads the output.
 */

import { relative } from "node:path";

export interface Diagnostic {
  /** Path as shown; absent for what concerns no file. */
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  /** From 1. */
  readonly column?: number;
  /** Columns to underline; 1 if absent. */
  readonly length?: number;
  /** `TS2304` or `OSC1001`. */
  readonly code: string;
  /** What was written and why it can't be compiled. */
  readonly message: string;
  /** What to write instead. */
  readonly help?: string;
  /** The source line, for the pretty form. */
  readonly sourceLine?: string;
  /** A warning doesn't stop the compilation. Absent, it is an error. */
  readonly severity?: "error" | "warning";
}

export const isError = (diagnostic: Diagnostic): boolean => (diagnostic.severity ?? "error") === "error";

/** Relative to the current folder where that is shorter, as `tsc` shows paths. */
function shownPath(file: string): string {
  const near = relative(process.cwd(), file);
  return near.length < file.length ? near : file;
}

/** `file(line,column): error OSC1001: message`, with the help behind it. */
export function formatPlain(diagnostic: Diagnostic): string {
  const { file, line, column, code, message, help } = diagnostic;
  const shown = file === undefined ? "" : shownPath(file);
  const place = file === undefined ? "" : line === undefined ? `${shown}: ` : `${shown}(${line},${column ?? 1}): `;
  const text = help === undefined ? message : `${message}; ${help}`;
  return `${place}${diagnostic.severity ?? "error"} ${code}: ${text.replaceAll("\n", "\n  ")}`;
}

const styles = { reset: 0, bold: 1, red: 91, yellow: 93, cyan: 96, grey: 90, inverse: 7 } as const;

function styled(style: keyof typeof styles, text: string): string {
  return `\x1b[${styles[style]}m${text}\x1b[${styles.reset}m`;
}

/** With colours, the source line and an underline. */
export function formatPretty(diagnostic: Diagnostic): string {
  const { file, line, column = 1, code, message, help, sourceLine } = diagnostic;
  const severity = diagnostic.severity ?? "error";
  const colour = severity === "error" ? "red" : "yellow";
  let place = "";
  if (file !== undefined) {
    const at = line === undefined ? "" : `:${styled("yellow", String(line))}:${styled("yellow", String(column))}`;
    place = `${styled("cyan", shownPath(file))}${at} - `;
  }
  const out = [`${place}${styled(colour, severity)} ${styled("grey", `${code}:`)} ${message}`];
  if (sourceLine !== undefined && line !== undefined) {
    const number = String(line);
    const indent = sourceLine.slice(0, column - 1).replace(/[^\t]/g, " ");
    const length = Math.max(1, Math.min(diagnostic.length ?? 1, sourceLine.length - column + 1));
    out.push(
      "",
      `${styled("inverse", number)} ${sourceLine}`,
      `${styled("inverse", " ".repeat(number.length))} ${indent}${styled(colour, "~".repeat(length))}`,
    );
  }
  if (help !== undefined) out.push("", `  ${styled("cyan", "help:")} ${help}`);
  return `${out.join("\n")}\n`;
}

/** All of them, and on a terminal how many there were. */
export function formatDiagnostics(diagnostics: readonly Diagnostic[], pretty: boolean): string {
  if (diagnostics.length === 0) return "";
  const text = `${diagnostics.map(pretty ? formatPretty : formatPlain).join("\n")}\n`;
  if (!pretty) return text;
  const errors = diagnostics.filter(isError).length;
  return errors === 0 ? text : `${text}\nFound ${errors} error${errors === 1 ? "" : "s"}.\n`;
}
