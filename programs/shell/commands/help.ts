/** `help`: made from what the programs say of themselves. */

import { type Context, type Program, program, UsageError, usageOf } from "../../program.ts";
import { findProgram } from "../completion.ts";
import { page } from "../pager.ts";

/** @param programs all of them, `help` too */
export function helpProgram(programs: () => readonly Program[]): Program {
  return program({
    name: "help",
    aliases: ["?"],
    usage: "[COMMAND]",
    summary: "list the commands, or explain one",
    complete: () => programs().map(({ name }) => name),
    run: async (context) => {
      if (context.args.length === 0) await page(overview(programs()), context);
      else await page(explanation(programs(), context), context);
    },
  });
}

function overview(programs: readonly Program[]): string[] {
  const width = Math.max(...programs.map((each) => usageOf(each).length));
  return programs.map((each) => `  ${usageOf(each).padEnd(width)}  ${each.summary}`);
}

function explanation(programs: readonly Program[], context: Context): string[] {
  const name = context.rest;
  const found = findProgram(name, programs);
  if (found === null) throw new UsageError(`there is no ${name}`);
  const lines = [usageOf(found), `  ${found.summary}`];
  if (found.aliases.length > 0) lines.push(`  also: ${found.aliases.join(", ")}`);
  for (const line of found.details) lines.push(`  ${line}`);
  return lines;
}
