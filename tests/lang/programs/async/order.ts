// Every line's place is decided by the number of microtask ticks before it.
const log = (text: string) => console.log(text);
async function one(name: string, ticks: number): Promise<string> {
  log(`${name} start`);
  for (let i = 0; i < ticks; i++) {
    await null;
    log(`${name} ${i}`);
  }
  return name;
}
one("a", 3);
one("b", 2).then((name) => log(`${name} then`));
Promise.resolve()
  .then(() => log("p1"))
  .then(() => log("p2"))
  .then(() => log("p3"))
  .then(() => log("p4"));
queueMicrotask(() => log("micro 1"));
(async () => {
  await (async () => {
    log("inner");
  })();
  log("after inner");
})();
(async () => {
  const v = await new Promise<string>((resolve) => resolve("direct"));
  log(v);
})();
(async () => Promise.resolve("returned promise"))().then(log);
(async () => await Promise.resolve("awaited promise"))().then(log);
new Promise<string>((resolve) => resolve(Promise.resolve("resolved with promise"))).then(log);
Promise.reject(new Error("x"))
  .catch(() => log("catch"))
  .finally(() => log("finally"))
  .then(() => log("after finally"));
Promise.resolve("v")
  .finally(() => log("finally 2"))
  .then((v) => log(v));
const thenable = {
  then(resolve: (value: string) => void): void {
    log("then called");
    resolve("thenable");
  },
};
(async () => log(`got ${await Promise.resolve(1).then(() => "chained")}`))();
queueMicrotask(() => {
  log("micro 2");
  queueMicrotask(() => log("micro 3"));
});
Promise.all([one("c", 1), Promise.resolve("d")]).then((names) => log(names.join()));
Promise.race([one("e", 2), one("f", 1)]).then((name) => log(`race ${name}`));
(async () => {
  try {
    await Promise.reject(new Error("rejected"));
  } catch (error) {
    log(error instanceof Error ? error.message : "");
  } finally {
    await null;
    log("async finally");
  }
})();
setTimeout(() => {
  log("timer");
  Promise.resolve().then(() => log("after timer"));
}, 0);
setTimeout(() => log("timer 2"), 0);
log(`sync end ${typeof thenable.then}`);
