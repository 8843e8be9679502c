/**
 * Places that hold an integer instead of a double: fields, variables of modules, and parameters of functions all of whose callers are known, of which all values
 * are small integers. They are 64 bits wide as doubles are, so no layout changes. Elements of arrays are seen to by `../arrays.ts`.
 */
import type { Callee, Instr, IrFunction, IrModule, Operand, Terminator, ValueId } from "../../ir/ir.ts";
import { operandType } from "../../ir/operands.ts";
import { parameterPlace, placeOf } from "../ranges/summaries.ts";

/** A double that goes into a place; for calls, as which argument. */
export interface Write {
  readonly place: string;
  readonly value: Operand;
  readonly argument?: number;
}

/** The doubles that an instruction or terminator puts into places. */
export function writesOf(module: IrModule, fn: IrFunction, code: Instr | Terminator): Write[] {
  switch (code.op) {
    case "field.set":
    case "field.init":
    case "global.set": {
      const place = placeOf(module, code);
      return place !== undefined && operandType(fn, code.value) === "f64" ? [{ place, value: code.value }] : [];
    }
    case "call":
    case "invoke":
      return argumentsOf(fn, code.callee, code.args);
    default:
      return [];
  }
}

function argumentsOf(fn: IrFunction, callee: Callee, args: readonly Operand[]): Write[] {
  if (callee.kind === "indirect") return [];
  const writes: Write[] = [];
  for (const [argument, value] of args.entries()) {
    if (operandType(fn, value) === "f64")
      writes.push({ place: parameterPlace(argument, callee.name), value, argument });
  }
  return writes;
}

/** The place that an instruction reads a double from. */
export function readOf(module: IrModule, fn: IrFunction, instr: Instr): string | undefined {
  if (instr.op !== "field.get" && instr.op !== "global.get") return undefined;
  return fn.types[instr.result!] === "f64" ? placeOf(module, instr) : undefined;
}

/** The parameters that are doubles, with their places. */
export function parametersOf(fn: IrFunction): { readonly place: string; readonly value: ValueId }[] {
  return fn.params
    .map(({ value }, index) => ({ place: parameterPlace(index, fn.name), value }))
    .filter(({ value }) => fn.types[value] === "f64");
}

/** The places that hold integers. */
export class IntegerPlaces {
  readonly #places: ReadonlySet<string>;

  constructor(places: ReadonlySet<string>) {
    this.#places = places;
  }

  has(place: string | undefined): boolean {
    return place !== undefined && this.#places.has(place);
  }

  /** Changes the declarations of fields and variables, when all accesses have been rewritten. */
  retype(module: IrModule): void {
    for (const def of module.classes.values()) {
      for (const [index, field] of def.fields.entries()) {
        const read: Instr = { op: "field.get", class: def.name, field: field.name, object: { kind: "null" } };
        if (field.type === "f64" && this.has(placeOf(module, read))) def.fields[index] = { ...field, type: "i64" };
      }
    }
    for (const [name, def] of module.globals) {
      if (def.type === "f64" && this.has(placeOf(module, { op: "global.get", global: name })))
        module.globals.set(name, { ...def, type: "i64" });
    }
  }
}
