/**
 * Proves the rules of interrupt context: a handler and all that it can reach must not allocate, free, count a reference, use floating
 * point, suspend, or call what isn't known. Runs after the ownership pass, when counting can be seen.
 *
 * Followed are direct calls, and dispatch tables with all their entries. Not followed are blocks from which no `return` can be
 * reached: they end in a panic, in an error, or in a loop for ever, so the handler ends the machine there and may do as it likes. An error that is
 * caught again would break that, so catching one is a violation too.
 */
import { buildCfg, type Cfg } from "../ir/cfg.ts";
import { intrinsics } from "../ir/intrinsics.ts";
import type { Callee, Instr, IrFunction, IrModule, Loc, Operand } from "../ir/ir.ts";
import { isCounted } from "../ir/ir.ts";
import { declaringClass } from "../ir/layout.ts";
import { isFloatType, operandType } from "../ir/operands.ts";
import { type Claims, computeClaims } from "../ir/ownership.ts";
import { instrOperands, terminatorOperands } from "../ir/traverse.ts";

export interface InterruptViolation {
  /** Where the rule is broken. */
  readonly loc: Loc | undefined;
  /** What is done there, as a predicate: "allocates". */
  readonly message: string;
  /** Display names from the handler to the function that breaks the rule. */
  readonly path: readonly string[];
}

/** Checks all handlers of a module and marks what they reach as free of vector registers. */
export function checkInterrupts(module: IrModule): InterruptViolation[] {
  const violations: InterruptViolation[] = [];
  /** Who reached a function first; undefined for handlers. */
  const reachedFrom = new Map<IrFunction, IrFunction | undefined>();
  for (const fn of module.functions.values()) if (fn.interruptEntry) reachedFrom.set(fn, undefined);
  for (const fn of reachedFrom.keys()) {
    const path = (): string[] => {
      const names: string[] = [];
      for (let at: IrFunction | undefined = fn; at; at = reachedFrom.get(at)) names.unshift(at.display);
      return names;
    };
    // One for each line. Below a function that breaks the rules only its own file is looked at: the library that it uses breaks them for it.
    const lines = new Set<number>();
    const check = new FunctionCheck(module, fn, (loc, message) => {
      const place = loc !== undefined && loc.line > 0 ? loc : fn.loc;
      if (place !== undefined) {
        if (lines.has(place.line)) return;
        lines.add(place.line);
      }
      violations.push({ loc: place, message, path: path() });
    });
    for (const callee of check.run()) {
      const target = module.functions.get(callee);
      if (lines.size > 0 && target?.loc?.file !== fn.loc?.file) continue;
      if (target && !reachedFrom.has(target)) reachedFrom.set(target, fn);
    }
    fn.noFloat = !check.hasFloats;
    fn.noImplicitFloat = true;
  }
  return violations;
}

type Report = (loc: Loc | undefined, message: string) => void;

class FunctionCheck {
  readonly #module: IrModule;
  readonly #fn: IrFunction;
  readonly #report: Report;
  readonly #claims: Claims;
  readonly #callees = new Set<string>();
  readonly #forbidden: ReadonlySet<string>;
  /** Is there a float anywhere, also where the machine ends? */
  hasFloats = false;

  constructor(module: IrModule, fn: IrFunction, report: Report) {
    this.#module = module;
    this.#fn = fn;
    this.#report = report;
    this.#claims = computeClaims(fn);
    const { allocate, allocateFrame, freeFrame, drop } = module.runtime;
    this.#forbidden = new Set([allocate, allocateFrame, freeFrame, drop]);
  }

