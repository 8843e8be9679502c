/** Inline and module-level assembly, AT&T syntax. */

import type { Instr } from "../../ir/ir.ts";
import type { FunctionEmitter } from "./function.ts";
import { escapeBytes } from "./names.ts";
import { llvmType } from "./types.ts";

const utf8 = new TextEncoder();
const alwaysClobbered = ["memory", "dirflag", "fpsr", "flags"];

export function emitAsm(emitter: FunctionEmitter, instr: Extract<Instr, { op: "asm" }>): void {
  const clobbers = [...instr.clobbers.map((clobber) => clobber.replace(/^~\{(.*)\}$/, "$1")), ...alwaysClobbered];
  const constraints = [
    ...(instr.output === undefined ? [] : [instr.output]),
    ...instr.inputs.map((input) => input.constraint),
    ...clobbers.map((clobber) => `~{${clobber}}`),
  ];
  const args = instr.inputs.map((input) => {
    if (emitter.typeOf(input.value) !== "i1") return emitter.typed(input.value);
    return `i8 ${emitter.define(`zext i1 ${emitter.operand(input.value)} to i8`)}`;
  });
  const type = instr.result === undefined ? undefined : emitter.fn.types[instr.result];
  const result = instr.output === undefined || type === undefined ? "void" : type === "i1" ? "i8" : llvmType(type);
  const call = `call ${result} asm sideeffect "${escapeBytes(utf8.encode(instr.text))}", "${constraints.join(",")}"(${args.join(", ")})`;
  if (result === "void") emitter.line(call);
  else if (type === "i1") emitter.result(instr, `trunc i8 ${emitter.define(call)} to i1`);
  else emitter.result(instr, call);
}

/** `module asm` lines for a piece of assembly. */
export function moduleAsmLines(text: string): string[] {
  return text.split("\n").map((line) => `module asm "${escapeBytes(utf8.encode(line))}"`);
}
