// expect-exit: 1
console.log("before");
queueMicrotask(() => console.log("microtask still runs"));
Promise.resolve().then(() => {
  console.log("rejecting");
  throw new Error("nobody wants this");
});
setTimeout(() => console.log("never"), 1);
