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
