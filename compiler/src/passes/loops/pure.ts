/** Functions that only compute: they read memory but neither write, allocate nor suspend. They may throw. */
import type { Callee, IrFunction, IrModule } from "../../ir/ir.ts";
import { isPure } from "../simplify.ts";

/** The names of all such functions: those left when every one that writes, or calls one that does, has been struck out. */
export function pureFunctions(module: IrModule): ReadonlySet<string> {
  const pure = new Set<string>();
  const callees = new Map<string, readonly string[]>();
  for (const fn of module.functions.values()) {
    const called = computesOnly(fn);
    if (!called) continue;
    pure.add(fn.name);
    callees.set(fn.name, called);
  }
  for (let changed = true; changed; ) {
    changed = false;
    for (const name of pure) {
      if (callees.get(name)!.every((callee) => pure.has(callee))) continue;
      pure.delete(name);
      changed = true;
    }
  }
  return pure;
}

/** The functions it calls, if it does nothing else that could be noticed. */
function computesOnly(fn: IrFunction): readonly string[] | undefined {
  if (fn.coroutine || fn.locals.size > 0) return undefined;
  const called: string[] = [];
  const note = (callee: Callee): boolean => {
    if (callee.kind === "direct") called.push(callee.name);
    return callee.kind === "direct";
  };
  for (const { instrs, terminator } of fn.blocks) {
    for (const instr of instrs) if (!(instr.op === "call" ? note(instr.callee) : isPure(instr))) return undefined;
    if (terminator.op === "suspend" || terminator.op === "coro.end") return undefined;
    if (terminator.op === "invoke" && !note(terminator.callee)) return undefined;
  }
  return called;
}
