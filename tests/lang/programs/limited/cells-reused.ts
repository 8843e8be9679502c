// Runs with little address space: what is made in a cell of its own needs no memory, and where there is none between the end of an object and the next, nothing is lost.
class Filling { value = 0; constructor(readonly next: Filling | null) {} }
class Node { constructor(readonly value: number, readonly next: Node | null) {} }
class Pair { constructor(readonly first: Node, readonly rest: Node | null) {} }
let filling: Filling | null = null;
let pair: Pair | null = null;
/** Again, since what is left in front of the limit is given out in small pieces. */
function fill(): void { for (let times = 0; times < 3; times++) try { for (;;) filling = new Filling(filling); } catch {} }
function list(): Node { let made: Node | null = null; for (let value = 9; value >= 0; value--) made = new Node(value, made); return made!; }
function mapped(node: Node | null): Node | null { return node === null ? null : new Node(node.value + 1, mapped(node.next)); }
/** The inner one gets the cell, for the outer one there is no memory. */
function paired(node: Node): Pair { const { value, next } = node; return new Pair(new Node(value, next), next); }
/** The cell is there when the text can't be made. */
function measured(node: Node, times: number): Node { const { value, next } = node; return new Node("text".repeat(times + value).length, next); }
function sum(node: Node | null): number { let result = 0; for (let at = node; at !== null; at = at.next) result += at.value; return result; }
// Nothing can be printed as long as there is no memory.
const results = new Array<number>(5).fill(-1);
function round(): void {
  let own: Node | null = list();
  const shared = list();
  let toPair: Node | null = list();
  let toMeasure: Node | null = list();
  fill();
  for (let i = 0; i < 5; i++) own = mapped(own);
  results[0] = sum(own);
  try { results[1] = sum(mapped(shared)); } catch (error) { results[1] = error instanceof RangeError ? -100 - sum(shared) : -1; }
  const other = toPair;
  try { pair = paired(other!); toPair = null; results[2] = pair.first.value; } catch (error) { toPair = null; results[2] = error instanceof RangeError ? -200 - sum(shared) : -1; }
  const measuring = toMeasure;
  toMeasure = null;
  try { results[3] = measured(measuring!, 10_000_000).value; } catch (error) { results[3] = error instanceof RangeError ? -300 - sum(shared) : -1; }
  filling = null;
  results[4] = sum(mapped(shared)) + sum(own);
  console.log(results.join(" "));
}
for (let count = 0; count < 4; count++) round();
// expect:
// 95 -145 -245 -345 150
// 95 -145 -245 -345 150
// 95 -145 -245 -345 150
// 95 -145 -245 -345 150
