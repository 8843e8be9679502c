/** Mutated files of the language tests through the compiler: it must end with diagnostics or a module that the verifier accepts. */
import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Random } from "../../ir/generator.ts";
import { mutate } from "./mutate.ts";
import type { Outcome } from "./worker.ts";

export interface Failure {
  readonly index: number;
  readonly origin: string;
  readonly source: string;
  readonly detail: string;
}

export interface CampaignOptions {
  readonly seed: number;
  readonly count: number;
  readonly progress?: (done: number, failures: number) => void;
  readonly onFailure?: (failure: Failure) => void;
  readonly shouldStop?: () => boolean;
}

export interface CampaignResult {
  readonly rejected: number;
  readonly compiled: number;
  readonly failures: readonly Failure[];
}

const corpusFolder = fileURLToPath(new URL("../../lang", import.meta.url));
const workerFile = fileURLToPath(new URL("worker.ts", import.meta.url));
const batchSize = 20;
/** More than one file may take is a hang; a batch may take as long as all of its files, halved again and again. */
const secondsPerFile = 20;

function corpus(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return corpus(path);
    return name.endsWith(".ts") && !name.endsWith(".test.ts") ? [path] : [];
  });
}

/** Every file's mutations depend on the seed and its number alone. */
export async function runCampaign(options: CampaignOptions): Promise<CampaignResult> {
  const origins = [...corpus(join(corpusFolder, "programs")), ...corpus(join(corpusFolder, "errors"))].sort();
  const folder = mkdtempSync(join(tmpdir(), "osc-input-"));
  const worker = new Worker();
  const failures: Failure[] = [];
  const counts = { rejected: 0, compiled: 0 };
  try {
    for (let done = 0; done < options.count && !options.shouldStop?.(); done += batchSize) {
      const batch = Array.from({ length: Math.min(batchSize, options.count - done) }, (_, at) => {
        const index = done + at;
        const random = new Random(options.seed * 1_000_003 + index);
        const origin = random.pick(origins);
        const source = mutate(readFileSync(origin, "utf8"), random);
        const path = join(folder, `m${index}.ts`);
        writeFileSync(path, source);
        return { index, origin, source, path };
      });
      const outcomes = await worker.compile(batch.map(({ path }) => path));
      for (const [at, outcome] of outcomes.entries()) {
        if (outcome.kind !== "broken") {
          counts[outcome.kind]++;
          continue;
        }
        const { index, origin, source } = batch[at]!;
        const failure = { index, origin, source, detail: outcome.detail };
        failures.push(failure);
        options.onFailure?.(failure);
      }
      for (const { path } of batch) rmSync(path);
      options.progress?.(Math.min(done + batchSize, options.count), failures.length);
    }
  } finally {
    worker.stop();
    rmSync(folder, { recursive: true });
  }
  return { ...counts, failures };
}

/** A process that compiles; a new one when it has ended or hangs. */
class Worker {
  #process: ChildProcess | undefined;

  async compile(paths: readonly string[]): Promise<Outcome[]> {
    const answer = await this.#ask(paths);
    if (typeof answer !== "string") return answer;
    if (paths.length === 1) return [{ kind: "broken", detail: answer }];
    const middle = paths.length >> 1;
    return [...(await this.compile(paths.slice(0, middle))), ...(await this.compile(paths.slice(middle)))];
  }

  stop(): void {
    this.#process?.kill("SIGKILL");
    this.#process = undefined;
  }

  /** The outcomes, or how the process failed. */
  #ask(paths: readonly string[]): Promise<Outcome[] | string> {
    this.#process ??= fork(workerFile, {
      execArgv: ["--import", "tsx"],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const child = this.#process;
    return new Promise((done) => {
      const finish = (answer: Outcome[] | string): void => {
        clearTimeout(timer);
        child.removeAllListeners("message");
        child.removeAllListeners("exit");
        if (typeof answer === "string") this.stop();
        done(answer);
      };
      const timer = setTimeout(() => finish("the compiler hangs"), paths.length * secondsPerFile * 1000);
      child.once("message", (outcomes: Outcome[]) => finish(outcomes));
      child.once("exit", (code, signal) => finish(`the compiler's process ended with ${signal ?? code}`));
      child.send(paths);
    });
  }
}
