/**
 * What each function may do to values that a caller has borrowed from memory: which counted fields and globals it may overwrite, and
 * whether it may release anything. A value read from `a.f` stays alive without a count of its own for as long as `a` does and
 * nothing can write `f`; so the question is always "can this call reach a write of that field?".
 *
 * Summaries are bit sets: bit 0 for "may release", one bit for each counted field and global that the program overwrites anywhere.
 * They are joined bottom-up over the call graph, cycles at once. An indirect call does what any function with its signature may do whose address
 * is taken, a call through a dispatch table what its entries may; a release does what any finalizer may.
 *
 * A global that is set once in the program's life (a `const` of a module) is never overwritten at all: its value lives for ever.
 */
import { blocksInCycles, buildCfg, stronglyConnected } from "../../ir/cfg.ts";
import { intrinsics } from "../../ir/intrinsics.ts";
import type { Callee, Instr, IrFunction, IrModule, Signature, Terminator } from "../../ir/ir.ts";
import { isCounted } from "../../ir/ir.ts";
import { declaringClass, fieldPlace } from "../../ir/layout.ts";
import { type Claims, computeClaims } from "../../ir/ownership.ts";
import { Bitset } from "../bitset.ts";

/** The bit for "may release something". It kills what was read through raw addresses, whose owner nobody knows. */
export const releasesBit = 0;
/**
 * The bit for "may take an element out of an array". An element stays alive as long as its array does and nobody takes it out; who takes elements
 * out moves them from their place or changes the array's length or buffer. What the finalizer of an array drops is no danger: that array is dead.
 */
const elementsBit = 1;
/** Bits that are no fields or globals. */
const generalBits = 2;

export class Effects {
  readonly #module: IrModule;
  readonly #keys = new Map<string, number>();
  readonly #summaries = new Map<string, Bitset>();
  readonly #claims = new Map<IrFunction, Claims>();
  readonly #everything: Bitset;
  readonly #release: Bitset;
  readonly #taking: Bitset;

