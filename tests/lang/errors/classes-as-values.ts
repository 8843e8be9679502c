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
function local(start: number): { readonly value: number } {
  class Inner {
    readonly value = start;
  }
  return new Inner();
}
console.log(local(1).value);
// error OSC1002 4:26 it is generic
// error OSC1002 10:15 only a class can be extended
// error OSC1002 16:22 'start' can't be used here
