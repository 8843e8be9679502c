const a = new Array<number>(5);
console.log(a.length);
// error OSC1002 1:11 an array of holes
