/**
 * Bochs, a second opinion beside QEMU: another BIOS, another model of the processor. `npx tsx tools/bochs.ts` boots build/osmium.img in it with
 * the serial port in this terminal.
 *
 * Packages differ in what they have been built with. A display that needs none is `nogui`, else `rfb`, which waits for nobody to
 * connect. A Bochs with the built-in debugger stops before the first instruction and reads commands, so it is told to go on; others read nothing.
 */
import { type ChildProcess, spawn } from "node:child_process";
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { buildImage, imagePath } from "./image.ts";

/** Where packages put the BIOS images. */
const shares = ["/usr/share/bochs", "/usr/local/share/bochs", "/opt/homebrew/share/bochs"];
const displays = ["nogui", 'rfb, options="timeout=0"'];

interface BochsFiles {
  readonly program: string;
  readonly bios: string;
  readonly videoBios: string;
}

function findProgram(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  // Debian's `bochs` is a wrapper around `bochs-bin`.
  const candidates = ["bochs-bin", "bochs"].flatMap((name) => folders.map((folder) => join(folder, name)));
  return candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Bochs and its BIOS images, or what is missing. */
export function findBochs(): BochsFiles | string {
  const program = findProgram();
  if (program === undefined) return "Bochs is not installed";
  const file = (name: string): string | undefined =>
    shares.map((share) => join(share, name)).find((path) => existsSync(path));
  const bios = file("BIOS-bochs-latest");
  const videoBios = file("VGABIOS-lgpl-latest");
  if (bios === undefined || videoBios === undefined) return "Bochs is installed without its BIOS images";
  return { program, bios, videoBios };
}

/** A machine in Bochs with COM1 on a socket of ours. */
export class BochsMachine {
  readonly #folder = mkdtempSync(join(tmpdir(), "osmium-bochs-"));
  readonly #server: Server;
  #process: ChildProcess | undefined;
  #socket: Socket | undefined;
  /** All that the serial port has sent. */
  serial = "";
  /** Called with each piece of it. */
  onSerial: (text: string) => void = () => {};

  private constructor(server: Server) {
    this.#server = server;
    server.on("connection", (socket) => {
      this.#socket = socket;
      socket.setEncoding("utf8").on("data", (text: string) => {
        this.serial += text;
        this.onSerial(text);
      });
      socket.on("error", () => socket.destroy());
    });
  }

  /** Boots a disk image; writes to it go nowhere. Bochs locks the image by a file beside it. */
  static async start(files: BochsFiles, image: string, megabytes: number): Promise<BochsMachine> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port for the serial line");
    const machine = new BochsMachine(server);
    for (const display of displays) {
      if (await machine.#try(files, image, megabytes, display, address.port)) return machine;
    }
    const log = machine.log;
    await machine[Symbol.asyncDispose]();
    throw new Error(`Bochs does not start with any display of ${displays.join("; ")}\n${log}`);
  }

  /** Starts Bochs with a display; false if it has ended before the serial line was connected. */
  async #try(files: BochsFiles, image: string, megabytes: number, display: string, port: number): Promise<boolean> {
    const configuration = join(this.#folder, "bochsrc");
    writeFileSync(
      configuration,
      [
        "config_interface: textconfig",
        `display_library: ${display}`,
        `megs: ${megabytes}`,
        "cpu: model=corei7_sandy_bridge_2600k, ips=100000000, reset_on_triple_fault=0",
        `romimage: file="${files.bios}"`,
        `vgaromimage: file="${files.videoBios}"`,
        `ata0-master: type=disk, path="${image}", mode=volatile, journal="${join(this.#folder, "journal")}"`,
        "boot: disk",
        `com1: enabled=1, mode=socket-client, dev=127.0.0.1:${port}`,
        `log: ${this.#logFile}`,
        "panic: action=fatal",
        "speaker: enabled=0",
        "",
      ].join("\n"),
    );
    // A file: to a socket, which Node's pipes are, the display `rfb` sends what it should send to its client.
    writeFileSync(this.#commands, "continue\n");
    const input = openSync(this.#commands, "r");
    const child = spawn(files.program, ["-q", "-f", configuration], { stdio: [input, "ignore", "ignore"] });
    closeSync(input);
    this.#process = child;
    child.on("error", () => {});
    while (child.exitCode === null && this.#socket === undefined) await delay(20);
    return this.#socket !== undefined;
  }

  get #commands(): string {
    return join(this.#folder, "commands");
  }

  get #logFile(): string {
    return join(this.#folder, "log");
  }

  /** What Bochs has logged. */
  get log(): string {
    return existsSync(this.#logFile) ? readFileSync(this.#logFile, "utf8") : "";
  }

  /** Types on the serial terminal. */
  send(text: string): void {
    this.#socket?.write(text);
  }

  get hasEnded(): boolean {
    return this.#process === undefined || this.#process.exitCode !== null || this.#process.signalCode !== null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.hasEnded) {
      const ended = new Promise((resolve) => this.#process?.once("exit", resolve));
      this.#process?.kill("SIGKILL");
      await ended;
    }
    this.#socket?.destroy();
    this.#server.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = findBochs();
  if (typeof files === "string") {
    console.error(`${files}. On Debian and Ubuntu: sudo apt-get install --no-install-recommends bochs bochs-term`);
    process.exit(1);
  }
  buildImage();
  await using machine = await BochsMachine.start(files, imagePath, 128);
  machine.onSerial = (text) => process.stdout.write(text);
  if (process.stdin.isTTY) process.stdin.setRawMode(true);
  // Ctrl-] ends it, as in telnet.
  process.stdin.setEncoding("latin1").on("data", (text: string) => {
    if (text.includes("\x1d")) process.exit(0);
    machine.send(text);
  });
  while (!machine.hasEnded) await delay(100);
  process.exitCode = 0;
  process.stdin.destroy();
}
