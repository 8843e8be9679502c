// no-node
// A microtask runs on behalf of who made it, and a program can run its microtasks piece by piece.
import { asyncContext, onUnhandledRejection, runMicrotasks, runSomeMicrotasks, setAsyncContext, type u64 } from "osmium";

async function worker(name: string, id: u64): Promise<void> {
  setAsyncContext(id);
  for (let turn = 0; turn < 2; turn++) {
    await null;
    console.log(name, Number(asyncContext()));
  }
}

onUnhandledRejection((reason, context) => console.log("nobody handles", String(reason), "of", Number(context)));
void worker("a", 1);
void worker("b", 2);
setAsyncContext(7);
const later = Promise.resolve("then");
void later.then((text) => console.log(text, Number(asyncContext())));
queueMicrotask(() => {
  console.log("queued", Number(asyncContext()));
  void Promise.reject(new Error("lost"));
});
setAsyncContext(0);
console.log(runSomeMicrotasks(2));
console.log(runSomeMicrotasks(1000));
runMicrotasks();

// What is handled in time is nobody's business.
const handled = Promise.reject(new Error("handled"));
handled.catch(() => console.log("caught"));
console.log(runSomeMicrotasks(1000));

// What one has left behind, another uses on its own behalf.
setAsyncContext(3);
void (async () => {
  await null;
  console.log("first", Number(asyncContext()));
})();
runMicrotasks();
setAsyncContext(4);
void (async () => {
  await null;
  console.log("second", Number(asyncContext()));
})();
runMicrotasks();
// expect:
// a 1
// b 2
// true
// then 7
// queued 7
// a 1
// b 2
// nobody handles Error: lost of 7
// false
// caught
// false
// first 3
// second 4