  /** Checks the function and gives the names of those that it can go on to. */
  run(): ReadonlySet<string> {
    const fn = this.#fn;
    if (fn.coroutine) this.#report(fn.loc, "suspends");
    const signature = [...fn.params.map((param) => fn.types[param.value]!), fn.result];
    if (signature.some(isFloatType)) {
      this.#report(fn.loc, "uses floating point in its signature");
      this.hasFloats = true;
    }
    const cfg = buildCfg(fn);
    const returns = blocksThatReturn(cfg);
    for (const index of cfg.order) {
      const block = cfg.blocks[index]!;
      for (const instr of block.instrs) {
        const floats = this.#usesFloats(instr);
        if (floats) this.hasFloats = true;
        if (!returns[index]) continue;
        if (floats) this.#report(instr.loc, "uses floating point");
        else this.#instr(instr);
      }
      const { terminator } = block;
      if (!returns[index]) continue;
      if (terminator.op === "suspend") this.#report(terminator.loc, "suspends");
      if (terminator.op !== "invoke") continue;
      this.#call(terminator.callee, terminator.loc);
      if (terminatorOperands(terminator).some((arg) => this.#isFloat(arg))) {
        this.hasFloats = true;
        this.#report(terminator.loc, "uses floating point");
      }
      if (returns[cfg.successors[index]![1]!.to])
        this.#report(terminator.loc, "catches an error (throwing one allocates)");
    }
    return this.#callees;
  }

  #isFloat(operand: Operand): boolean {
    return isFloatType(operandType(this.#fn, operand));
  }

  #usesFloats(instr: Instr): boolean {
    if (instr.result !== undefined && isFloatType(this.#fn.types[instr.result]!)) return true;
    return instrOperands(instr).some((operand) => this.#isFloat(operand));
  }

  /** Is this value counted at run time? Constants and what is made of them are not. */
  #counts(operand: Operand): boolean {
    return operand.kind === "value" && this.#claims.kind(this.#claims.root(operand.id)) !== "immortal";
  }

  #instr(instr: Instr): void {
    switch (instr.op) {
      case "retain":
      case "release":
        if (this.#counts(instr.value)) this.#report(instr.loc, "counts a reference");
        break;
      case "field.set": {
        const owner = declaringClass(this.#module, instr.class, instr.field);
        const type = owner?.fields.find((field) => field.name === instr.field)?.type;
        if (type && isCounted(type)) this.#report(instr.loc, `overwrites the reference ${instr.field}, which counts`);
        break;
      }
      case "global.get":
        this.#share(instr.global);
        break;
      case "field.take":
      case "global.take":
        this.#report(instr.loc, "takes a reference out of its place, which counts");
        break;
      case "global.set": {
        this.#share(instr.global);
        const type = this.#module.globals.get(instr.global)?.type;
        if (type && isCounted(type)) this.#report(instr.loc, "overwrites a reference, which counts");
        break;
      }
      // Which objects are on the stack depends on the level; what handlers may do does not.
      case "init":
      case "stack.init":
      case "room.init":
        this.#report(instr.loc, "allocates");
        break;
      case "call":
        this.#call(instr.callee, instr.loc);
        break;
      case "intrinsic": {
        const effect = intrinsics.get(instr.name)?.effect;
        if (effect === "runs coroutines") this.#report(instr.loc, "runs a coroutine");
        else if (effect === "releases" || instr.name === "retain") this.#report(instr.loc, "counts a reference");
        break;
      }
      default:
        break;
    }
  }

  /** What handlers and other code both use is accessed where the program says: a loop may wait for it. */
  #share(name: string): void {
    const global = this.#module.globals.get(name);
    if (global && !isCounted(global.type)) global.volatile = true;
  }

  #call(callee: Callee, loc: Loc | undefined): void {
    if (callee.kind === "direct") {
      const target = this.#module.functions.get(callee.name);
      if (this.#forbidden.has(callee.name)) {
        this.#report(loc, callee.name === this.#module.runtime.drop ? "frees" : "allocates");
      } else if (target?.coroutine) this.#report(loc, `starts the asynchronous function ${target.display}`);
      else this.#callees.add(callee.name);
      return;
    }
    // `callAddress`, an unsafe operation: whoever calls an address vouches for what is there.
    if (callee.convention === "c") return;
    const { pointer } = callee;
    const from = pointer.kind === "value" ? this.#claims.definition(pointer.id) : undefined;
    if (pointer.kind === "function") this.#callees.add(pointer.name);
    else if (from?.op === "table.get") {
      for (const entry of this.#module.tables.get(from.table)?.entries.values() ?? []) this.#callees.add(entry);
    } else this.#report(loc, "calls a function that isn't known at compile time");
  }
}

/** Which blocks can reach a `return`. */
function blocksThatReturn(cfg: Cfg): Uint8Array {
  const result = new Uint8Array(cfg.blocks.length);
  const work: number[] = [];
  for (const [index, { terminator }] of cfg.blocks.entries()) {
    if (terminator.op !== "return" && terminator.op !== "coro.end") continue;
    result[index] = 1;
    work.push(index);
  }
  for (let block = work.pop(); block !== undefined; block = work.pop()) {
    for (const { from } of cfg.predecessors[block]!) {
      if (result[from]) continue;
      result[from] = 1;
      work.push(from);
    }
  }
  return result;
}
