/** Sessions with gdb as documents tell them: blocks of code marked `gdb`, in which `(gdb) ` begins a command and what follows is what gdb prints. `…` is anything. */
import { readFileSync } from "node:fs";

export interface Exchange {
  /** Empty: what is there before the first command. */
  readonly command: string;
  readonly printed: readonly string[];
  /** Of the document. */
  readonly line: number;
}

export function readSession(document: string): Exchange[] {
  const exchanges: Exchange[] = [];
  let inSession = false;
  let current: { command: string; printed: string[]; line: number } | undefined;
  for (const [index, line] of readFileSync(document, "utf8").split("\n").entries()) {
    if (line.startsWith("```")) {
      inSession = line === "```gdb";
      continue;
    }
    if (!inSession) continue;
    if (line.startsWith("(gdb) ") || current === undefined) {
      const command = line.startsWith("(gdb) ") ? line.slice(6) : "";
      current = { command, printed: command === "" ? [line] : [], line: index + 1 };
      exchanges.push(current);
    } else current.printed.push(line);
  }
  return exchanges;
}

/** Is a printed line what the document says? */
export function agrees(said: string, printed: string): boolean {
  const pattern = said
    .trimEnd()
    .split("…")
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"))
    .join(".*");
  return new RegExp(`^${pattern}$`).test(printed.trimEnd());
}
