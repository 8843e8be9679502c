/**
 * The control-flow graph of a function by block index: predecessors, reverse post-order, dominators, cycles. Passes that change
 * edges build a new one; nothing here is kept up to date. Iterative throughout: functions have thousands of blocks.
 */
import type { Block, IrFunction, Operand, Terminator } from "./ir.ts";
import { terminatorTargets } from "./traverse.ts";

export interface Edge {
  readonly from: number;
  /** Position among the edges out of `from`, as in `terminatorTargets`. */
  readonly index: number;
  readonly to: number;
  readonly args: readonly Operand[];
}

export interface Cfg {
  readonly fn: IrFunction;
  readonly blocks: readonly Block[];
  readonly indexOf: ReadonlyMap<string, number>;
  readonly successors: readonly (readonly Edge[])[];
  readonly predecessors: readonly (readonly Edge[])[];
  /** Reachable blocks, each before its successors but for back edges. */
  readonly order: readonly number[];
  /** Position in `order`; -1 for unreachable blocks. */
  readonly position: Int32Array;
}

export function buildCfg(fn: IrFunction): Cfg {
  const { blocks } = fn;
  const indexOf = new Map<string, number>();
  const predecessors: Edge[][] = [];
  // Most passes begin with this: no iterators here.
  for (let index = 0; index < blocks.length; index++) {
    indexOf.set(blocks[index]!.name, index);
    predecessors.push([]);
  }
  const successors: Edge[][] = [];
  for (let from = 0; from < blocks.length; from++) {
    const targets = terminatorTargets(blocks[from]!.terminator);
    const out: Edge[] = [];
    for (let index = 0; index < targets.length; index++) {
      const { block, args } = targets[index]!;
      const to = indexOf.get(block);
      if (to === undefined) throw new Error(`${fn.name}: edge to the unknown block ${block}`);
      const edge: Edge = { from, index, to, args };
      out.push(edge);
      predecessors[to]!.push(edge);
    }
    successors.push(out);
  }
  const order = reversePostOrder(successors);
  const position = new Int32Array(blocks.length).fill(-1);
  for (let at = 0; at < order.length; at++) position[order[at]!] = at;
  return { fn, blocks, indexOf, successors, predecessors, order, position };
}

function reversePostOrder(successors: readonly (readonly Edge[])[]): number[] {
  const order: number[] = [];
  if (successors.length === 0) return order;
  const seen = new Uint8Array(successors.length);
  /** The way here, and of each block on it, the next edge to follow. */
  const path = [0];
  const next = new Int32Array(successors.length);
  seen[0] = 1;
  while (path.length > 0) {
    const block = path[path.length - 1]!;
    const edge = successors[block]![next[block]!++];
    if (edge === undefined) {
      order.push(block);
      path.pop();
    } else if (!seen[edge.to]) {
      seen[edge.to] = 1;
      path.push(edge.to);
    }
  }
  return order.reverse();
}

/** The immediate dominator of each block (itself for the entry, -1 for unreachable ones), by Cooper, Harvey and Kennedy. */
export function immediateDominators(cfg: Cfg): Int32Array {
  const idom = new Int32Array(cfg.blocks.length).fill(-1);
  if (cfg.blocks.length === 0) return idom;
  idom[0] = 0;
  const { position } = cfg;
  for (let changed = true; changed; ) {
    changed = false;
    for (const block of cfg.order) {
      if (block === 0) continue;
      let best = -1;
      for (const { from } of cfg.predecessors[block]!) {
        if (idom[from] === -1) continue;
        if (best === -1) {
          best = from;
          continue;
        }
        let a = from;
        let b = best;
        while (a !== b) {
          while (position[a]! > position[b]!) a = idom[a]!;
          while (position[b]! > position[a]!) b = idom[b]!;
        }
        best = a;
      }
      if (best !== -1 && idom[block] !== best) {
        idom[block] = best;
        changed = true;
      }
    }
  }
  return idom;
}

