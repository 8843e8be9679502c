class Counter {
  static total = 0;
  static label: string | undefined;
  static step(): number { return ++this.total; }
}
class Sub extends Counter {}
class Deep extends Sub { static own = 1; }
Counter.step();
console.log(Sub.total, Deep.total);
Sub.step();
console.log(Counter.total, Sub.total, Deep.total);
Deep.step(); Deep.step();
Sub.total = 10;
Sub.label = "sub";
console.log(Counter.total, Sub.total, Deep.total, Counter.label, Sub.label, Deep.label);
const classes: { total: number }[] = [Counter, Sub, Deep];
console.log(classes.map((c) => c.total));
const NAME = "computed";
const INDEX = 1;
class Named { [NAME] = 1; ["method"](): string { return "m"; } get ["a"](): number { return this[NAME] + 1; } static [NAME] = "s"; }
const named = new Named();
console.log(named.computed, named.method(), named.a, Named.computed, named);
const literal = { [NAME]: "x", ["plain"]: 2, [INDEX]: true, ["fn"]() { return this[NAME]; } };
console.log(literal.computed, literal.plain, literal[INDEX], literal.fn());
const { [NAME]: picked } = literal;
console.log(picked);
enum Key { A = "ka", B = "kb" }
const byKey = { [Key.A]: 1, [Key.B]: 2 };
console.log(byKey[Key.A] + byKey[Key.B], byKey);
class Box<T> { constructor(readonly value: T) {} map<R>(f: (v: T) => R): Box<R> { return new Box(f(this.value)); } }
const B = Box;
console.log(new B(1).value + 1, new B("s").value.length, new B(2) instanceof Box, new B(3) instanceof B);
function make<T>(C: new (v: T) => Box<T>, v: T): Box<T> { return new C(v); }
console.log(make(Box, 5).value + 1, make<string>(Box, "t").value.length);
const makers: (new (v: number) => Box<number>)[] = [Box];
console.log(new makers[0]!(7).map((n) => `${n}!`).value);
