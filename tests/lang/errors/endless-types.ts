class Box<T> {
  constructor(readonly value: T) {}
}
type Endless<T> = T | Box<Endless<T[]>>;
const a: Endless<number> = 1;
console.log(a);
// error OSC1003 5:7 has no end
