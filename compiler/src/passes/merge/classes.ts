/**
 * What is needed to know of classes and tables to merge them. What a program can find out about an object's class is: what tests of it answer (`is`), what
 * tables have for it, its name in reports, what happens when it is freed or traced, and, of a closure, its function. Instances of one generic class that agree in all of that,
 * and hold the same fields, are one.
 *
 * Which functions are called for an object of a class is otherwise decided by its type at compile time, whatever its class: two instances may be
 * merged whose methods differ. A test in the middle of a function decides what is done with the object as one of that class, so classes that such a
 * test asks for stay. But most tests are in functions of their own, which ask for all classes that fit a type, and answer yes or no (`Question`).
 */
import type { ClassDef, IrFunction, IrModule, ValueId } from "../../ir/ir.ts";
import { classFamily } from "../../ir/layout.ts";
import { closureClass, closureCodes } from "../closures.ts";
import { type Entry, type Node, nodeName, tableText } from "./nodes.ts";

export function* tableNodes(module: IrModule): Iterable<readonly [name: string, node: Node]> {
  for (const { name, entries } of module.tables.values()) {
    const all = [...entries].map(([key, fn]): Entry => [nodeName("class", key), nodeName("function", fn)]);
    yield [nodeName("table", name), { text: tableText, mentions: [], entries: all }];
  }
}

export function* classNodes(module: IrModule): Iterable<readonly [name: string, node: Node]> {
  const { questions, tested } = testsOf(module);
  const entries = entriesByClass(module);
  const codes = closureCodes(module);
  for (const def of module.classes.values()) {
    const { name, display, base, finalizer, tracer } = def;
    const node = nodeName("class", name);
    const code = codes.get(name);
    if (classFamily(name) === name || tested.has(name) || (base === closureClass && code === undefined)) {
      yield [node, { text: node, mentions: [] }];
      continue;
    }
    const answers = questions.map((question) => (question.answerFor(module, def) ? "y" : "n")).join("");
    const text = `class ${classFamily(name)} ${familyDisplay(display)} ${def.typeof} ${def.cyclic} ${answers} ${layoutText(module, name)}`;
    const roles = [
      base && nodeName("class", base),
      ...[finalizer, tracer, code].map((role) => role && nodeName("function", role)),
    ];
    yield [node, { text, mentions: roles.map((role) => role ?? ""), entries: entries.get(name) ?? [] }];
  }
}

/** What reports show of a class that stands for several instances of a generic class: `Promise<…>`. */
export const familyDisplay = (display: string): string => {
  const family = classFamily(display);
  return family === display ? display : `${family}<…>`;
};

/** The fields of a class, by name and type, with those of its bases. */
export function layoutText(module: IrModule, name: string): string {
  const def = module.classes.get(name)!;
  const fields = def.fields.map((field) => `${JSON.stringify(field.name)} ${field.type}`).join(",");
  const own = def.elements === undefined ? fields : `${fields} elements ${def.elements}`;
  return def.base === undefined ? own : `${classFamily(def.base)} ${layoutText(module, def.base)};${own}`;
}

/** For each class, its entries in tables. */
function entriesByClass(module: IrModule): ReadonlyMap<string, readonly Entry[]> {
  const entries = new Map<string, Entry[]>();
  for (const table of module.tables.values()) {
    for (const [className, fn] of table.entries) {
      const entry: Entry = [nodeName("table", table.name), nodeName("function", fn)];
      const present = entries.get(className);
      if (present === undefined) entries.set(className, [entry]);
      else present.push(entry);
    }
  }
  return entries;
}

interface Tests {
  readonly questions: readonly Question[];
  /** Classes that something other than a question asks for. */
  readonly tested: ReadonlySet<string>;
}

function testsOf(module: IrModule): Tests {
  const questions: Question[] = [];
  const tested = new Set<string>();
  for (const fn of module.functions.values()) {
    const asked = askedIn(fn);
    if (asked.size === 0) continue;
    if (isQuestion(fn)) questions.push(new Question(fn));
    else for (const name of asked) tested.add(name);
  }
  return { questions, tested };
}

function askedIn({ blocks }: IrFunction): ReadonlySet<string> {
  const asked = new Set<string>();
  for (const { instrs } of blocks) for (const instr of instrs) if (instr.op === "is") asked.add(instr.class);
  return asked;
}

/** Does the function do nothing but ask for the class of its parameter, and answer yes or no? */
function isQuestion({ params, blocks, result }: IrFunction): boolean {
  const [object] = params;
  return (
    result === "i1" &&
    params.length === 1 &&
    blocks.every(
      ({ params: own, instrs, terminator }) =>
        own.length === 0 &&
        instrs.every(
          (instr) => instr.op === "is" && instr.object.kind === "value" && instr.object.id === object!.value,
        ) &&
        ((terminator.op === "return" && terminator.value?.kind === "int") ||
          terminator.op === "jump" ||
          (terminator.op === "branch" && terminator.condition.kind === "value")),
    )
  );
}

/** A function that answers whether an object is of some classes. */
class Question {
  readonly #fn: IrFunction;

  constructor(fn: IrFunction) {
    this.#fn = fn;
  }

  /** What it answers for an object of just that class. */
  answerFor(module: IrModule, { name }: ClassDef): boolean {
    const blocks = new Map(this.#fn.blocks.map((block) => [block.name, block]));
    const values = new Map<ValueId, boolean>();
    // Without parameters of blocks there is nothing that a loop could change: each block is passed at most once.
    for (let block = this.#fn.blocks[0]!; ; ) {
      for (const instr of block.instrs)
        if (instr.op === "is") values.set(instr.result!, isInstance(module, name, instr.class));
      const { terminator } = block;
      if (terminator.op === "jump") block = blocks.get(terminator.target.block)!;
      else if (terminator.op === "branch" && terminator.condition.kind === "value")
        block = blocks.get((values.get(terminator.condition.id) ? terminator.then : terminator.else).block)!;
      else return terminator.op === "return" && terminator.value?.kind === "int" && terminator.value.value !== 0n;
    }
  }
}

function isInstance(module: IrModule, name: string, of: string): boolean {
  for (let at: string | undefined = name; at !== undefined; at = module.classes.get(at)?.base)
    if (at === of) return true;
  return false;
}
