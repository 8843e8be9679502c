interface Growing {
  push(...items: (string | undefined)[]): number;
}
const texts = ["a"];
const growing: Growing = texts;
class Rows<T> {
  rows: T[][] = [];
}
const rows: unknown = new Rows<string>();
if (rows instanceof Rows) rows.rows.push([1]);
console.log(growing);
// error OSC1009 5:26 a 'string[]' can't be used as 'Growing': 'push' can't be called through an interface
// error OSC1002 10:27 nothing can be put into an array of which only that is known
