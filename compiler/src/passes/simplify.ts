/**
 * Cleans up the graph before ownership is decided: each block that goes and each parameter that is not passed saves counting. Folds
 * branches on constants, skips empty blocks, joins straight lines, drops parameters that are always the same, and drops
 * what is computed for nothing. LLVM does the rest; this pass does only what it can't do once counting is in.
 *
 * Not for functions that have their counting: dropping a parameter would drop a token.
 */
import { buildCfg, removeUnreachableBlocks } from "../ir/cfg.ts";
import { intrinsics } from "../ir/intrinsics.ts";
import type {
  Block,
  Callee,
  Instr,
  IrFunction,
  IrModule,
  Operand,
  Signature,
  StaticDef,
  Target,
  Terminator,
} from "../ir/ir.ts";
import { direct, intBits, sameOperand, valueRef } from "../ir/operands.ts";
import { instrOperands, mapTargets, terminatorOperands, terminatorTargets } from "../ir/traverse.ts";
import { Substitution } from "./substitution.ts";
import type { Snapshots } from "./unchanged.ts";

/** Functions that are as `simplified` knows them are left alone: it is told of all that this has done its work on. */
export function simplify(module: IrModule, simplified: Snapshots): void {
  for (const fn of module.functions.values()) {
    if (simplified.isUnchanged(fn)) continue;
    simplifyFunction(fn, module);
    simplified.take(fn);
  }
}

/** Without its module, nothing is known of the objects and functions that it mentions. */
export function simplifyFunction(fn: IrFunction, module?: IrModule): void {
  for (let round = 0; round < 8; round++) {
    let changed = foldValues(fn, module);
    changed = (module !== undefined && makeCallsDirect(fn, module)) || changed;
    changed = foldBranches(fn) || changed;
    changed = removeUnreachableBlocks(fn) || changed;
    changed = threadJumps(fn) || changed;
    changed = removeUnreachableBlocks(fn) || changed;
    changed = mergeBlocks(fn) || changed;
    changed = dropConstantParams(fn) || changed;
    changed = dropDeadCode(fn) || changed;
    if (!changed) return;
  }
}

/** Replaces what is known without running: the tag and payload of an `any` that was just boxed, comparisons of constants. */
function foldValues(fn: IrFunction, module: IrModule | undefined): boolean {
  const definitions = new Map<number, Instr>();
  const substitution = new Substitution();
  for (const block of fn.blocks) {
    for (const instr of block.instrs) {
      if (instr.result === undefined) continue;
      definitions.set(instr.result, instr);
      const folded =
        instr.op === "field.get" && instr.object.kind === "static"
          ? constantField(module?.statics.get(instr.object.name), instr.field)
          : foldInstr(instr, (operand) => (operand.kind === "value" ? definitions.get(operand.id) : undefined));
      if (folded) substitution.set(instr.result, folded);
    }
  }
  if (substitution.isEmpty) return false;
  substitution.apply(fn);
  // The folded instructions are unused now; they must go, or they would be folded again.
  return dropDeadCode(fn);
}

/** What a field of an object that never changes holds. */
function constantField(def: StaticDef | undefined, field: string): Operand | undefined {
  const constant = def?.constant === true ? def.fields.get(field) : undefined;
  return constant?.kind === "boxed" ? undefined : constant;
}

/** Calls of a closure that is known. */
function makeCallsDirect(fn: IrFunction, module: IrModule): boolean {
  let changed = false;
  const known = (callee: Callee): Callee => {
    if (callee.kind === "direct" || callee.pointer.kind !== "function") return callee;
    const target = module.functions.get(callee.pointer.name);
    if (target === undefined || target.coroutine || !hasSignature(target, callee.signature)) return callee;
    changed = true;
    return direct(target.name);
  };
  for (const block of fn.blocks) {
    for (const [index, instr] of block.instrs.entries()) {
      const callee = instr.op === "call" ? known(instr.callee) : undefined;
      if (instr.op === "call" && callee !== instr.callee) block.instrs[index] = { ...instr, callee: callee! };
    }
    const { terminator } = block;
    if (terminator.op !== "invoke") continue;
    const callee = known(terminator.callee);
    if (callee !== terminator.callee) block.terminator = { ...terminator, callee };
  }
  return changed;
}

