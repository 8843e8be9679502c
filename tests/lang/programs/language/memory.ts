// Long chains are freed without recursion; what is shared is freed once.
class Cell {
  next: Cell | null = null;
  constructor(readonly value: number) {}
}
function build(count: number): Cell {
  let head = new Cell(0);
  for (let i = 1; i < count; i++) {
    const cell = new Cell(i);
    cell.next = head;
    head = cell;
  }
  return head;
}
let list: Cell | null = build(1000000);
let sum = 0;
for (let at: Cell | null = list; at !== null; at = at.next) sum += at.value;
console.log(sum);
list = null;
const trees: Tree[] = [];
class Tree {
  readonly left: Tree | undefined;
  readonly right: Tree | undefined;
  constructor(depth: number) {
    if (depth > 0) {
      this.left = new Tree(depth - 1);
      this.right = new Tree(depth - 1);
    }
  }
  count(): number {
    return 1 + (this.left?.count() ?? 0) + (this.right?.count() ?? 0);
  }
}
for (let i = 0; i < 10; i++) trees.push(new Tree(i));
console.log(trees.map((tree) => tree.count()).join());
trees.splice(2, 5);
console.log(trees.length);
const strings: string[] = [];
for (let i = 0; i < 20000; i++) strings.push(`item ${i}`);
strings.reverse();
strings.sort();
console.log(strings[0], strings[19999], strings.filter((s) => s.endsWith("99")).length);
let grid: number[][] = [];
for (let r = 0; r < 100; r++) {
  const row: number[] = [];
  for (let c = 0; c < 100; c++) row.push(r * c);
  grid.push(row);
}
grid = grid.map((row) => row.filter((x) => x % 2 === 0));
console.log(grid.reduce((a, row) => a + row.length, 0));
const shared = new Cell(7);
const holders = [shared, shared, shared];
holders.pop();
holders[0] = new Cell(8);
console.log(holders.length, shared.value, holders[1] === shared);
function swap(pair: { a: Cell; b: Cell }): void {
  const a = pair.a;
  pair.a = pair.b;
  pair.b = a;
}
const pair = { a: new Cell(1), b: new Cell(2) };
for (let i = 0; i < 1001; i++) swap(pair);
console.log(pair.a.value, pair.b.value);
const map = new Map<string, Cell[]>();
for (let i = 0; i < 1000; i++) {
  const key = `k${i % 10}`;
  const cells = map.get(key) ?? [];
  cells.push(new Cell(i));
  map.set(key, cells);
}
console.log([...map.values()].map((cells) => cells.length).join());
let self = new Cell(1);
self = self.next ?? self;
self.next = new Cell(2);
self = self.next;
console.log(self.value);
function replace(cells: Cell[]): number {
  let total = 0;
  for (const cell of cells) {
    cells[0] = new Cell(100);
    cells.length = 1;
    total += cell.value;
  }
  return total;
}
console.log(replace([new Cell(1), new Cell(2)]));
