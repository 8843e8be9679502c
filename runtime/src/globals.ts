/** The global classes and functions of the declarations, by name. */

export { collectCycles } from "./rt/cycles.ts";
export { classNameAt } from "./rt/memory.ts";
export { asyncContext, queueMicrotask, setAsyncContext } from "./rt/microtasks.ts";
export { parseFloat, parseInt } from "./rt/parse-number.ts";
export { settle as runMicrotasks, settleSome as runSomeMicrotasks } from "./rt/process.ts";
export { onUnhandledRejection } from "./rt/rejections.ts";
export { codeUnitAt } from "./rt/string.ts";
export { AbortController, AbortSignal } from "./std/abort.ts";
export { deepEquals, elementsOf } from "./std/deep-equals.ts";
export {
  AggregateError,
  DOMException,
  Error,
  RangeError,
  ReferenceError,
  SuppressedError,
  SyntaxError,
  TypeError,
} from "./std/error.ts";
export { inspect } from "./std/inspect/inspector.ts";
export { Map } from "./std/map.ts";
export { isFinite, isNaN } from "./std/number-constructor.ts";
export { fulfilPending, observePromise, Promise, pendingPromise, rejectPending, renewPending } from "./std/promise.ts";
export { RegExp } from "./std/regexp/regexp.ts";
export { Set } from "./std/set.ts";
export { TextDecoder, TextEncoder } from "./std/text-coding.ts";
export { clearInterval, clearTimeout, setInterval, setTimeout } from "./std/timers.ts";
export { ArrayBuffer, bytesOf } from "./std/typed/buffer.ts";
export { DataView } from "./std/typed/data-view.ts";
export {
  Float32Array,
  Float64Array,
  Int8Array,
  Int16Array,
  Int32Array,
  Uint8Array,
  Uint8ClampedArray,
  Uint16Array,
  Uint32Array,
} from "./std/typed/kinds.ts";
export { TypedArray } from "./std/typed/typed-array.ts";
export { WeakRef } from "./std/weak-ref.ts";
