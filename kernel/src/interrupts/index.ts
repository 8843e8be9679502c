/** Interrupts come up: the descriptor table, a report for every exception, the controllers with every line masked. */
import { u64 } from "osmium";
import { initTraps, type Registers, registerNames } from "../arch/x86_64/trap.ts";
import { endAfterReport, endReport, reportHex, reportStack, reportText } from "../console/report.ts";
import { initPic } from "../drivers/pic.ts";
import { beginExceptionReport, breakpointVector, reportExceptionDetail } from "./exceptions.ts";

const registersPerLine = 3;

/** From here on no exception is silent. No device interrupts yet. */
export function initInterrupts(): void {
  initTraps(reportException);
  initPic();
}

function reportException(registers: Registers): void {
  beginExceptionReport(registers);
  reportExceptionDetail(registers);
  reportRegisters(registers);
  reportStack(registers.rip, registers.rbp, registers.rsp);
  if (registers.vector !== breakpointVector) endAfterReport();
  endReport();
}

function reportRegisters(registers: Registers): void {
  reportText("rip ");
  reportHex(u64(registers.rip), 16);
  reportText("  flags ");
  reportHex(registers.rflags, 8);
  reportText("  cs ");
  reportHex(registers.cs, 4);
  reportText("  ss ");
  reportHex(registers.ss, 4);
  reportText("  error code ");
  reportHex(registers.errorCode, 4);
  for (let i = 0; i < registerNames.length; i++) {
    reportText(i % registersPerLine === 0 ? "\n" : "  ");
    reportText(registerNames[i]);
    reportText(registerNames[i].length === 2 ? "  " : " ");
    reportHex(registers.general[i], 16);
  }
  reportText("\n");
}
