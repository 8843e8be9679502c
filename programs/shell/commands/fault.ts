/** `fault`: breaks the kernel on purpose, to see the reports. */
import { faultKinds } from "../../../kernel/src/arch/x86_64/faults.ts";
import { program, UsageError } from "../../program.ts";
import { page } from "../pager.ts";

interface Fault {
  readonly name: string;
  readonly help: string;
  readonly provoke: () => void;
}

/** Errors of TypeScript, beside the exceptions of the processor. */
const errors: readonly Fault[] = [
  {
    name: "throw",
    help: "an error that the shell catches",
    provoke: () => {
      throw new Error("thrown on purpose");
    },
  },
  {
    name: "uncaught",
    help: "an error that nobody catches",
    provoke: () => {
      queueMicrotask(() => {
        throw new Error("nobody catches this");
      });
    },
  },
  {
    name: "rejection",
    help: "a promise that nobody looks after",
    provoke: () => void Promise.reject(new Error("nobody handles this")),
  },
];

const faults: readonly Fault[] = [...faultKinds, ...errors];
const nameColumns = 20;

export const fault = program({
  name: "fault",
  usage: "[KIND]",
  summary: "break the kernel, to see the report",
  details: ["Without KIND: lists the kinds."],
  complete: () => faults.map(({ name }) => name),
  run: async (context) => {
    const { rest } = context;
    if (rest === "") {
      await page(
        faults.map(({ name, help }) => `  ${name.padEnd(nameColumns)}${help}`),
        context,
      );
      return;
    }
    const chosen = faults.find(({ name }) => name === rest);
    if (chosen === undefined) throw new UsageError(`there is no kind ${rest}; fault lists them`);
    chosen.provoke();
  },
});
