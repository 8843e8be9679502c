/**
 * Rewrites one function to the integers of `../integers.ts`: first finds out what is wanted as an integer (`collect`), then, when it is decided which places
 * in memory hold integers, writes it (`rewrite`).
 */
import type {
  Block,
  Instr,
  IrFunction,
  IrModule,
  Operand,
  Predicate,
  Target,
  Terminator,
  ValueId,
} from "../../ir/ir.ts";
import { bool, i64, int, operandType, valueRef } from "../../ir/operands.ts";
import { mapTargets } from "../../ir/traverse.ts";
import type { FunctionRanges } from "../ranges/analysis.ts";
import { isSmall, type Range } from "../ranges/range.ts";
import { decide } from "../ranges/transfer.ts";
import { type IntegerPlaces, parametersOf, readOf, writesOf } from "./places.ts";
import type { Numbers } from "./votes.ts";

const signedOf: Partial<Record<Predicate, Predicate>> = {
  foeq: "eq",
  fune: "ne",
  folt: "slt",
  fole: "sle",
  fogt: "sgt",
  foge: "sge",
};

const integerOperator = { fadd: "add", fsub: "sub", fmul: "mul" } as const;

/** Where a wanted value gets its integer from. */
type Origin =
  /** Computed from other wanted values. */
  | { readonly kind: "arithmetic"; readonly instr: Instr & { op: "binary" } }
  | { readonly kind: "select"; readonly instr: Instr & { op: "select" } }
  | { readonly kind: "remainder"; readonly dividend: Operand; readonly divisor: Operand }
  | { readonly kind: "parameter"; readonly block: number; readonly position: number }
  /** Made from an integer: that one, or widened. */
  | { readonly kind: "converted"; readonly instr: Instr & { op: "convert" } }
  /** A double from elsewhere, converted once. */
  | { readonly kind: "double" };

interface Wanted {
  readonly origin: Origin;
  /** The integer, an `i64`. */
  readonly integer: ValueId;
}

export class IntegerRewriter implements Numbers {
  readonly #module: IrModule;
  readonly fn: IrFunction;
  readonly #ranges: FunctionRanges;
  readonly #wanted = new Map<ValueId, Wanted>();
  readonly #parameters = new Map<ValueId, { block: number; position: number; implicit: boolean }>();
  /** The block of each value: found when first asked for. */
  #blocks: Int32Array | undefined;
  /** Block parameters that become integers, by their old and their new numbers: some blocks are rewritten before those that jump to them. */
  readonly #integerParameters = new Set<ValueId>();
  #places: IntegerPlaces | undefined;
  /** What was read from places that hold integers: the integer behind each double. */
  readonly #read = new Map<ValueId, ValueId>();
  /** The block that is being rewritten, and what it becomes. */
  #block = 0;
  #output: Instr[] = [];

  constructor(module: IrModule, fn: IrFunction, ranges: FunctionRanges) {
    this.#module = module;
    this.fn = fn;
    this.#ranges = ranges;
  }

