/**
 * What each command does and takes, in one place: `osmium COMMAND --help` and `npm COMMAND -- --help` print it, and `tools/cli` makes the parsers from it.
 * Plain JavaScript, because npm's commands print it before anything is installed.
 */

/**
 * @typedef {object} UsageOption
 * @property {string} flags as commander writes them: `--memory <size>`
 * @property {string} text
 * @property {string | boolean} [preset] the value unless it is given
 *
 * @typedef {object} Usage
 * @property {string} summary one line, for the list of commands
 * @property {string} description
 * @property {(readonly [string, string])[]} [parameters] name (`<dir>`, `[names...]`) and meaning
 * @property {UsageOption[]} options
 * @property {(readonly [string, string])[]} examples what stands behind the command's name, and what it does
 */

/** @type {UsageOption} */
const buildDir = { flags: "--build-dir <dir>", text: "where results go (default: the project's folder build)" };
/** @type {UsageOption} */
const append = { flags: "--append <text>", text: "command line for the kernel", preset: "" };
/** @type {UsageOption} */
const runs = { flags: "--runs <n>", text: "runs of each", preset: "5" };

/** @type {Record<"new" | "build" | "run" | "test" | "debug" | "image" | "bench" | "doctor", Usage>} */
export const usage = {
  new: {
    summary: "start a kernel of your own",
    description: `Makes a folder with a small kernel in TypeScript: it prints, waits for a key and runs two tasks. With it come a test, the settings of an
editor, and a README that says how to go on. The folder must be empty or not there yet.`,
    parameters: [["<dir>", "the folder; its name becomes the kernel's"]],
    options: [
      { flags: "--name <name>", text: "the kernel's name, if it is not to be the folder's" },
      { flags: "--no-install", text: "don't run npm install there" },
    ],
    examples: [
      ["my-kernel", "makes ./my-kernel, and installs what it needs"],
      ["my-kernel --no-install", "the same without the network: run npm install there later"],
    ],
  },
  build: {
    summary: "compile the kernel",
    description: `Compiles the project's kernel to build/NAME.elf, which QEMU starts directly, and prints sizes. Errors name file, line and column. Does nothing
when the result is newer than all that it is made from.`,
    options: [
      { flags: "--debug", text: "without optimisation, with debug information: build/NAME-debug.elf" },
      buildDir,
    ],
    examples: [
      ["", "compiles src/main.ts, or what tsconfig.json names"],
      ["--debug", "a kernel for the debugger"],
    ],
  },
  run: {
    summary: "build the kernel and boot it in QEMU",
    description: `Builds the kernel and its disk image and boots it in QEMU. The kernel appears in a window where there is a display, otherwise inside the
terminal. End it with Ctrl-C here, or from within.`,
    options: [
      { flags: "--headless", text: "no screen: the serial console on standard input and output" },
      { flags: "--memory <size>", text: "memory of the machine", preset: "128M" },
      { flags: "--machine <name>", text: "QEMU's machine: pc or q35", preset: "pc" },
      append,
      { flags: "--pvh", text: "start the ELF file directly, without disk and boot sector" },
      { flags: "--gdb", text: "start a kernel with debug information, and wait for a debugger on port 1234" },
      buildDir,
    ],
    examples: [
      ["", "in a window, or in this terminal"],
      ["--headless", "text only, here"],
      ["--memory 32M --machine q35", "another machine"],
    ],
  },
  test: {
    summary: "run the kernel's tests in QEMU",
    description: `Compiles each test kernel, boots it, and shows what it reports.`,
    parameters: [["[files...]", "test kernels; all of the project's unless given"]],
    options: [],
    examples: [["", "all tests"]],
  },
  debug: {
    summary: "debug the kernel at source level",
    description: `Starts the kernel halted, with gdb attached: breakpoints on lines of TypeScript, stepping, and values as TypeScript shows them.`,
    options: [],
    examples: [["", "stops before the kernel's first line"]],
  },
  image: {
    summary: "make a disk image for emulators and USB sticks",
    description: `Builds build/NAME.img, a raw disk image that a PC with a BIOS boots, and prints sizes.

To write it to a stick (all data on it is lost): sudo dd if=build/NAME.img of=/dev/sdX bs=1M conv=fsync`,
    options: [append, buildDir],
    examples: [["", "build/NAME.img"]],
  },
  bench: {
    summary: "measure",
    description: `Measures; nothing else should run on the machine meanwhile. boot times the project's kernel from the start of QEMU's process to a text on the
serial port. The others exist only in Osmium's repository: lang (the compiler beside C and Node), memory (the allocators), tasks (waking,
spawning, awaiting), kernel (instructions of the text screen).`,
    parameters: [
      ["<what>", "boot, lang, memory, tasks or kernel"],
      ["[programs...]", "of lang: which programs"],
    ],
    options: [
      runs,
      { flags: "--save", text: "write the results to bench/results (not boot)" },
      { flags: "--until <text>", text: "of boot: what to wait for", preset: "" },
      buildDir,
    ],
    examples: [
      ["boot --runs 10", "how long the kernel takes to its first line"],
      ["boot --until ready", "to a line with “ready” in it"],
    ],
  },
  doctor: {
    summary: "check what this machine has, and say what to install",
    description: `Looks for Node, LLVM, QEMU, gdb, and a place for the compiler's cache; prints what was found, what is missing or too old, and the command that
installs it here. The exit code is 0 if everything that is needed is there.`,
    options: [{ flags: "--json", text: "for programs: the same as JSON" }],
    examples: [["", "a table"]],
  },
};

/** The commands of package.json: which of the commands above they run, with which first arguments. */
export const npmCommands = {
  start: { command: "run", before: [] },
  image: { command: "image", before: [] },
  debug: { command: "debug", before: [] },
  "bench:lang": { command: "bench", before: ["lang"] },
  "bench:tasks": { command: "bench", before: ["tasks"] },
  "bench:memory": { command: "bench", before: ["memory"] },
  "bench:kernel": { command: "bench", before: ["kernel"] },
};

/** `npm test` is not `osmium test`: it runs the repository's tests. */
const testUsage = `npm test [-- files or folders]

Runs every test (tests/**/*.test.ts), or those of the files and folders given.
The last line is "N passed, N failed"; the exit code is 0 only if none failed.

  --help            this text`;

/**
 * The help of an npm command.
 * @param {string} name
 */
export function npmUsage(name) {
  if (name === "test") return testUsage;
  const { command, before } = npmCommands[/** @type {keyof typeof npmCommands} */ (name)];
  const { description, options } = usage[/** @type {keyof typeof usage} */ (command)];
  const line = name === "start" ? "npm start" : `npm run ${name}`;
  const rows = [...options, { flags: "--help", text: "this text", preset: undefined }].map(
    ({ flags, text, preset }) => `  ${flags.padEnd(18)} ${text}${preset ? ` (default ${preset})` : ""}`,
  );
  const about = before.length === 0 ? description : `The same as osmium ${command} ${before.join(" ")}. ${description}`;
  return `${line} [-- options]\n\n${about}\n\n${rows.join("\n")}`;
}
