// Functions for rejections that say what they are called with, and reasons that are taken for what they are.
class MyError extends Error {
  code = 3;
}
async function fail(): Promise<number> {
  throw new MyError("no");
}
await fail().catch((e: Error) => {
  console.log(e.message);
});
await fail().catch((e: MyError) => {
  console.log(e.code);
  return 0;
});
await fail().catch((e) => {
  console.log((e as Error).message);
});
await fail().catch((e: unknown) => {
  console.log(e instanceof MyError);
});
await fail().then(
  (v) => {
    console.log(v);
    return 1;
  },
  (e: MyError) => {
    console.log(e.code, e.message);
    return 2;
  },
);
await fail()
  .then(
    (v) => v + 1,
    (_: Error) => 7,
  )
  .then((x) => console.log(x));
await fail().catch(({ message }: Error) => console.log(message));
await fail().catch(({ code }: { code: number }) => console.log(code));
await Promise.reject("text").catch((e: string) => console.log(e.length));
await Promise.reject(4).catch((e: number | string) => console.log(e));
function report(this: void, error: Error): void {
  console.log("reported", error.message);
}
await fail().catch(report);
try {
  await fail();
} catch (e) {
  console.log((e as Error).message, (e as MyError).code);
}
const results = await Promise.allSettled([fail(), Promise.resolve(2), Promise.resolve("s")]);
for (const r of results) {
  if (r.status === "fulfilled") console.log(r.value);
  else console.log((r.reason as Error).message);
}
console.log(results.map((r) => r.status));
console.log(results.filter((r) => r.status === "fulfilled").map((r) => r.value));
const bad = results.filter((r): r is PromiseRejectedResult => r.status === "rejected").map((r) => r.reason as Error);
console.log(bad.length, bad[0]!.message);
console.log(results.flatMap((r) => (r.status === "rejected" ? [r.reason as MyError] : [])).map((e) => e.code));
const controller = new AbortController();
controller.signal.addEventListener("abort", () => console.log("aborted"));
controller.signal.addEventListener("abort", (e) => console.log(e.type), { once: true });
controller.signal.addEventListener("abort", (event: Event) => console.log(event.type));
controller.signal.addEventListener("abort", function (e) {
  console.log(e.type);
});
controller.signal.onabort = () => console.log("on");
controller.abort(new MyError("r"));
console.log((controller.signal.reason as MyError).code, controller.signal.reason instanceof MyError);
const like: PromiseLike<number> = fail();
like.then(
  () => 0,
  (e: MyError) => console.log("like", e.code),
);
await new Promise<void>((done) => setTimeout(done, 1));
