// Listeners of a signal: order, removal while few and many, `onabort` beside them, and those that come too late.
const log: string[] = [];
const listeners: ((event: Event) => void)[] = [];
for (const name of ["a", "b", "c", "d"]) {
  listeners.push((_event: Event): void => {
    log.push(name);
  });
}

function run(change: (signal: AbortSignal) => void): string {
  const controller = new AbortController();
  change(controller.signal);
  log.length = 0;
  controller.abort();
  controller.abort();
  return log.join("");
}

console.log(run((signal) => listeners.forEach((each) => signal.addEventListener("abort", each))));
console.log(
  run((signal) => {
    for (const each of listeners) signal.addEventListener("abort", each);
    signal.addEventListener("abort", listeners[0]!); // once more is nothing
    signal.removeEventListener("abort", listeners[0]!);
    signal.removeEventListener("abort", listeners[2]!);
    signal.addEventListener("abort", listeners[0]!); // now the last
  }),
);
console.log(
  run((signal) => {
    signal.onabort = listeners[1]!;
    signal.addEventListener("abort", listeners[0]!);
    signal.addEventListener("abort", listeners[1]!);
    console.log(signal.onabort === listeners[1]);
  }),
);
console.log(
  run((signal) => {
    signal.onabort = listeners[3]!;
    signal.addEventListener("abort", listeners[0]!);
    signal.onabort = null;
    console.log(signal.onabort);
  }),
);

const controller = new AbortController();
const { signal } = controller;
signal.addEventListener("abort", () => void log.push("first"));
signal.addEventListener("abort", () => void log.push(String(signal.reason)));
log.length = 0;
controller.abort("why");
signal.addEventListener("abort", () => void log.push("too late"));
console.log(log.join());

const any = AbortSignal.any([new AbortController().signal, AbortSignal.any([signal])]);
console.log(any.aborted, any.reason);

// Many, of which every second goes away again.
const many = new AbortController();
let count = 0;
const functions: ((event: Event) => void)[] = [];
for (let i = 0; i < 1000; i++) {
  functions.push((_event: Event): void => {
    count += i;
  });
}
for (const each of functions) many.signal.addEventListener("abort", each);
for (let i = 0; i < functions.length; i += 2) many.signal.removeEventListener("abort", functions[i]!);
many.abort();
console.log(count);
