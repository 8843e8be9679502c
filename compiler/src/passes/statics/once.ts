/**
 * Which code runs at most once: the program's start, where it is in no loop, and functions that are only called from one place of such code. The bodies of
 * modules are the most of them.
 */
import { blocksInCycles, type Cfg } from "../../ir/cfg.ts";
import type { Block, Instr, IrFunction, IrModule, Terminator } from "../../ir/ir.ts";

export class OnceCode {
  readonly #module: IrModule;
  readonly #calls: ReadonlyMap<string, number>;
  readonly #called: ReadonlySet<string>;

  /** `calls`: how many places call a function. */
  constructor(module: IrModule, calls: ReadonlyMap<string, number>) {
    this.#module = module;
    this.#calls = calls;
    const roles = [...module.classes.values()].flatMap(({ finalizer, tracer }) => [finalizer ?? "", tracer ?? ""]);
    this.#called = new Set([...Object.values(module.runtime), ...roles]);
  }

  /** The function behind a call, if nothing else calls it. */
  only(code: Instr | Terminator): IrFunction | undefined {
    if ((code.op !== "call" && code.op !== "invoke") || code.callee.kind !== "direct") return undefined;
    const fn = this.#module.functions.get(code.callee.name);
    if (fn === undefined || this.#calls.get(fn.name) !== 1 || this.#called.has(fn.name)) return undefined;
    const isOpen = fn.addressTaken || fn.coroutine || fn.exportAs !== undefined || fn.interruptEntry;
    return isOpen || fn.name === this.#module.start ? undefined : fn;
  }
}

/** The blocks of such a function that are in no loop. */
export function blocksOnce(cfg: Cfg): ReadonlySet<Block> {
  const inCycles = blocksInCycles(cfg);
  return new Set(cfg.order.filter((index) => !inCycles[index]).map((index) => cfg.blocks[index]!));
}
