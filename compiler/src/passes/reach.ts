/**
 * Drops the functions that nothing can call any more: the accessors that went into their callers, the entries of tables for classes of which the program
 * makes no object. The program is closed, so what it may do is what can be reached from its start, from what is exported and what the runtime
 * is asked for by role; an entry of a table is reached once the table is asked and its class made (rapid type analysis: Bacon and Sweeney, OOPSLA 1996).
 */
import { builtinClasses, type IrFunction, type IrModule, type Operand } from "../ir/ir.ts";
import { instrOperands, terminatorOperands, terminatorTargets } from "../ir/traverse.ts";

/** Gives the number of functions that went. */
export function dropUnreachable(module: IrModule): number {
  const { functions, classes, tables, statics } = new Reach(module);
  const before = module.functions.size;
  for (const table of [...module.tables.values()]) {
    if (!tables.has(table.name)) module.tables.delete(table.name);
    for (const className of [...table.entries.keys()]) if (!classes.has(className)) table.entries.delete(className);
  }
  for (const name of [...module.statics.keys()]) if (!statics.has(name)) module.statics.delete(name);
  for (const name of [...module.functions.keys()]) if (!functions.has(name)) module.functions.delete(name);
  for (const def of module.classes.values()) {
    if (def.finalizer !== undefined && !functions.has(def.finalizer)) def.finalizer = undefined;
    if (def.tracer !== undefined && !functions.has(def.tracer)) def.tracer = undefined;
  }
  return before - module.functions.size;
}

/** What can be reached. */
class Reach {
  readonly functions = new Set<string>();
  /** Of which objects are made. */
  readonly classes = new Set<string>(Object.values(builtinClasses));
  readonly tables = new Set<string>();
  /** Objects of the image that something mentions. */
  readonly statics = new Set<string>();
  readonly #module: IrModule;
  readonly #work: IrFunction[] = [];

  constructor(module: IrModule) {
    this.#module = module;
    this.#call(module.start);
    for (const name of Object.values(module.runtime)) this.#call(name);
    for (const fn of module.functions.values()) if (fn.exportAs !== undefined || fn.interruptEntry) this.#call(fn.name);
    do {
      for (let fn = this.#work.pop(); fn !== undefined; fn = this.#work.pop()) this.#visit(fn);
      for (const name of this.tables) this.#enter(name);
    } while (this.#work.length > 0);
  }

  #call(name: string | undefined): void {
    if (name === undefined || this.functions.has(name)) return;
    const fn = this.#module.functions.get(name);
    if (fn === undefined) return;
    this.functions.add(name);
    this.#work.push(fn);
  }

  #enter(table: string): void {
    for (const [className, fn] of this.#module.tables.get(table)?.entries ?? [])
      if (this.classes.has(className)) this.#call(fn);
  }

  /** Objects of the class are made; so its finalizer and those that it inherits may run. */
  #make(className: string): void {
    if (this.classes.has(className)) return;
    this.classes.add(className);
    for (let def = this.#module.classes.get(className); def !== undefined; ) {
      this.#call(def.finalizer);
      this.#call(def.tracer);
      def = def.base === undefined ? undefined : this.#module.classes.get(def.base);
    }
  }

  /** An operand is read. */
  #read(read: Operand): void {
    if (read.kind === "function") this.#call(read.name);
    if (read.kind !== "static" || this.statics.has(read.name)) return;
    this.statics.add(read.name);
    const def = this.#module.statics.get(read.name)!;
    this.#make(def.class);
    for (const constant of [...def.fields.values(), ...(def.elements ?? [])])
      this.#read(constant.kind === "boxed" ? constant.value : constant);
  }

  #visit(fn: IrFunction): void {
    const operand = (read: Operand): void => this.#read(read);
    for (const { instrs, terminator } of fn.blocks) {
      for (const instr of instrs) {
        instrOperands(instr).forEach(operand);
        if (instr.op === "init" || instr.op === "stack.init" || instr.op === "room.init") this.#make(instr.class);
        else if (instr.op === "table.get") this.tables.add(instr.table);
        else if (instr.op === "call" && instr.callee.kind === "direct") this.#call(instr.callee.name);
      }
      terminatorOperands(terminator).forEach(operand);
      for (const target of terminatorTargets(terminator)) target.args.forEach(operand);
      if (terminator.op === "invoke" && terminator.callee.kind === "direct") this.#call(terminator.callee.name);
    }
  }
}
