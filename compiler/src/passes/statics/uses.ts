/**
 * What the program does with objects when it runs: which fields it writes besides in constructions, and whether anybody changes the array that a variable
 * holds. An object of the image never ends, so it must not be given anything that would have to end with it, unless it is there for as long as the program is.
 */
import type { Callee, Instr, IrFunction, IrModule, Operand, Terminator, ValueId } from "../../ir/ir.ts";
import { fieldPlace } from "../../ir/layout.ts";
import { instrOperands, terminatorOperands, terminatorTargets } from "../../ir/traverse.ts";
import { GlobalUses } from "../settled.ts";

interface Place {
  readonly fn: IrFunction;
  readonly value: ValueId;
}

/** Where a value is used: as an operand of code, or as what an edge brings to a parameter. */
type Use = { readonly code: Instr | Terminator; readonly at: number } | { readonly param: ValueId };

export class ProgramUses {
  readonly globals: GlobalUses;
  /** How many places call a function by its name. */
  readonly calls = new Map<string, number>();
  readonly #module: IrModule;
  readonly #written = new Set<string>();
  readonly #noted = new Set<string>();
  readonly #uses = new Map<IrFunction, ReadonlyMap<ValueId, readonly Use[]>>();
  readonly #unchanged = new Map<string, boolean>();

  constructor(module: IrModule) {
    this.#module = module;
    this.globals = new GlobalUses(module);
    for (const fn of module.functions.values()) this.#scan(fn);
  }

  /** Is the field written in an object that may be any, not only in one that is being made? */
  isWritten(owner: string, field: string): boolean {
    return this.#written.has(fieldPlace(this.#module, owner, field));
  }

  /** Does the program only look into the array that a variable holds? */
  isUnchanged(global: string): boolean {
    let result = this.#unchanged.get(global);
    if (result === undefined) {
      result = this.#onlyLooks(this.globals.reads.get(global) ?? []);
      this.#unchanged.set(global, result);
    }
    return result;
  }

  #scan(fn: IrFunction): void {
    const made = new Set<ValueId>(fn.constructs === true ? [fn.params[0]!.value] : []);
    const writes: (Instr & { op: "field.set" | "field.init" | "field.take" })[] = [];
    for (const { instrs, terminator } of fn.blocks) {
      for (const instr of instrs) {
        switch (instr.op) {
          case "init":
          case "stack.init":
          case "room.init":
            made.add(instr.result!);
            break;
          case "field.set":
          case "field.init":
          case "field.take":
            writes.push(instr);
            break;
          case "call":
            this.#noteCall(instr.callee);
            break;
          default:
            this.globals.note(fn, instr);
        }
      }
      if (terminator.op === "invoke") this.#noteCall(terminator.callee);
    }
    for (const { object, class: className, field } of writes) {
      if (object.kind !== "value" || !made.has(object.id)) this.#noteWrite(className, field);
    }
  }

  /** Asked often of few fields. */
  #noteWrite(className: string, field: string): void {
    const key = `${className} ${field}`;
    if (this.#noted.has(key)) return;
    this.#noted.add(key);
    this.#written.add(fieldPlace(this.#module, className, field));
  }

  #noteCall(callee: Callee): void {
    if (callee.kind === "direct") this.calls.set(callee.name, (this.calls.get(callee.name) ?? 0) + 1);
  }

  #onlyLooks(places: readonly Place[]): boolean {
    const seen = new Set<string>();
    const work: Place[] = [];
    const add = (fn: IrFunction, value: ValueId): void => {
      const key = `${value} ${fn.name}`;
      if (seen.has(key)) return;
      seen.add(key);
      work.push({ fn, value });
    };
    for (const { fn, value } of places) add(fn, value);
    for (let place = work.pop(); place !== undefined; place = work.pop()) {
      for (const use of this.#usesIn(place.fn).get(place.value) ?? []) {
        if ("param" in use) add(place.fn, use.param);
        else if (!this.#looks(place.fn, use.code, use.at, add)) return false;
      }
    }
    return true;
  }

  /** Does code only look into the array, or the elements, that its operand `at` is? `add`: what has to be asked besides. */
  #looks(fn: IrFunction, code: Instr | Terminator, at: number, add: (fn: IrFunction, value: ValueId) => void): boolean {
    switch (code.op) {
      case "field.get":
        if (code.field === "data") add(fn, code.result!);
        return true;
      case "offset":
      case "select":
        add(fn, code.result!);
        return true;
      case "load":
      case "compare":
      case "is":
      case "table.get":
        return true;
      case "intrinsic":
        return code.name.startsWith("class.") || ((code.name === "memcpy" || code.name === "memmove") && at === 1);
      case "call":
      case "invoke": {
        if (code.callee.kind !== "direct") return false;
        const callee = this.#module.functions.get(code.callee.name);
        const param = callee?.params[at];
        if (callee === undefined || callee.coroutine || param === undefined) return false;
        add(callee, param.value);
        return true;
      }
      default:
        return false;
    }
  }

  #usesIn(fn: IrFunction): ReadonlyMap<ValueId, readonly Use[]> {
    let uses = this.#uses.get(fn);
    if (uses === undefined) {
      uses = usesIn(fn);
      this.#uses.set(fn, uses);
    }
    return uses;
  }
}

function usesIn({ blocks }: IrFunction): ReadonlyMap<ValueId, readonly Use[]> {
  const uses = new Map<ValueId, Use[]>();
  const note = (operand: Operand, use: Use): void => {
    if (operand.kind !== "value") return;
    const known = uses.get(operand.id);
    if (known) known.push(use);
    else uses.set(operand.id, [use]);
  };
  const params = new Map(blocks.map((block) => [block.name, block.params]));
  for (const { instrs, terminator } of blocks) {
    for (const code of instrs) for (const [at, operand] of instrOperands(code).entries()) note(operand, { code, at });
    for (const [at, operand] of terminatorOperands(terminator).entries()) note(operand, { code: terminator, at });
    for (const { block, args } of terminatorTargets(terminator)) {
      const to = params.get(block)!;
      for (const [index, arg] of args.entries()) note(arg, { param: to[to.length - args.length + index]! });
    }
  }
  return uses;
}
