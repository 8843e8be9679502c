// Floating-point loops without memory.
function escapes(cr: number, ci: number, limit: number): number {
  let r = 0;
  let i = 0;
  let step = 0;
  while (step < limit && r * r + i * i <= 4) {
    const next = r * r - i * i + cr;
    i = 2 * r * i + ci;
    r = next;
    step++;
  }
  return step;
}

const size = 600;
let total = 0;
for (let y = 0; y < size; y++) {
  for (let x = 0; x < size; x++) {
    total += escapes((2 * x) / size - 1.5, (2 * y) / size - 1, 200);
  }
}
console.log(total);
