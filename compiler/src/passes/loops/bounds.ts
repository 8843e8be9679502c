/**
 * Takes bounds checks out of inner loops. Where all indices of a loop lie between bounds that the loop does not change, one test before it says
 * that every check in it will pass; then a copy of the loop without them runs, else the loop as it was. Such a copy has no way out but its
 * end, so that LLVM can keep lengths in registers and use vector instructions.
 *
 * The test is made of: the class of each array (which is known to be one only where the loop reads it), its length, and a comparison per check.
 */
import { type Cfg, immediateDominators, removeUnreachableBlocks } from "../../ir/cfg.ts";
import type { Block, Instr, IrFunction, IrModule, IrType, Operand, Predicate, Target, ValueId } from "../../ir/ir.ts";
import { isCounted } from "../../ir/ir.ts";
import { fieldPlace } from "../../ir/layout.ts";
import { f64, i64, operandType, sameOperand, valueRef } from "../../ir/operands.ts";
import { instrOperands, mapInstr, mapTargets } from "../../ir/traverse.ts";
import { FunctionRanges } from "../ranges/analysis.ts";
import type { ProgramRanges } from "../ranges/program.ts";
import { isSmall } from "../ranges/range.ts";
import { negated, swapped } from "../ranges/transfer.ts";
import { isPure } from "../simplify.ts";
import { promoteFunction } from "../ssa.ts";
import { type Affine, affineOf, sameBase } from "./affine.ts";
import { duplicateBlocks, freshName } from "./duplicate.ts";
import { innermostLoops, type Loop } from "./natural.ts";
import { pureFunctions } from "./pure.ts";

/** Longer loops gain little and would cost twice their code. */
const maxInstrs = 250;
const maxChecks = 12;
/** Loops of one function that are copied. */
const maxLoops = 8;

/** Gives the number of loops that have a copy now. */
export function versionLoops(module: IrModule, program: ProgramRanges): number {
  const pure = pureFunctions(module);
  let total = 0;
  for (const fn of module.functions.values()) {
    if (fn.coroutine || fn.interruptEntry || !hasCheckInLoop(fn)) continue;
    const done = new Set<string>();
    for (let count = 0; count < maxLoops; count++) {
      if (!versionOne(module, fn, program, pure, done)) break;
      total++;
    }
  }
  return total;
}

/** Is it worth a closer look? */
function hasCheckInLoop(fn: IrFunction): boolean {
  let checks = false;
  let loops = false;
  const seen = new Set<string>();
  for (const block of fn.blocks) {
    seen.add(block.name);
    for (const instr of block.instrs) if (instr.op === "compare" && instr.predicate === "ult") checks = true;
    mapTargets(block.terminator, (target) => {
      if (seen.has(target.block)) loops = true;
      return target;
    });
  }
  return checks && loops;
}

function versionOne(
  module: IrModule,
  fn: IrFunction,
  program: ProgramRanges,
  pure: ReadonlySet<string>,
  done: Set<string>,
): boolean {
  const ranges = new FunctionRanges(module, fn, program.summaries);
  const loops = innermostLoops(ranges.cfg).filter(({ header }) => !done.has(ranges.cfg.blocks[header]!.name));
  if (loops.length === 0) return false;
  ranges.run();
  for (const loop of loops) {
    done.add(ranges.cfg.blocks[loop.header]!.name);
    const versions = new LoopVersions(module, ranges, loop, pure);
    const copied = versions.make();
    for (const name of copied) done.add(name);
    if (copied.length > 0) return true;
  }
  return false;
}

/** A check `index < length` that a branch acts on: the first edge goes on, the second reports. */
interface Check {
  readonly block: number;
  readonly index: Operand;
  readonly length: Operand;
}

/** A comparison to be made before the loop; all of them must hold. */
interface Condition {
  readonly left: Affine;
  readonly predicate: Predicate;
  readonly right: Affine;
}

class LoopVersions {
  readonly #module: IrModule;
  readonly #ranges: FunctionRanges;
  readonly #fn: IrFunction;
  readonly #cfg: Cfg;
  readonly #loop: Loop;
  readonly #pure: ReadonlySet<string>;
  readonly #inside = new Set<ValueId>();
  readonly #idom: Int32Array;
  /** Fields that the loop writes. */
  readonly #written = new Set<string>();

  constructor(module: IrModule, ranges: FunctionRanges, loop: Loop, pure: ReadonlySet<string>) {
    this.#module = module;
    this.#ranges = ranges;
    this.#fn = ranges.fn;
    this.#cfg = ranges.cfg;
    this.#loop = loop;
    this.#pure = pure;
    this.#idom = immediateDominators(ranges.cfg);
    for (const index of loop.blocks) {
      const block = this.#cfg.blocks[index]!;
      for (const param of block.params) this.#inside.add(param);
      for (const instr of block.instrs) if (instr.result !== undefined) this.#inside.add(instr.result);
    }
  }

