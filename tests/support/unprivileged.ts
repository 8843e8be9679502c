/** Running a program as somebody who may write only where everybody may: permissions mean nothing to root, as whom tests often run. */
import { spawnSync } from "node:child_process";

const nobody = 65534;
const isRoot = process.getuid?.() === 0;

/** Can a program be started that permissions mean something to? */
export const canBeUnprivileged = !isRoot || spawnSync("setpriv", ["--version"]).status === 0;

/** What to start instead of a program and its arguments. */
export function unprivileged(program: string, args: readonly string[]): [string, string[]] {
  if (!isRoot) return [program, [...args]];
  return ["setpriv", [`--reuid=${nobody}`, `--regid=${nobody}`, "--clear-groups", "--", program, ...args]];
}
