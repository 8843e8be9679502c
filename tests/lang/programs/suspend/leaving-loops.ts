// Loops over generators that are left early run their `finally` blocks, inner ones first; errors win over what cleaning up throws.
function* numbers(name: string, limit = 5): Generator<number> {
  try {
    for (let i = 1; i <= limit; i++) yield i;
    console.log(name, "exhausted");
  } finally {
    console.log(name, "closed");
  }
}
for (const n of numbers("all", 2)) console.log(n);
for (const n of numbers("break")) if (n === 2) break;
for (const n of numbers("continue", 3)) {
  if (n === 2) continue;
  console.log(n);
}
outer: for (const a of numbers("outer")) {
  for (const b of numbers(`inner ${a}`)) {
    if (b === 2) continue outer;
    if (a === 3) break outer;
    console.log(a, b);
  }
}
function find(): number {
  for (const n of numbers("return")) {
    try {
      if (n === 3) return n;
    } finally {
      console.log("turn", n);
    }
  }
  return -1;
}
console.log(find());
try {
  for (const n of numbers("throw")) if (n === 2) throw new Error("out");
} catch (error) {
  console.log("caught", error instanceof Error ? error.message : "?");
}
function* sore(): Generator<number> {
  try {
    yield 1;
  } finally {
    // biome-ignore lint/correctness/noUnsafeFinally: that is what is tested
    throw new Error("from finally");
  }
}
try {
  for (const _ of sore()) throw new Error("from body");
} catch (error) {
  console.log(error instanceof Error ? error.message : "?");
}
try {
  for (const _ of sore()) break;
} catch (error) {
  console.log(error instanceof Error ? error.message : "?");
}

// A generator inside a generator, left from outside.
function* twice(): Generator<string> {
  for (const a of numbers("x", 3)) for (const b of numbers("y", 3)) yield `${a}${b}`;
}
for (const each of twice()) {
  console.log(each);
  if (each === "12") break;
}
// A generator that goes on after a loop was left: it is closed, so it has ended.
const shared = numbers("shared");
for (const n of shared) {
  console.log(n);
  break;
}
for (const n of shared) console.log("not reached", n);
// By hand, it can be gone on with.
const manual = numbers("manual", 3);
manual.next();
for (const n of manual) console.log(n);
// Spread and library functions take the rest.
const rest = numbers("rest", 4);
rest.next();
console.log([...rest, ...numbers("more", 1)].join());
console.log(Array.from(numbers("from", 2), (n) => n * n).join());
console.log(new Set(numbers("set", 3)).size);
console.log(Math.max(...numbers("max", 3)));
