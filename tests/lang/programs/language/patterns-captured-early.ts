// Function declarations capture what patterns of their block declare, before the patterns are reached.
function fromArray(list: string[]): string {
  let [a = "x", ...rest] = list;
  function local(n: number): number {
    rest.push(`local ${n}`);
    a += "!";
    return rest.length + a.length;
  }
  return `${local(3)} ${a} ${rest.join("-")}`;
}
console.log(fromArray(["1", "2", "3"]), fromArray([]));
function fromObject(o: { x: number; inner: { y?: string; z: boolean } }): string {
  const {
    x,
    inner: { y = "default", ...others },
  } = o;
  return show();
  function show(): string {
    return `${x} ${y} ${others.z}`;
  }
}
console.log(fromObject({ x: 1, inner: { z: true } }), fromObject({ x: 2, inner: { y: "given", z: false } }));
function swapped(): string {
  let [first, second] = [1, "two"] as [number, string];
  function change(): void {
    [first, second] = [first + 1, `${second}${first}`];
  }
  change();
  change();
  return `${first} ${second}`;
}
console.log(swapped());
for (const [key, value] of new Map([
  ["a", 1],
  ["b", 2],
])) {
  const { length } = key;
  function line(): string {
    return `${key}${value}${length}`;
  }
  console.log(line());
}
