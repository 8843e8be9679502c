function f(): void {
  const r = /x/v;
  const s = /y/v;
  console.log(r === s);
}
f();
// error OSC1002 2:13 the flags 'v'
// error OSC1002 3:13 the flags 'v'
