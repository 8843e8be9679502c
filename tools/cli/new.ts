/** `osmium new`. */
import { spawnSync } from "node:child_process";
import { relative } from "node:path";
import type { Command } from "commander";
import { UserError } from "../errors.ts";
import { findInPath } from "../host.mjs";
import { createProject } from "../new.ts";
import { makeCommand } from "./command.ts";

interface Flags {
  readonly name?: string;
  readonly install: boolean;
}

export const newCommand = (): Command =>
  makeCommand<Flags>("new", ({ name, install }, [folder = "."]) => {
    const target = createProject(folder, name);
    const steps = relative("", target) === "" ? [] : [`cd ${shellWord(relative("", target))}`];
    console.log(`A new kernel is in ${target}.`);
    const installed = !install || installPackages(target);
    if (!install || !installed) steps.push("npm install");
    steps.push("npm start", "npm test");
    console.log(`Next:\n${steps.map((step) => `  ${step}`).join("\n")}\nREADME.md there says more.`);
    if (!installed) throw new UserError("npm install has failed, see above; the project itself is complete");
    return 0;
  });

/** A path as a shell takes it. */
const shellWord = (path: string): string => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);

function installPackages(folder: string): boolean {
  if (findInPath("npm") === undefined) {
    console.error("npm is not installed.");
    return false;
  }
  const args = ["install", "--prefer-offline", "--no-audit", "--no-fund"];
  return spawnSync("npm", args, { cwd: folder, stdio: ["ignore", 2, 2] }).status === 0;
}
