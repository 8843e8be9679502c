// The library's sort with a comparison function, and a quicksort written by hand.
let state = 7;
function random(): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state;
}

function quicksort(items: number[], low: number, high: number): void {
  while (low < high) {
    const pivot = items[(low + high) >>> 1];
    let i = low;
    let j = high;
    while (i <= j) {
      while (items[i] < pivot) i++;
      while (items[j] > pivot) j--;
      if (i <= j) {
        const swap = items[i];
        items[i] = items[j];
        items[j] = swap;
        i++;
        j--;
      }
    }
    if (j - low < high - i) {
      quicksort(items, low, j);
      low = i;
    } else {
      quicksort(items, i, high);
      high = j;
    }
  }
}

interface Entry {
  readonly key: number;
  readonly order: number;
}

const count = 500_000;
const numbers: number[] = [];
for (let i = 0; i < count; i++) numbers.push(random());
const byHand = numbers.slice();
for (let round = 0; round < 4; round++) {
  for (let i = 0; i < count; i++) byHand[i] = random();
  quicksort(byHand, 0, count - 1);
}
numbers.sort((a, b) => a - b);
const entries: Entry[] = [];
for (let i = 0; i < count; i++) entries.push({ key: random() % 1000, order: i });
entries.sort((a, b) => a.key - b.key);
let stable = true;
for (let i = 1; i < count; i++) {
  if (entries[i - 1].key === entries[i].key && entries[i - 1].order > entries[i].order) stable = false;
}
console.log(numbers[0], numbers[count - 1], byHand[count >>> 1], entries[count >>> 1].key, stable);
