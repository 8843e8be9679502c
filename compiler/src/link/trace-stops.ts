/**
 * Finds the instructions of an executable that matter for traces, in what LLVM's disassembler writes: megabytes, of which little is wanted. It is gone through
 * by hand, a line at a time: a regular expression over it all took half as long again.
 */

import { runTool } from "./toolchain.ts";

/** What a trace may start from or go through: a call, or an instruction that can fault. */
export type Stop = "call" | "fault";

export interface TraceStop {
  readonly address: number;
  readonly kind: Stop;
}

/** Calls, and instructions that can fault: those that trap, divide, or reach memory other than by frame pointer, stack pointer or rip. */
export async function traceStops(path: string): Promise<TraceStop[]> {
  const listing = await runTool("llvm-objdump", ["--disassemble", "--no-show-raw-insn", "--section=.text", path]);
  const stops: TraceStop[] = [];
  for (const line of linesOf(listing)) {
    // " 1000010:      \tmovl\t0x4(%rsi), %eax", and after it comments.
    const start = line.indexOf("\t") + 1;
    if (start === 0 || line.charCodeAt(0) !== space) continue;
    const tab = line.indexOf("\t", start);
    const mnemonic = tab < 0 ? line.slice(start) : line.slice(start, tab);
    const kind = effectOf(mnemonic);
    if (kind === "harmless") continue;
    if (kind === "memory" && (tab < 0 || !reachesMemory(operandsOf(line, tab)))) continue;
    const address = Number.parseInt(line.slice(0, line.indexOf(":")), 16);
    stops.push({ address, kind: kind === "call" ? "call" : "fault" });
  }
  return stops;
}

const space = 0x20;

/** What of a line stands behind a tab, without a comment. */
function operandsOf(line: string, tab: number): string {
  const comment = line.indexOf("#", tab);
  return comment < 0 ? line.slice(tab + 1) : line.slice(tab + 1, comment);
}

/** What an instruction may do, by its name; `memory`: that depends on what memory it reaches. */
type Effect = Stop | "harmless" | "memory";

/** Traps, division, port input and output, privileged and string instructions. */
const faultingMnemonics = /^(ud2|int3?|i?div[bwlq]|(in|out)[bwl]|(rd|wr)msr|l[gi]dt|ltr|rep|fxrstor)/;
const harmlessMnemonics = /^(lea|nop|j|push|pop|ret)/;
const effects = new Map<string, Effect>();

function effectOf(mnemonic: string): Effect {
  let effect = effects.get(mnemonic);
  if (effect === undefined) {
    if (mnemonic.startsWith("call")) effect = "call";
    else if (faultingMnemonics.test(mnemonic)) effect = "fault";
    else effect = harmlessMnemonics.test(mnemonic) ? "harmless" : "memory";
    effects.set(mnemonic, effect);
  }
  return effect;
}

const ownMemory = /^%r[bs]p$|^%rip$/;
/** An operand that is a number without a dollar: memory at that address, as of a null pointer. */
const absoluteMemory = /(^|[\s,:])-?0x[0-9a-f]+\s*(,|$)/;

function reachesMemory(operands: string): boolean {
  const open = operands.indexOf("(");
  const memory = open < 0 ? undefined : operands.slice(open + 1, operands.indexOf(")", open));
  if (memory !== undefined && !ownMemory.test(memory)) return true;
  return (operands.includes("0x") && absoluteMemory.test(operands)) || operands.includes("%cr");
}

function* linesOf(text: string): Iterable<string> {
  let start = 0;
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
    yield text.slice(start, end);
    start = end + 1;
  }
}
