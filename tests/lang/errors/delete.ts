const o: { a?: number } = { a: 1 };
delete o.a;
console.log(o.a);
// error OSC1002 2:1 removing properties
