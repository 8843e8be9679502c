class Box<T> {
  constructor(
    public value: T,
    public items: T[] = [],
  ) {}
}
function f(x: unknown, list: unknown): number {
  let n = 0;
  if (x instanceof Box) {
    n += x.value.length;
    n += x.value + 1;
    x.value();
    x.items.push(3);
    x.items[0] = 1;
    n += x.value[0];
    for (const v of x.value) n += v;
    x.value.other = 2;
    new x.value();
  }
  if (Array.isArray(list)) list.push(1);
  return n;
}
console.log(f(1, 2));
// error OSC1004 10:10 the member 'length' of 'unknown' can't be read
// error OSC1002 11:10 this operator is not compiled for 'unknown' and 'number'
// error OSC1002 12:5 a 'unknown' can't be called
// error OSC1002 13:5 nothing can be put into an array of which only that is known
// error OSC1002 14:5 an element of a 'any[]' can't be assigned
// error OSC1002 15:10 a 'unknown' can't be indexed
// error OSC1002 16:21 a 'unknown' can't be iterated
// error OSC1002 17:5 'other' can't be read from a 'unknown'
// error OSC1002 18:5 'new' can't make anything of a 'unknown'
// error OSC1002 20:28 nothing can be put into an array of which only that is known
