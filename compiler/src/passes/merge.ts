/**
 * Makes functions that do the same one function, and tables with the same entries one table: a generic function has an instance for each set of type
 * arguments, but all references are held alike, so many instances differ in nothing but the names of what they call. Nobody can tell functions of the
 * IR apart; that of classes matters (`instanceof`), so they stay as they are. But where a field is, is the same for all instances of a generic class that
 * hold their fields alike, so for that they are one.
 *
 * Two functions do the same if their texts are equal but for the names of functions and tables in them, and these are pairwise the same. This is
 * found as the minimal automaton is (Hopcroft and Ullman, 1979, section 3.4): all of equal text count as equal until what they mention tells them apart.
 *
 * Source locations and the names that traces show are part of the text, so a trace shows the same as before.
 */
import type { IrFunction, IrModule } from "../ir/ir.ts";
import { classFamily } from "../ir/layout.ts";
import { mapInstrNames, mapTerminatorNames, type NameKind, replaceNames } from "../ir/names.ts";
import { printFunction } from "../ir/print.ts";

/** A function or a table: what it is but for names, and the nodes that these mean. */
interface Node {
  readonly text: string;
  readonly mentions: readonly string[];
}

const nodeName = (kind: NameKind, name: string): string => `${kind} ${name}`;

/** Gives the number of functions that went. */
export function mergeFunctions(module: IrModule): number {
  const layouts = sameLayouts(module);
  for (const fn of module.functions.values())
    replaceNames(fn, (kind, name) => (kind === "layout" ? (layouts.get(name) ?? name) : name));
  const nodes = new Map<string, Node>();
  const outlines = new Map([...module.functions.values()].map((fn) => [fn, outlineOf(fn)]));
  const counts = new Map<string, number>();
  for (const outline of outlines.values()) counts.set(outline, (counts.get(outline) ?? 0) + 1);
  for (const [fn, outline] of outlines) {
    const isAlone = counts.get(outline) === 1;
    nodes.set(nodeName("function", fn.name), isAlone ? { text: outline, mentions: [] } : functionNode(fn));
  }
  for (const { name, entries } of module.tables.values()) {
    const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
    nodes.set(nodeName("table", name), {
      text: `table ${JSON.stringify(sorted.map(([className]) => className))}`,
      mentions: sorted.map(([, fn]) => nodeName("function", fn)),
    });
  }
  const representatives = firstOfEach(refine(nodes));
  return replace(module, (kind, name) => representatives.get(nodeName(kind, name)) ?? name);
}

/** For each class, the first of its family whose fields are in the same places; of arrays, whose elements are held alike, too, since passes ask for that. */
function sameLayouts(module: IrModule): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  const result = new Map<string, string>();
  for (const { name } of module.classes.values()) {
    const key = `${classFamily(name)} ${layoutText(module, name)}`;
    if (!first.has(key)) first.set(key, name);
    result.set(name, first.get(key)!);
  }
  return result;
}

function layoutText(module: IrModule, name: string): string {
  const def = module.classes.get(name)!;
  const fields = def.fields.map((field) => `${JSON.stringify(field.name)} ${field.type}`).join(",");
  const own = def.elements === undefined ? fields : `${fields} elements ${def.elements}`;
  return def.base === undefined ? own : `${classFamily(def.base)} ${layoutText(module, def.base)};${own}`;
}

/** What functions that do the same have in common, quickly found: most functions are told from all others by it. */
function outlineOf({ blocks, params, result, loc }: IrFunction): string {
  const operations = blocks.map(({ instrs, terminator }) => `${instrs.length}${terminator.op}`).join(" ");
  return `${loc?.file}:${loc?.line}:${loc?.column} ${result} ${params.length} ${operations}`;
}

/** The text with empty names, and the names. Classes keep theirs. */
function functionNode(fn: IrFunction): Node {
  const mentions: string[] = [];
  const note = (kind: NameKind, name: string): string => {
    if (kind === "class" || kind === "layout") return name;
    mentions.push(nodeName(kind, name));
    return "";
  };
  const blocks = fn.blocks.map((block) => ({
    ...block,
    instrs: block.instrs.map((instr) => mapInstrNames(instr, note)),
    terminator: mapTerminatorNames(block.terminator, note),
  }));
  return { text: printFunction({ ...fn, name: "", addressTaken: false, blocks }, { locs: true }), mentions };
}

/** Divides the nodes into classes of equal ones; gives the number of each one's class. */
function refine(nodes: ReadonlyMap<string, Node>): ReadonlyMap<string, number> {
  let classes = numbered(nodes, ({ text }) => text);
  for (let count = countOf(classes); ; ) {
    const known = classes;
    classes = numbered(
      nodes,
      ({ mentions }, name) =>
        `${known.get(name)}:${mentions.map((mention) => known.get(mention) ?? mention).join(" ")}`,
    );
    const next = countOf(classes);
    if (next === count) return classes;
    count = next;
  }
}

function numbered(
  nodes: ReadonlyMap<string, Node>,
  keyOf: (node: Node, name: string) => string,
): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  const classes = new Map<string, number>();
  for (const [name, node] of nodes) {
    const key = keyOf(node, name);
    let number = numbers.get(key);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(key, number);
    }
    classes.set(name, number);
  }
  return classes;
}

const countOf = (classes: ReadonlyMap<string, number>): number => new Set(classes.values()).size;

/** For each node, the name of the first function or table of its class. */
function firstOfEach(classes: ReadonlyMap<string, number>): ReadonlyMap<string, string> {
  const first = new Map<number, string>();
  const result = new Map<string, string>();
  for (const [node, number] of classes) {
    const name = node.slice(node.indexOf(" ") + 1);
    if (!first.has(number)) first.set(number, name);
    result.set(node, first.get(number)!);
  }
  return result;
}

/** Puts the chosen ones everywhere and drops the others. What the module names by role or symbol has a text of its own, but may be mentioned. */
function replace(module: IrModule, map: (kind: NameKind, name: string) => string): number {
  const before = module.functions.size;
  const kept = new Set<string>([module.start, ...Object.values(module.runtime)]);
  const isGone = (kind: NameKind, name: string): boolean => map(kind, name) !== name && !kept.has(name);
  for (const name of [...module.functions.keys()]) {
    const fn = module.functions.get(name)!;
    if (fn.addressTaken) module.functions.get(map("function", name))!.addressTaken = true;
    if (isGone("function", name)) module.functions.delete(name);
  }
  for (const name of [...module.tables.keys()]) if (isGone("table", name)) module.tables.delete(name);
  for (const fn of module.functions.values()) replaceNames(fn, map);
  for (const { entries } of module.tables.values())
    for (const [className, fn] of entries) entries.set(className, map("function", fn));
  for (const def of module.classes.values()) {
    if (def.finalizer !== undefined) def.finalizer = map("function", def.finalizer);
    if (def.tracer !== undefined) def.tracer = map("function", def.tracer);
  }
  return before - module.functions.size;
}
