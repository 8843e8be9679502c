/**
 * Variables of modules that get one constant, once, and nothing else: what reads them reads the constant, and they go. A variable is `settled` if nobody can
 * read it before it has its first value; so nobody can tell.
 *
 * What interrupt handlers reach is left as it is: they must not count references, whatever the level of optimisation makes of these.
 */
import type { Instr, IrFunction, IrModule, Operand, ValueId } from "../ir/ir.ts";
import { isImmortal } from "../ir/operands.ts";
import { Substitution } from "./substitution.ts";

/** Where the variables of modules are used. */
export class GlobalUses {
  /** By variable. */
  readonly reads = new Map<string, { readonly fn: IrFunction; readonly value: ValueId }[]>();
  /** What is written to the settled variables that are written in one place of the whole program, and where. */
  readonly singleWrites = new Map<string, { readonly fn: IrFunction; readonly value: Operand }>();
  readonly #module: IrModule;
  readonly #written = new Set<string>();

  constructor(module: IrModule) {
    this.#module = module;
  }

  note(fn: IrFunction, instr: Instr): void {
    if (instr.op === "global.get") this.#noteRead(instr.global, fn, instr.result!);
    else if (instr.op === "global.set" || instr.op === "global.init" || instr.op === "global.take")
      this.#noteWrite(instr.global, fn, instr);
  }

  #noteRead(global: string, fn: IrFunction, value: ValueId): void {
    const known = this.reads.get(global);
    if (known) known.push({ fn, value });
    else this.reads.set(global, [{ fn, value }]);
  }

  #noteWrite(global: string, fn: IrFunction, instr: Instr): void {
    const isFirst = !this.#written.has(global) && this.#module.globals.get(global)!.settled === true;
    this.#written.add(global);
    if (isFirst && instr.op === "global.set") this.singleWrites.set(global, { fn, value: instr.value });
    else this.singleWrites.delete(global);
  }
}

/** Looks for such variables. */
export function settleGlobals(module: IrModule): void {
  const uses = new GlobalUses(module);
  for (const fn of module.functions.values())
    for (const { instrs } of fn.blocks) for (const instr of instrs) uses.note(fn, instr);
  const constants = new Map<string, Operand>();
  for (const [global, { value }] of uses.singleWrites) if (isImmortal(value)) constants.set(global, value);
  replaceGlobals(module, constants, uses);
}

/** Puts constants where settled variables are used that hold nothing else. */
export function replaceGlobals(module: IrModule, constants: Map<string, Operand>, uses: GlobalUses): void {
  const handlers = reachedByHandlers(module);
  const functions = new Set<IrFunction>();
  for (const global of constants.keys()) {
    const readers = (uses.reads.get(global) ?? []).map(({ fn }) => fn);
    if (readers.some((fn) => handlers.has(fn))) {
      constants.delete(global);
      continue;
    }
    for (const fn of [...readers, uses.singleWrites.get(global)!.fn]) functions.add(fn);
  }
  for (const fn of functions) replaceIn(fn, constants);
  for (const name of constants.keys()) module.globals.delete(name);
}

/** Puts the constants where a function reads the variables, and drops the writes. */
function replaceIn(fn: IrFunction, constants: ReadonlyMap<string, Operand>): void {
  const substitution = new Substitution();
  const isOver = (instr: Instr): boolean =>
    (instr.op === "global.get" || instr.op === "global.set") && constants.has(instr.global);
  for (const block of fn.blocks) {
    if (!block.instrs.some(isOver)) continue;
    for (const instr of block.instrs)
      if (instr.op === "global.get" && isOver(instr)) substitution.set(instr.result!, constants.get(instr.global)!);
    block.instrs = block.instrs.filter((instr) => !isOver(instr));
  }
  substitution.apply(fn);
}

/** Handlers, and all that they may call but through closures. */
function reachedByHandlers(module: IrModule): ReadonlySet<IrFunction> {
  const reached = new Set([...module.functions.values()].filter((fn) => fn.interruptEntry));
  const call = (name: string): void => {
    const fn = module.functions.get(name);
    if (fn !== undefined) reached.add(fn);
  };
  // The set grows while it is walked.
  for (const { blocks } of reached) {
    for (const { instrs, terminator } of blocks) {
      for (const instr of instrs) {
        if (instr.op === "table.get") module.tables.get(instr.table)!.entries.forEach(call);
        else if (instr.op === "call" && instr.callee.kind === "direct") call(instr.callee.name);
      }
      if (terminator.op === "invoke" && terminator.callee.kind === "direct") call(terminator.callee.name);
    }
  }
  return reached;
}
