/** `osmium bench`. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Command } from "commander";
import { measureBoot } from "../boot-time.ts";
import { isRepository } from "../build.ts";
import { UserError } from "../errors.ts";
import { findProject, repository, root } from "../project.ts";
import { requireQemu } from "../qemu.ts";
import { makeCommand } from "./command.ts";

interface Flags {
  readonly runs: string;
  readonly save?: boolean;
  readonly until?: string;
  readonly buildDir?: string;
}

/** Those that only the repository has: `tools/bench-NAME.ts`. */
const own = ["lang", "memory", "tasks", "kernel"];

export const benchCommand = (): Command =>
  makeCommand<Flags>("bench", async (flags, [what = "", ...programs]) => {
    if (what === "boot") {
      const project = findProject(".", flags.buildDir);
      // The repository's own kernel is ready when its shell is; another, when it has said anything.
      const until = flags.until ?? (project.main === repository.main ? "osmium>" : "\n");
      requireQemu();
      await measureBoot(project, until, countOf(flags.runs));
      return 0;
    }
    if (!own.includes(what)) throw new UserError(`there is no bench ${what}; there are boot, ${own.join(", ")}`, 2);
    if (!isRepository()) throw new UserError(`bench ${what} is in Osmium's repository, not in the package`);
    const args = ["--import", "tsx", join(root, "tools", `bench-${what}.ts`), ...programs];
    if (what !== "kernel") args.push("--runs", String(countOf(flags.runs)));
    if (flags.save) args.push("--save");
    return spawnSync(process.execPath, args, { stdio: "inherit", cwd: root }).status ?? 1;
  });

function countOf(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1)
    throw new UserError(`--runs ${text}: a positive number of runs is needed`, 2);
  return count;
}
