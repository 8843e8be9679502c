// A function that is held as what may be anything, called as one of another type.
function call(given: unknown): unknown {
  return (given as () => unknown)();
}
console.log(call(() => 1), call(() => "text"), call(() => [2]), call(() => true), call((n?: number) => n ?? "none"), call((...all: string[]) => all.length));
console.log(call(() => console.log("nothing")));
function pass(given: unknown): number | string {
  return (given as (a: number | string, b: string) => number | string)(3, "b");
}
console.log(pass((a: number) => a + 1), pass((a: number, b: string) => b + a), pass((a: unknown) => typeof a), pass((a: number | string, b: string) => a), pass(() => 9));
function fails(given: unknown): string {
  try {
    (given as () => void)();
    return "no error";
  } catch (error) {
    return String(error);
  }
}
console.log(fails(() => { throw new RangeError("own"); }), fails(() => 3), fails(async () => 4));
function twice(n: number): number {
  return 2 * n;
}
const same: unknown = twice;
console.log((same as (n: number) => number) === twice, (same as (n: number | string) => unknown)(4));