  /** Has the function numbers at all, be it only constants that it passes on? */
  get isConcerned(): boolean {
    const { types, blocks } = this.fn;
    if (types.includes("f64") || types.includes("i64")) return true;
    const hasDouble = (code: Instr | Terminator): boolean => writesOf(this.#module, this.fn, code).length > 0;
    return blocks.some(({ instrs, terminator }) => instrs.some(hasDouble) || hasDouble(terminator));
  }

  /** Finds out what is wanted as an integer. */
  collect(): void {
    const { cfg } = this.#ranges;
    for (const index of cfg.order) {
      const block = cfg.blocks[index]!;
      if (index === 0 || block.params.length === 0) continue;
      const implicit = Math.max(0, ...cfg.predecessors[index]!.map((edge) => block.params.length - edge.args.length));
      for (const [position, param] of block.params.entries()) {
        this.#parameters.set(param, { block: index, position, implicit: position < implicit });
      }
    }
    for (const index of cfg.order) {
      for (const instr of cfg.blocks[index]!.instrs) this.#collect(instr);
    }
  }

  gainOf(value: ValueId): number {
    if (this.#isAtHand(valueRef(value))) return 1;
    // Nothing reaches it, or it is computed from integers.
    return this.#ranges.ofValue(value) === undefined || this.#originOf(value).kind !== "double" ? 0 : -1;
  }

  isWanted(value: ValueId): boolean {
    return this.#wanted.has(value);
  }

  /** Writes it, with the places that hold integers. */
  rewrite(places: IntegerPlaces): void {
    this.#places = places;
    const { order, blocks } = this.#ranges.cfg;
    const wantWritten = (code: Instr | Terminator): void => {
      for (const { place, value } of writesOf(this.#module, this.fn, code)) if (places.has(place)) this.#want(value);
    };
    for (const index of order) {
      for (const instr of blocks[index]!.instrs) wantWritten(instr);
      wantWritten(blocks[index]!.terminator);
    }
    for (const [value, { origin, integer }] of this.#wanted) {
      if (origin.kind === "parameter") this.#integerParameters.add(value).add(integer);
    }
    for (const index of order) this.#rewriteBlock(index);
  }

  // ---- what is wanted ----

  #collect(instr: Instr): void {
    if (instr.op === "convert" && truncates(instr)) this.#want(instr.value);
    if (instr.op !== "call" || instr.callee.kind !== "direct") return;
    const { runtime } = this.#module;
    if (instr.callee.name === runtime.toInt32 || instr.callee.name === runtime.toInt64) this.#want(instr.args[0]!);
    if (instr.callee.name === runtime.remainder) for (const arg of instr.args) this.#want(arg);
  }

  #want(first: Operand): void {
    const work = [first];
    for (let operand = work.pop(); operand; operand = work.pop()) {
      if (operand.kind !== "value" || this.#wanted.has(operand.id)) continue;
      if (operandType(this.fn, operand) !== "f64") continue;
      if (!isSmall(this.#ranges.ofValue(operand.id))) continue;
      const origin = this.#originOf(operand.id);
      this.#wanted.set(operand.id, { origin, integer: this.#newValue("i64") });
      switch (origin.kind) {
        case "arithmetic":
          work.push(origin.instr.left, origin.instr.right);
          break;
        case "select":
          work.push(origin.instr.then, origin.instr.else);
          break;
        case "remainder":
          work.push(origin.dividend, origin.divisor);
          break;
        case "parameter":
          for (const edge of this.#ranges.cfg.predecessors[origin.block]!) {
            const block = this.#ranges.cfg.blocks[origin.block]!;
            work.push(edge.args[origin.position - (block.params.length - edge.args.length)]!);
          }
          break;
        default:
          break;
      }
    }
  }

  #originOf(value: ValueId): Origin {
    const range = this.#ranges.ofValue(value)!;
    const instr = this.#ranges.definitions[value];
    const parameter = this.#parameters.get(value);
    const made = this.#conversionOf(value);
    if (made !== undefined) return { kind: "converted", instr: made };
    // The integer must give the double back.
    if (range.negativeZero) return { kind: "double" };
    if (parameter) {
      if (parameter.implicit) return { kind: "double" };
      const block = this.#ranges.cfg.blocks[parameter.block]!;
      const small = this.#ranges.cfg.predecessors[parameter.block]!.every((edge) =>
        this.#isInteger(edge.args[parameter.position - (block.params.length - edge.args.length)]!, edge.from),
      );
      return small ? { kind: "parameter", ...parameter } : { kind: "double" };
    }
    if (instr === undefined) return { kind: "double" };
    const block = this.#blockOf(value);
    if (instr.op === "binary" && instr.operator in integerOperator) {
      if (this.#isInteger(instr.left, block) && this.#isInteger(instr.right, block))
        return { kind: "arithmetic", instr };
    }
    if (instr.op === "select") {
      if (this.#isInteger(instr.then, block) && this.#isInteger(instr.else, block)) return { kind: "select", instr };
    }
    const remainder = this.#integerRemainder(instr, block);
    return remainder ?? { kind: "double" };
  }

  /** A remainder without special cases: of an integer that is not negative by one that is not zero. */
  #integerRemainder(instr: Instr, block: number): (Origin & { kind: "remainder" }) | undefined {
    if (instr.op !== "call" || instr.callee.kind !== "direct" || instr.callee.name !== this.#module.runtime.remainder)
      return undefined;
    const [dividend, divisor] = instr.args;
    const a = this.#ranges.at(dividend!, block);
    const b = this.#ranges.at(divisor!, block);
    if (!isSmall(a) || !isSmall(b) || a.lo < 0 || a.negativeZero || b.lo < 1) return undefined;
    return { kind: "remainder", dividend: dividend!, divisor: divisor! };
  }

  /** Can an operand be had as an integer that means the same, where it is used? */
  #isInteger(operand: Operand, block: number): boolean {
    return isSmall(this.#ranges.at(operand, block));
  }

  /** The block that defines a value. */
  #blockOf(value: ValueId): number {
    if (this.#blocks === undefined) {
      this.#blocks = new Int32Array(this.fn.types.length);
      for (const index of this.#ranges.cfg.order) {
        for (const instr of this.#ranges.cfg.blocks[index]!.instrs) {
          if (instr.result !== undefined) this.#blocks[instr.result] = index;
        }
      }
    }
    return this.#blocks[value]!;
  }

  // ---- rewriting ----

  #rewriteBlock(index: number): void {
    const block = this.#ranges.cfg.blocks[index]!;
    this.#block = index;
    this.#output = [];
    if (index === 0) this.#rewriteArguments();
    else this.#rewriteParameters(block, index);
    for (const instr of block.instrs) {
      const rewritten = this.#rewrite(instr);
      this.#emit(rewritten);
    }
    const terminator = this.#passToPlaces(block.terminator);
    const isPassing = this.#integerParameters.size > 0;
    block.terminator = isPassing ? mapTargets(terminator, (target) => this.#passIntegers(target)) : terminator;
    block.instrs = this.#output;
  }

  /** The function's own parameters. */
  #rewriteArguments(): void {
    const integers = new Map(
      parametersOf(this.fn)
        .filter(({ place }) => this.#places?.has(place))
        .map(({ value }) => [value, this.#wanted.get(value)?.integer ?? this.#newValue("i64")]),
    );
    for (const [index, param] of this.fn.params.entries()) {
      const { value } = param;
      const integer = integers.get(value);
      if (integer === undefined) {
        this.#convertDouble(value);
        continue;
      }
      this.#read.set(value, integer);
      this.fn.params[index] = { ...param, value: integer };
      this.#emit({ op: "convert", conversion: "sitofp", to: "f64", value: valueRef(integer), result: value });
    }
  }

  /** The same with integers for places that hold them. */
  #passToPlaces<T extends Instr | Terminator>(code: T): T {
    const writes = writesOf(this.#module, this.fn, code).filter(({ place }) => this.#places?.has(place));
    if (writes.length === 0) return code;
    if (code.op !== "call" && code.op !== "invoke") return { ...code, value: this.#integer(writes[0]!.value) };
    const args = [...code.args];
    for (const { argument, value } of writes) args[argument!] = this.#integer(value);
    return { ...code, args };
  }

  #rewriteParameters(block: Block, index: number): void {
    for (const [position, param] of block.params.entries()) {
      const wanted = this.#wanted.get(param);
      if (wanted?.origin.kind === "parameter") {
        block.params[position] = wanted.integer;
        this.#emit({ op: "convert", conversion: "sitofp", to: "f64", value: valueRef(wanted.integer), result: param });
      } else this.#convertDouble(param);
    }
    this.#block = index;
  }

  /** Converts a parameter that is wanted as an integer. */
  #convertDouble(value: ValueId): void {
    const wanted = this.#wanted.get(value);
    if (wanted?.origin.kind === "double") this.#emit(this.#conversion(value, wanted.integer));
  }

  /** The one conversion of a double that comes from elsewhere. */
  #conversion(value: ValueId, integer: ValueId): Instr {
    return { op: "convert", conversion: "exact", to: "i64", value: valueRef(value), result: integer };
  }

  /** Edges to integer parameters carry integers. */
  #passIntegers(target: Target): Target {
    const to = this.#ranges.cfg.blocks[this.#ranges.cfg.indexOf.get(target.block)!]!;
    const implicit = to.params.length - target.args.length;
    const args = target.args.map((arg, position) => {
      const param = to.params[position + implicit]!;
      return this.#integerParameters.has(param) ? this.#integer(arg) : arg;
    });
    return args.some((arg, position) => arg !== target.args[position]) ? { ...target, args } : target;
  }

  /** What takes an instruction's place; what it needs before it is emitted here. */
  #rewrite(original: Instr): Instr {
    if (this.#places?.has(readOf(this.#module, this.fn, original))) return this.#readPlace(original);
    const instr = this.#passToPlaces(original);
    if (instr.result === undefined) return instr;
    const wanted = this.#wanted.get(instr.result);
    if (wanted) return this.#define(instr, wanted);
    switch (instr.op) {
      case "compare":
        return this.#compare(instr);
      case "convert":
        return truncates(instr) && instr.to === "i64" && this.#isInteger(instr.value, this.#block)
          ? copy(instr.result, this.#integer(instr.value))
          : instr;
      case "binary":
        return this.#narrowDivision(instr);
      case "call":
        return this.#numericCall(instr);
      default:
        return instr;
    }
  }

  /** A read of a place that holds an integer. */
  #readPlace(instr: Instr): Instr {
    const result = instr.result!;
    const integer = this.#wanted.get(result)?.integer ?? this.#newValue("i64");
    this.#read.set(result, integer);
    this.#emit({ ...instr, result: integer });
    return { op: "convert", conversion: "sitofp", to: "f64", value: valueRef(integer), result, loc: instr.loc };
  }

  #numericCall(instr: Instr & { op: "call" }): Instr {
    const { runtime } = this.#module;
    const { loc } = instr;
    const result = instr.result!;
    const name = instr.callee.kind === "direct" ? instr.callee.name : undefined;
    if (name === undefined) return instr;
    if ((name === runtime.toInt32 || name === runtime.toInt64) && this.#isInteger(instr.args[0]!, this.#block)) {
      const whole = this.#integer(instr.args[0]!);
      return name === runtime.toInt64
        ? copy(result, whole)
        : { op: "convert", conversion: "trunc", to: "i32", value: whole, result, loc };
    }
    const remainder = this.#integerRemainder(instr, this.#block);
    if (!remainder) return instr;
    return { op: "convert", conversion: "sitofp", to: "f64", value: this.#remainder(remainder), result, loc };
  }

  /** A wanted value: its integer first, then the double made from it. */
  #define(instr: Instr, { origin, integer }: Wanted): Instr {
    const { loc, result } = instr;
    const back: Instr = { op: "convert", conversion: "sitofp", to: "f64", value: valueRef(integer), result, loc };
    switch (origin.kind) {
      case "arithmetic": {
        const left = this.#integer(origin.instr.left);
        const right = this.#integer(origin.instr.right);
        const operator = integerOperator[origin.instr.operator as keyof typeof integerOperator];
        this.#emit({ op: "binary", operator, left, right, result: integer, loc });
        return back;
      }
      case "select": {
        const { condition } = origin.instr;
        const then = this.#integer(origin.instr.then);
        const otherwise = this.#integer(origin.instr.else);
        this.#emit({ op: "select", condition, then, else: otherwise, result: integer, loc });
        return back;
      }
      case "remainder":
        this.#emit(copy(integer, this.#remainder(origin)));
        return back;
      case "converted": {
        this.#emit(widened(this.fn, origin.instr, integer));
        return instr;
      }
      default:
        this.#emit(instr);
        return this.#conversion(result!, integer);
    }
  }

  /** The rest of a division that has no special cases, at the narrowest width: 64-bit division is slow. */
  #remainder({ dividend, divisor }: Origin & { kind: "remainder" }): Operand {
    const left = this.#integer(dividend);
    const right = this.#integer(divisor);
    const result = this.#newValue("i64");
    this.#emit(
      this.#narrow(
        "urem",
        left,
        right,
        this.#ranges.at(dividend, this.#block),
        this.#ranges.at(divisor, this.#block),
        result,
      ),
    );
    return valueRef(result);
  }

  #narrowDivision(instr: Instr & { op: "binary" }): Instr {
    const unsigned = instr.operator === "srem" || instr.operator === "urem" ? "urem" : "udiv";
    if (!["srem", "urem", "sdiv", "udiv"].includes(instr.operator) || this.fn.types[instr.result!] !== "i64")
      return instr;
    const a = this.#ranges.at(instr.left, this.#block);
    const b = this.#ranges.at(instr.right, this.#block);
    if (a === undefined || b === undefined || a.lo < 0 || b.lo < 1) return instr;
    return { ...this.#narrow(unsigned, instr.left, instr.right, a, b, instr.result!), loc: instr.loc };
  }

  #narrow(
    operator: "udiv" | "urem",
    left: Operand,
    right: Operand,
    a: Range | undefined,
    b: Range | undefined,
    result: ValueId,
  ): Instr {
    if (a === undefined || b === undefined || a.hi >= 2 ** 32 || b.hi >= 2 ** 32)
      return { op: "binary", operator, left, right, result };
    const half = this.#newValue("i32");
    this.#emit({ op: "binary", operator, left: this.#low(left), right: this.#low(right), result: half });
    return { op: "convert", conversion: "zext", to: "i64", value: valueRef(half), result };
  }

  #low(operand: Operand): Operand {
    if (operand.kind === "int") return int("i32", operand.value);
    const result = this.#newValue("i32");
    this.#emit({ op: "convert", conversion: "trunc", to: "i32", value: operand, result });
    return valueRef(result);
  }

  #compare(instr: Instr & { op: "compare" }): Instr {
    const a = this.#ranges.at(instr.left, this.#block);
    const b = this.#ranges.at(instr.right, this.#block);
    if (a === undefined || b === undefined) return instr;
    const known = decide(instr.predicate, a, b) ?? this.#sameNumber(instr, a, b);
    if (known !== undefined) {
      return {
        op: "select",
        condition: bool(true),
        then: bool(known),
        else: bool(known),
        result: instr.result!,
        loc: instr.loc,
      };
    }
    const predicate = signedOf[instr.predicate];
    if (predicate === undefined || operandType(this.fn, instr.left) !== "f64" || !isSmall(a) || !isSmall(b))
      return instr;
    if (!this.#isAtHand(instr.left) || !this.#isAtHand(instr.right)) return instr;
    return { ...instr, predicate, left: this.#integer(instr.left), right: this.#integer(instr.right) };
  }

  /** Is it a comparison of an integer with what was made from it? */
  #sameNumber(instr: Instr & { op: "compare" }, a: Range, b: Range): boolean | undefined {
    if (instr.predicate !== "foeq" && instr.predicate !== "fune") return undefined;
    const roundTrip = (converted: Operand, original: Operand, range: Range): boolean => {
      if (converted.kind !== "value" || original.kind !== "value" || !isSmall(range)) return false;
      const back = this.#ranges.definitions[converted.id];
      if (back?.op !== "convert" || back.conversion !== "sitofp" || back.value.kind !== "value") return false;
      const forth = this.#ranges.definitions[back.value.id];
      if (forth?.op !== "convert" || forth.conversion !== "truncate") return false;
      return forth.value.kind === "value" && forth.value.id === original.id;
    };
    if (!roundTrip(instr.left, instr.right, b) && !roundTrip(instr.right, instr.left, a)) return undefined;
    return instr.predicate === "foeq";
  }

  /** Does the integer of an operand cost nothing? */
  #isAtHand(operand: Operand): boolean {
    if (operand.kind !== "value") return true;
    return this.#wanted.has(operand.id) || this.#read.has(operand.id) || this.#conversionOf(operand.id) !== undefined;
  }

  /** An operand as an `i64`; converted here if nothing else needs it as one. */
  #integer(operand: Operand): Operand {
    if (operand.kind === "float") return i64(BigInt(operand.value));
    if (operand.kind !== "value") throw new Error("a constant double was expected");
    const integer = this.#wanted.get(operand.id)?.integer ?? this.#read.get(operand.id);
    if (integer !== undefined) return valueRef(integer);
    const made = this.#conversionOf(operand.id);
    const result = this.#newValue("i64");
    this.#emit(made ? widened(this.fn, made, result) : this.#conversion(operand.id, result));
    return valueRef(result);
  }

  /** The conversion that made a double from an integer. */
  #conversionOf(value: ValueId): (Instr & { op: "convert" }) | undefined {
    const instr = this.#ranges.definitions[value];
    if (instr?.op !== "convert" || (instr.conversion !== "sitofp" && instr.conversion !== "uitofp")) return undefined;
    // A set bit alone is -1.
    return operandType(this.fn, instr.value) === "i1" ? undefined : instr;
  }

  #emit(instr: Instr): void {
    this.#output.push(instr);
  }

  #newValue(type: "i32" | "i64"): ValueId {
    this.fn.types.push(type);
    return this.fn.types.length - 1;
  }
}

function truncates(instr: Instr & { op: "convert" }): boolean {
  return instr.conversion === "truncate" || instr.conversion === "fptosi";
}

/** The 64-bit integer that a double was made from. */
function widened(fn: IrFunction, { value, conversion, loc }: Instr & { op: "convert" }, result: ValueId): Instr {
  if (operandType(fn, value) === "i64") return copy(result, value);
  return { op: "convert", conversion: conversion === "sitofp" ? "sext" : "zext", to: "i64", value, result, loc };
}

/** A copy, which `simplify` removes. */
function copy(result: ValueId, from: Operand): Instr {
  return { op: "select", condition: bool(true), then: from, else: from, result };
}
