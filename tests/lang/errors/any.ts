function f(x: any): number {
  return 1;
}
console.log(f(1));
// error OSC1001 1:15 'any' can't be compiled
