/**
 * Makes functions that do the same one function, classes that nobody can tell apart one class, and tables with the same entries one table: a generic function
 * or class has an instance for each set of type arguments, but all references are held alike, so many instances differ in nothing but the names of what they mention
 * (`merge/classes.ts` says which classes can be told apart). Besides, where a field is, is the same for all instances of a generic class that
 * hold their fields alike, so for that they are one.
 *
 * Two functions do the same if their texts are equal but for the names of functions, classes and tables in them, and these are pairwise the same; two
 * instances of a generic class are the same if their layouts are, and their entries in tables. This is found as the minimal automaton is
 * (Hopcroft and Ullman, 1979, section 3.4): all of equal text count as equal until what they mention tells them apart.
 *
 * Source locations and the names that traces show are part of the text, so a trace shows the same as before.
 */
import type { IrFunction, IrModule } from "../ir/ir.ts";
import { classFamily } from "../ir/layout.ts";
import { mapInstrNames, mapStaticNames, mapTerminatorNames, type NameKind, replaceNames } from "../ir/names.ts";
import { printFunction } from "../ir/print.ts";
import { classNodes, familyDisplay, layoutText, tableNodes } from "./merge/classes.ts";
import { firstOfEach, type Node, nodeName } from "./merge/nodes.ts";

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
  for (const [name, node] of [...tableNodes(module), ...classNodes(module)]) nodes.set(name, node);
  const representatives = firstOfEach(nodes);
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

/** What functions that do the same have in common, quickly found: most functions are told from all others by it. */
function outlineOf({ blocks, params, result, loc }: IrFunction): string {
  const operations = blocks.map(({ instrs, terminator }) => `${instrs.length}${terminator.op}`).join(" ");
  return `${loc?.file}:${loc?.line}:${loc?.column} ${result} ${params.length} ${operations}`;
}

/** The text with empty names, and the names. */
function functionNode(fn: IrFunction): Node {
  const mentions: string[] = [];
  const note = (kind: NameKind, name: string): string => {
    if (kind === "layout") return name;
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
  for (const [name, def] of module.statics) module.statics.set(name, mapStaticNames(def, map));
  for (const { entries } of module.tables.values()) {
    const all = [...entries];
    entries.clear();
    for (const [className, fn] of all) entries.set(map("class", className), map("function", fn));
  }
  for (const [name, def] of module.classes) {
    const kept = module.classes.get(map("class", name))!;
    if (kept !== def) {
      if (kept.display !== def.display) kept.display = familyDisplay(def.display);
      module.classes.delete(name);
      continue;
    }
    if (def.base !== undefined) def.base = map("class", def.base);
    if (def.finalizer !== undefined) def.finalizer = map("function", def.finalizer);
    if (def.tracer !== undefined) def.tracer = map("function", def.tracer);
  }
  return before - module.functions.size;
}
