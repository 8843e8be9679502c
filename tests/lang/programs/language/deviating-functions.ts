// no-node
// Where functions behave otherwise than in JavaScript, loudly: a method that was copied into another object has no 'this' there, and a function without
// type parameters of its own gives a generic method's result as values of any type. And quietly: a function that is called in another way than the type says
// is called by a function in between, which is another one each time.
function attempt(f: () => unknown): void {
  try {
    console.log(f());
  } catch (error) {
    console.log(error instanceof TypeError);
  }
}
class Counter {
  count = 1;
  read(): number {
    return this.count;
  }
}
const copied = { count: 5, read: new Counter().read };
attempt(() => copied.read());
function made() {
  let n = 1;
  return {
    next() {
      return n++;
    },
    twice() {
      return this.next() + this.next();
    },
  };
}
const spread = { ...made() };
attempt(() => spread.next());
attempt(() => spread.twice());
interface Lists {
  of<T>(value: T): T[];
  text<T>(value: T): string;
}
const lists: Lists = { of: (value) => [value], text: (value) => `${value}` };
attempt(() => lists.text(3));
attempt(() => lists.of(3));
const handlers = new Set<(event: unknown) => void>();
const handler = (event: number): void => console.log(event);
handlers.add(handler as (event: unknown) => void);
attempt(() => handlers.delete(handler as (event: unknown) => void));
const kept = handler as (event: unknown) => void;
handlers.add(kept);
attempt(() => handlers.delete(kept));
// expect:
// true
// 1
// true
// 3
// true
// false
// true
