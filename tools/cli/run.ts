/** `osmium run`. */
import type { Command } from "commander";
import { findProject } from "../project.ts";
import { type RunOptions, runProject } from "../run.ts";
import { makeCommand } from "./command.ts";

interface Flags extends RunOptions {
  readonly buildDir?: string;
}

export const runCommand = (): Command =>
  makeCommand<Flags>("run", ({ buildDir, ...options }) => runProject(findProject(".", buildDir), options));
