/**
 * Turns calls through a dispatch table that has few, small targets into tests of the receiver's class and direct calls: a conditional branch is
 * better predicted than an indirect one, and what is called directly can be inlined. The last target needs no test, since a table has an entry for every
 * class that can arrive.
 */
import type { Block, DispatchTable, Instr, IrFunction, IrModule, Operand } from "../ir/ir.ts";
import { direct, valueRef } from "../ir/operands.ts";

const maxTargets = 4;
const maxClasses = 6;
/** Instructions of a target that is worth a copy at each call. */
const maxInstrs = 24;

/** Gives the number of calls that became direct. */
export function testFewTargets(module: IrModule): number {
  const plans = new Map<string, readonly Test[]>();
  for (const table of module.tables.values()) {
    const plan = planOf(module, table);
    if (plan) plans.set(table.name, plan);
  }
  let replaced = 0;
  if (plans.size > 0) for (const fn of module.functions.values()) replaced += replaceCalls(module, fn, plans);
  return replaced;
}

/** If the receiver is of the class, the target is called. The last one of a plan has no class. */
interface Test {
  readonly class?: string;
  readonly target: string;
}

function planOf(module: IrModule, table: DispatchTable): readonly Test[] | undefined {
  const byTarget = new Map<string, string[]>();
  for (const [className, target] of table.entries) byTarget.set(target, [...(byTarget.get(target) ?? []), className]);
  if (byTarget.size < 2 || byTarget.size > maxTargets || table.entries.size > maxClasses) return undefined;
  for (const target of byTarget.keys()) {
    const fn = module.functions.get(target);
    if (fn === undefined || fn.coroutine || sizeOf(fn) > maxInstrs) return undefined;
  }
  // The target with most classes is what is left. A class is tested before the one that it extends.
  const [rest] = [...byTarget].sort((a, b) => b[1].length - a[1].length)[0]!;
  const basesOf = (name: string): string[] => {
    const base = module.classes.get(name)?.base;
    return base === undefined ? [] : [base, ...basesOf(base)];
  };
  const classes = [...table.entries.keys()].sort((a, b) => basesOf(b).length - basesOf(a).length);
  const tests: Test[] = [];
  for (const name of classes) {
    const target = table.entries.get(name)!;
    // What is left needs a test only where the test of a class that it extends would catch it.
    const caught = basesOf(name).some((base) => table.entries.has(base) && table.entries.get(base) !== rest);
    if (target !== rest || caught) tests.push({ class: name, target });
  }
  return [...tests, { target: rest }];
}

function replaceCalls(module: IrModule, fn: IrFunction, plans: ReadonlyMap<string, readonly Test[]>): number {
  const lookups = new Map<number, { plan: readonly Test[]; receiver: Operand }>();
  for (const { instrs } of fn.blocks) {
    for (const instr of instrs) {
      const plan = instr.op === "table.get" ? plans.get(instr.table) : undefined;
      if (plan && instr.op === "table.get") lookups.set(instr.result!, { plan, receiver: instr.object });
    }
  }
  if (lookups.size === 0) return 0;
  let replaced = 0;
  const added: Block[] = [];
  for (const block of fn.blocks) {
    const { terminator } = block;
    if (terminator.op !== "invoke" || terminator.callee.kind !== "indirect" || block.cold) continue;
    const { pointer } = terminator.callee;
    const lookup = pointer.kind === "value" ? lookups.get(pointer.id) : undefined;
    if (!lookup?.plan.every(({ target }) => module.functions.has(target))) continue;
    let at = block;
    for (const [index, test] of lookup.plan.entries()) {
      const invoke = { ...terminator, callee: direct(test.target) };
      if (test.class === undefined) {
        at.terminator = invoke;
        break;
      }
      const called: Block = { name: `${block.name}.is.${index}`, params: [], instrs: [], terminator: invoke };
      const next: Block = { name: `${block.name}.else.${index}`, params: [], instrs: [], terminator: invoke };
      at.instrs.push(isInstance(fn, test.class, lookup.receiver));
      const condition = valueRef(fn.types.length - 1);
      const to = (target: Block) => ({ block: target.name, args: [] });
      at.terminator = { op: "branch", condition, then: to(called), else: to(next), loc: terminator.loc };
      added.push(called, next);
      at = next;
    }
    replaced++;
  }
  fn.blocks.push(...added);
  return replaced;
}

function isInstance(fn: IrFunction, className: string, object: Operand): Instr {
  fn.types.push("i1");
  return { op: "is", class: className, object, result: fn.types.length - 1 };
}

function sizeOf(fn: IrFunction): number {
  return fn.blocks.reduce((sum, block) => sum + block.instrs.length + 1, 0);
}
