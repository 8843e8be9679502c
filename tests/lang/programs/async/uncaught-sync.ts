// expect-exit: 1
function inner(): never {
  throw new RangeError("thrown to the top");
}
console.log("before");
try {
  inner();
} catch {
  console.log("caught once");
}
inner();
console.log("never");
