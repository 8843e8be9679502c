// Generator functions that say they give something wider: interfaces of the program, unions, anything.
interface Many<T> extends Iterable<T> { }
function* a(): Iterable<number> { yield 1; yield 2; }
function* b(): Iterator<number> { yield 1; }
function* c(): IterableIterator<number> { yield 1; }
function* d(): Many<number> { yield 7; }
function* g(): Iterable<number> | undefined { yield 8; }
for (const v of a()) console.log(v);
const i = b(); console.log(i.next().value, i.next().done);
for (const v of c()) console.log(v);
for (const v of d()) console.log(v);
for (const v of g()!) console.log(v);
function* h(): unknown { yield 3; }
function* k(): object { yield 3; }
console.log(typeof h(), typeof k());
interface Own { next(): IteratorResult<number, string>; }
function* o(): Own { yield 3; return "e"; }
const oo = o(); console.log(oo.next(), oo.next());
async function* p(): AsyncIterable<number> { yield 1; }
async function* q(): AsyncIterator<number> { yield 1; }
interface AM<T> extends AsyncIterable<T> { }
async function* r(): AM<number> { yield 1; }
for await (const v of p()) console.log(v);
console.log((await q().next()).value);
for await (const v of r()) console.log(v);
interface Source {
  [Symbol.iterator](): { next(value?: string): IteratorResult<number | string, boolean> };
}
function* source(): Source {
  const sent = yield 1;
  console.log("sent", sent);
  yield "two";
  return true;
}
const from = source()[Symbol.iterator]();
console.log(from.next(), from.next("word"), from.next());
class Shelf implements Iterable<string> {
  constructor(private readonly books: readonly string[]) {}
  *[Symbol.iterator](): Iterator<string> | IterableIterator<string> {
    yield* this.books;
  }
}
console.log([...new Shelf(["a", "b"])]);
