// The helpers of iterators, over generators and the iterators of the library; they are lazy, and close what they go through.
function* numbers(name: string, limit = 100): Generator<number> {
  try {
    for (let i = 1; i <= limit; i++) yield i;
  } finally {
    console.log(name, "closed");
  }
}
console.log(
  numbers("chain")
    .filter((n) => n % 2 === 1)
    .map((n) => n * 10)
    .drop(1)
    .take(3)
    .toArray()
    .join(),
);
console.log([1, 2, 3].values().map((n, i) => `${i}:${n}`).toArray().join());
console.log(new Set(["a", "b"]).values().flatMap((s) => [s, s + s]).toArray().join());
console.log([...new Map([["x", 1], ["y", 2]] as [string, number][]).entries().map(([k, v]) => k + v)].join());
console.log(numbers("reduce", 4).reduce((a, b) => a + b), numbers("initial", 4).reduce((a, b) => a + b, 100));
console.log(numbers("text", 3).reduce((text, n) => `${text}${n}`, ">"));
console.log(numbers("some").some((n) => n > 3), numbers("every").every((n) => n < 3));
console.log(numbers("find").find((n) => n > 4), numbers("none", 2).find((n) => n > 4));
numbers("forEach", 2).forEach((n, i) => console.log(i, n));
for (const n of numbers("left").map((x) => x * x)) {
  if (n > 10) break;
  console.log(n);
}
const lazy = numbers("lazy").map((n) => {
  console.log("asked", n);
  return n;
});
console.log("made");
console.log(lazy.next().value);
console.log(lazy.return?.().done);
console.log(numbers("zero").take(0).toArray().length);
try {
  numbers("negative").take(-1);
} catch (error) {
  console.log(error instanceof RangeError);
}
try {
  numbers("failing")
    .map((n) => {
      if (n === 2) throw new Error("two");
      return n;
    })
    .toArray();
} catch (error) {
  console.log(error instanceof Error ? error.message : "?");
}
console.log(Iterator.from([1, 2, 3]).map((n) => n + 1).toArray().join());
const texts: (string | number)[] = ["a", 1, "b"];
console.log(texts.values().filter((each): each is string => typeof each === "string").map((s) => s.toUpperCase()).toArray().join());
