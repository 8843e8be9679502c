/** What a program must do: what it does under Node, with its types taken off; or, where Node can't run it, what its last comment says. */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

export interface Outcome {
  readonly output: string;
  readonly exitCode: number;
}

export const prelude = fileURLToPath(new URL("prelude.mjs", import.meta.url));

/** Runs an executable; a signal counts as an exit code of its own. */
export function runProgram(command: string, args: readonly string[]): Promise<Outcome & { readonly errors: string }> {
  return new Promise((done) => {
    execFile(command, args, { encoding: "utf8", timeout: 60_000, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
      const signal = error?.signal ? `\n(killed by ${error.signal})` : "";
      done({ output: stdout, errors: stderr + signal, exitCode });
    });
  });
}

/** Writes a program's modules as JavaScript, keeping their places relative to each other; gives the path of the main one. */
function transpile(source: string, folder: string, from: string): string {
  const { outputText } = ts.transpileModule(readFileSync(source, "utf8"), {
    fileName: source,
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      rewriteRelativeImportExtensions: true,
      verbatimModuleSyntax: false,
    },
  });
  const target = join(folder, source.slice(from.length).replace(/\.ts$/, ".js"));
  if (existsSync(target)) return target;
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, outputText);
  for (const [, specifier] of outputText.matchAll(/from "(\.[^"]*)\.js"|import "(\.[^"]*)\.js"/g)) {
    if (specifier !== undefined) transpile(resolve(dirname(source), `${specifier}.ts`), folder, from);
  }
  return target;
}

/** The outcome that a program must have. `folder` is scratch. */
export async function expectedOutcome(source: string, folder: string): Promise<Outcome> {
  const text = readFileSync(source, "utf8");
  const exit = /^\/\/ expect-exit: (\d+)$/m.exec(text);
  if (/^\/\/ no-node$/m.test(text)) {
    const lines = text
      .slice(text.lastIndexOf("\n// expect:") + 1)
      .split("\n")
      .slice(1);
    const expected = lines.filter((line) => line.startsWith("//")).map((line) => `${line.replace(/^\/\/ ?/, "")}\n`);
    return { output: expected.join(""), exitCode: Number(exit?.[1] ?? 0) };
  }
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  const outcome = await runProgram(process.execPath, ["--import", prelude, transpile(source, folder, dirname(source))]);
  const wanted = Number(exit?.[1] ?? 0);
  if (outcome.exitCode !== wanted)
    throw new Error(`Node ends ${source} with ${outcome.exitCode}, not ${wanted}:\n${outcome.errors}`);
  return outcome;
}
