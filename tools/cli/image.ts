/** `osmium image`. */
import type { Command } from "commander";
import { buildProjectImage, describeImage } from "../image.ts";
import { findProject } from "../project.ts";
import { makeCommand } from "./command.ts";

interface Flags {
  readonly append?: string;
  readonly buildDir?: string;
}

export const imageCommand = (): Command =>
  makeCommand<Flags>("image", ({ append, buildDir }) => {
    const project = findProject(".", buildDir);
    const { elf, disk } = buildProjectImage(project, append);
    console.log(describeImage(project, elf, disk));
    return 0;
  });
