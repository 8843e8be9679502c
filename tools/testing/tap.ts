/**
 * Reads what a test kernel reports: TAP version 14 with a YAML block behind a result (`kernel/src/test/report.ts` writes it), among whatever else the kernel
 * prints. Only as much of YAML as that needs.
 */

export interface TapFailure {
  readonly message: string;
  /** Functions of the call stack, a line each, innermost first. */
  readonly stack: readonly string[];
}

export interface TapResult {
  readonly name: string;
  readonly ok: boolean;
  /** `SKIP`, `TODO`, or empty. */
  readonly directive: string;
  readonly durationMs: number;
  readonly failures: readonly TapFailure[];
}

export interface TapReport {
  /** How many tests there are; null until the kernel has said so. */
  readonly planned: number | null;
  readonly results: readonly TapResult[];
  /** Left out by the filter. */
  readonly leftOut: number;
  /** The test that has begun and has not ended. */
  readonly running: string | null;
}

interface Reading {
  name: string;
  ok: boolean;
  directive: string;
  durationMs: number;
  failures: { message: string[]; stack: string[] }[];
}

export function parseTap(text: string): TapReport {
  let planned: number | null = null;
  let leftOut = 0;
  let running: string | null = null;
  const results: Reading[] = [];
  /** The lines of which block are being read. */
  let block: string[] | null = null;
  let inDetails = false;
  for (const line of text.replaceAll("\r", "").split("\n")) {
    const plan = /^1\.\.(\d+)$/.exec(line);
    const result = /^(not )?ok \d+ - (.*?)(?: # (SKIP|TODO))?$/.exec(line);
    const current = results.at(-1);
    if (line === "  ---" || line === "  ...") {
      inDetails = line === "  ---";
      block = null;
    } else if (inDetails && current !== undefined && line.startsWith("    ") && block !== null)
      block.push(line.slice(4));
    else if (inDetails && current !== undefined) block = detail(line, current);
    else if (plan) planned = Number(plan[1]);
    else if (result) {
      const [, not, name = "", directive = ""] = result;
      results.push({ name: withoutEscapes(name), ok: not === undefined, directive, durationMs: 0, failures: [] });
      running = null;
    } else if (line.startsWith("# running: ")) running = withoutEscapes(line.slice(11));
    else if (/^# \d+ left out by the filter$/.test(line)) leftOut = Number.parseInt(line.slice(2), 10);
    else if (line.startsWith("# ") && current?.ok === false) comment(line.slice(2), current);
  }
  return { planned, leftOut, running, results: results.map(finished) };
}

/** A key of the details; gives the lines to fill if its value is a block. */
function detail(line: string, current: Reading): string[] | null {
  const [, key, value] = /^ {2}(\w+): (.*)$/.exec(line) ?? [];
  if (key === "duration_ms") current.durationMs = Number(value);
  if (key === "message") {
    current.failures.push({ message: [], stack: [] });
    return current.failures.at(-1)!.message;
  }
  return key === "stack" ? (current.failures.at(-1)?.stack ?? null) : null;
}

/** A comment behind a failure: how programs without YAML say what is wrong. */
function comment(text: string, current: Reading): void {
  if (current.failures.length === 0) current.failures.push({ message: [], stack: [] });
  current.failures.at(-1)?.message.push(text);
}

function finished({ failures, ...rest }: Reading): TapResult {
  return {
    ...rest,
    failures: failures.map(({ message, stack }) => ({
      message: message.join("\n"),
      stack: stack.map((line) => line.trim().replace(/^at /, "")),
    })),
  };
}

const withoutEscapes = (title: string): string => title.replace(/\\([\\#])/g, "$1");
