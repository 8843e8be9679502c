// Abort controllers and signals: reasons, listeners and their order, combined signals, waiting that is given up.
function describe(reason: unknown): string {
  return reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason);
}
const controller = new AbortController();
const { signal } = controller;
console.log(signal.aborted, signal.reason === undefined, signal.onabort === null);
signal.throwIfAborted();
signal.addEventListener("abort", (event) => console.log("first", event.type, signal.aborted));
signal.onabort = () => console.log("handler", describe(signal.reason));
signal.addEventListener("abort", () => console.log("once"), { once: true });
const removed = (_event: Event): void => console.log("never heard");
signal.addEventListener("abort", removed);
signal.removeEventListener("abort", removed);
controller.abort();
controller.abort("too late");
console.log(signal.aborted, describe(signal.reason));
try {
  signal.throwIfAborted();
} catch (error) {
  console.log("thrown", error === signal.reason, error instanceof DOMException, error instanceof Error);
}

console.log(describe(AbortSignal.abort().reason), describe(AbortSignal.abort("why").reason));
const one = new AbortController();
const two = new AbortController();
const either = AbortSignal.any([one.signal, two.signal]);
either.addEventListener("abort", () => console.log("either", describe(either.reason)));
two.signal.addEventListener("abort", () => console.log("two", either.aborted));
two.abort(new RangeError("two"));
one.abort("one");
console.log(describe(either.reason), AbortSignal.any([either, one.signal]).aborted);

function wait(milliseconds: number, stop: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const giveUp = (_event: Event): void => {
      clearTimeout(timer);
      reject(stop.reason);
    };
    const timer = setTimeout(() => {
      stop.removeEventListener("abort", giveUp);
      resolve(`waited ${milliseconds}`);
    }, milliseconds);
    stop.addEventListener("abort", giveUp);
  });
}
async function* ticks(stop: AbortSignal): AsyncGenerator<number> {
  for (let n = 0; ; n++) {
    stop.throwIfAborted();
    yield n;
    await null;
  }
}
async function main(): Promise<void> {
  const work = new AbortController();
  setTimeout(() => work.abort("enough"), 5);
  try {
    console.log(await wait(10_000, work.signal));
  } catch (error) {
    console.log("gave up:", describe(error));
  }
  console.log(await wait(1, new AbortController().signal));
  const counting = new AbortController();
  try {
    for await (const n of ticks(counting.signal)) {
      console.log("tick", n);
      if (n === 2) counting.abort();
    }
  } catch (error) {
    console.log("stopped:", describe(error));
  }
  const limit = AbortSignal.timeout(2);
  try {
    console.log(await wait(10_000, limit));
  } catch (error) {
    console.log("timed out:", describe(error));
  }
}
main();
