/** A machine under test: QEMU with the serial port on a pipe, QMP on a socket, and a limit of time. */
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type Machine, machineArguments, startQemu } from "../../tools/qemu.ts";
import { Qmp } from "../../tools/qmp.ts";

export class TestMachine {
  readonly #process: ChildProcess;
  readonly #directory: string;
  /** All that the serial port has sent. */
  serial = "";
  #errors = "";
  /** QEMU's exit code; undefined while it runs. */
  status: number | null | undefined;

  constructor(machine: Machine) {
    this.#directory = mkdtempSync(join(tmpdir(), "osmium-test-"));
    const args = machineArguments({ ...machine, snapshot: true });
    args.push("-display", "none", "-serial", "stdio", "-monitor", "none", "-no-reboot");
    args.push("-device", "isa-debug-exit,iobase=0xf4,iosize=4");
    args.push("-qmp", `unix:${this.#socket},server=on,wait=off`);
    this.#process = startQemu(args, ["pipe", "pipe", "pipe"]);
    this.#process.stdout?.setEncoding("utf8").on("data", (text: string) => {
      this.serial += text;
    });
    this.#process.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#errors += text;
    });
    this.#process.on("error", (error) => {
      this.#errors += error.message;
      this.status = null;
    });
    // When its output has been read, too: that may be later than its exit.
    this.#process.on("close", (code) => {
      this.status = code;
    });
  }

  get #socket(): string {
    return join(this.#directory, "qmp");
  }

  /** QEMU's process. */
  get pid(): number {
    if (this.#process.pid === undefined) throw new Error("QEMU did not start");
    return this.#process.pid;
  }

  qmp(): Promise<Qmp> {
    return Qmp.connect(this.#socket);
  }

  /** Types on the serial terminal. */
  send(text: string): void {
    this.#process.stdin?.write(text);
  }

  async #until(what: string, test: () => boolean, timeoutMs: number): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (!test()) {
      if (Date.now() > deadline) {
        throw new Error(
          `${what} within ${timeoutMs / 1000} s did not happen. Serial output:\n${this.serial}\n${this.#errors}`,
        );
      }
      await delay(10);
    }
  }

  /** Waits until the serial port has sent a text; gives all it has sent. */
  async serialWith(text: string, timeoutMs = 60_000): Promise<string> {
    await this.#until(`"${text}"`, () => this.serial.includes(text) || this.status !== undefined, timeoutMs);
    if (!this.serial.includes(text))
      throw new Error(`QEMU ended (${this.status}) before "${text}". Serial output:\n${this.serial}\n${this.#errors}`);
    return this.serial;
  }

  /** Waits for QEMU to end by itself; gives its exit code. */
  async end(timeoutMs = 60_000): Promise<number | null> {
    await this.#until("the end", () => this.status !== undefined, timeoutMs);
    return this.status ?? null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.status === undefined) this.#process.kill("SIGKILL");
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
