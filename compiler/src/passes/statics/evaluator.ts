/**
 * Evaluates instructions and calls on what is known. What is undefined could not be evaluated; then nothing has happened. Only private objects are
 * looked into and written; of the rest of the world no more is known than what never changes: the class of an object, the constants of the program.
 */
import type { Block, Callee, Instr, IrFunction, IrModule, Operand, Target, Terminator, ValueId } from "../../ir/ir.ts";
import { AnyTag } from "../../ir/ir.ts";
import { int, isImmortal, sameOperand } from "../../ir/operands.ts";
import { instrOperands } from "../../ir/traverse.ts";
import { fold } from "./arithmetic.ts";
import { isOperand, type Known, type Memory, type Site } from "./memory.ts";

/** What an instruction or call gives: a value, or nothing. */
export type Result = Known | "void";

/** Gives what is known of an operand. */
export type Read = (operand: Operand) => Known | undefined;

/** Instructions that a call may take, */
const mostStepsOfCall = 4_000;
/** and those of a program together: the rest is left to when it runs. */
const mostSteps = 40_000;
const mostDepth = 12;

export class Evaluator {
  /** What settled variables hold that are written in one place, as far as it is known. */
  readonly settled = new Map<string, Operand>();
  readonly #singleWrites: ReadonlyMap<string, unknown>;
  readonly #module: IrModule;
  readonly #memory: Memory;
  readonly #blocks = new Map<IrFunction, ReadonlyMap<string, Block>>();
  #stepsOfCall = 0;
  #steps = 0;

  /** `singleWrites`: the settled variables that are written in one place. */
  constructor(module: IrModule, memory: Memory, singleWrites: ReadonlyMap<string, unknown>) {
    this.#module = module;
    this.#memory = memory;
    this.#singleWrites = singleWrites;
  }

  /** Does a variable hold the same from its first value on? */
  isSettled(global: string): boolean {
    return this.#singleWrites.has(global);
  }

  /** A variable is written. */
  noteWrite(global: string, value: Operand): void {
    if (this.isSettled(global) && isImmortal(value)) this.#memory.put(this.settled, global, value);
  }

