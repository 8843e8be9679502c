/**
 * Answers "is it an instance of …?" with no where the program makes no object of the class or of one that extends it: the library asks what is behind an
 * interface, and programs without generators need none of their code. Objects come from `init` or are in the image, but for strings, `null` and `undefined`.
 */
import { builtinClasses, type Instr, type IrModule } from "../ir/ir.ts";

/** Gives the number of tests that were answered. */
export function answerForUnmade(module: IrModule): number {
  const made = new Set<string>(Object.values(builtinClasses));
  const make = (className: string): void => {
    for (let name: string | undefined = className; name !== undefined && !made.has(name); ) {
      made.add(name);
      name = module.classes.get(name)?.base;
    }
  };
  for (const def of module.statics.values()) make(def.class);
  for (const fn of module.functions.values()) {
    for (const { instrs } of fn.blocks) for (const instr of instrs) if (instr.op === "init") make(instr.class);
  }
  let answered = 0;
  const answer = (instr: Instr): Instr => {
    if (instr.op !== "is" || made.has(instr.class)) return instr;
    answered++;
    const { result, loc } = instr;
    const no = { kind: "int", type: "i1", value: 0n } as const;
    return { op: "binary", operator: "and", left: no, right: no, result, loc };
  };
  for (const fn of module.functions.values()) {
    for (const block of fn.blocks) {
      if (block.instrs.some(({ op }) => op === "is")) block.instrs = block.instrs.map(answer);
    }
  }
  return answered;
}
