class Box<T> {
  constructor(readonly value: T) {}
}
const list: unknown[] = [Box];
console.log(list.length);
class Counter {
  static total = 0;
}
function mixed(Base: new () => Counter): Counter {
  class Extra extends Base {}
  return new Extra();
}
console.log(mixed(Counter));
type Constructor<T> = new (...args: any[]) => T;
function Loud<B extends Constructor<Counter>>(Base: B) {
  return class extends Base {
    readonly loud = true;
  };
}
function dynamic(C: typeof Counter) {
  return Loud(C);
}
console.log(new (dynamic(Counter))().loud);
function annotated<B extends Constructor<Counter>>(Base: B): B & Constructor<{ extra: number }> {
  return class extends Base {
    extra = 1;
  };
}
console.log(new (annotated(Counter))().extra);
let which: typeof Counter = Counter;
which = class extends Counter {};
class More extends which {}
console.log(new More());
// error OSC1002 4:26 it is generic
// error OSC1002 10:15 only a class can be extended
// error OSC1009 21:15 only the running program knows
// error OSC1003 24:1 leave the result type of a mixin to the compiler
// error OSC1002 32:12 only a class can be extended
