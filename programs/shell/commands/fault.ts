/** `fault`: breaks the kernel on purpose, to see the reports. */
import { breakpoint } from "../../../kernel/src/arch/x86_64/cpu.ts";
import {
  divideError,
  doubleFault,
  executeData,
  invalidInstruction,
  overflowStack,
  protectionFault,
  readNull,
  writeCode,
} from "../../../kernel/src/arch/x86_64/faults.ts";
import { println } from "../../../kernel/src/console/console.ts";
import { program, UsageError } from "../../program.ts";

interface Fault {
  readonly name: string;
  readonly summary: string;
  readonly provoke: () => void;
}

const faults: readonly Fault[] = [
  { name: "breakpoint", summary: "a breakpoint, which is reported and goes on", provoke: breakpoint },
  { name: "divide", summary: "a division by zero", provoke: divideError },
  { name: "double", summary: "a fault whose handling faults", provoke: doubleFault },
  { name: "execute", summary: "a jump into data", provoke: executeData },
  { name: "invalid", summary: "an instruction that there is not", provoke: invalidInstruction },
  { name: "null", summary: "a read through a null pointer", provoke: readNull },
  { name: "overflow", summary: "a recursion without end", provoke: () => void overflowStack(1) },
  { name: "protection", summary: "an address that is none", provoke: protectionFault },
  { name: "write", summary: "a write into code", provoke: writeCode },
  {
    name: "throw",
    summary: "an error that the shell catches",
    provoke: () => {
      throw new Error("thrown on purpose");
    },
  },
  {
    name: "uncaught",
    summary: "an error that nobody catches",
    provoke: () => {
      queueMicrotask(() => {
        throw new Error("nobody catches this");
      });
    },
  },
  {
    name: "rejection",
    summary: "a promise that nobody looks after",
    provoke: () => void Promise.reject(new Error("nobody handles this")),
  },
];

export const fault = program({
  name: "fault",
  usage: "[KIND]",
  summary: "break the kernel, to see the report",
  details: faults.map(({ name, summary }) => `${name.padEnd(11)} ${summary}`),
  complete: () => faults.map(({ name }) => name),
  run: async ({ rest }) => {
    if (rest === "") {
      for (const { name, summary } of faults) println(`  ${name.padEnd(11)} ${summary}`);
      return;
    }
    const chosen = faults.find(({ name }) => name === rest);
    if (chosen === undefined) throw new UsageError(`there is no kind ${rest}; fault lists them`);
    chosen.provoke();
  },
});
