/**
 * Makes running out of stack an error that can be caught. A function of the program that may call itself, directly or through others, begins
 * with a look at how deep the stack is, and throws below the limit. Between two such looks only a bounded number of other functions can be
 * called; the room that the limit leaves is for them. Functions of the runtime library don't look: those that free objects can't throw,
 * and they don't recurse but through functions of the program.
 *
 * Only for Linux, where `_start` sets the limit. A kernel has a page that is not mapped below its stack, and ends in a report.
 */

import type { Block, IrFunction, IrModule, IrType, ValueId } from "../ir/ir.ts";
import { symbolPtr, valueRef } from "../ir/operands.ts";

/** Where `_start` leaves the lowest address that a frame may have. */
const limitSymbol = "osm_stack_limit";

/** Gives the number of functions that look. */
export function guardRecursion(module: IrModule): number {
  const overflow = module.runtime.stackOverflow;
  if (overflow === undefined || !module.functions.has(overflow)) return 0;
  const recursive = findRecursive(module);
  for (const fn of recursive) guard(fn, overflow);
  return recursive.length;
}

/** All callees that an indirect call may have, as one node of the graph; and all coroutines that a resumption may go on with. */
const anyFunction = Symbol("any function");
const anyCoroutine = Symbol("any coroutine");
type Node = string | typeof anyFunction | typeof anyCoroutine;

function findRecursive(module: IrModule): IrFunction[] {
  const edges = callGraph(module);
  const group = components(edges);
  const sizes = new Map<number, number>();
  for (const index of group.values()) sizes.set(index, (sizes.get(index) ?? 0) + 1);
  return [...module.functions.values()].filter((fn) => {
    if (!fn.guardStack || fn.coroutine || fn.interruptEntry || fn.exportAs !== undefined) return false;
    return (sizes.get(group.get(fn.name)!) ?? 0) > 1 || edges.get(fn.name)!.has(fn.name);
  });
}

function callGraph(module: IrModule): Map<Node, Set<Node>> {
  const edges = new Map<Node, Set<Node>>([
    [anyFunction, new Set()],
    [anyCoroutine, new Set()],
  ]);
  for (const fn of module.functions.values()) {
    if (fn.addressTaken) edges.get(anyFunction)!.add(fn.name);
    if (fn.coroutine) edges.get(anyCoroutine)!.add(fn.name);
    const called = new Set<Node>();
    for (const { instrs, terminator } of fn.blocks) {
      for (const instr of instrs) {
        if (instr.op === "call") called.add(instr.callee.kind === "direct" ? instr.callee.name : anyFunction);
        if (instr.op === "intrinsic" && instr.name === "coro.resume") called.add(anyCoroutine);
      }
      if (terminator.op === "invoke") {
        called.add(terminator.callee.kind === "direct" ? terminator.callee.name : anyFunction);
      }
    }
    edges.set(fn.name, called);
  }
  return edges;
}

/** The strongly connected components (Tarjan 1972, with a stack of its own): the number of each node's. */
function components(edges: ReadonlyMap<Node, ReadonlySet<Node>>): Map<Node, number> {
  const component = new Map<Node, number>();
  const order = new Map<Node, number>();
  const low = new Map<Node, number>();
  const open: Node[] = [];
  const lower = (node: Node, value: number): void => {
    if (value < low.get(node)!) low.set(node, value);
  };
  for (const root of edges.keys()) {
    if (order.has(root)) continue;
    const path: { node: Node; rest: Iterator<Node> }[] = [];
    const enter = (node: Node): void => {
      order.set(node, order.size);
      low.set(node, order.size - 1);
      open.push(node);
      path.push({ node, rest: (edges.get(node) ?? new Set<Node>()).values() });
    };
    enter(root);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const { node, rest } = top;
      const next = rest.next();
      if (!next.done) {
        if (!order.has(next.value)) enter(next.value);
        else if (!component.has(next.value)) lower(node, order.get(next.value)!);
        continue;
      }
      path.pop();
      const above = path.at(-1);
      if (above) lower(above.node, low.get(node)!);
      if (low.get(node) !== order.get(node)) continue;
      for (let member: Node | undefined; member !== node; ) {
        member = open.pop()!;
        component.set(member, order.get(node)!);
      }
    }
  }
  return component;
}

function guard(fn: IrFunction, overflow: string): void {
  const { loc } = fn;
  const first = fn.blocks[0]!;
  const value = (type: IrType): ValueId => fn.types.push(type) - 1;
  const [frame, limit, low, error] = [value("ptr"), value("ptr"), value("i1"), value("ref")];
  const entry: Block = {
    name: "stack.look",
    params: [],
    instrs: [
      { op: "intrinsic", name: "frame.address", args: [], result: frame, loc },
      { op: "load", type: "ptr", address: symbolPtr(limitSymbol), volatile: true, result: limit, loc },
      { op: "compare", predicate: "ult", left: valueRef(frame), right: valueRef(limit), result: low, loc },
    ],
    terminator: {
      op: "branch",
      condition: valueRef(low),
      then: { block: "stack.overflow", args: [] },
      else: { block: first.name, args: [] },
      loc,
    },
  };
  const overflowed: Block = {
    name: "stack.overflow",
    params: [],
    instrs: [],
    terminator: {
      op: "invoke",
      callee: { kind: "direct", name: overflow },
      args: [],
      normal: { block: "stack.unreachable", args: [] },
      unwind: { block: "stack.throw", args: [] },
      loc,
    },
    cold: true,
  };
  const unreachable: Block = {
    name: "stack.unreachable",
    params: [],
    instrs: [],
    terminator: { op: "unreachable" },
    cold: true,
  };
  const thrown: Block = {
    name: "stack.throw",
    params: [error],
    instrs: [],
    terminator: { op: "throw", error: valueRef(error), loc },
    cold: true,
  };
  fn.blocks = [entry, ...fn.blocks, overflowed, unreachable, thrown];
}
