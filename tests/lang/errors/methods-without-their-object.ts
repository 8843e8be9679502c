class Counter {
  count = 0;
  async later(): Promise<number> {
    return ++this.count;
  }
  describe(): string {
    return "counter";
  }
}
class Loud extends Counter {
  override describe(): string {
    return super.describe().toUpperCase();
  }
}
const later = new Counter().later;
console.log(later());
const { describe } = new Loud();
console.log(describe());
const push = [1].push;
console.log(push(2));
// error OSC1004 15:15 the method 'later' of 'Counter' can't be read as a value: it would lose its 'this'
// error OSC1004 17:9 the method 'describe' of 'Loud' can't be read as a value: it would lose its 'this'
// error OSC1004 19:14 the member 'push' of 'number[]' can't be read as a value
