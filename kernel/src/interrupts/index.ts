/** Interrupts come up: the descriptor table, a report for every exception, the controllers with every line masked. */
import { u64 } from "osmium";
import { initTraps, type Registers, registerNames } from "../arch/x86_64/trap.ts";
import { println } from "../console/console.ts";
import { hex } from "../console/format.ts";
import { beginReport, endAfterReport, endReport, printStack } from "../console/report.ts";
import { initPic } from "../drivers/pic.ts";
import { breakpointVector, exceptionDetail, exceptionTitle } from "./exceptions.ts";

const registersPerLine = 3;

/** From here on no exception is silent. No device interrupts yet. */
export function initInterrupts(): void {
  initTraps(reportException);
  initPic();
}

function reportException(registers: Registers): void {
  beginReport(exceptionTitle(registers.vector, registers.errorCode));
  const detail = exceptionDetail(registers.vector, registers.errorCode);
  if (detail !== "") println(detail);
  printRegisters(registers);
  printStack(registers.rip, registers.rbp);
  if (registers.vector !== breakpointVector) endAfterReport();
  endReport();
}

function printRegisters(registers: Registers): void {
  println(`rip ${hex(u64(registers.rip), 16)} flags ${hex(registers.rflags, 8)} error ${hex(registers.errorCode)}`);
  let line = "";
  for (let i = 0; i < registerNames.length; i++) {
    line += `${registerNames[i]} ${hex(registers.general[i], 16).slice(2)} `;
    if (i % registersPerLine === registersPerLine - 1 || i === registerNames.length - 1) {
      println(line.trimEnd());
      line = "";
    }
  }
}
