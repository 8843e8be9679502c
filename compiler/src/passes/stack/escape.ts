/**
 * Which references may outlive the call of the function that has them: a graph over the whole program, whose nodes are statements about values and
 * whose edges are "if this is so, then that may be so, too". What can be reached from `escapes` is not proved.
 *
 * For each counted value there are two statements: that *it* may be kept by somebody, and that something *in it*, at any depth, may be. For each place
 * where an object is made, or got from a maker, there are more: that the reference *is not alone*, that the object is *on the heap*, that what it holds
 * is. For each maker: that it is *none*.
 *
 * - Returned (unless by a maker), thrown, put into a global, into raw memory or a field of an object of unknown age, turned into an address: it escapes.
 * - Passed on: it escapes if the parameter does, of any function that may be called.
 * - Put into a field of an object made here: it escapes if something in that object does, or if that object is on the heap, where cycles may keep it.
 * - Read from a field: if it escapes, something in the object does.
 *
 * Objects in a frame are further bound to live shorter than what they hold (`locals` in `ir/ownership.ts`); for this an object on the stack may not go through
 * block parameters or boxes, nor may what was read from one that holds others.
 */
import { intrinsics } from "../../ir/intrinsics.ts";
import type { Callee, Instr, IrFunction, IrModule, Operand, ValueId } from "../../ir/ir.ts";
import { isCounted } from "../../ir/ir.ts";
import { instrOperands, terminatorOperands, terminatorTargets } from "../../ir/traverse.ts";
import type { Maker } from "./makers.ts";
import type { Site } from "./sites.ts";

/** A statement. */
type Node = number;
/** Is so. */
const escapes: Node = 0;

/** The statements about one object of a function. */
export interface Place {
  readonly site: Site;
  /** It escapes, or goes where nobody follows how long it lives. */
  readonly left: Node;
  readonly onHeap: Node;
  /** What it holds must be on the heap. */
  readonly holdsHeapOnly: Node;
  /** Objects of the same function that are put into it. */
  readonly holds: Place[];
  /** The function is a maker, and this is what it gives away. */
  readonly returned: boolean;
}

export class EscapeGraph {
  readonly #module: IrModule;
  readonly #bases = new Map<string, Node>();
  /** Nodes for the arguments of dispatch tables and signatures. */
  readonly #shared = new Map<string, Node>();
  readonly places = new Map<IrFunction, Map<ValueId, Place>>();
  #size = 1;
  /** Edges as lists: the last edge out of a node, and for each edge the one before and where it leads. */
  readonly #last: number[] = [-1];
  readonly #before: number[] = [];
  readonly #to: Node[] = [];
  readonly #reached: boolean[] = [true];
  #work: Node[] = [escapes];

  /** "The function is no maker", by name. */
  readonly noMaker = new Map<string, Node>();

  constructor(module: IrModule, sites: ReadonlyMap<IrFunction, readonly Site[]>, makers: ReadonlyMap<string, Maker>) {
    this.#module = module;
    for (const name of makers.keys()) this.noMaker.set(name, this.#nodes(1));
    for (const fn of module.functions.values()) this.#bases.set(fn.name, this.#nodes(2 * fn.types.length));
    for (const [fn, list] of sites) {
      const places = new Map<ValueId, Place>();
      const given = makers.get(fn.name)?.objects;
      for (const site of list) {
        const left = this.#nodes(3);
        const returned = given?.has(site.object) === true;
        places.set(site.object, { site, left, onHeap: left + 1, holdsHeapOnly: left + 2, holds: [], returned });
      }
      this.places.set(fn, places);
    }
    this.#addSharedArguments();
    for (const fn of module.functions.values()) new FunctionEdges(this, module, fn).add();
  }

  /** What may be so in consequence of what is so by now. */
  solve(): void {
    for (let node = this.#work.pop(); node !== undefined; node = this.#work.pop()) {
      for (let edge = this.#last[node]!; edge !== -1; edge = this.#before[edge]!) this.assume(this.#to[edge]!);
    }
  }

  isPossible(node: Node): boolean {
    return this.#reached[node]!;
  }

  assume(node: Node): void {
    if (this.#reached[node]) return;
    this.#reached[node] = true;
    this.#work.push(node);
  }

  /** "If `one`, then `other`." */
  implies(one: Node, other: Node): void {
    if (one === escapes) {
      this.assume(other);
      return;
    }
    this.#before.push(this.#last[one]!);
    this.#to.push(other);
    this.#last[one] = this.#to.length - 1;
  }

  /** "The value may be kept"; the next node is "something in it may be". */
  node(fn: IrFunction, value: ValueId): Node {
    return this.#bases.get(fn.name)! + 2 * value;
  }

  /** The node of a parameter of whatever may be called; undefined where nobody knows what that does. */
  parameter(callee: Callee, position: number, definition: (value: ValueId) => Instr | undefined): Node | undefined {
    if (callee.kind === "direct") return this.#parameterOf(callee.name, position);
    if (callee.convention === "c") return undefined;
    const { pointer } = callee;
    if (pointer.kind === "function") return this.#parameterOf(pointer.name, position);
    const from = pointer.kind === "value" ? definition(pointer.id) : undefined;
    const { params, result } = callee.signature;
    return this.#shared.get(
      from?.op === "table.get" ? `table ${from.table} ${position}` : `${params.join()}:${result} ${position}`,
    );
  }

  #parameterOf(name: string, position: number): Node | undefined {
    const fn = this.#module.functions.get(name);
    const param = fn?.params[position];
    return fn === undefined || param === undefined || fn.coroutine ? undefined : this.node(fn, param.value);
  }

  #nodes(count: number): Node {
    const first = this.#size;
    this.#size += count;
    for (let node = first; node < this.#size; node++) {
      this.#last.push(-1);
      this.#reached.push(false);
    }
    return first;
  }

