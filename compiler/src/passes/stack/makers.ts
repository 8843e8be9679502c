/**
 * Functions that may be makers: each `return` gives an object that the function made itself or got from another maker, always of the same class. Whether
 * nobody else has it by then is for the graph to say (`escape.ts`).
 */
import type { IrFunction, IrModule, ValueId } from "../../ir/ir.ts";
import { findCalled, findMade, type Site } from "./sites.ts";

/** More than this is not copied for the callers that have room for its result. */
const maxInstrs = 80;

export interface Maker {
  readonly class: string;
  /** The objects that it returns. */
  readonly objects: ReadonlySet<ValueId>;
}

export function findMakers(module: IrModule): Map<string, Maker> {
  const candidates = new Map<string, Map<ValueId, Site>>();
  for (const fn of module.functions.values()) {
    const returned = isCandidate(module, fn) ? returnedValues(fn) : undefined;
    if (returned === undefined) continue;
    // Of the class only the makers themselves know: any function may be one by now.
    const sites = [...findMade(module, fn), ...findCalled(fn, () => "")].filter(({ object }) => returned.has(object));
    if (sites.length === returned.size) candidates.set(fn.name, new Map(sites.map((site) => [site.object, site])));
  }
  const makers = new Map<string, Maker>();
  const asked = new Set<string>();
  const classOf = (name: string): string | undefined => {
    const sites = candidates.get(name);
    if (asked.has(name) || sites === undefined) return makers.get(name)?.class;
    asked.add(name);
    const classes = new Set(
      [...sites.values()].map((site) => (site.kind === "made" ? site.class : classOf(site.callee))),
    );
    const [only] = classes;
    if (classes.size !== 1 || only === undefined) return undefined;
    makers.set(name, { class: only, objects: new Set(sites.keys()) });
    return only;
  };
  for (const name of candidates.keys()) classOf(name);
  return makers;
}

function isCandidate(module: IrModule, fn: IrFunction): boolean {
  if (fn.result !== "ref" || fn.coroutine || fn.interruptEntry || fn.exportAs !== undefined) return false;
  if (fn.name === module.start || Object.values(module.runtime).includes(fn.name)) return false;
  let size = 0;
  for (const { instrs } of fn.blocks) {
    size += instrs.length + 1;
    if (size > maxInstrs || instrs.some(({ op }) => op === "asm")) return false;
  }
  return true;
}

/** What a function returns; undefined if something is no value, or nothing is returned at all. */
function returnedValues(fn: IrFunction): ReadonlySet<ValueId> | undefined {
  const result = new Set<ValueId>();
  for (const { terminator } of fn.blocks) {
    if (terminator.op !== "return") continue;
    if (terminator.value?.kind !== "value") return undefined;
    result.add(terminator.value.id);
  }
  return result.size === 0 ? undefined : result;
}
