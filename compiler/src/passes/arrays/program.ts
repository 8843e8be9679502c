/**
 * The groups of a whole program. Small functions are copied for those that call them (`append`, `slice`, what a program writes to sum up an array), so
 * what they take and give is of other groups at each call; all others have one group for each argument, whoever calls them.
 */
import type { IrFunction, IrModule } from "../../ir/ir.ts";
import { Flow, type Interface, isTracked, type Surroundings } from "./flow.ts";
import { Group } from "./group.ts";

/** Longer functions are not copied. */
const maxInstrs = 200;

export class ProgramGroups implements Surroundings {
  readonly module: IrModule;
  readonly flows = new Map<string, Flow>();
  readonly #places = new Map<string, Group>();
  readonly #copied = new Set<string>();
  readonly #state = new Map<string, "begun" | "done">();
  readonly #ownSized = new Map<Flow, readonly Group[]>();

  constructor(module: IrModule) {
    this.module = module;
    const { functions, classes, runtime, start } = module;
    const roles = new Set([start, ...Object.values(runtime)]);
    for (const fn of functions.values()) if (!roles.has(fn.name) && isCopyable(fn)) this.#copied.add(fn.name);
    for (const fn of functions.values()) this.#run(fn);
    const open = new Set<string | undefined>(roles);
    for (const def of classes.values()) open.add(def.finalizer).add(def.tracer);
    for (const fn of functions.values()) {
      if (open.has(fn.name) || fn.addressTaken || fn.interruptEntry || fn.exportAs !== undefined) this.#open(fn.name);
    }
  }

  place(name: string): Group {
    let place = this.#places.get(name);
    if (place === undefined) {
      place = new Group();
      place.share();
      this.#places.set(name, place);
    }
    return place;
  }

  callee(name: string): Interface | undefined {
    const fn = this.module.functions.get(name);
    if (fn === undefined) return undefined;
    if (this.#copied.has(name)) {
      // A function that calls itself, be it through others, is one for all.
      if (this.#state.get(name) === "begun") this.#shareInterface(name);
      else this.#run(fn);
    }
    const { params, result } = this.#flowOf(fn);
    const copies = new Map<Group, Group>();
    if (!this.#copied.has(name)) return { params, result, copies };
    return { params: params.map((param) => param?.copy(copies)), result: result?.copy(copies), copies };
  }

  /** Is a function copied for its callers? */
  isCopied(name: string): boolean {
    return this.#copied.has(name);
  }

  /** The groups among what a copied function takes and gives, and in it, whose elements' size its code depends on, in a fixed order. */
  ownSized(flow: Flow): readonly Group[] {
    const known = this.#ownSized.get(flow);
    if (known) return known;
    const seen = new Set<Group>();
    const found: Group[] = [];
    const visit = (group: Group | undefined): void => {
      const root = group?.root;
      if (root === undefined || root.shared || seen.has(root)) return;
      seen.add(root);
      if (root.sized) found.push(root);
      for (const part of root.parts.values()) visit(part);
    };
    for (const param of flow.params) visit(param);
    visit(flow.result);
    this.#ownSized.set(flow, found);
    return found;
  }

  #flowOf(fn: IrFunction): Flow {
    let flow = this.flows.get(fn.name);
    if (flow === undefined) {
      flow = new Flow(fn, this);
      this.flows.set(fn.name, flow);
      if (!this.#copied.has(fn.name)) this.#shareInterface(fn.name);
    }
    return flow;
  }

  #shareInterface(name: string): void {
    this.#copied.delete(name);
    const { params, result } = this.flows.get(name)!;
    for (const param of params) param?.share();
    result?.share();
  }

  #run(fn: IrFunction): void {
    if (this.#state.has(fn.name)) return;
    this.#state.set(fn.name, "begun");
    this.#flowOf(fn).run();
    this.#state.set(fn.name, "done");
  }

  /** Not all callers of a function are known. */
  #open(name: string): void {
    const found = this.callee(name);
    for (const param of found?.params ?? []) param?.escape();
    found?.result?.escape();
  }
}

function isCopyable(fn: IrFunction): boolean {
  if (fn.coroutine || fn.interruptEntry || fn.exportAs !== undefined || fn.locals.size > 0) return false;
  if (!isTracked(fn.result) && !fn.params.some(({ value }) => isTracked(fn.types[value]!))) return false;
  let size = 0;
  for (const { instrs } of fn.blocks) {
    size += instrs.length + 1;
    if (instrs.some(({ op }) => op === "asm")) return false;
  }
  return size <= maxInstrs;
}
