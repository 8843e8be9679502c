/** The names of functions, classes and tables that instructions mention, in one place, for passes that follow or replace them. */
import type { Callee, Constant, Instr, IrFunction, Operand, StaticDef, Terminator } from "./ir.ts";
import { mapInstr, mapTerminator } from "./traverse.ts";

/** What a name stands for. `layout`: a class, only as the place of a field, where another one with the same field in the same place would do. */
export type NameKind = "function" | "class" | "table" | "layout";

/** Gives the name to put in a name's place. */
export type NameMap = (kind: NameKind, name: string) => string;

function mapOperand(operand: Operand, map: NameMap): Operand {
  if (operand.kind === "function") return renamed(operand, "name", map("function", operand.name));
  if (operand.kind === "sizeof") return renamed(operand, "class", map("class", operand.class));
  return operand;
}

function mapCallee(callee: Callee, map: NameMap): Callee {
  return callee.kind === "direct" ? renamed(callee, "name", map("function", callee.name)) : callee;
}

/** The thing itself if its name stays. */
function renamed<T, K extends keyof T>(thing: T, key: K, name: T[K]): T {
  return thing[key] === name ? thing : { ...thing, [key]: name };
}

/** The same instruction with each name replaced. Gives the instruction itself when nothing changed. */
export function mapInstrNames(original: Instr, map: NameMap): Instr {
  const instr = mapInstr(original, (operand) => mapOperand(operand, map));
  switch (instr.op) {
    case "init":
    case "is":
      return renamed(instr, "class", map("class", instr.class));
    case "field.get":
    case "field.take":
    case "field.set":
    case "field.init":
      return renamed(instr, "class", map("layout", instr.class));
    case "table.get":
      return renamed(instr, "table", map("table", instr.table));
    case "call": {
      const callee = mapCallee(instr.callee, map);
      return callee === instr.callee ? instr : { ...instr, callee };
    }
    default:
      return instr;
  }
}

/** The same terminator with each name replaced. */
export function mapTerminatorNames(original: Terminator, map: NameMap): Terminator {
  const terminator = mapTerminator(original, (operand) => mapOperand(operand, map));
  return terminator.op === "invoke" ? { ...terminator, callee: mapCallee(terminator.callee, map) } : terminator;
}

/** The same object of the image with each name replaced. */
export function mapStaticNames(def: StaticDef, map: NameMap): StaticDef {
  const constant = (one: Constant): Constant =>
    one.kind === "boxed" ? renamed(one, "value", mapOperand(one.value, map)) : mapOperand(one, map);
  const fields = new Map([...def.fields].map(([field, one]) => [field, constant(one)]));
  return { ...def, class: map("class", def.class), fields, elements: def.elements?.map(constant) };
}

/** Replaces the names in a function's body. */
export function replaceNames(fn: IrFunction, map: NameMap): void {
  for (const block of fn.blocks) {
    block.instrs = block.instrs.map((instr) => mapInstrNames(instr, map));
    block.terminator = mapTerminatorNames(block.terminator, map);
  }
}
