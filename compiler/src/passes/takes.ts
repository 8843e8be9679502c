/**
 * Moves references out of the place that gives them up. Taking the first waiter out of a queue reads a field and then overwrites it:
 *
 *     %w = field.get @Queue first, %q                     %w = field.take @Queue first, %q
 *     field.set @Queue first, %q, null           →        field.init @Queue first, %q, null
 *
 * The read would be retained, because its place is about to be overwritten, and the old value released there: the take moves the place's own
 * token instead. Where the write comes a branch later, the take stands in front of it and later uses get its result.
 *
 * Between take and `init` the place is dead, so nothing may run there that could look at it: no call, and no release, which may run a finalizer. The
 * ownership pass releases a value behind its last use; hence the conditions about uses. Comes before that pass.
 */
import { buildCfg, type Cfg, dominatorTest } from "../ir/cfg.ts";
import { intrinsics } from "../ir/intrinsics.ts";
import type { Instr, IrFunction, IrModule, Operand, ValueId } from "../ir/ir.ts";
import { isCounted } from "../ir/ir.ts";
import { declaringClass, fieldPlace } from "../ir/layout.ts";
import { sameOperand, valueRef } from "../ir/operands.ts";
import { type Claims, computeClaims, instrConsumes } from "../ir/ownership.ts";
import { instrOperands, mapInstr, mapTerminator, terminatorOperands, terminatorTargets } from "../ir/traverse.ts";
import { isPure } from "./simplify.ts";

type Write = Instr & { readonly op: "field.set" | "global.set" };
type Read = Instr & { readonly op: "field.get" | "global.get"; readonly result: ValueId };

export function takeFromPlaces(module: IrModule): void {
  for (const fn of module.functions.values()) {
    if (fn.blocks.some((block) => block.instrs.some((instr) => isCountedWrite(module, instr))))
      new Taker(module, fn).run();
  }
}

function isCountedWrite(module: IrModule, instr: Instr): instr is Write {
  if (instr.op === "global.set") return isCounted(module.globals.get(instr.global)!.type);
  if (instr.op !== "field.set") return false;
  const owner = declaringClass(module, instr.class, instr.field);
  return isCounted(owner!.fields.find(({ name }) => name === instr.field)!.type);
}

class Taker {
  readonly #module: IrModule;
  readonly #fn: IrFunction;
  readonly #cfg: Cfg;
  #claims: Claims | undefined;
  #dominates: ((a: number, b: number) => boolean) | undefined;

  constructor(module: IrModule, fn: IrFunction) {
    this.#module = module;
    this.#fn = fn;
    this.#cfg = buildCfg(fn);
  }

