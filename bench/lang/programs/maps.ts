// Hash maps with numbers and with strings as keys.
let state = 12345;
function random(limit: number): number {
  state = (Math.imul(state, 1103515245) + 12345) >>> 0;
  return (state >>> 8) % limit;
}

const counts = new Map<number, number>();
for (let i = 0; i < 3_000_000; i++) {
  const key = random(50_000);
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
let most = 0;
for (const [, count] of counts) most = Math.max(most, count);

const names: string[] = [];
for (let i = 0; i < 5_000; i++) names.push(`name-${random(1_000_000)}-${i}`);
const lengths = new Map<string, number>();
for (let i = 0; i < 2_000_000; i++) {
  const name = names[random(names.length)];
  lengths.set(name, (lengths.get(name) ?? 0) + name.length);
}
let total = 0;
for (const length of lengths.values()) total += length;

const seen = new Set<number>();
let removed = 0;
for (let i = 0; i < 2_000_000; i++) {
  const key = random(100_000);
  if (seen.delete(key)) removed++;
  else seen.add(key);
}
console.log(counts.size, most, lengths.size, total, seen.size, removed);
