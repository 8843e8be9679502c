/** `osmium debug`. */
import type { Command } from "commander";
import { findProject } from "../project.ts";
import { runProject } from "../run.ts";
import { makeCommand } from "./command.ts";

export const debugCommand = (): Command =>
  makeCommand("debug", () => runProject(findProject("."), { memory: "128M", machine: "pc", gdb: true }));