function hasSignature(fn: IrFunction, { params, result }: Signature): boolean {
  return (
    fn.result === result &&
    fn.params.length === params.length &&
    fn.params.every((param, index) => fn.types[param.value] === params[index])
  );
}

function foldInstr(instr: Instr, definition: (operand: Operand) => Instr | undefined): Operand | undefined {
  switch (instr.op) {
    case "any.unbox": {
      const box = definition(instr.value);
      return box?.op === "any.box" && box.tag === instr.tag ? box.value : undefined;
    }
    case "compare":
      return foldCompare(instr);
    case "binary":
      return foldLogic(instr);
    case "select":
      if (instr.condition.kind === "int") return instr.condition.value === 0n ? instr.else : instr.then;
      return sameOperand(instr.then, instr.else) ? instr.then : undefined;
    default:
      return undefined;
  }
}

/** `and` and `or` of which one side is known. */
function foldLogic({ operator, left, right }: Instr & { op: "binary" }): Operand | undefined {
  if (operator !== "and" && operator !== "or") return undefined;
  const [constant, other] = left.kind === "int" ? [left, right] : [right, left];
  if (constant.kind !== "int" || constant.type !== "i1") return undefined;
  const decides = (constant.value === 0n) === (operator === "and");
  return decides ? constant : other;
}

function foldCompare(instr: Instr & { op: "compare" }): Operand | undefined {
  const { left, right, predicate } = instr;
  const truth = (value: boolean): Operand => ({ kind: "int", type: "i1", value: value ? 1n : 0n });
  if (left.kind === "int" && right.kind === "int") {
    const bits = intBits[left.type];
    const [a, b] = predicate.startsWith("u")
      ? [BigInt.asUintN(bits, left.value), BigInt.asUintN(bits, right.value)]
      : [BigInt.asIntN(bits, left.value), BigInt.asIntN(bits, right.value)];
    switch (predicate) {
      case "eq":
        return truth(a === b);
      case "ne":
        return truth(a !== b);
      case "slt":
      case "ult":
        return truth(a < b);
      case "sle":
      case "ule":
        return truth(a <= b);
      case "sgt":
      case "ugt":
        return truth(a > b);
      case "sge":
      case "uge":
        return truth(a >= b);
      default:
        return undefined;
    }
  }
  if (predicate !== "eq" && predicate !== "ne") return undefined;
  const singleton = (operand: Operand): boolean => operand.kind === "null" || operand.kind === "undefined";
  // Two strings with the same text need not be the same object.
  if (singleton(left) && singleton(right)) return truth((left.kind === right.kind) === (predicate === "eq"));
  return undefined;
}

function foldBranches(fn: IrFunction): boolean {
  let changed = false;
  for (const block of fn.blocks) {
    const target = onlyTarget(block.terminator);
    if (!target) continue;
    block.terminator = { op: "jump", target, loc: block.terminator.loc };
    changed = true;
  }
  return changed;
}

/** Where a branch or switch always goes. */
function onlyTarget(terminator: Terminator): Target | undefined {
  if (terminator.op === "branch") {
    const { condition } = terminator;
    if (condition.kind === "int") return condition.value === 0n ? terminator.else : terminator.then;
  } else if (terminator.op === "switch") {
    const { value } = terminator;
    if (value.kind === "int") {
      const bits = intBits[value.type];
      const same = (other: bigint): boolean => BigInt.asUintN(bits, other) === BigInt.asUintN(bits, value.value);
      return terminator.cases.find((c) => same(c.value))?.target ?? terminator.default;
    }
  } else return undefined;
  const [first, ...others] = terminatorTargets(terminator);
  return others.every((other) => sameTarget(first!, other)) ? first : undefined;
}

function sameTarget(a: Target, b: Target): boolean {
  return a.block === b.block && a.args.every((arg, index) => sameOperand(arg, b.args[index]!));
}

