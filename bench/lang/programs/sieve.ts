// Arrays of booleans with strided writes.
function countPrimes(limit: number): number {
  const composite = new Array<boolean>(limit + 1).fill(false);
  let count = 0;
  for (let i = 2; i <= limit; i++) {
    if (composite[i]) continue;
    count++;
    for (let multiple = i * i; multiple <= limit; multiple += i) composite[multiple] = true;
  }
  return count;
}

let total = 0;
for (let round = 0; round < 20; round++) total += countPrimes(3_000_000 + round);
console.log(total);
