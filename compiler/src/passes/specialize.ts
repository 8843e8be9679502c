/**
 * Copies functions for the closures that they are called with. In `numbers.map((x) => x * 2)` the callback is written at the call, so a copy of `map` for
 * this callback calls it directly: it can be inlined, what it does to memory is known, and whether it throws. The copy still gets the closure, for
 * what it captures. Only for functions that call the closure themselves, or hand it on to one that does.
 */
import type { Callee, Instr, IrFunction, IrModule, Operand, ValueId } from "../ir/ir.ts";
import { direct, operandType } from "../ir/operands.ts";
import { instrOperands, terminatorOperands, terminatorTargets } from "../ir/traverse.ts";
import { closureClass, closureCodes, codeField } from "./closures.ts";

/** Longer functions are not copied. */
const maxInstrs = 160;
/** Instructions that copies may add to a program, per instruction that it had. */
const maxGrowth = 0.25;
/** Closures that pass through functions which hand them on. */
const maxDepth = 4;

/** Gives the number of copies. */
export function specializeClosures(module: IrModule): number {
  return new Specializer(module).run();
}

class Specializer {
  readonly #module: IrModule;
  /** The function behind each class of closures. */
  readonly #codeOf: ReadonlyMap<string, string>;
  readonly #callsParam = new Map<string, ReadonlySet<number>>();
  readonly #copies = new Map<string, string>();
  #budget = 0;

  constructor(module: IrModule) {
    this.#module = module;
    this.#codeOf = closureCodes(module);
  }