/** Leads edges past blocks that only jump on. */
function threadJumps(fn: IrFunction): boolean {
  const forwards = new Map<string, Target>();
  for (const block of fn.blocks.slice(1)) {
    const { terminator } = block;
    if (block.params.length > 0 || block.instrs.length > 0 || terminator.op !== "jump") continue;
    if (terminator.target.block !== block.name) forwards.set(block.name, terminator.target);
  }
  if (forwards.size === 0) return false;
  let changed = false;
  for (const block of fn.blocks) {
    block.terminator = mapTargets(block.terminator, (target) => {
      let result = target;
      for (let steps = 0; steps < forwards.size; steps++) {
        const next = forwards.get(result.block);
        if (!next) break;
        result = next;
      }
      if (result !== target) changed = true;
      return result;
    });
  }
  return changed;
}

/** Does a jump lead to a block that no other edge leads to? */
function hasStraightLine(fn: IrFunction): boolean {
  const entered = new Map<string, number>();
  for (const { terminator } of fn.blocks)
    for (const { block } of terminatorTargets(terminator)) entered.set(block, (entered.get(block) ?? 0) + 1);
  return fn.blocks.some(({ terminator }) => terminator.op === "jump" && entered.get(terminator.target.block) === 1);
}

/** Joins a block with the one that alone jumps to it. */
function mergeBlocks(fn: IrFunction): boolean {
  if (!hasStraightLine(fn)) return false;
  const cfg = buildCfg(fn);
  const substitution = new Substitution();
  const gone = new Set<Block>();
  for (const index of cfg.order) {
    const block = fn.blocks[index]!;
    if (gone.has(block)) continue;
    for (;;) {
      const { terminator } = block;
      if (terminator.op !== "jump") break;
      const to = cfg.indexOf.get(terminator.target.block)!;
      const next = fn.blocks[to]!;
      if (to === 0 || next === block || cfg.predecessors[to]!.length !== 1) break;
      for (const [position, param] of next.params.entries()) substitution.set(param, terminator.target.args[position]!);
      for (const instr of next.instrs) block.instrs.push(instr);
      block.terminator = next.terminator;
      if (block.cold && !next.cold) block.cold = undefined;
      gone.add(next);
    }
  }
  if (gone.size === 0) return false;
  fn.blocks = fn.blocks.filter((block) => !gone.has(block));
  substitution.apply(fn);
  return true;
}

/** Replaces a block parameter that gets the same value on every edge (or itself, around a loop) by that value. */
function dropConstantParams(fn: IrFunction): boolean {
  if (!hasParams(fn)) return false;
  const cfg = buildCfg(fn);
  const substitution = new Substitution();
  let any = false;
  for (let changed = true; changed; ) {
    changed = false;
    for (const index of cfg.order) {
      const block = fn.blocks[index]!;
      const edges = cfg.predecessors[index]!;
      if (index === 0 || edges.length === 0) continue;
      for (let position = 0; position < block.params.length; position++) {
        const self = valueRef(block.params[position]!);
        if (!sameOperand(substitution.resolve(self), self)) continue;
        // An invoke brings the first parameter itself; a jump to the same block brings it as an argument.
        const args = edges.map((edge) => edge.args[position - (block.params.length - edge.args.length)]);
        if (args.includes(undefined)) continue;
        const only = singleArgument(
          args.map((arg) => substitution.resolve(arg!)),
          self,
        );
        if (!only) continue;
        substitution.set(block.params[position]!, only);
        changed = any = true;
      }
    }
  }
  // The parameters are unused now and go with the dead code.
  substitution.apply(fn);
  return any && dropDeadCode(fn);
}

/** Does a block other than the entry have parameters? */
const hasParams = (fn: IrFunction): boolean => fn.blocks.some((block, index) => index > 0 && block.params.length > 0);

function singleArgument(args: readonly Operand[], self: Operand): Operand | undefined {
  let only: Operand | undefined;
  for (const arg of args) {
    if (sameOperand(arg, self)) continue;
    if (only && !sameOperand(only, arg)) return undefined;
    only = arg;
  }
  return only;
}

