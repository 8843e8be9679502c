/** A kernel that does what its command line says, each of which must end in a report. */
import { runMicrotasks } from "osmium";
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
import { debugExit } from "../../../kernel/src/arch/x86_64/machine.ts";
import { println } from "../../../kernel/src/console/console.ts";
import { boot } from "./harness.ts";

function thrower(): void {
  throw new Error("nobody catches this");
}

switch (boot().commandLine.trim()) {
  case "overflow":
    overflowStack(1);
    break;
  case "null":
    readNull();
    break;
  case "write":
    writeCode();
    break;
  case "execute":
    executeData();
    break;
  case "invalid":
    invalidInstruction();
    break;
  case "divide":
    divideError();
    break;
  case "protection":
    protectionFault();
    break;
  case "breakpoint":
    breakpoint();
    break;
  case "double":
    doubleFault();
    break;
  case "rejection":
    void Promise.reject(new Error("nobody handles this"));
    runMicrotasks();
    break;
  case "throw":
    thrower();
    break;
  default:
    break;
}
println("went on");
debugExit(0);
