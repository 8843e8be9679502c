// Objects that lead to each other fill the memory: the collector, which needs memory of its own, must not ask for it again and again, and not use up
// what is kept for telling.
class Item {
  next: Item | null = null;
  previous: Item | null = null;
}

class List {
  first: Item | null = null;
  last: Item | null = null;
  size = 0;
  push(): void {
    const item = new Item();
    if (this.last === null) this.first = item;
    else {
      this.last.next = item;
      item.previous = this.last;
    }
    this.last = item;
    this.size += 1;
  }
  clear(): void {
    for (let at = this.first; at !== null; ) {
      const { next } = at;
      at.previous = null;
      at = next;
    }
    this.first = null;
    this.last = null;
  }
}

function fill(list: List): number {
  try {
    for (;;) list.push();
  } catch (error) {
    console.log(error instanceof RangeError ? error.message : "?", list.size > 100000);
  }
  return list.size;
}

const list = new List();
fill(list);
list.clear();
const again = new List();
console.log(fill(again) > list.size * 0.5);
again.clear();
for (let round = 0; round < 30; round++) {
  const garbage = new List();
  for (let index = 0; index < 20000; index++) garbage.push();
}
console.log("made and forgotten");
fill(new List());
console.log("end");
// expect:
// out of memory true
// out of memory true
// true
// made and forgotten
// out of memory true
// end