  /** A call through a table or of a closure does what any function does that may be behind it. */
  #addSharedArguments(): void {
    const join = (fn: IrFunction, key: string): void => {
      for (const [position, param] of fn.params.entries()) {
        const type = fn.types[param.value]!;
        if (!isCounted(type)) continue;
        const name = `${key} ${position}`;
        const node = this.#shared.get(name) ?? this.#nodes(2);
        this.#shared.set(name, node);
        const own = fn.coroutine ? escapes : this.node(fn, param.value);
        this.implies(own, node);
        this.implies(own === escapes ? escapes : own + 1, node + 1);
      }
    };
    for (const table of this.#module.tables.values()) {
      for (const name of table.entries.values()) {
        const fn = this.#module.functions.get(name);
        if (fn) join(fn, `table ${table.name}`);
      }
    }
    for (const fn of this.#module.functions.values()) {
      if (fn.addressTaken) join(fn, `${fn.params.map((param) => fn.types[param.value]!).join()}:${fn.result}`);
    }
  }
}

/** Writes down what one function does. */
class FunctionEdges {
  readonly #graph: EscapeGraph;
  readonly #module: IrModule;
  readonly #fn: IrFunction;
  readonly #definitions: (Instr | undefined)[];
  readonly #places: ReadonlyMap<ValueId, Place>;

  constructor(graph: EscapeGraph, module: IrModule, fn: IrFunction) {
    this.#graph = graph;
    this.#module = module;
    this.#fn = fn;
    this.#definitions = new Array(fn.types.length);
    for (const { instrs } of fn.blocks) {
      for (const instr of instrs) if (instr.result !== undefined) this.#definitions[instr.result] = instr;
    }
    this.#places = graph.places.get(fn) ?? new Map();
  }

