/**
 * Puts objects that don't outlive their function into its frame: closures and the cells that they capture, tuples, and all others to which no
 * reference is left when it ends, wherever they were passed meanwhile. What a program can see does not change: an object still ends at its last use, with
 * what it holds.
 *
 * Not in coroutines, whose frames are on the heap themselves; and no more than so many bytes in each function, since recursion is to go as deep as ever.
 */
import { removeUnreachableBlocks } from "../ir/cfg.ts";
import type { IrFunction, IrModule } from "../ir/ir.ts";
import { computeLayout } from "../ir/layout.ts";
import {
  type Allocation,
  AllocationOrder,
  dropMemoryParam,
  findAllocations,
  moveToStack,
} from "./stack/allocations.ts";
import { EscapeGraph, type Place } from "./stack/escape.ts";

/**
 * For the objects of one function. 10,000 frames of an ordinary function fit into 8 MiB of stack (`docs/language.md`): about 800 bytes each, of which
 * values that have no register get the larger part.
 */
const maxBytes = 256;

/** Gives the number of allocations that are on the stack now. */
export function useStack(module: IrModule): number {
  const allocations = new Map<IrFunction, Allocation[]>();
  for (const fn of module.functions.values()) {
    const found = fn.coroutine || fn.interruptEntry ? [] : findAllocations(module, fn);
    if (found.length > 0) allocations.set(fn, found);
  }
  if (allocations.size === 0) return 0;
  const graph = new EscapeGraph(module, allocations);
  graph.solve();
  for (const [fn, places] of graph.places) keepOlderOnHeap(graph, fn, places.values());
  graph.solve();
  const layout = computeLayout(module);
  for (const places of graph.places.values()) {
    let bytes = 0;
    for (const { allocation, onHeap } of places.values()) {
      if (graph.isPossible(onHeap)) continue;
      const { size } = layout.class(allocation.init.class);
      if (bytes + size > maxBytes) graph.assume(onHeap);
      else bytes += size;
    }
  }
  graph.solve();

  let moved = 0;
  for (const [fn, places] of graph.places) {
    const local = [...places.values()].filter(({ onHeap }) => !graph.isPossible(onHeap));
    for (const { allocation } of local) {
      moveToStack(allocation);
      dropMemoryParam(fn, allocation);
    }
    moved += local.length;
    if (local.length > 0) removeUnreachableBlocks(fn);
  }
  return moved;
}

/** What another one holds must be made before it: then it is there for as long as that. */
function keepOlderOnHeap(graph: EscapeGraph, fn: IrFunction, places: Iterable<Place>): void {
  let order: AllocationOrder | undefined;
  for (const holder of places) {
    if (graph.isPossible(holder.onHeap)) continue;
    for (const held of holder.holds) {
      if (graph.isPossible(held.onHeap)) continue;
      order ??= new AllocationOrder(fn);
      if (!order.isBefore(held.allocation, holder.allocation)) graph.assume(held.onHeap);
    }
  }
}
