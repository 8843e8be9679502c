class Box<T> {
  constructor(readonly value: T) {}
}
const B = Box;
console.log(new B(1).value);
class Counter {
  static total = 0;
  static step(): void {
    this.total++;
  }
}
class Sub extends Counter {}
Sub.step();
console.log(Counter.total);
function mixed(Base: new () => Counter): Counter {
  class Extra extends Base {}
  return new Extra();
}
console.log(mixed(Counter));
// error OSC1002 4:11 it is generic
// error OSC1002 9:5 'Sub' inherits it
// error OSC1002 16:15 only a class can be extended
