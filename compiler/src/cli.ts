/**
 * The command line of `osc`. Exit codes: 1 errors in the program, 2 wrong usage or a missing input, 70 a mistake of the compiler (its trace is
 * shown only when OSC_DEBUG is set), 71 a tool that is missing or failed, 74 a file that can't be read or written, 130 interrupted.
 */

import { Command, CommanderError, Option } from "commander";
import { formatDiagnostics } from "./diagnostic.ts";
import { compile, type DriverOptions, type EmitKind, rehearse, type StageListener, UsageError } from "./driver.ts";
import { Interrupted, ToolchainError } from "./link/toolchain.ts";
import { writeResult } from "./output.ts";

const exitCodes = { ok: 0, program: 1, usage: 2, internal: 70, tool: 71, system: 74, interrupted: 130 } as const;

interface Flags {
  readonly output?: string;
  readonly target: "linux" | "kernel";
  readonly O: "0" | "2";
  readonly g: boolean;
  readonly emit?: EmitKind;
  readonly checkMemory: boolean;
  readonly trapOverflow: boolean;
  readonly verify: boolean;
  readonly stats: boolean;
  readonly time: boolean;
  readonly linkerScript?: string;
  readonly sources?: string;
  readonly watch: boolean;
  readonly cache?: string;
}

function command(): Command {
  return new Command("osc")
    .description("Compiles TypeScript to a kernel image or a Linux executable.")
    .argument("<main>", "the program's main module (.ts), or textual IR (.ir)")
    .option("-o, --output <file>", "where to write the result")
    .addOption(new Option("--target <target>", "what to compile for").choices(["linux", "kernel"]).default("linux"))
    .addOption(new Option("-O <level>", "0: compile fast, 2: make it fast or small").choices(["0", "2"]).default("2"))
    .option("-g", "keep debug information", false)
    .addOption(new Option("--emit <kind>", "write this instead of linking").choices(["ir", "llvm", "asm", "obj"]))
    .option("--check-memory", "check reference counts, report leaks at exit", false)
    .option("--trap-overflow", "throw a RangeError where machine integers overflow", false)
    .option("--verify", "verify the intermediate representation after each pass", false)
    .option("--stats", "print statistics", false)
    .option("--time", "print the time of each stage", false)
    .option("--linker-script <file>", "use this linker script instead of the built-in one")
    .option("--sources <file>", "write a list of all files that the result depends on, one a line")
    .option("--cache <folder>", "keep compiled parts of large programs there, to take them again where nothing changed")
    .option("-w, --watch", "compile again whenever a source changes, until Ctrl-C", false)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error:/, "osc:")) });
}

/** Runs the compiler; gives the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  const parser = command();
  try {
    parser.parse([...argv]);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  }
  const flags = parser.opts<Flags>();
  const options: DriverOptions = {
    input: parser.args[0]!,
    output: flags.output,
    target: flags.target,
    level: `O${flags.O}`,
    debug: flags.g,
    emit: flags.emit,
    checkMemory: flags.checkMemory,
    trapOverflow: flags.trapOverflow,
    verify: flags.verify,
    stats: flags.stats,
    linkerScript: flags.linkerScript,
    cache: flags.cache,
  };
  if (options.output === undefined && options.emit === undefined) {
    return fail(exitCodes.usage, "no output file: give one with -o, or choose what to print with --emit");
  }
  if (flags.watch) {
    if (options.output === undefined) return fail(exitCodes.usage, "--watch needs an output file: give one with -o");
    const { watch } = await import("./watch.ts");
    return watch(
      (cache, sourcesOf) => build({ ...options, cache: options.cache ?? cache }, flags, sourcesOf),
      () => rehearse(options),
    );
  }
  return build(options, flags);
}

/** Compiles once; gives the exit code. `sourcesOf` hears what the result depends on. */
async function build(
  options: DriverOptions,
  flags: Flags,
  sourcesOf?: (sources: readonly string[]) => void,
): Promise<number> {
  const progress = new Progress(flags.time);
  try {
    const result = await compile(options, progress);
    sourcesOf?.(result.sources);
    process.stderr.write(formatDiagnostics(result.diagnostics, process.stderr.isTTY === true));
    if (flags.sources !== undefined && result.ok) writeResult(flags.sources, `${result.sources.join("\n")}\n`, "plain");
    if (flags.stats) for (const line of result.statistics) process.stderr.write(`${line}\n`);
    return result.ok ? exitCodes.ok : exitCodes.program;
  } catch (error) {
    if (error instanceof UsageError) return fail(exitCodes.usage, error.message);
    if (error instanceof ToolchainError && process.env.OSC_DEBUG === undefined) {
      return fail(exitCodes.tool, error.message);
    }
    if (error instanceof Interrupted) return fail(exitCodes.interrupted, "interrupted");
    if (isSystemError(error)) return fail(exitCodes.system, error.message);
    const text = error instanceof Error ? error.message : String(error);
    const trace = process.env.OSC_DEBUG !== undefined && error instanceof Error ? `\n${error.stack}` : "";
    return fail(
      exitCodes.internal,
      `internal error: ${text}. This is a mistake in the compiler: please report it.${trace}`,
    );
  } finally {
    progress.stop();
  }
}

/** The system refused to read or write a file. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error && "code" in error;
}

function fail(code: number, message: string): number {
  process.stderr.write(`osc: ${message}\n`);
  return code;
}

/** Names the running stage on a terminal once the whole takes over a second; prints times if asked for. */
class Progress implements StageListener {
  readonly #times: boolean;
  readonly #start = performance.now();
  #shown = false;

  constructor(times: boolean) {
    this.#times = times;
  }

  begin(stage: string): void {
    // The tools are waited for, so there is no timer: what began late enough is shown when it begins.
    if (!process.stderr.isTTY || this.#times || performance.now() - this.#start < 1000) return;
    process.stderr.write(`\r\x1b[Kosc: ${stage} …`);
    this.#shown = true;
  }

  end(stage: string, milliseconds: number): void {
    if (this.#times) process.stderr.write(`${stage.padEnd(16)} ${milliseconds.toFixed(0).padStart(6)} ms\n`);
  }

  stop(): void {
    if (this.#shown) process.stderr.write("\r\x1b[K");
    this.#shown = false;
  }
}
