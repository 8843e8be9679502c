function f(): void {
  const r = /x/;
  const s = /y/;
  console.log(r === s);
}
f();
// error OSC1002 2:13 regular expressions
// error OSC1002 3:13 regular expressions
