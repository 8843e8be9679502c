/**
 * Puts objects that don't outlive their function into its frame: closures and the cells that they capture, tuples, and all others to which no
 * reference is left when it ends, wherever they were passed meanwhile. An object that a function makes and returns lies in the frame of its caller, if it does
 * not outlive that: such functions get a version that takes the address of room. What a program can see does not change: an object still ends at its last use,
 * with what it holds.
 *
 * Not in coroutines, whose frames are on the heap themselves; and no more than so many bytes in each function, since recursion is to go as deep as ever.
 */
import { removeUnreachableBlocks } from "../ir/cfg.ts";
import type { IrFunction, IrModule } from "../ir/ir.ts";
import { computeLayout } from "../ir/layout.ts";
import { EscapeGraph, type Place } from "./stack/escape.ts";
import { findMakers, type Maker } from "./stack/makers.ts";
import { makeVersion, moveToFrame } from "./stack/move.ts";
import { BirthOrder, findCalled, findMade, type Site } from "./stack/sites.ts";

/**
 * For the objects of one function. 10,000 frames of an ordinary function fit into 8 MiB of stack (`docs/language.md`): about 800 bytes each, of which
 * values that have no register get the larger part.
 */
const maxBytes = 256;

/** Gives the number of places where an object is made that lies on the stack now. */
export function useStack(module: IrModule): number {
  const makers = findMakers(module);
  const classOf = (name: string): string | undefined => makers.get(name)?.class;
  const sites = new Map<IrFunction, Site[]>();
  for (const fn of module.functions.values()) {
    if (fn.coroutine || fn.interruptEntry) continue;
    const found = [...findMade(module, fn), ...findCalled(fn, classOf)];
    if (found.length > 0) sites.set(fn, found);
  }
  if (sites.size === 0) return 0;
  const graph = new EscapeGraph(module, sites, makers);
  graph.solve();
  for (const [fn, places] of graph.places) keepOlderOnHeap(graph, fn, places.values());
  graph.solve();
  limitBytes(module, graph);

  let moved = 0;
  const wanted = new Set<string>();
  for (const [fn, places] of graph.places) {
    const local = [...places.values()].filter(({ onHeap }) => !graph.isPossible(onHeap));
    // From the back, so that positions stay what they were.
    for (const { site } of local.reverse()) {
      moveToFrame(fn, site);
      if (site.kind === "called") wanted.add(site.callee);
    }
    moved += local.length;
    if (local.length > 0) removeUnreachableBlocks(fn);
  }
  makeVersions(module, makers, wanted);
  return moved;
}

/** What another one holds must be there before it: then it is there for as long as that. */
function keepOlderOnHeap(graph: EscapeGraph, fn: IrFunction, places: Iterable<Place>): void {
  let order: BirthOrder | undefined;
  for (const holder of places) {
    if (graph.isPossible(holder.onHeap)) continue;
    for (const held of holder.holds) {
      if (graph.isPossible(held.onHeap)) continue;
      order ??= new BirthOrder(fn);
      if (!order.isBefore(held.site, holder.site)) graph.assume(held.onHeap);
    }
  }
}

function limitBytes(module: IrModule, graph: EscapeGraph): void {
  const layout = computeLayout(module);
  for (const places of graph.places.values()) {
    let bytes = 0;
    for (const { site, onHeap } of places.values()) {
      if (graph.isPossible(onHeap)) continue;
      const { size } = layout.class(site.class);
      if (bytes + size > maxBytes) graph.assume(onHeap);
      else bytes += size;
    }
  }
  graph.solve();
}

/** Of the makers that are called with room, and of those that these hand it on to. */
function makeVersions(module: IrModule, makers: ReadonlyMap<string, Maker>, wanted: Set<string>): void {
  const classOf = (name: string): string | undefined => makers.get(name)?.class;
  for (const name of wanted) {
    const { objects } = makers.get(name)!;
    const original = module.functions.get(name)!;
    for (const site of findCalled(original, classOf)) {
      if (site.kind === "called" && objects.has(site.object)) wanted.add(site.callee);
    }
    removeUnreachableBlocks(makeVersion(module, original, objects, classOf));
  }
}
