/** A command that goes on until it is ended, with its output and input on pipes. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";

export interface SessionOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
}

export class Session implements AsyncDisposable {
  readonly #process: ChildProcess;
  /** What it has written so far, to standard output and error. */
  output = "";
  #status: number | null | undefined;

  constructor(program: string, args: readonly string[], options: SessionOptions) {
    // A group of its own, so that what it has started can be ended with it.
    this.#process = spawn(program, args, { ...options, stdio: "pipe", detached: true });
    for (const stream of [this.#process.stdout, this.#process.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.output += text;
      });
    this.#process.on("error", (error) => {
      this.output += error.message;
      this.#status = null;
    });
    this.#process.on("close", (code) => {
      this.#status = code;
    });
  }

  type(text: string): void {
    this.#process.stdin?.write(text);
  }

  /** Waits until the output has a text. */
  async says(text: string, timeoutMs = 120_000): Promise<void> {
    for (const end = Date.now() + timeoutMs; !this.output.includes(text); await delay(20))
      assert.ok(this.#status === undefined && Date.now() < end, `"${text}" never came:\n${this.output}`);
  }

  /** Waits for its end; gives the exit code. */
  async end(timeoutMs = 60_000): Promise<number | null> {
    for (const end = Date.now() + timeoutMs; this.#status === undefined; await delay(20))
      assert.ok(Date.now() < end, `it has not ended:\n${this.output}`);
    return this.#status;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#status === undefined && this.#process.pid !== undefined) process.kill(-this.#process.pid, "SIGTERM");
    await this.end();
  }
}