  constructor(module: IrModule) {
    this.#module = module;
    const once = globalsSetOnce(module);
    for (const fn of module.functions.values()) {
      for (const block of fn.blocks) {
        for (const instr of block.instrs) {
          const name = writtenPlace(module, instr);
          if (name === undefined || once.has(name) || this.#keys.has(name)) continue;
          this.#keys.set(name, this.#keys.size + generalBits);
        }
      }
    }
    this.#everything = new Bitset(this.#keys.size + generalBits);
    this.#everything.fill();
    this.#summarize();
    this.#release = this.#node(releaseNode);
    this.#taking = new Bitset(this.#keys.size + generalBits);
    this.#taking.add(elementsBit);
  }

  /** The claims of a function as it was when the effects were found. */
  claimsOf(fn: IrFunction): Claims {
    return this.#claims.get(fn)!;
  }

  /** The bits of the places that counted values are read from; undefined if none of them is ever overwritten. */
  placesOf(reads: readonly Instr[]): Bitset | undefined {
    let result: Bitset | undefined;
    for (const read of reads) {
      const place = this.#placeOf(read);
      if (place === undefined) continue;
      result ??= new Bitset(this.#keys.size + generalBits);
      result.add(place);
    }
    return result;
  }

  #placeOf(instr: Instr): number | undefined {
    switch (instr.op) {
      case "field.get":
        return this.#keys.get(fieldKey(this.#module, instr.class, instr.field));
      case "global.get":
        return this.#keys.get(globalKey(instr.global));
      case "load":
        return instr.element ? elementsBit : releasesBit;
      default:
        return undefined;
    }
  }

  /** What releasing an unknown object may do. */
  get ofRelease(): Bitset {
    return this.#release;
  }

  /** What an instruction may do; undefined if nothing. */
  ofInstr(instr: Instr, definition: (value: number) => Instr | undefined): Bitset | undefined {
    switch (instr.op) {
      case "field.set":
      case "global.set": {
        if (takesElements(this.#module, instr, definition)) return this.#taking;
        const name = writtenPlace(this.#module, instr);
        const key = name === undefined ? undefined : this.#keys.get(name);
        if (key === undefined) return undefined;
        const result = this.#release.clone();
        result.add(key);
        return result;
      }
      case "field.take":
      case "global.take": {
        const key = this.#keys.get(writtenPlace(this.#module, instr) ?? "");
        if (key === undefined) return undefined;
        const result = new Bitset(this.#keys.size + generalBits);
        result.add(key);
        return result;
      }
      case "take":
      case "field.init":
        if (!takesElements(this.#module, instr, definition)) return undefined;
        return this.#taking;
      case "release":
      case "stack.end":
        return this.#release;
      case "call":
        return this.#node(calleeNode(instr.callee, definition));
      case "intrinsic":
        switch (intrinsics.get(instr.name)?.effect) {
          case "none":
            return undefined;
          case "releases":
            return this.#release;
          case "runs coroutines":
            return this.#node(coroutinesNode);
          default:
            return this.#everything;
        }
      case "asm":
        return callsFromAsm(instr) ? this.#everything : undefined;
      default:
        return undefined;
    }
  }

  /** What a terminator may do before control reaches its successors. */
  ofTerminator(terminator: Terminator, definition: (value: number) => Instr | undefined): Bitset | undefined {
    if (terminator.op === "invoke") return this.#node(calleeNode(terminator.callee, definition));
    return terminator.op === "suspend" ? this.#everything : undefined;
  }

  #node(name: string): Bitset {
    return this.#summaries.get(name) ?? this.#everything;
  }

  #summarize(): void {
    const graph = this.#callGraph();
    const names = [...graph.keys()];
    const indexOf = new Map(names.map((name, index) => [name, index]));
    const edges = names.map((name) => {
      const targets: number[] = [];
      for (const callee of graph.get(name)!.calls) {
        const index = indexOf.get(callee);
        if (index !== undefined) targets.push(index);
      }
      return targets;
    });
    for (const component of stronglyConnected(names.length, (node) => edges[node]!)) {
      const summary = new Bitset(this.#keys.size + generalBits);
      for (const node of component) {
        const { calls, own, unknown } = graph.get(names[node]!)!;
        if (unknown) summary.addAll(this.#everything);
        for (const bit of own) summary.add(bit);
        for (const callee of calls) {
          const known = this.#summaries.get(callee);
          if (known) summary.addAll(known);
          else if (!indexOf.has(callee)) summary.addAll(this.#everything);
        }
      }
      for (const node of component) this.#summaries.set(names[node]!, summary);
    }
  }

  #callGraph(): Map<string, GraphNode> {
    const module = this.#module;
    const graph = new Map<string, GraphNode>();
    const node = (name: string): GraphNode => {
      const known = graph.get(name);
      if (known) return known;
      const fresh: GraphNode = { calls: new Set(), own: new Set(), unknown: false };
      graph.set(name, fresh);
      return fresh;
    };
    const release = node(releaseNode);
    release.own.add(releasesBit);
    if (module.functions.has(module.runtime.drop)) release.calls.add(module.runtime.drop);
    for (const { finalizer } of module.classes.values()) {
      if (finalizer !== undefined) release.calls.add(finalizer);
    }
    node(coroutinesNode);
    for (const table of module.tables.values()) {
      const entries = node(tableNode(table.name));
      for (const fn of table.entries.values()) entries.calls.add(fn);
    }
    for (const fn of module.functions.values()) {
      this.#addFunction(fn, node(fn.name));
      if (fn.addressTaken) node(signatureNode(signatureOf(fn))).calls.add(fn.name);
      if (fn.coroutine) node(coroutinesNode).calls.add(fn.name);
    }
    return graph;
  }

  #addFunction(fn: IrFunction, node: GraphNode): void {
    const claims = computeClaims(fn);
    this.#claims.set(fn, claims);
    const releases = (): void => {
      node.own.add(releasesBit);
      node.calls.add(releaseNode);
    };
    const isOwned = (value: number): boolean => {
      if (!isCounted(fn.types[value]!)) return false;
      const kind = claims.kind(value);
      return kind === "owned" || kind === "local";
    };
    if (fn.params.some((param) => isOwned(param.value))) releases();
    for (const block of fn.blocks) {
      if (block.params.some(isOwned)) releases();
      for (const instr of block.instrs) {
        if (instr.result !== undefined && isOwned(instr.result)) releases();
        const place = writtenPlace(this.#module, instr);
        const key = place === undefined ? undefined : this.#keys.get(place);
        if (key !== undefined) {
          node.own.add(key);
          if (instr.op === "field.set" || instr.op === "global.set") releases();
        }
        if (takesElements(this.#module, instr, claims.definition)) node.own.add(elementsBit);
        if (instr.op === "call") node.calls.add(calleeNode(instr.callee, claims.definition));
        else if (instr.op === "asm" && callsFromAsm(instr)) node.unknown = true;
        else if (instr.op === "release" || instr.op === "stack.end") releases();
        else if (instr.op === "intrinsic") {
          const effect = intrinsics.get(instr.name)?.effect;
          if (effect === "releases") releases();
          else if (effect === "runs coroutines") node.calls.add(coroutinesNode);
          else if (effect === undefined) node.unknown = true;
        }
      }
      if (block.terminator.op === "invoke") node.calls.add(calleeNode(block.terminator.callee, claims.definition));
    }
  }
}

interface GraphNode {
  /** Names of nodes that this one may run. */
  readonly calls: Set<string>;
  /** Bits of its own. */
  readonly own: Set<number>;
  /** May do anything. */
  unknown: boolean;
}

// Nodes that stand for sets of functions have names that no function has: they begin with a space.
const releaseNode = " release";
const coroutinesNode = " coroutines";
/** Has no summary, so it may do anything. */
const unknownNode = " unknown";
const tableNode = (name: string): string => ` table ${name}`;
const signatureNode = (signature: Signature): string => ` signature ${signature.params.join(",")}:${signature.result}`;

function signatureOf(fn: IrFunction): Signature {
  return { params: fn.params.map((param) => fn.types[param.value]!), result: fn.result };
}

function calleeNode(callee: Callee, definition: (value: number) => Instr | undefined): string {
  if (callee.kind === "direct") return callee.name;
  // Code that is called by its address alone, with whatever signature.
  if (callee.convention === "c") return unknownNode;
  const { pointer } = callee;
  if (pointer.kind === "function") return pointer.name;
  const from = pointer.kind === "value" ? definition(pointer.id) : undefined;
  return from?.op === "table.get" ? tableNode(from.table) : signatureNode(callee.signature);
}

/** Can assembly call back into the program? Only if it was given an address of code. */
function callsFromAsm(instr: Instr & { op: "asm" }): boolean {
  return instr.inputs.some(({ value }) => value.kind === "function" || value.kind === "symbol");
}

function fieldKey(module: IrModule, className: string, field: string): string {
  return `field ${fieldPlace(module, className, field)}`;
}

const globalKey = (name: string): string => `global ${name}`;

/** Does an instruction take counted elements out of an array that is in use, or change where its elements are? */
function takesElements(module: IrModule, instr: Instr, definition: (value: number) => Instr | undefined): boolean {
  if (instr.op === "take") return isCounted(instr.type);
  if (instr.op !== "field.init" && instr.op !== "field.set") return false;
  const { elements } = module.classes.get(instr.class) ?? {};
  if (elements === undefined || !isCounted(elements) || instr.field === "capacity") return false;
  // A new array has no elements yet that somebody could have read.
  const made = instr.object.kind === "value" ? definition(instr.object.id)?.op : undefined;
  return made !== "init" && made !== "stack.init" && made !== "room.init";
}

/** The counted place whose value an instruction overwrites or takes away. */
function writtenPlace(module: IrModule, instr: Instr): string | undefined {
  if (instr.op === "global.set" || instr.op === "global.take") {
    const type = module.globals.get(instr.global)?.type;
    return type && isCounted(type) ? globalKey(instr.global) : undefined;
  }
  if (instr.op !== "field.set" && instr.op !== "field.take") return undefined;
  const owner = declaringClass(module, instr.class, instr.field);
  const type = owner?.fields.find((field) => field.name === instr.field)?.type;
  return type && isCounted(type) ? fieldKey(module, instr.class, instr.field) : undefined;
}

/**
 * Globals with a single `global.set` that runs at most once: outside of loops, in a function that runs at most once, which is the
 * start function or one that such a function calls from one place outside of loops.
 */
function globalsSetOnce(module: IrModule): ReadonlySet<string> {
  const sites = new Map<string, { fn: IrFunction; block: number }[]>();
  const calls = new Map<string, { fn: IrFunction; block: number }[]>();
  const note = (map: typeof sites, name: string, fn: IrFunction, block: number): void => {
    const list = map.get(name);
    if (list) list.push({ fn, block });
    else map.set(name, [{ fn, block }]);
  };
  for (const fn of module.functions.values()) {
    for (const [index, block] of fn.blocks.entries()) {
      for (const instr of block.instrs) {
        if (instr.op === "global.set" || instr.op === "global.init") note(sites, globalKey(instr.global), fn, index);
        if (instr.op === "call" && instr.callee.kind === "direct") note(calls, instr.callee.name, fn, index);
      }
      const { terminator } = block;
      if (terminator.op === "invoke" && terminator.callee.kind === "direct") {
        note(calls, terminator.callee.name, fn, index);
      }
    }
  }
  const cycles = new Map<IrFunction, Uint8Array>();
  const inCycle = (fn: IrFunction, block: number): boolean => {
    const known = cycles.get(fn) ?? blocksInCycles(buildCfg(fn));
    cycles.set(fn, known);
    return known[block] === 1;
  };
  const runsOnce = new Map<string, boolean>();
  const once = (fn: IrFunction): boolean => {
    const known = runsOnce.get(fn.name);
    if (known !== undefined) return known;
    runsOnce.set(fn.name, false); // what calls itself runs more than once
    const from = calls.get(fn.name) ?? [];
    const called = from.length === 1 && once(from[0]!.fn) && !inCycle(from[0]!.fn, from[0]!.block);
    const isStart = fn.name === module.start && from.length === 0;
    const result = isStart || (called && !fn.addressTaken && fn.exportAs === undefined);
    runsOnce.set(fn.name, result);
    return result;
  };
  const result = new Set<string>();
  for (const [name, places] of sites) {
    const [only] = places;
    if (places.length === 1 && once(only!.fn) && !inCycle(only!.fn, only!.block)) result.add(name);
  }
  return result;
}
