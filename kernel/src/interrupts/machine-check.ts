/** Machine checks: errors that the processor found in itself, its caches, memory or buses, read from its error banks (Intel SDM vol. 3, 15.3). */
import { u32, u64 } from "osmium";
import { readMsr } from "../arch/x86_64/cpu.ts";
import { hasMachineCheckBanks } from "../arch/x86_64/cpuid.ts";
import { reportHex, reportText } from "../console/report.ts";

const mcgCapabilities: u32 = 0x179;
const mcgStatus: u32 = 0x17a;
const canRestart: u64 = 1;
const inProgress: u64 = 4;
/** Status of bank 0; each bank has four registers: control, status, address, miscellaneous. */
const firstBankStatus: u32 = 0x401;

// IA32_MCi_STATUS
const valid: u64 = 0x8000000000000000;
const overflowed: u64 = 0x4000000000000000;
const uncorrected: u64 = 0x2000000000000000;
const addressValid: u64 = 0x0400000000000000;
const contextCorrupt: u64 = 0x0200000000000000;

/** Prints what the error banks hold, as part of a report. */
export function reportMachineCheck(): void {
  if (!hasMachineCheckBanks()) {
    reportText("this processor has no error banks to say more\n");
    return;
  }
  const banks = u32(readMsr(mcgCapabilities) & 0xff);
  const status = readMsr(mcgStatus);
  if ((status & inProgress) === 0) reportText("no machine check is in progress: an INT 18 instruction\n");
  else if ((status & canRestart) === 0) reportText("the program can not go on\n");
  for (let bank: u32 = 0; bank < banks; bank++) reportBank(bank);
}

function reportBank(bank: u32): void {
  const register = firstBankStatus + bank * 4;
  const status = readMsr(register);
  if ((status & valid) === 0) return;
  reportText("bank 0x");
  reportHex(u64(bank), 2);
  reportText((status & uncorrected) !== 0 ? ": uncorrected error 0x" : ": corrected error 0x");
  reportHex(status & 0xffff, 4);
  if ((status & addressValid) !== 0) {
    reportText(" at 0x");
    reportHex(readMsr(register + 1), 16);
  }
  if ((status & contextCorrupt) !== 0) reportText(", the processor's state is damaged");
  if ((status & overflowed) !== 0) reportText(", others are lost");
  reportText("\n");
}