/** Answers "does block `a` dominate block `b`?" in constant time, by an interval of the dominator tree. */
export function dominatorTest(cfg: Cfg): (a: number, b: number) => boolean {
  const idom = immediateDominators(cfg);
  const children: number[][] = cfg.blocks.map(() => []);
  for (const block of cfg.order) if (block !== 0) children[idom[block]!]!.push(block);
  const enter = new Int32Array(cfg.blocks.length).fill(-1);
  const leave = new Int32Array(cfg.blocks.length).fill(-1);
  let clock = 0;
  const stack: { block: number; next: number }[] = [];
  if (cfg.blocks.length > 0) {
    stack.push({ block: 0, next: 0 });
    enter[0] = clock++;
  }
  while (stack.length > 0) {
    const top = stack[stack.length - 1]!;
    const child = children[top.block]![top.next++];
    if (child === undefined) {
      leave[top.block] = clock++;
      stack.pop();
    } else {
      enter[child] = clock++;
      stack.push({ block: child, next: 0 });
    }
  }
  return (a, b) => enter[a]! !== -1 && enter[b]! !== -1 && enter[a]! <= enter[b]! && leave[b]! <= leave[a]!;
}

/** Which blocks lie on a cycle of the graph (Tarjan's strongly connected components). */
export function blocksInCycles(cfg: Cfg): Uint8Array {
  const count = cfg.blocks.length;
  const result = new Uint8Array(count);
  const components = stronglyConnected(count, (block) => cfg.successors[block]!.map((edge) => edge.to));
  for (const component of components) {
    const only = component[0]!;
    const cyclic = component.length > 1 || cfg.successors[only]!.some((edge) => edge.to === only);
    if (cyclic) for (const block of component) result[block] = 1;
  }
  return result;
}

/** Strongly connected components of a graph, callees before callers (reverse topological order). */
export function stronglyConnected(count: number, next: (node: number) => readonly number[]): number[][] {
  const index = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const onStack = new Uint8Array(count);
  const stack: number[] = [];
  const components: number[][] = [];
  let clock = 0;
  for (let root = 0; root < count; root++) {
    if (index[root] !== -1) continue;
    const work: { node: number; edges: readonly number[]; at: number }[] = [];
    const enter = (node: number): void => {
      index[node] = low[node] = clock++;
      stack.push(node);
      onStack[node] = 1;
      work.push({ node, edges: next(node), at: 0 });
    };
    enter(root);
    while (work.length > 0) {
      const top = work[work.length - 1]!;
      const to = top.edges[top.at++];
      if (to !== undefined) {
        if (index[to] === -1) enter(to);
        else if (onStack[to]) low[top.node] = Math.min(low[top.node]!, index[to]!);
        continue;
      }
      work.pop();
      const parent = work[work.length - 1];
      if (parent) low[parent.node] = Math.min(low[parent.node]!, low[top.node]!);
      if (low[top.node] !== index[top.node]) continue;
      const component: number[] = [];
      for (;;) {
        const node = stack.pop()!;
        onStack[node] = 0;
        component.push(node);
        if (node === top.node) break;
      }
      components.push(component);
    }
  }
  return components;
}

/** Can control leave the function or the block graph from here? */
export function isExit(terminator: Terminator): boolean {
  return terminatorTargets(terminator).length === 0;
}

/** Removes the blocks that can't be reached from the entry. Gives true if there were any. */
export function removeUnreachableBlocks(fn: IrFunction): boolean {
  const entry = fn.blocks[0];
  if (!entry) return false;
  const byName = new Map<string, Block>();
  for (const block of fn.blocks) byName.set(block.name, block);
  const seen = new Set<string>([entry.name]);
  const work = [entry];
  for (let block = work.pop(); block; block = work.pop()) {
    for (const target of terminatorTargets(block.terminator)) {
      if (seen.has(target.block)) continue;
      seen.add(target.block);
      const next = byName.get(target.block);
      if (!next) throw new Error(`${fn.name}: edge from ${block.name} to the unknown block ${target.block}`);
      work.push(next);
    }
  }
  if (seen.size === fn.blocks.length) return false;
  fn.blocks = fn.blocks.filter((block) => seen.has(block.name));
  return true;
}