  /** Evaluates an instruction that is no call. */
  instr(instr: Instr, read: Read): Result | undefined {
    switch (instr.op) {
      case "init": {
        const address = read(instr.address);
        if (address?.kind !== "room") return undefined;
        const cell = this.#memory.make(instr.class, address.site);
        return cell && { kind: "cell", cell };
      }
      case "field.get":
        return this.#field(read(instr.object), instr.class, instr.field);
      case "field.set":
      case "field.init": {
        const [object, value] = [read(instr.object), read(instr.value)];
        if (object?.kind !== "cell" || value === undefined) return undefined;
        return this.#memory.setField(object.cell, instr.class, instr.field, value) ? "void" : undefined;
      }
      case "load": {
        const address = read(instr.address);
        if (address?.kind !== "address" || instr.volatile) return undefined;
        return this.#memory.load(address.buffer, address.bytes, instr.type);
      }
      case "store": {
        const [address, value] = [read(instr.address), read(instr.value)];
        if (address?.kind !== "address" || value === undefined || instr.volatile) return undefined;
        return this.#memory.store(address.buffer, address.bytes, instr.type, value) ? "void" : undefined;
      }
      case "offset": {
        const [address, bytes] = [read(instr.address), read(instr.bytes)];
        if (address?.kind !== "address" || bytes?.kind !== "int") return undefined;
        return { ...address, bytes: address.bytes + Number(bytes.value) };
      }
      case "global.get":
        return this.settled.get(instr.global);
      case "any.box": {
        const value = read(instr.value);
        return value && { kind: "boxed", tag: instr.tag, value };
      }
      case "any.unbox": {
        const value = read(instr.value);
        return value?.kind === "boxed" && value.tag === instr.tag ? value.value : undefined;
      }
      case "any.tag": {
        const value = read(instr.value);
        return value?.kind === "boxed" ? int("i32", AnyTag[value.tag]) : undefined;
      }
      case "is": {
        const name = this.#classOf(read(instr.object));
        return name === undefined ? undefined : int("i1", this.#isInstance(name, instr.class) ? 1n : 0n);
      }
      case "table.get": {
        const name = this.#classOf(read(instr.object));
        const entry = name === undefined ? undefined : this.#module.tables.get(instr.table)?.entries.get(name);
        return entry === undefined ? undefined : { kind: "function", name: entry };
      }
      case "intrinsic": {
        const args = instr.args.map(read);
        if (instr.name === "expect") return args[0];
        if (instr.name !== "memcpy" || args.includes(undefined)) return undefined;
        const [to, from, size] = args as Known[];
        return size!.kind === "int" && this.#memory.copy(to!, from!, Number(size!.value)) ? "void" : undefined;
      }
      case "compare":
        return this.#compare(instr, read) ?? this.#fold(instr, read);
      default:
        return this.#fold(instr, read);
    }
  }

  /** Evaluates a call; if it gets stuck, it has not happened. */
  call(callee: Callee, operands: readonly Operand[], read: Read, site: Site): Result | undefined {
    const name = this.calleeName(callee, read);
    const args = operands.map(read);
    if (name === undefined || args.includes(undefined) || this.#steps > mostSteps) return undefined;
    const mark = this.#memory.mark();
    this.#stepsOfCall = 0;
    const result = this.#call(name, args as Known[], site, 0);
    if (result === undefined) this.#memory.undoTo(mark);
    return result;
  }

  calleeName(callee: Callee, read: Read): string | undefined {
    if (callee.kind === "direct") return callee.name;
    const pointer = read(callee.pointer);
    return pointer?.kind === "function" ? pointer.name : undefined;
  }

  // ---- instructions ----

  #fold(instr: Instr, read: Read): Operand | undefined {
    const known: Operand[] = [];
    for (const operand of instrOperands(instr)) {
      const value = read(operand);
      if (value === undefined || !isOperand(value)) return undefined;
      known.push(value);
    }
    return fold(instr, known);
  }

  /** An object that is being made is no other. */
  #compare({ predicate, left, right }: Instr & { op: "compare" }, read: Read): Operand | undefined {
    const [a, b] = [read(left), read(right)];
    if (a === undefined || b === undefined || (predicate !== "eq" && predicate !== "ne")) return undefined;
    const isObject = a.kind === "cell" || b.kind === "cell";
    const isAddress = (a.kind === "address" && b.kind === "nullptr") || (b.kind === "address" && a.kind === "nullptr");
    if (!isObject && !isAddress) return undefined;
    // By now it may have a name in the image.
    const nameOf = (known: Known): string | undefined =>
      known.kind === "cell" ? known.cell.name : known.kind === "static" ? known.name : undefined;
    const same =
      a.kind === "cell" && b.kind === "cell"
        ? a.cell === b.cell
        : isObject && nameOf(a) !== undefined && nameOf(a) === nameOf(b);
    return int("i1", same === (predicate === "eq") ? 1n : 0n);
  }

