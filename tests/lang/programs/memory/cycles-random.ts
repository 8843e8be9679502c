// no-node
// Random graphs against a model: after each collection exactly those nodes are alive that the roots lead to.
import { collectCycles, u32 } from "osmium";

let seed: u32 = 12345;
function random(below: number): number {
  seed = seed * 1664525 + 1013904223;
  return (seed >>> 8) % below;
}

class Vertex {
  single: Vertex | null = null;
  list: Vertex[] = [];
  readonly map = new Map<string, Vertex>();
  anything: unknown = undefined;
  call: (() => Vertex) | null = null;
  constructor(readonly id: number) {}
}

/** Which vertices each one refers to, by way of which it does: the model. */
const ways = 5;
const model: (number | undefined)[][] = [];
const weak: WeakRef<Vertex>[] = [];
const roots: (Vertex | undefined)[] = [];
for (let i = 0; i < 6; i++) roots.push(undefined);

function create(): Vertex {
  const vertex = new Vertex(model.length);
  model.push([undefined, undefined, undefined, undefined, undefined]);
  weak.push(new WeakRef(vertex));
  return vertex;
}

function connect(from: Vertex, to: Vertex, way: number): void {
  model[from.id]![way] = to.id;
  if (way === 0) from.single = to;
  else if (way === 1) from.list = [to];
  else if (way === 2) from.map.set("only", to);
  else if (way === 3) from.anything = random(2) === 0 ? to : { to, text: "x" };
  else from.call = () => to;
}

function disconnect(from: Vertex, way: number): void {
  model[from.id]![way] = undefined;
  if (way === 0) from.single = null;
  else if (way === 1) from.list.pop();
  else if (way === 2) from.map.delete("only");
  else if (way === 3) from.anything = 7;
  else from.call = null;
}

/** A vertex that can be reached, at random. */
function walk(): Vertex | undefined {
  let at = roots[random(roots.length)];
  for (let steps = random(6); steps > 0 && at !== undefined; steps--) {
    const next: Vertex | null | undefined = [at.single, at.list.at(0), at.map.get("only"), at.call?.()][random(4)];
    if (next === null || next === undefined) break;
    at = next;
  }
  return at;
}

function reachable(): Set<number> {
  const found = new Set<number>();
  for (const root of roots) if (root !== undefined) found.add(root.id);
  for (const id of found) for (const to of model[id]!) if (to !== undefined) found.add(to);
  return found;
}

let wrong = 0;
let collected = 0;
function check(): void {
  collected += collectCycles();
  const expected = reachable();
  for (const [id, each] of weak.entries()) if ((each.deref() !== undefined) !== expected.has(id)) wrong++;
}

for (let round = 0; round < 3000; round++) {
  const slot = random(roots.length);
  const choice = random(10);
  if (choice < 3) {
    const vertex = create();
    const parent = walk();
    if (parent !== undefined && random(2) === 0) connect(parent, vertex, random(ways));
    else roots[slot] = vertex;
  } else if (choice < 8) {
    const from = walk();
    const to = walk();
    if (from !== undefined && to !== undefined) connect(from, to, random(ways));
  } else if (choice === 8) {
    const from = walk();
    if (from !== undefined) disconnect(from, random(ways));
  } else roots[slot] = random(3) === 0 ? undefined : walk();
  if (round % 100 === 99) check();
}
for (let i = 0; i < roots.length; i++) roots[i] = undefined;
check();
console.log(wrong, collected > 100, weak.length > 500, reachable().size);
// expect:
// 0 true true 0
