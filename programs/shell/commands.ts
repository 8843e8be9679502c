/** The shell's commands: a table of objects. `help` is made from it. */
import { breakpoint } from "../../kernel/src/arch/x86_64/cpu.ts";
import {
  divideError,
  doubleFault,
  executeData,
  invalidInstruction,
  overflowStack,
  protectionFault,
  readNull,
  writeCode,
} from "../../kernel/src/arch/x86_64/faults.ts";
import { powerOff, reboot } from "../../kernel/src/arch/x86_64/machine.ts";
import { LightColor } from "../../kernel/src/console/color.ts";
import { clearConsole, print, println } from "../../kernel/src/console/console.ts";
import { bytesText, durationText } from "../../kernel/src/console/format.ts";
import { freeFrames, totalFrames } from "../../kernel/src/memory/frames.ts";
import { heapStatistics } from "../../kernel/src/memory/heap.ts";
import { sleep, uptimeMs } from "../../kernel/src/time/clock.ts";

export interface Command {
  readonly name: string;
  /** What follows the name, for `help`. */
  readonly usage: string;
  readonly help: string;
  /** @param rest the line behind the name, without spaces around it */
  readonly run: (rest: string) => Promise<void>;
}

const nameColumns = 20;

const help: Command = {
  name: "help",
  usage: "",
  help: "list the commands",
  run: async () => {
    for (const command of commands) {
      const name = command.usage === "" ? command.name : `${command.name} ${command.usage}`;
      print({ fg: LightColor.White }, `  ${name.padEnd(nameColumns)}`);
      println(command.help);
    }
  },
};

const echo: Command = {
  name: "echo",
  usage: "TEXT",
  help: "print the text",
  run: async (rest) => println(rest),
};

const clear: Command = {
  name: "clear",
  usage: "",
  help: "clear the screen",
  run: async () => clearConsole(),
};

const uptime: Command = {
  name: "uptime",
  usage: "",
  help: "time since the kernel started",
  run: async () => println(`up ${durationText(uptimeMs())}`),
};

const mem: Command = {
  name: "mem",
  usage: "",
  help: "physical memory and the heap",
  run: async () => {
    const heap = heapStatistics();
    println(`frames  ${bytesText(freeFrames() * 4096)} free of ${bytesText(totalFrames() * 4096)}`);
    println(
      `heap    ${bytesText(heap.bytesUsed)} used of ${bytesText(heap.bytesTotal)}, peak ${bytesText(heap.bytesUsedPeak)}`,
    );
    println(`        ${heap.allocations} allocations, ${heap.frees} frees, ${heap.failures} failures`);
  },
};

const sleepCommand: Command = {
  name: "sleep",
  usage: "SECONDS",
  help: "wait",
  run: async (rest) => {
    const seconds = Number(rest);
    if (rest === "" || !(seconds >= 0)) {
      println("sleep needs a number of seconds");
      return;
    }
    await sleep(seconds * 1000);
  },
};

/** Ways to break the kernel, to see the reports. */
function provoke(kind: string): boolean {
  switch (kind) {
    case "overflow":
      overflowStack(1);
      return true;
    case "null":
      readNull();
      return true;
    case "write":
      writeCode();
      return true;
    case "execute":
      executeData();
      return true;
    case "invalid":
      invalidInstruction();
      return true;
    case "divide":
      divideError();
      return true;
    case "protection":
      protectionFault();
      return true;
    case "breakpoint":
      breakpoint();
      return true;
    case "double":
      doubleFault();
      return true;
    default:
      return false;
  }
}

const faultKinds =
  "overflow, null, write, execute, invalid, divide, protection, breakpoint, double, throw, uncaught, rejection";

const fault: Command = {
  name: "fault",
  usage: "[KIND]",
  help: "break the kernel on purpose, to see the report",
  run: async (rest) => {
    switch (rest) {
      case "throw":
        throw new Error("thrown on purpose");
      case "uncaught":
        queueMicrotask(() => {
          throw new Error("nobody catches this");
        });
        return;
      case "rejection":
        void Promise.reject(new Error("nobody handles this"));
        return;
      default:
        if (!provoke(rest)) println(`kinds: ${faultKinds}`);
    }
  },
};

const rebootCommand: Command = {
  name: "reboot",
  usage: "",
  help: "start again",
  run: async () => reboot(),
};

const shutdown: Command = {
  name: "shutdown",
  usage: "",
  help: "switch the machine off",
  run: async () => {
    println("Good night.");
    powerOff();
  },
};

export const commands: readonly Command[] = [
  help,
  echo,
  clear,
  uptime,
  mem,
  sleepCommand,
  fault,
  rebootCommand,
  shutdown,
];

/** The command with a name; null when there is none. */
export function findCommand(name: string): Command | null {
  for (const command of commands) {
    if (command.name === name) return command;
  }
  return null;
}
