// no-node
// What a class or a method is called says nothing about what it does: neither to the cycle collector nor to weak references nor to early reads.
import { collectCycles } from "osmium";

class Tied {
  next: Tied | null = null;
  ["constructor"](next: Tied): void {
    this.next = next;
  }
}
function tied(): void {
  const one = new Tied();
  const two = new Tied();
  one.constructor(two);
  two.constructor(one);
}
tied();
console.log("tied", collectCycles());

/** A program's own class; there is no weak reference. */
class WeakRefX {
  constructor(
    readonly value: number,
    readonly next: WeakRefX | null,
  ) {}
}
function map(list: WeakRefX | null): WeakRefX | null {
  return list === null ? null : new WeakRefX(list.value + 1, map(list.next));
}
function show(list: WeakRefX | null): string {
  let text = "";
  for (let at = list; at !== null; at = at.next) text += ` ${at.value}`;
  return text;
}
let list: WeakRefX | null = null;
for (let value = 0; value < 5; value++) list = new WeakRefX(value, list);
list = map(map(list));
console.log(`mapped${show(list)}`);

/** Written by a method while a function is between its reads. */
class Cell {
  value: number;
  readonly next: Cell | null;
  constructor(value: number, next: Cell | null) {
    this.value = value;
    this.next = next;
  }
  ["constructor"](value: number): void {
    this.value = value;
  }
}
let watched: Cell[] = [];
function renew(cell: Cell | null): Cell | null {
  if (cell === null) {
    for (const each of watched) each.constructor(each.value * 10);
    return null;
  }
  const rest = renew(cell.next);
  return new Cell(cell.value, rest);
}
function cells(): void {
  let cell: Cell | null = null;
  for (let value = 1; value < 5; value++) {
    cell = new Cell(value, cell);
    watched.push(cell);
  }
  cell = renew(cell);
  watched = [];
  cell = renew(cell);
  let text = "";
  for (let at = cell; at !== null; at = at.next) text += ` ${at.value}`;
  console.log(`renewed${text}`);
}
cells();
// expect:
// tied 2
// mapped 6 5 4 3 2
// renewed 40 30 20 10