  add(): void {
    const { blocks } = this.#fn;
    const params = new Map(blocks.map((block) => [block.name, block.params]));
    for (const place of this.#places.values()) this.#place(place);
    for (const { instrs, terminator } of blocks) {
      for (const instr of instrs) this.#instr(instr);
      if (terminator.op === "invoke") this.#call(terminator.callee, terminator.args);
      else if (terminator.op !== "return" || !this.#graph.noMaker.has(this.#fn.name))
        terminatorOperands(terminator).forEach(this.#escapes);
      for (const { block, args } of terminatorTargets(terminator)) {
        const to = params.get(block)!;
        for (const [index, arg] of args.entries()) this.#becomes(arg, to[to.length - args.length + index]!);
      }
    }
  }

  #place({ site, left, onHeap, holdsHeapOnly, returned }: Place): void {
    const graph = this.#graph;
    const own = graph.node(this.#fn, site.object);
    graph.implies(own, left);
    graph.implies(left, onHeap);
    graph.implies(onHeap, holdsHeapOnly);
    if (site.kind === "called") graph.implies(graph.noMaker.get(site.callee)!, left);
    if (returned) {
      // In its own frame it never is; in the caller's only what is on the heap may be in it.
      graph.assume(onHeap);
      graph.implies(left, graph.noMaker.get(this.#fn.name)!);
      graph.implies(graph.noMaker.get(this.#fn.name)!, own);
      graph.implies(graph.noMaker.get(this.#fn.name)!, own + 1);
    }
    const finalizer = finalizerOf(this.#module, site.class);
    const self = finalizer === undefined ? undefined : this.#module.functions.get(finalizer);
    const param = self?.params[0];
    if (self && param) graph.implies(graph.node(self, param.value), left);
  }

  #counted(operand: Operand): ValueId | undefined {
    return operand.kind === "value" && isCounted(this.#fn.types[operand.id]!) ? operand.id : undefined;
  }

  readonly #escapes = (operand: Operand): void => {
    const value = this.#counted(operand);
    if (value === undefined) return;
    const node = this.#graph.node(this.#fn, value);
    this.#graph.assume(node);
    this.#graph.assume(node + 1);
  };

  /** What happens to `to` happens to the value. */
  #becomes(operand: Operand, to: ValueId): void {
    const value = this.#counted(operand);
    if (value === undefined) return;
    this.#follows(value, this.#graph.node(this.#fn, to));
    this.#leavesItsPlace(value);
  }

  /** A copy of the reference from here on lives as long as it likes. */
  #leavesItsPlace(value: ValueId): void {
    const place = this.#places.get(value);
    if (place) this.#graph.assume(place.left);
    const from = this.#readFrom(value);
    if (from) this.#graph.assume(from.holdsHeapOnly);
  }

  #follows(value: ValueId, node: number): void {
    const own = this.#graph.node(this.#fn, value);
    this.#graph.implies(node, own);
    this.#graph.implies(node + 1, own + 1);
  }

  /** The object made here that a value was read from, at whatever depth. */
  #readFrom(value: ValueId): Place | undefined {
    for (let at = value; ; ) {
      const instr = this.#definitions[at];
      const from = instr?.op === "field.get" || instr?.op === "field.take" ? instr.object : undefined;
      const unboxed = instr?.op === "any.unbox" ? instr.value : undefined;
      const next = from ?? unboxed;
      if (next?.kind !== "value") return undefined;
      at = next.id;
      const place = this.#places.get(at);
      if (place) return place;
    }
  }

  #instr(instr: Instr): void {
    switch (instr.op) {
      case "field.get":
      case "field.take":
        this.#read(instr.object, instr.result);
        return;
      case "field.set":
      case "field.init":
        this.#write(instr.object, instr.value);
        return;
      case "call":
        this.#call(instr.callee, instr.args);
        return;
      case "any.box":
      case "any.unbox":
        if (instr.result !== undefined && isCounted(this.#fn.types[instr.result]!)) {
          if (instr.op === "any.box") this.#becomes(instr.value, instr.result);
          else this.#follows(this.#counted(instr.value)!, this.#graph.node(this.#fn, instr.result));
        }
        return;
      case "compare":
      case "is":
      case "table.get":
      case "any.tag":
        return;
      case "intrinsic":
        if (instr.name.startsWith("class.") && intrinsics.get(instr.name)?.pure) return;
        instr.args.forEach(this.#escapes);
        return;
      default:
        instrOperands(instr).forEach(this.#escapes);
    }
  }

  #read(object: Operand, result: ValueId | undefined): void {
    const from = this.#counted(object);
    if (from === undefined || result === undefined || !isCounted(this.#fn.types[result]!)) return;
    const inside = this.#graph.node(this.#fn, from) + 1;
    const value = this.#graph.node(this.#fn, result);
    this.#graph.implies(value, inside);
    this.#graph.implies(value + 1, inside);
  }

  #write(object: Operand, operand: Operand): void {
    const value = this.#counted(operand);
    if (value === undefined) return;
    const holder = object.kind === "value" ? this.#places.get(object.id) : undefined;
    if (holder === undefined) {
      this.#escapes(operand);
      return;
    }
    const own = this.#graph.node(this.#fn, value);
    const inside = this.#graph.node(this.#fn, holder.site.object) + 1;
    this.#graph.implies(inside, own);
    this.#graph.implies(inside, own + 1);
    const place = this.#places.get(value);
    if (place?.returned) this.#graph.assume(place.left);
    if (place) {
      holder.holds.push(place);
      this.#graph.implies(holder.holdsHeapOnly, place.onHeap);
    }
    // On the heap, the holder may be in a cycle that keeps it.
    this.#graph.implies(holder.onHeap, own);
    this.#graph.implies(holder.onHeap, own + 1);
    const from = this.#readFrom(value);
    if (from) this.#graph.assume(from.holdsHeapOnly);
  }

  #call(callee: Callee, args: readonly Operand[]): void {
    for (const [position, arg] of args.entries()) {
      const value = this.#counted(arg);
      if (value === undefined) continue;
      const node = this.#graph.parameter(callee, position, (id) => this.#definitions[id]);
      if (node === undefined) this.#escapes(arg);
      else this.#follows(value, node);
    }
  }
}

function finalizerOf(module: IrModule, className: string): string | undefined {
  for (let name: string | undefined = className; name !== undefined; ) {
    const def = module.classes.get(name);
    if (def?.finalizer !== undefined) return def.finalizer;
    name = def?.base;
  }
  return undefined;
}
