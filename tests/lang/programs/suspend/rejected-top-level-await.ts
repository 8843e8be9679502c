// expect-exit: 1
// A top-level `await` that fails ends the program.
console.log("waits");
await Promise.reject(new Error("refused"));
console.log("not reached");
