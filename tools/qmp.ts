/**
 * A client of QEMU's machine protocol (QMP): JSON messages over a Unix socket. Used by tests to type keys and to read the memory of a
 * machine from outside. One command at a time.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

interface Answer {
  readonly return?: unknown;
  readonly error?: { readonly desc: string };
  readonly event?: string;
  readonly QMP?: object;
}

const textMemory = 0xb8000;
export const textColumns = 80;
export const textRows = 25;

/** QEMU's names of the keys that type a character on a US keyboard; capitals and shifted signs are listed by `shifted`. */
const keyNames: Readonly<Record<string, string>> = {
  " ": "spc",
  "\n": "ret",
  "\b": "backspace",
  "\t": "tab",
  "-": "minus",
  "=": "equal",
  "[": "bracket_left",
  "]": "bracket_right",
  ";": "semicolon",
  "'": "apostrophe",
  "`": "grave_accent",
  "\\": "backslash",
  ",": "comma",
  ".": "dot",
  "/": "slash",
};
const shifted: Readonly<Record<string, string>> = {
  "!": "1",
  "@": "2",
  "#": "3",
  $: "4",
  "%": "5",
  "^": "6",
  "&": "7",
  "*": "8",
  "(": "9",
  ")": "0",
  _: "-",
  "+": "=",
  "{": "[",
  "}": "]",
  ":": ";",
  '"': "'",
  "~": "`",
  "|": "\\",
  "<": ",",
  ">": ".",
  "?": "/",
};

/** The keys to hold together for a character. */
export function keysFor(character: string): string[] {
  const base = shifted[character];
  if (base !== undefined) return ["shift", keyNames[base] ?? base];
  if (/[A-Z]/.test(character)) return ["shift", character.toLowerCase()];
  return [keyNames[character] ?? character];
}

export class Qmp {
  readonly #socket: Socket;
  readonly #directory: string;
  #received = "";
  #waiting: ((answer: Answer) => void) | null = null;
  #ended = false;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#directory = mkdtempSync(join(tmpdir(), "osmium-qmp-"));
    socket.setEncoding("utf8");
    socket.on("data", (text: string) => this.#receive(text));
    socket.on("error", () => socket.destroy());
    // QEMU has ended: whoever waits for an answer is told so.
    socket.on("close", () => {
      this.#ended = true;
      this.#answer({ error: { desc: "QEMU has ended" } });
    });
  }

  /** Connects to a socket that QEMU is about to open (`-qmp unix:PATH,server=on,wait=off`). */
  static async connect(path: string, timeoutMs = 60_000): Promise<Qmp> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const socket = await new Promise<Socket | null>((resolve) => {
        const attempt = connect(path, () => resolve(attempt));
        attempt.on("error", () => resolve(null));
      });
      if (socket !== null) {
        const client = new Qmp(socket);
        await client.execute("qmp_capabilities");
        return client;
      }
      if (Date.now() > deadline) throw new Error(`QEMU does not answer on ${path}`);
      await delay(20);
    }
  }

  #receive(text: string): void {
    this.#received += text;
    const lines = this.#received.split("\n");
    this.#received = lines.pop() ?? "";
    for (const line of lines) {
      if (line.trim() === "") continue;
      const answer = JSON.parse(line) as Answer;
      if (answer.event !== undefined || answer.QMP !== undefined) continue;
      this.#answer(answer);
    }
  }

  #answer(answer: Answer): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.(answer);
  }

  /** Executes a command and gives its result. */
  execute(command: string, args: object = {}): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting = (answer) => {
        if (answer.error !== undefined) reject(new Error(`${command}: ${answer.error.desc}`));
        else resolve(answer.return);
      };
      if (this.#ended) this.#answer({ error: { desc: "QEMU has ended" } });
      else this.#socket.write(`${JSON.stringify({ execute: command, arguments: args })}\n`);
    });
  }

  /** Presses and releases keys together, by QEMU's names. */
  async press(...keys: string[]): Promise<void> {
    await this.execute("send-key", { keys: keys.map((data) => ({ type: "qcode", data })), "hold-time": 10 });
    await delay(25);
  }

  /** Types text on the keyboard; `\n` is Enter. */
  async type(text: string): Promise<void> {
    for (const character of text) await this.press(...keysFor(character));
  }

  /** Types a line that switches the machine off: QEMU may end before it answers. */
  async typeLast(text: string): Promise<void> {
    await this.type(text);
    await this.press("ret").catch(() => {});
  }

  /** Physical memory. */
  async memory(address: number, bytes: number): Promise<Buffer> {
    const file = join(this.#directory, "memory");
    await this.execute("pmemsave", { val: address, size: bytes, filename: file });
    return readFileSync(file);
  }

  /** The text screen, a string a row without blanks at its end. */
  async screen(): Promise<string[]> {
    const memory = await this.memory(textMemory, textColumns * textRows * 2);
    return Array.from({ length: textRows }, (_, row) => {
      const cells = Array.from({ length: textColumns }, (_, column) => memory[(row * textColumns + column) * 2] ?? 0);
      return String.fromCharCode(...cells).trimEnd();
    });
  }

  /** Waits until the screen satisfies a test, and gives it. */
  async screenWith(test: (rows: string[]) => boolean, timeoutMs = 60_000): Promise<string[]> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const rows = await this.screen();
      if (test(rows)) return rows;
      if (Date.now() > deadline) throw new Error(`the screen never showed what was expected, but:\n${rows.join("\n")}`);
      await delay(30);
    }
  }

  /** Writes a picture of the screen, as PPM or PNG. */
  async screendump(file: string, format: "ppm" | "png" = "png"): Promise<void> {
    await this.execute("screendump", { filename: file, format });
  }

  close(): void {
    this.#socket.destroy();
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