  run(): void {
    for (const index of this.#cfg.order) {
      const block = this.#fn.blocks[index]!;
      for (let at = 0; at < block.instrs.length; at++) {
        const instr = block.instrs[at]!;
        if (!isCountedWrite(this.#module, instr)) continue;
        const found = this.#readBefore(index, at, instr);
        if (found === undefined) continue;
        const changed =
          found.block === index ? this.#takeEarly(index, found.at, at) : this.#takeLate(index, found.read, at);
        if (changed) this.#claims = undefined;
      }
    }
  }

  /** The read that gives what the write overwrites: of the same place, with nothing between that could change or look at it. */
  #readBefore(block: number, at: number, write: Write): { block: number; at: number; read: Read } | undefined {
    for (;;) {
      const { instrs } = this.#fn.blocks[block]!;
      for (at--; at >= 0; at--) {
        const instr = instrs[at]!;
        if (isReadOf(instr, write)) return { block, at, read: instr };
        if (this.#disturbs(instr, write)) return undefined;
      }
      const edges = this.#cfg.predecessors[block]!;
      if (block === 0 || edges.length !== 1) return undefined;
      block = edges[0]!.from;
      const { terminator } = this.#fn.blocks[block]!;
      if (terminator.op !== "branch" && terminator.op !== "jump" && terminator.op !== "switch") return undefined;
      at = this.#fn.blocks[block]!.instrs.length;
    }
  }

  /** May an instruction run anything, or touch a place of the write's name? */
  #disturbs(instr: Instr, write: Write): boolean {
    switch (instr.op) {
      case "init":
      case "stack.init":
      case "stack.room":
      case "room.init":
      case "room.get":
        return false;
      case "load":
        return isCounted(instr.type) && instr.element !== true;
      case "intrinsic":
        return intrinsics.get(instr.name)?.effect !== "none";
      case "field.get":
      case "field.take":
      case "field.init":
        return write.op === "field.set" && this.#placeOf(instr) === this.#placeOf(write);
      case "field.set":
        return isCountedWrite(this.#module, instr);
      case "global.get":
      case "global.take":
      case "global.init":
        return write.op === "global.set" && instr.global === write.global;
      case "global.set":
        return isCountedWrite(this.#module, instr);
      default:
        return !isPure(instr);
    }
  }

  #placeOf({ class: className, field }: { readonly class: string; readonly field: string }): string {
    return fieldPlace(this.#module, className, field);
  }

  /** Read and write stand in one block: the read becomes the take. */
  #takeEarly(index: number, readAt: number, writeAt: number): boolean {
    const { instrs } = this.#fn.blocks[index]!;
    const read = instrs[readAt] as Read;
    const write = instrs[writeAt] as Write;
    const derived = this.#derivedFrom(read.result, "all");
    const holding = this.#derivedFrom(read.result, "holding");
    const isDerived = (operand: Operand): boolean => operand.kind === "value" && derived.has(operand.id);
    const isHolding = (operand: Operand): boolean => operand.kind === "value" && holding.has(operand.id);
    // The write goes up to the read if its value is known there; not past another `init`, behind which a use of it is waited for.
    const isKnown = !instrs
      .slice(readAt, writeAt)
      .some(({ result }) => result !== undefined && isValue(write.value, result));
    const isFree = !instrs.slice(readAt, writeAt).some(({ op }) => op === "field.init" || op === "global.init");
    const writeTo = isKnown && isFree ? readAt + 1 : writeAt;
    const between = instrs.slice(readAt + 1, writeTo);
    if (!between.every((instr) => this.#isQuiet(instr, isDerived))) return false;
    const last = between.filter((instr) => instrOperands(instr).some(isDerived)).at(-1);
    const movesOn = last !== undefined && consumesOnly(this.#module, last, read.result);
    if (!movesOn && !this.#isUsedBehind(index, writeTo, writeAt, isHolding)) return false;
    instrs[readAt] = takeOf(read);
    instrs.splice(writeAt, 1);
    instrs.splice(writeTo, 0, initOf(write));
    return true;
  }

  /** Can nothing be released because of this instruction but what comes out of the place itself? */
  #isQuiet(instr: Instr, isDerived: (operand: Operand) => boolean): boolean {
    if (
      instr.op === "init" ||
      instr.op === "stack.init" ||
      instr.op === "room.init" ||
      instr.op === "room.get" ||
      instr.op === "room.leave" ||
      instr.op === "any.box" ||
      instr.op === "load" ||
      instr.op === "intrinsic"
    )
      return false;
    return instrOperands(instr).every(
      (operand) => operand.kind !== "value" || isDerived(operand) || this.#isPlain(operand.id),
    );
  }

  /** Neither counted nor computed from something that is. */
  #isPlain(value: ValueId): boolean {
    return !isCounted(this.#fn.types[value]!) && this.#claimsNow().anchors(value).length === 0;
  }

  /** Is the value, or what needs it, used behind a place in a block? An instruction that goes away does not count. */
  #isUsedBehind(index: number, from: number, except: number, needsIt: (operand: Operand) => boolean): boolean {
    const { instrs } = this.#fn.blocks[index]!;
    for (let at = from; at < instrs.length; at++)
      if (at !== except && instrOperands(instrs[at]!).some(needsIt)) return true;
    return this.#fn.blocks.some((block, other) => {
      const behind = other === index ? [] : block.instrs;
      if (other !== index && !this.#dominatesBlock(index, other)) return false;
      return (
        terminatorOperands(block.terminator).some(needsIt) ||
        terminatorTargets(block.terminator).some(({ args }) => args.some(needsIt)) ||
        behind.some((instr) => instrOperands(instr).some(needsIt))
      );
    });
  }

  /** The write comes a branch later: it takes the value itself, and what uses the value from there on uses that. */
  #takeLate(index: number, read: Read, writeAt: number): boolean {
    const block = this.#fn.blocks[index]!;
    const write = block.instrs[writeAt] as Write;
    const isRead = (operand: Operand): boolean => isValue(operand, read.result);
    if (isRead(write.value) || !this.#isUsedBehind(index, writeAt + 1, -1, isRead)) return false;
    const { types } = this.#fn;
    const taken = types.length;
    types.push(types[read.result]!);
    block.instrs.splice(writeAt, 1, { ...takeOf(read), result: taken, loc: write.loc }, initOf(write));
    const replace = (operand: Operand): Operand => (isRead(operand) ? valueRef(taken) : operand);
    for (const [other, { instrs }] of this.#fn.blocks.entries()) {
      if (other !== index && !this.#dominatesBlock(index, other)) continue;
      for (let at = other === index ? writeAt + 2 : 0; at < instrs.length; at++)
        instrs[at] = mapInstr(instrs[at]!, replace);
      const target = this.#fn.blocks[other]!;
      target.terminator = mapTerminator(target.terminator, replace);
    }
    return true;
  }

  #dominatesBlock(a: number, b: number): boolean {
    this.#dominates ??= dominatorTest(this.#cfg);
    return this.#dominates(a, b);
  }

  #claimsNow(): Claims {
    this.#claims ??= computeClaims(this.#fn);
    return this.#claims;
  }

  /**
   * The value and what was computed from it. `holding`: only that whose use keeps the value alive for sure. What was read from memory may get a count
   * of its own.
   */
  #derivedFrom(value: ValueId, which: "all" | "holding"): ReadonlySet<ValueId> {
    const claims = this.#claimsNow();
    const derived = new Set([value]);
    for (const { instrs } of this.#fn.blocks) {
      for (const { result } of instrs) {
        if (result === undefined) continue;
        if (which === "holding" && claims.root(result) === result && claims.kind(result) === "memory") continue;
        const rests = [claims.root(result), ...claims.anchors(result)];
        if (rests.some((other) => derived.has(other))) derived.add(result);
      }
    }
    return derived;
  }
}

function isReadOf(instr: Instr, write: Write): instr is Read {
  if (instr.op === "global.get") return write.op === "global.set" && instr.global === write.global;
  if (instr.op !== "field.get" || write.op !== "field.set") return false;
  return instr.class === write.class && instr.field === write.field && sameOperand(instr.object, write.object);
}

const isValue = (operand: Operand, value: ValueId): boolean => operand.kind === "value" && operand.id === value;

function takeOf(read: Read): Instr {
  return read.op === "field.get" ? { ...read, op: "field.take" } : { ...read, op: "global.take" };
}

function initOf(write: Write): Instr {
  return write.op === "field.set" ? { ...write, op: "field.init" } : { ...write, op: "global.init" };
}

/** Does an instruction use the value exactly once, to give it away? */
function consumesOnly(module: IrModule, instr: Instr, value: ValueId): boolean {
  const uses = instrOperands(instr).flatMap((operand, position) => (isValue(operand, value) ? [position] : []));
  return uses.length === 1 && instrConsumes(module, instr, uses[0]!);
}
