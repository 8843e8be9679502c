/** `osmium test`. */
import type { Command } from "commander";
import { UserError } from "../errors.ts";
import { makeCommand } from "./command.ts";

export const testCommand = (): Command =>
  makeCommand("test", () => {
    throw new UserError("no test kernels here");
  });
