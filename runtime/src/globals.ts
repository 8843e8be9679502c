/** The global classes and functions of the declarations, by name. */
export {
  AggregateError,
  Error,
  RangeError,
  ReferenceError,
  SuppressedError,
  SyntaxError,
  TypeError,
} from "./std/error.ts";
export { Promise } from "./std/promise.ts";
export { queueMicrotask } from "./rt/microtasks.ts";
export { settle as runMicrotasks } from "./rt/process.ts";
export { clearInterval, clearTimeout, setInterval, setTimeout } from "./platform/linux.ts";
export { isFinite, isNaN } from "./std/number-constructor.ts";
export { parseFloat, parseInt } from "./rt/parse-number.ts";
export { Map } from "./std/map.ts";
export { Set } from "./std/set.ts";
