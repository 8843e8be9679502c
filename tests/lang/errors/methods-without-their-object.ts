class Counter {
  count = 0;
  step(): number {
    return ++this.count;
  }
  reset(): void {}
}
class Loud extends Counter {
  override reset(): void {
    console.log("reset");
  }
}
const counter: Counter = new Loud();
const step = counter.step;
console.log(step());
console.log(typeof counter.reset);
const { step: taken } = counter;
console.log(taken);
interface Steps {
  step(): number;
}
const steps: Steps = counter;
const other = steps.step;
console.log(other());
const literal = {
  n: 1,
  get(): number {
    return this.n;
  },
};
const get = literal.get;
console.log(get());
// error OSC1004 14:14 the method 'step' of 'Counter' can't be read as a value: it would lose its 'this'
// error OSC1004 16:20 the method 'reset' of 'Counter' can't be read as a value
// error OSC1004 17:9 the method 'step' of 'Counter' can't be read as a value
// error OSC1004 23:15 the method 'step' of 'Steps' can't be read as a value
// error OSC1004 31:13 the method 'get' of