  /** Gives the names of the new blocks; none if there is nothing to gain. */
  make(): readonly string[] {
    let size = 0;
    for (const index of this.#loop.blocks) size += this.#cfg.blocks[index]!.instrs.length;
    if (size > maxInstrs) return [];
    for (const index of this.#loop.blocks) {
      for (const instr of this.#cfg.blocks[index]!.instrs) {
        if (instr.op === "field.set" || instr.op === "field.init")
          this.#written.add(fieldPlace(this.#module, instr.class, instr.field));
      }
    }
    const checks = [...this.#loop.blocks].map((index) => this.#checkAt(index)).filter((check) => check !== undefined);
    const proved = new Map<number, readonly Condition[]>();
    for (const check of checks) {
      const conditions = this.#prove(check);
      if (conditions) proved.set(check.block, conditions);
    }
    if (proved.size === 0 || proved.size > maxChecks || !this.#isCalm(proved)) return [];
    return this.#split(proved);
  }

  #checkAt(block: number): Check | undefined {
    const { terminator } = this.#cfg.blocks[block]!;
    if (terminator.op !== "branch" || terminator.condition.kind !== "value") return undefined;
    const compare = this.#ranges.definitions[terminator.condition.id];
    if (compare?.op !== "compare" || compare.predicate !== "ult") return undefined;
    if (operandType(this.#fn, compare.left) !== "i64" || !this.#target(terminator.else).cold) return undefined;
    return this.#isHoistable(compare.right) ? { block, index: compare.left, length: compare.right } : undefined;
  }

  #target(target: Target): Block {
    return this.#cfg.blocks[this.#cfg.indexOf.get(target.block)!]!;
  }

  // ---- what holds in every iteration ----

  /** What must hold before the loop so that the check always passes; undefined if nothing is found. */
  #prove(check: Check): readonly Condition[] | undefined {
    const index = affineOf(this.#ranges, check.index);
    const length: Affine = { base: check.length, plus: 0 };
    const range = this.#ranges.at(check.index, check.block);
    if (this.#isHoistable(index.base)) {
      const atLeast: Condition = { left: { base: i64(0), plus: 0 }, predicate: "sle", right: index };
      return [atLeast, { left: index, predicate: "slt", right: length }];
    }
    if (!isSmall(range)) return undefined;
    const lower = range.lo >= 0 ? [] : this.#lowerBound(index);
    const upper = lower && this.#upperBound(check, index, length);
    return lower && upper ? [...lower, upper] : undefined;
  }

  #upperBound(check: Check, index: Affine, length: Affine): Condition | undefined {
    for (const fact of this.#factsAt(check.block)) {
      const left = affineOf(this.#ranges, fact.left);
      if (!sameBase(left, index) || !this.#isHoistable(fact.right)) continue;
      // base + left.plus < right, so base + index.plus < right + (index.plus - left.plus).
      const right: Affine = { base: fact.right, plus: index.plus - left.plus };
      return { left: right, predicate: fact.strict ? "sle" : "slt", right: length };
    }
    const start = this.#steppedFrom(index.base, (step) => step < 0);
    return start && { left: { base: start, plus: index.plus }, predicate: "slt", right: length };
  }

  #lowerBound(index: Affine): readonly Condition[] | undefined {
    const start = this.#steppedFrom(index.base, (step) => step > 0);
    return start && [{ left: { base: i64(0), plus: 0 }, predicate: "sle", right: { base: start, plus: index.plus } }];
  }

  /** Where a value begins that moves in one direction only. */
  #steppedFrom(base: Operand, direction: (step: number) => boolean): Operand | undefined {
    const header = this.#cfg.blocks[this.#loop.header]!;
    const position = base.kind === "value" ? header.params.indexOf(base.id) : -1;
    if (position === -1 || operandType(this.#fn, base) !== "i64") return undefined;
    if (base.kind !== "value" || !isSmall(this.#ranges.ofValue(base.id))) return undefined;
    let start: Operand | undefined;
    for (const edge of this.#cfg.predecessors[this.#loop.header]!) {
      const arg = edge.args[position - (header.params.length - edge.args.length)];
      if (arg === undefined) return undefined;
      if (!this.#loop.blocks.has(edge.from)) {
        if (start && !sameOperand(start, arg)) return undefined;
        start = arg;
        continue;
      }
      const next = affineOf(this.#ranges, arg);
      if (!sameBase(next, { base, plus: 0 }) || !direction(next.plus)) return undefined;
    }
    return start;
  }

  /** Comparisons `left < right` (or `<=`) that hold where a block is entered, from within the loop. */
  #factsAt(block: number): { left: Operand; right: Operand; strict: boolean }[] {
    const result: { left: Operand; right: Operand; strict: boolean }[] = [];
    for (let at = block; at !== this.#loop.header; at = this.#idom[at]!) {
      const [edge, ...others] = this.#cfg.predecessors[at]!;
      if (edge === undefined || others.length > 0) continue;
      const { terminator } = this.#cfg.blocks[edge.from]!;
      if (terminator.op !== "branch" || terminator.condition.kind !== "value") continue;
      const compare = this.#ranges.definitions[terminator.condition.id];
      if (compare?.op !== "compare") continue;
      const a = this.#ranges.at(compare.left, edge.from);
      const b = this.#ranges.at(compare.right, edge.from);
      if (a === undefined || b === undefined) continue;
      if (edge.index === 1 && (a.nan || b.nan)) continue;
      const predicate = edge.index === 0 ? compare.predicate : negated[compare.predicate];
      if (predicate.startsWith("u") && (a.lo < 0 || b.lo < 0)) continue;
      const order = predicate.slice(1);
      const flipped = swapped[predicate].slice(1);
      for (const [relation, left, right] of [
        [order, compare.left, compare.right],
        [flipped, compare.right, compare.left],
      ] as const) {
        if (relation === "lt" || relation === "olt") result.push({ left, right, strict: true });
        if (relation === "le" || relation === "ole") result.push({ left, right, strict: false });
      }
    }
    return result;
  }

  // ---- what the loop leaves alone ----

  /** Can an operand be computed before the loop? */
  #isHoistable(operand: Operand, depth = 6): boolean {
    if (operand.kind !== "value" || !this.#inside.has(operand.id)) return true;
    const instr = this.#ranges.definitions[operand.id];
    if (instr === undefined || depth === 0) return false;
    switch (instr.op) {
      case "convert":
      case "binary":
        if (instr.op === "binary" && /div|rem/.test(instr.operator)) return false;
        break;
      case "field.get":
        if (this.#written.has(fieldPlace(this.#module, instr.class, instr.field))) return false;
        break;
      case "global.get":
        break;
      default:
        return false;
    }
    return instrOperands(instr).every((part) => this.#isHoistable(part, depth - 1));
  }

  /** Does nothing in the copy write what was looked at before, once the proved checks are gone? */
  #isCalm(proved: ReadonlyMap<number, unknown>): boolean {
    const seen = new Set([this.#loop.header]);
    for (const index of seen) {
      const block = this.#cfg.blocks[index]!;
      if (!block.instrs.every((instr) => this.#isHarmless(instr))) return false;
      const { terminator } = block;
      if (terminator.op === "suspend") return false;
      if (
        terminator.op === "invoke" &&
        !(terminator.callee.kind === "direct" && this.#pure.has(terminator.callee.name))
      )
        return false;
      for (const { to, index: edge } of this.#cfg.successors[index]!) {
        if (this.#loop.blocks.has(to) && !(proved.has(index) && edge === 1)) seen.add(to);
      }
    }
    return true;
  }

  #isHarmless(instr: Instr): boolean {
    switch (instr.op) {
      case "store":
        return !instr.volatile && instr.element === true && !isCounted(instr.type);
      case "field.set":
      case "field.init":
        return !isCounted(operandType(this.#fn, instr.value));
      case "call":
        return instr.callee.kind === "direct" && this.#pure.has(instr.callee.name);
      default:
        return isPure(instr);
    }
  }

  // ---- two versions ----

  #split(proved: ReadonlyMap<number, readonly Condition[]>): readonly string[] {
    const fn = this.#fn;
    const header = this.#cfg.blocks[this.#loop.header]!;
    const outsideEdges = this.#cfg.predecessors[this.#loop.header]!.filter((edge) => !this.#loop.blocks.has(edge.from));
    const entry = freshName(fn, `${header.name}.enter`);
    for (const edge of outsideEdges) {
      const from = this.#cfg.blocks[edge.from]!;
      from.terminator = mapTargets(from.terminator, (target, index) =>
        index === edge.index ? { ...target, block: entry } : target,
      );
    }
    const params = header.params.map((param) => this.#newValue(fn.types[param]!));
    const copies = duplicateBlocks(
      fn,
      [...this.#loop.blocks].map((index) => this.#cfg.blocks[index]!),
    );
    for (const [index] of proved) {
      const copy = copies.get(this.#cfg.blocks[index]!.name)!;
      if (copy.terminator.op === "branch")
        copy.terminator = { op: "jump", target: copy.terminator.then, loc: copy.terminator.loc };
    }
    const args = params.map(valueRef);
    const slow: Target = { block: header.name, args };
    const fast: Target = { block: copies.get(header.name)!.name, args };
    const tests = new EntryTests(
      fn,
      entry,
      params,
      slow,
      (operand) => this.#definitionInside(operand),
      new Map(header.params.map((param, at) => [param, args[at]!])),
    );
    for (const conditions of proved.values()) for (const condition of conditions) tests.require(condition);
    tests.finish(fast);
    removeUnreachableBlocks(fn);
    promoteFunction(fn);
    return [entry, ...[...copies.values()].map((block) => block.name)];
  }

  #definitionInside(operand: Operand): Instr | undefined {
    return operand.kind === "value" && this.#inside.has(operand.id) ? this.#ranges.definitions[operand.id] : undefined;
  }

  #newValue(type: IrType): ValueId {
    this.#fn.types.push(type);
    return this.#fn.types.length - 1;
  }
}

/** The blocks in front of the two versions: each thing that is needed is computed once, and what does not hold leads to the slow one. */
class EntryTests {
  readonly #fn: IrFunction;
  readonly #slow: Target;
  readonly #definition: (operand: Operand) => Instr | undefined;
  readonly #hoisted: Map<ValueId, Operand>;
  readonly #guarded: { object: Operand; class: string }[] = [];
  readonly #made: { text: string }[] = [];
  #block: Block;

  constructor(
    fn: IrFunction,
    name: string,
    params: ValueId[],
    slow: Target,
    definition: (operand: Operand) => Instr | undefined,
    start: Map<ValueId, Operand>,
  ) {
    this.#fn = fn;
    this.#slow = slow;
    this.#definition = definition;
    this.#hoisted = start;
    this.#block = this.#open(name, params);
  }

  require({ left, predicate, right }: Condition): void {
    const text = JSON.stringify([left, predicate, right], (_, value) =>
      typeof value === "bigint" ? String(value) : value,
    );
    if (this.#made.some((made) => made.text === text)) return;
    this.#made.push({ text });
    // The constants go to one side, where lengths and starts leave room for them.
    const a = this.#hoist(left.base);
    const b = this.#sum(this.#hoist(right.base), right.plus - left.plus);
    const floating = operandType(this.#fn, a) === "f64" || operandType(this.#fn, b) === "f64";
    const relation: Predicate = floating ? (predicate === "slt" ? "folt" : "fole") : predicate;
    const condition = this.#emit(
      {
        op: "compare",
        predicate: relation,
        left: floating ? this.#double(a) : a,
        right: floating ? this.#double(b) : b,
      },
      "i1",
    );
    this.#continueIf(condition);
  }

  finish(fast: Target): void {
    this.#block.terminator = { op: "jump", target: fast };
  }

  #sum(operand: Operand, plus: number): Operand {
    if (plus === 0) return operand;
    if (operandType(this.#fn, operand) === "f64")
      return this.#emit({ op: "binary", operator: "fadd", left: operand, right: f64(plus) }, "f64");
    return this.#emit({ op: "binary", operator: "add", left: operand, right: i64(plus) }, "i64");
  }

  #double(operand: Operand): Operand {
    if (operandType(this.#fn, operand) === "f64") return operand;
    return this.#emit({ op: "convert", conversion: "sitofp", to: "f64", value: operand }, "f64");
  }

  /** An operand of the loop, computed here if the loop would. */
  #hoist(operand: Operand): Operand {
    if (operand.kind !== "value") return operand;
    const known = this.#hoisted.get(operand.id);
    if (known) return known;
    const instr = this.#definition(operand);
    if (instr === undefined) return operand;
    const parts = new Map(instrOperands(instr).map((part) => [part, this.#hoist(part)]));
    const here = mapInstr(instr, (part) => parts.get(part) ?? part);
    if (here.op === "field.get") this.#guard(here.object, here.class);
    const result = this.#emit(here, this.#fn.types[operand.id]!);
    this.#hoisted.set(operand.id, result);
    return result;
  }

  /** Makes sure that an object is one of a class. */
  #guard(object: Operand, className: string): void {
    if (this.#guarded.some((known) => known.class === className && sameOperand(known.object, object))) return;
    this.#guarded.push({ object, class: className });
    this.#continueIf(this.#emit({ op: "is", class: className, object }, "i1"));
  }

  #continueIf(condition: Operand): void {
    const next = freshName(this.#fn, this.#block.name);
    this.#block.terminator = { op: "branch", condition, then: { block: next, args: [] }, else: this.#slow };
    this.#block = this.#open(next, []);
  }

  #open(name: string, params: ValueId[]): Block {
    const block: Block = { name, params, instrs: [], terminator: { op: "unreachable" } };
    this.#fn.blocks.push(block);
    return block;
  }

  #emit(instr: Instr, type: IrType): Operand {
    this.#fn.types.push(type);
    const result = this.#fn.types.length - 1;
    this.#block.instrs.push({ ...instr, result });
    return valueRef(result);
  }
}
