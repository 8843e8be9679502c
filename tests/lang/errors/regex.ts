const r = /a+/;
console.log("a", r === r);
// error OSC1002 1:11 regular expressions can't be compiled
