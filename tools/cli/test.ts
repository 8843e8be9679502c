/** `osmium test`. */
import type { Command } from "commander";
import { UserError } from "../errors.ts";
import { findProject } from "../project.ts";
import { requireQemu } from "../qemu.ts";
import { findTestFiles } from "../testing/files.ts";
import { makeReporter, type ReporterName, reporterNames } from "../testing/reporters.ts";
import { countOutcomes, runFiles } from "../testing/run.ts";
import { watchFiles } from "../testing/watch.ts";
import { makeCommand } from "./command.ts";

interface Flags {
  readonly filter?: string;
  readonly watch?: boolean;
  readonly reporter: string;
  readonly memory: string;
  readonly timeout: string;
  readonly buildDir?: string;
}

export const testCommand = (): Command =>
  makeCommand<Flags>("test", async (flags, given) => {
    const { filter = "", memory } = flags;
    const name = reporterOf(flags.reporter);
    const silenceMs = Number(flags.timeout) * 1000;
    if (!(silenceMs > 0)) throw new UserError(`--timeout ${flags.timeout}: a number of seconds is needed`, 2);
    const project = findProject(".", flags.buildDir);
    requireQemu();
    const options = { filter, memory, silenceMs };
    if (flags.watch) return watchFiles(project, given, options, () => makeReporter(name, project.folder));
    const files = findTestFiles(project, given);
    const outcomes = await runFiles(project, files, options, makeReporter(name, project.folder));
    const { passed, failed } = countOutcomes(outcomes);
    if (passed + failed === 0) {
      if (filter !== "") console.error(`no title of a test contains “${filter}”`);
      return 1;
    }
    return failed === 0 ? 0 : 1;
  });

function reporterOf(text: string): ReporterName {
  const name = reporterNames.find((one) => one === text);
  if (name === undefined) throw new UserError(`--reporter ${text}: there are ${reporterNames.join(", ")}`, 2);
  return name;
}
