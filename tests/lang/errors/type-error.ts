const n: number = "text";
console.log(n);
// error TS2322 1:7 Type 'string' is not assignable to type 'number'