/** May an instruction be dropped when its result is unused? */
export function isPure(instr: Instr): boolean {
  switch (instr.op) {
    case "binary":
    case "compare":
    case "fneg":
    case "convert":
    case "select":
    case "local.get":
    case "field.get":
    case "offset":
    case "global.get":
    case "any.box":
    case "any.unbox":
    case "any.tag":
    case "is":
    case "table.get":
      return true;
    case "load":
      return !instr.volatile;
    case "intrinsic":
      return intrinsics.get(instr.name)?.pure === true;
    default:
      return false;
  }
}

/** Where a parameter of a block is, and the edges that bring it. */
interface ParamPlace {
  readonly block: Block;
  readonly position: number;
  readonly edges: readonly Target[];
}

/** The edges into each block that has parameters, by its name. */
function edgesToParams(fn: IrFunction): Map<string, Target[]> {
  const edges = new Map<string, Target[]>();
  for (const block of fn.blocks) if (block.params.length > 0) edges.set(block.name, []);
  if (edges.size === 0) return edges;
  for (const { terminator } of fn.blocks)
    for (const target of terminatorTargets(terminator)) edges.get(target.block)?.push(target);
  return edges;
}

/** Drops pure instructions and block parameters whose value nobody needs. */
function dropDeadCode(fn: IrFunction): boolean {
  const edgesTo = edgesToParams(fn);
  const live = new Uint8Array(fn.types.length);
  const definedBy: (Instr | undefined)[] = [];
  const paramAt = new Map<number, ParamPlace>();
  const work: number[] = [];
  const need = (operand: Operand): void => {
    if (operand.kind !== "value" || live[operand.id]) return;
    live[operand.id] = 1;
    work.push(operand.id);
  };
  for (const block of fn.blocks) {
    const edges = edgesTo.get(block.name) ?? [];
    // Some edges bring the first parameter themselves (invoke), others as an argument (a `throw` inside the same `try`).
    const implicit = Math.max(0, ...edges.map((edge) => block.params.length - edge.args.length));
    for (const [position, param] of block.params.entries()) {
      if (position < implicit) live[param] = 1;
      paramAt.set(param, { block, position, edges });
      if (position < implicit) work.push(param);
    }
    for (const instr of block.instrs) {
      if (instr.result !== undefined) definedBy[instr.result] = instr;
      if (!isPure(instr)) instrOperands(instr).forEach(need);
    }
    terminatorOperands(block.terminator).forEach(need);
  }
  for (let id = work.pop(); id !== undefined; id = work.pop()) {
    const instr = definedBy[id];
    if (instr) instrOperands(instr).forEach(need);
    const param = paramAt.get(id);
    if (!param) continue;
    const count = param.block.params.length;
    for (const edge of param.edges) {
      const arg = edge.args[param.position - (count - edge.args.length)];
      if (arg) need(arg);
    }
  }
  const isDead = (instr: Instr): boolean => instr.result !== undefined && !live[instr.result] && isPure(instr);
  let changed = false;
  for (const block of fn.blocks) {
    if (!block.instrs.some(isDead)) continue;
    block.instrs = block.instrs.filter((instr) => !isDead(instr));
    changed = true;
  }
  return dropDeadParams(fn, paramAt, live) || changed;
}

function dropDeadParams(fn: IrFunction, paramAt: ReadonlyMap<number, ParamPlace>, live: Uint8Array): boolean {
  const deadPositions = new Map<string, Set<number>>();
  const counts = new Map<string, number>();
  for (const [id, { block, position }] of paramAt) {
    if (live[id]) continue;
    const dead = deadPositions.get(block.name) ?? new Set();
    deadPositions.set(block.name, dead.add(position));
    counts.set(block.name, block.params.length);
  }
  if (deadPositions.size === 0) return false;
  for (const block of fn.blocks) {
    if (deadPositions.has(block.name)) {
      const params = block.params.filter((param) => live[param]);
      block.params.splice(0, block.params.length, ...params);
    }
    block.terminator = mapTargets(block.terminator, (target) => {
      const dead = deadPositions.get(target.block);
      if (!dead) return target;
      const implicit = counts.get(target.block)! - target.args.length;
      return { ...target, args: target.args.filter((_, index) => !dead.has(index + implicit)) };
    });
  }
  return true;
}
