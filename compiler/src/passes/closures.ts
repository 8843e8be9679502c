/** Closures, as the frontend makes them: each function expression has a class, which extends one that has the address of the code. */
import type { IrModule, ValueId } from "../ir/ir.ts";

/** The class that all closures extend, and the field with the address of their code. */
export const closureClass = "Function";
export const codeField = "code";

/** The function of each class of closures whose objects are made somewhere: all get the same one. */
export function closureCodes(module: IrModule): ReadonlyMap<string, string> {
  const codes = new Map<string, string>();
  for (const { class: className, fields } of module.statics.values()) {
    const code = fields.get(codeField);
    if (code?.kind === "function" && module.classes.get(className)?.base === closureClass)
      codes.set(className, code.name);
  }
  for (const { blocks } of module.functions.values()) {
    const made = new Map<ValueId, string>();
    for (const { instrs } of blocks) {
      for (const instr of instrs) {
        if (instr.op === "init" && module.classes.get(instr.class)?.base === closureClass)
          made.set(instr.result!, instr.class);
        if (instr.op !== "field.init" || instr.class !== closureClass || instr.field !== codeField) continue;
        const name = instr.object.kind === "value" ? made.get(instr.object.id) : undefined;
        if (name !== undefined && instr.value.kind === "function") codes.set(name, instr.value.name);
      }
    }
  }
  return codes;
}