  run(): number {
    let total = 0;
    for (const fn of this.#module.functions.values()) total += sizeOf(fn);
    this.#budget = total * maxGrowth;
    const work = [...this.#module.functions.values()].map((fn) => ({
      fn,
      depth: 0,
      known: new Map<ValueId, string>(),
    }));
    for (const item of work) {
      const classes = this.#knownClasses(item.fn, item.known);
      if (classes.size === 0 && !mentionsObject(item.fn)) continue;
      this.#rewriteCalls(item.fn, (callee, args) => {
        const copy = this.#specialized(callee, args, classes, item.depth);
        if (copy?.made) work.push(copy.made);
        return copy && direct(copy.name);
      });
    }
    return this.#copies.size;
  }

  /** The class of a closure that an operand is, if it is known. */
  #classOf(operand: Operand | undefined, classes: ReadonlyMap<ValueId, string>): string | undefined {
    if (operand?.kind === "value") return classes.get(operand.id);
    const name = operand?.kind === "static" ? this.#module.statics.get(operand.name)!.class : undefined;
    return name !== undefined && this.#codeOf.has(name) ? name : undefined;
  }

  /** The classes of a function's closures: made here, or known of a parameter. */
  #knownClasses(fn: IrFunction, params: ReadonlyMap<ValueId, string>): ReadonlyMap<ValueId, string> {
    const classes = new Map(params);
    for (const { instrs } of fn.blocks) {
      for (const instr of instrs) {
        if (instr.op === "init" && this.#codeOf.has(instr.class)) classes.set(instr.result!, instr.class);
      }
    }
    if (classes.size === 0 && !mentionsObject(fn)) return classes;
    // Where two ways to the same closure meet.
    const incoming = new Map<ValueId, (Operand | undefined)[]>();
    const blocks = new Map(fn.blocks.map((block) => [block.name, block]));
    for (const { terminator } of fn.blocks) {
      for (const target of terminatorTargets(terminator)) {
        const { params } = blocks.get(target.block)!;
        const implicit = params.length - target.args.length;
        for (const [position, param] of params.entries()) {
          incoming.set(param, [...(incoming.get(param) ?? []), target.args[position - implicit]]);
        }
      }
    }
    for (const [param, args] of incoming) {
      if (fn.types[param] !== "ref") continue;
      const names = new Set(args.map((arg) => this.#classOf(arg, classes)));
      const [only] = names;
      if (names.size === 1 && only !== undefined) classes.set(param, only);
    }
    return classes;
  }

  /** The copy of a function for the closures among its arguments; undefined if it gains nothing. */
  #specialized(
    callee: string,
    args: readonly Operand[],
    classes: ReadonlyMap<ValueId, string>,
    depth: number,
  ): { name: string; made?: { fn: IrFunction; depth: number; known: Map<ValueId, string> } } | undefined {
    const original = this.#module.functions.get(callee);
    if (original === undefined || depth >= maxDepth || !isCopyable(original)) return undefined;
    const called = this.#calledParams(original);
    const known = new Map<ValueId, string>();
    const parts: string[] = [];
    for (const [index, arg] of args.entries()) {
      const name = this.#classOf(arg, classes);
      if (name === undefined || !called.has(index)) continue;
      known.set(original.params[index]!.value, name);
      parts.push(`${index} ${name}`);
    }
    if (known.size === 0) return undefined;
    const key = `${callee} with ${parts.join(", ")}`;
    const existing = this.#copies.get(key);
    if (existing !== undefined) return { name: existing };
    this.#budget -= sizeOf(original);
    if (this.#budget < 0) return undefined;
    this.#copies.set(key, key);
    const fn = this.#copy(original, key, known);
    this.#module.functions.set(key, fn);
    return { name: key, made: { fn, depth: depth + 1, known } };
  }

  #copy(original: IrFunction, name: string, known: ReadonlyMap<ValueId, string>): IrFunction {
    const fn: IrFunction = {
      ...original,
      name,
      params: original.params.map((param) => ({ ...param })),
      types: [...original.types],
      locals: new Map(),
      blocks: original.blocks.map((block) => ({ ...block, params: [...block.params], instrs: [...block.instrs] })),
    };
    const code = new Map<ValueId, string>();
    for (const { instrs } of fn.blocks) {
      for (const instr of instrs) {
        if (!readsCode(instr) || instr.object.kind !== "value") continue;
        const target = this.#codeOf.get(known.get(instr.object.id) ?? "");
        if (target !== undefined) code.set(instr.result!, target);
      }
    }
    const resolved = (callee: Callee): Callee => {
      const target =
        callee.kind === "indirect" && callee.pointer.kind === "value" ? code.get(callee.pointer.id) : undefined;
      return target === undefined ? callee : direct(target);
    };
    for (const block of fn.blocks) {
      block.instrs = block.instrs.map((instr) =>
        instr.op === "call" ? { ...instr, callee: resolved(instr.callee) } : instr,
      );
      if (block.terminator.op === "invoke")
        block.terminator = { ...block.terminator, callee: resolved(block.terminator.callee) };
    }
    return fn;
  }

  #rewriteCalls(fn: IrFunction, rewrite: (callee: string, args: readonly Operand[]) => Callee | undefined): void {
    const hasClosure = (args: readonly Operand[]): boolean =>
      args.some((arg) => arg.kind === "static" || (arg.kind === "value" && operandType(fn, arg) === "ref"));
    const known = (callee: Callee, args: readonly Operand[]): Callee =>
      callee.kind === "direct" && hasClosure(args) ? (rewrite(callee.name, args) ?? callee) : callee;
    for (const block of fn.blocks) {
      block.instrs = block.instrs.map((instr) => {
        if (instr.op !== "call") return instr;
        const callee = known(instr.callee, instr.args);
        return callee === instr.callee ? instr : { ...instr, callee };
      });
      const { terminator } = block;
      if (terminator.op !== "invoke") continue;
      const callee = known(terminator.callee, terminator.args);
      if (callee !== terminator.callee) block.terminator = { ...terminator, callee };
    }
  }

  /** Which parameters a function calls as closures, or hands on to functions that do. */
  #calledParams(fn: IrFunction): ReadonlySet<number> {
    const cached = this.#callsParam.get(fn.name);
    if (cached) return cached;
    const result = new Set<number>();
    // For recursive functions: what is found so far.
    this.#callsParam.set(fn.name, result);
    const indexOf = new Map(fn.params.map((param, index) => [param.value, index]));
    const handOn = (callee: Callee, args: readonly Operand[]): void => {
      const next = callee.kind === "direct" ? this.#module.functions.get(callee.name) : undefined;
      if (next === undefined || next === fn || !isCopyable(next)) return;
      for (const [position, arg] of args.entries()) {
        const index = arg.kind === "value" ? indexOf.get(arg.id) : undefined;
        if (index !== undefined && this.#calledParams(next).has(position)) result.add(index);
      }
    };
    for (const { instrs, terminator } of fn.blocks) {
      for (const instr of instrs) {
        if (readsCode(instr) && instr.object.kind === "value") {
          const index = indexOf.get(instr.object.id);
          if (index !== undefined) result.add(index);
        }
        if (instr.op === "call") handOn(instr.callee, instr.args);
      }
      if (terminator.op === "invoke") handOn(terminator.callee, terminator.args);
    }
    return result;
  }
}

/** Does the function hand an object of the image to another, or to a block? */
function mentionsObject({ blocks }: IrFunction): boolean {
  const isObject = ({ kind }: Operand): boolean => kind === "static";
  return blocks.some(
    ({ instrs, terminator }) =>
      terminatorOperands(terminator).some(isObject) ||
      terminatorTargets(terminator).some(({ args }) => args.some(isObject)) ||
      instrs.some((instr) => instr.op === "call" && instr.args.some(isObject)),
  );
}

function readsCode(instr: Instr): instr is Instr & { op: "field.get" } {
  return instr.op === "field.get" && instr.class === closureClass && instr.field === codeField;
}

function isCopyable(fn: IrFunction): boolean {
  if (fn.coroutine || fn.addressTaken || fn.interruptEntry || fn.exportAs !== undefined || fn.inline === "never")
    return false;
  return fn.locals.size === 0 && sizeOf(fn) <= maxInstrs && !fn.blocks.some((block) => block.instrs.some(usesOwnFrame));
}

/** Asks for its own frame: stays as it is. */
function usesOwnFrame(instr: Instr): boolean {
  return (
    instr.op === "asm" ||
    (instr.op === "intrinsic" && instr.name.endsWith(".address") && instrOperands(instr).length === 0)
  );
}

function sizeOf(fn: IrFunction): number {
  return fn.blocks.reduce((sum, block) => sum + block.instrs.length + 1, 0);
}