  #field(object: Known | undefined, className: string, field: string): Known | undefined {
    if (object?.kind === "cell") return this.#memory.field(object.cell, className, field);
    const def = object?.kind === "static" ? this.#module.statics.get(object.name) : undefined;
    return def?.constant === true ? def.fields.get(field) : undefined;
  }

  #classOf(known: Known | undefined): string | undefined {
    switch (known?.kind) {
      case "cell":
        return known.cell.layout.def.name;
      case "static":
        return this.#module.statics.get(known.name)!.class;
      case "string":
      case "null":
      case "undefined":
        return known.kind;
      default:
        return undefined;
    }
  }

  #isInstance(name: string, of: string): boolean {
    for (let at: string | undefined = name; at !== undefined; at = this.#module.classes.get(at)?.base)
      if (at === of) return true;
    return false;
  }

  // ---- calls ----

  #call(name: string, args: readonly Known[], site: Site, depth: number): Result | undefined {
    const { allocate, allocateBuffer, growBuffer, freeBuffer } = this.#module.runtime;
    const [first, second] = args;
    switch (name) {
      case allocate:
        return { kind: "room", site };
      case allocateBuffer:
        if (first?.kind !== "int") return undefined;
        return { kind: "address", buffer: this.#memory.newBuffer(Number(first.value), site), bytes: 0 };
      case growBuffer:
        return second?.kind === "int" ? int("i1", 0n) : undefined;
      case freeBuffer:
        return first?.kind === "address" || first?.kind === "nullptr" ? "void" : undefined;
      default: {
        const fn = this.#module.functions.get(name);
        if (fn === undefined || fn.coroutine || depth >= mostDepth) return undefined;
        return this.#run(fn, args, site, depth);
      }
    }
  }

  #run(fn: IrFunction, args: readonly Known[], site: Site, depth: number): Result | undefined {
    const values: (Known | undefined)[] = [];
    const read: Read = (operand) => (operand.kind === "value" ? values[operand.id] : operand);
    for (const [index, { value }] of fn.params.entries()) values[value] = args[index];
    const blocks = this.#blocksOf(fn);
    const go = (target: Target, first: Result): Block => {
      const block = blocks.get(target.block)!;
      const given = [...(first === "void" ? [] : [first]), ...target.args.map(read)];
      for (const [index, param] of block.params.entries()) values[param] = given[index];
      return block;
    };
    for (let block = fn.blocks[0]!; ; ) {
      this.#steps += block.instrs.length + 1;
      this.#stepsOfCall += block.instrs.length + 1;
      if (this.#stepsOfCall > mostStepsOfCall || this.#steps > mostSteps) return undefined;
      if (!this.#runInstrs(block, values, read, site, depth)) return undefined;
      const { terminator } = block;
      if (terminator.op === "return") return terminator.value === undefined ? "void" : read(terminator.value);
      if (terminator.op === "invoke") {
        const result = this.#callFrom(terminator.callee, terminator.args, read, site, depth);
        if (result === undefined) return undefined;
        block = go(terminator.normal, result);
        continue;
      }
      const target = this.target(terminator, read);
      if (target === undefined) return undefined;
      block = go(target, "void");
    }
  }

  #runInstrs(block: Block, values: (Known | undefined)[], read: Read, site: Site, depth: number): boolean {
    for (const instr of block.instrs) {
      const result =
        instr.op === "call" ? this.#callFrom(instr.callee, instr.args, read, site, depth) : this.instr(instr, read);
      if (result === undefined) return false;
      if (instr.result !== undefined) values[instr.result as ValueId] = result as Known;
    }
    return true;
  }

  #callFrom(callee: Callee, operands: readonly Operand[], read: Read, site: Site, depth: number): Result | undefined {
    const name = this.calleeName(callee, read);
    const args = operands.map(read);
    return name === undefined || args.includes(undefined)
      ? undefined
      : this.#call(name, args as Known[], site, depth + 1);
  }

  /** Where a jump, branch or switch goes, if that is known. */
  target(terminator: Terminator, read: Read): Target | undefined {
    switch (terminator.op) {
      case "jump":
        return terminator.target;
      case "branch": {
        const condition = read(terminator.condition);
        if (condition?.kind !== "int") return undefined;
        return condition.value === 0n ? terminator.else : terminator.then;
      }
      case "switch": {
        const value = read(terminator.value);
        if (value?.kind !== "int") return undefined;
        const found = terminator.cases.find((one) =>
          sameOperand(int(value.type, one.value), int(value.type, value.value)),
        );
        return found?.target ?? terminator.default;
      }
      default:
        return undefined;
    }
  }

  /** The function has another body now. */
  forget(fn: IrFunction): void {
    this.#blocks.delete(fn);
  }

  #blocksOf(fn: IrFunction): ReadonlyMap<string, Block> {
    let blocks = this.#blocks.get(fn);
    if (blocks === undefined) {
      blocks = new Map(fn.blocks.map((block) => [block.name, block]));
      this.#blocks.set(fn, blocks);
    }
    return blocks;
  }
}
