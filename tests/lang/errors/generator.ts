function* g(): Generator<number> {
  yield 1;
}
for (const x of g()) console.log(x);
// error OSC1002 1:1 generator
