// expect-exit: 13
// A top-level `await` that never comes back: the program ends when there is nothing left to do.
console.log("waits");
await new Promise<void>(() => {});
console.log("not reached");
