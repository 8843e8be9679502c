/** `osmium debug`. */
import type { Command } from "commander";
import { debugProject, serveDebugger } from "../debug.ts";
import { UserError } from "../errors.ts";
import { findProject } from "../project.ts";
import { makeCommand } from "./command.ts";

interface Flags {
  readonly memory: string;
  readonly append: string;
  readonly command: readonly string[] | undefined;
  readonly server?: string;
  readonly buildDir?: string;
}

export const debugCommand = (): Command =>
  makeCommand<Flags>("debug", ({ server, command, buildDir, ...options }) => {
    const project = findProject(".", buildDir);
    if (server === undefined) return debugProject(project, { ...options, commands: command ?? [] });
    const port = Number(server);
    if (!Number.isInteger(port) || port < 1 || port > 65535)
      throw new UserError(`--server ${server}: a number of a port is needed`, 2);
    return serveDebugger(project, port, options);
  });
