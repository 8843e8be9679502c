/** `osmium build`. */
import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { buildKernel } from "../build.ts";
import { ElfFile } from "../elf.ts";
import { describeKernel } from "../image.ts";
import { debugElfOf, elfOf, findProject, shownPath } from "../project.ts";
import { makeCommand } from "./command.ts";

interface Flags {
  readonly debug?: boolean;
  readonly buildDir?: string;
}

export const buildCommand = (): Command =>
  makeCommand<Flags>("build", ({ debug = false, buildDir }) => {
    const project = findProject(".", buildDir);
    const output = debug ? debugElfOf(project) : elfOf(project);
    buildKernel(project.main, output, { debug, folder: project.folder });
    console.log(`${shownPath(output)}: ${describeKernel(new ElfFile(readFileSync(output)))}`);
    return 0;
  });
