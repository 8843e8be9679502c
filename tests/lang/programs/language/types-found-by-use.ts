const list = [];
list.push(1);
list.push(2);
console.log(list.length, list[0]! + list[1]!);
function names(): string[] {
  const out = [];
  for (let i = 0; i < 3; i++) out.push(`n${i}`);
  return out;
}
console.log(names().join());
function mixed(n: number): (string | number)[] {
  const out = [];
  out.push(n);
  console.log(out.length);
  out.push("x");
  out.unshift(true);
  out[out.length] = n + 1;
  return out.filter((x) => typeof x !== "boolean");
}
console.log(mixed(3));
let later;
if (list.length > 1) later = "many";
else later = 5;
console.log(later);
let nothing = null;
console.log(nothing);
nothing = { x: 1 };
console.log(nothing.x);
function pick(flag: boolean) {
  let best;
  for (const n of [3, 9, 4]) {
    if (best === undefined || n > best) best = n;
  }
  let other = undefined;
  if (flag) other = [best];
  return other;
}
console.log(pick(true), pick(false));
let empty;
console.log(empty);
const nested = [];
for (let row = 0; row < 2; row++) {
  const line = [];
  for (let column = 0; column < 3; column++) line.push(row * column);
  nested.push(line);
}
console.log(nested);
function generic<T>(items: readonly T[], keep: (item: T) => boolean): T[] {
  const out = [];
  for (const item of items) if (keep(item)) out.push(item);
  return out;
}
console.log(generic([1, 2, 3], (n) => n > 1), generic(["a", "bb"], (s) => s.length > 1));
let resets = [];
resets.push(1);
resets = [];
resets.push("two");
console.log(resets);
const spread = [];
spread.push(...names());
spread.push(...[4, 5]);
console.log(spread);
class Node2 { constructor(readonly name: string) {} }
function nodes() {
  const all = [];
  all.push(new Node2("a"), new Node2("b"));
  return all.map((node) => node.name);
}
console.log(nodes());
let state;
switch (names().length) {
  case 3: state = { kind: "three" as const }; break;
  default: state = null;
}
console.log(state?.kind);
