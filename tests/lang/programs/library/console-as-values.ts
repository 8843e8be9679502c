// `console.log` and its kin, passed on as functions.
[1, 2].forEach(console.log);
["a"].map((x) => `${x}!`).forEach(console.log);
const show: (x: unknown) => void = console.log;
show({ a: 1 });
const out = { log: console.log };
out.log("%s is %d", "x", 3);
function withLog(log: (...args: unknown[]) => void = console.log): void {
  log("in", { a: 1 });
}
withLog();
withLog(console.info);
setTimeout(console.log, 1);
console.log(...[]);
console.log(...["%s", 1]);
await Promise.resolve(5).then(console.log);
const failing = async (): Promise<number> => {
  throw new RangeError("no");
};
await failing()
  .catch((error: Error) => error.message)
  .then(console.log);
export {};
