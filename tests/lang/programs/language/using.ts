class Lock {
  constructor(readonly name: string) {
    console.log("take", name);
  }
  [Symbol.dispose](): void {
    console.log("release", this.name);
  }
}
function scope(): string {
  using a = new Lock("a");
  using b = new Lock("b");
  console.log("inside", a.name, b.name);
  return "result";
}
console.log(scope());
{
  using c = new Lock("c");
  console.log("block", c.name);
}
for (let i = 0; i < 3; i++) {
  using d = new Lock(`d${i}`);
  if (i === 1) continue;
  console.log("loop", d.name);
}
function thrower(): void {
  using e = new Lock("e");
  throw new Error(`from ${e.name}`);
}
try {
  thrower();
} catch (error) {
  console.log(error instanceof Error ? error.message : "");
}
function optional(flag: boolean): void {
  using f = flag ? new Lock("f") : null;
  console.log("optional", f === null);
}
optional(true);
optional(false);
class Failing {
  [Symbol.dispose](): void {
    throw new Error("dispose failed");
  }
}
try {
  using g = new Failing();
  console.log("before", g instanceof Failing);
} catch (error) {
  console.log(error instanceof Error ? error.message : "");
}
function early(n: number): number {
  using h = new Lock("h");
  for (const x of [1, 2, 3]) {
    using k = new Lock(`k${x}`);
    if (x === n) return x * h.name.length + k.name.length;
  }
  return 0;
}
console.log(early(2));
using top = new Lock("top");
console.log("end of module", top.name);
{
  using nothing = null;
  using undefinedToo = undefined,
    lock = new Lock("beside nothing");
  console.log(nothing, undefinedToo, lock.name);
}
async function nothingToWaitFor(): Promise<void> {
  await using nothing = null;
  console.log(nothing);
}
void nothingToWaitFor();
function loops(): string {
  for (using each of [new Lock("first"), new Lock("second"), null, new Lock("fourth"), new Lock("fifth")]) {
    if (each === null) continue;
    console.log("with", each.name);
    if (each.name === "second") continue;
    if (each.name === "fourth") return each.name;
  }
  return "none";
}
console.log(loops());
outer: for (using a of [new Lock("a1"), new Lock("a2"), new Lock("a3")]) {
  for (using b of [new Lock("b1"), new Lock("b2")]) {
    if (a.name === "a1") continue outer;
    if (a.name === "a2") break;
    console.log(a.name, b.name);
    break outer;
  }
}
try {
  for (using each of [new Lock("failing")]) throw new Error(each.name);
} catch (error) {
  console.log(error instanceof Error ? error.message : "?");
}
