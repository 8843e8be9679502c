// What is one of several kinds of iterators.
function* a(): Generator<number> { yield 1; yield 2; }
function* s(): Generator<string> { yield "x"; }
function pick(q: boolean): Generator<number> | Generator<string> { return q ? a() : s(); }
for (const v of pick(true)) console.log(v);
for (const v of pick(false)) console.log(v);
const it: Iterator<number> | Iterator<string> = pick(false);
console.log(it.next());
const its: Iterable<number> | Iterable<string> = [1, 2, 3];
for (const v of its) console.log(v);
const z: Map<string, number> | Set<string> = new Map([["a", 1]]) as Map<string, number> | Set<string>;
for (const v of z) console.log(v);
for (const v of z.values()) console.log(v);
for (const v of z.keys()) console.log(v);
function* one(): Generator<string> { yield "x"; }
console.log(one().next());
const third: Iterator<string> = one(); console.log(third.next());
function* n(): Generator<number, string> { yield 1; return "e"; }
const q = n(); console.log(q.next(), q.next(), q.next());
