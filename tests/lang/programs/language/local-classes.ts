// no-node
// A class in a function is one class, however often the function runs. In JavaScript the last line but one would say false, and the last one 1.
function local() {
  class Counter {
    static made = 0;
    readonly value = 1;
    constructor() {
      Counter.made++;
    }
  }
  return Counter;
}
const first = local();
console.log(new first().value, first.made);
const second = local();
console.log(second.made);
const made = new second();
console.log(made instanceof first);
console.log(first.made);
// expect:
// 1 1
// 0
// true
// 1
