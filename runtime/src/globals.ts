/** The global classes and functions of the declarations, by name. */
export { AggregateError, Error, RangeError, ReferenceError, SuppressedError, SyntaxError, TypeError } from "./std/error.ts";
export { Promise } from "./std/promise.ts";
export { queueMicrotask, runMicrotasks } from "./rt/microtasks.ts";
export { clearInterval, clearTimeout, setInterval, setTimeout } from "./platform/linux.ts";
