/** What compiled code calls on its own account: the compiler finds these by name. */

export { anyEquals, anyText, anyToString, referenceEquals, toNumber, truth, typeName } from "./rt/any.ts";
export {
  append,
  arrayFromData,
  copyArray,
  elementAt,
  finalizeArray,
  newArray,
  newFilledArray,
  setBeyond,
  setLength,
  traceArray,
} from "./rt/array.ts";
export { visitReference } from "./rt/cycles.ts";
export {
  allocate,
  allocateBuffer,
  allocateFrame,
  discard,
  drop,
  forget,
  freeBuffer,
  freeFrame,
  growBuffer,
  suspect,
} from "./rt/memory.ts";
export { addDependency, addModule, evaluateModule, newModuleGraph } from "./rt/module-graph.ts";
export { intToString, numberForConsole, numberToString, uintToString } from "./rt/number-text.ts";
export { power, remainder, toInt32, toInt64, toUint64 } from "./rt/numeric.ts";
export { fatalError, panicInInterrupt, programEnd, programStart, uncaughtError } from "./rt/process.ts";
export { throwStackOverflow } from "./rt/stack-overflow.ts";
export {
  concat,
  concat3,
  concat4,
  stringAt,
  stringCompare,
  stringEquals,
  stringLengthOf,
  stringPointAt,
} from "./rt/string.ts";
export {
  requireNonNull,
  throwCast,
  throwDivision,
  throwEarly,
  throwFraction,
  throwIndex,
  throwNoThis,
  throwNullish,
  throwOutOfMemory,
  throwOverflow,
  throwSuperAgain,
} from "./rt/throw.ts";
export { boxThrown, caughtValue, suppressedError } from "./rt/thrown.ts";
export { acquireCell } from "./rt/weak.ts";
export {
  AsyncGenerator,
  asyncDelegated,
  asyncDelegationBegun,
  asyncFromSyncIterator,
  asyncGeneratorBound,
  asyncGeneratorFailed,
  asyncGeneratorFinished,
  asyncGeneratorReady,
  asyncGeneratorValue,
  asyncGeneratorYielded,
  asyncResumptionOf,
  asyncSentAwaited,
  asyncSentValue,
  delegateToAsyncIterator,
  newAsyncGenerator,
  passedOn,
  runningAsyncGenerator,
  throwAsyncSent,
} from "./std/async-generator.ts";
export { Dictionary, newDictionary } from "./std/dictionary.ts";
export {
  delegateToGenerator,
  delegateToIterator,
  delegationBegun,
  Generator,
  generatorAdvance,
  generatorBound,
  generatorClose,
  generatorFailed,
  generatorFinished,
  generatorReady,
  generatorValue,
  generatorYielded,
  isGenerator,
  newGenerator,
  resumptionOf,
  sentValue,
  throwNotDelegated,
  throwSent,
} from "./std/generator.ts";
export {
  addAssigned,
  addElement,
  addProperty,
  describeArray,
  describeFunction,
  describeObject,
  describeTuple,
  nameDescription,
} from "./std/inspect/description.ts";
export { formatPrimitives, formatValues, primitiveForConsole, textForConsole } from "./std/inspect/format.ts";
export {
  allPromises,
  allSettledPromises,
  anyPromises,
  awaitPromise,
  awaitResult,
  followThenable,
  gatherOutcomes,
  gatherValues,
  newPromise,
  promiseOfEither,
  promiseOfThenable,
  racePromises,
  rejectPromise,
  resolvePromise,
  resolveWithEither,
  resolveWithPromise,
} from "./std/promise.ts";
export { copyRegExp, newRegExp, patternOfEither, regExpOfEither, searchOfEither } from "./std/regexp/construct.ts";
export {
  describeMatch,
  MatchDetails,
  matchGroups,
  matchIndex,
  matchIndices,
  matchInput,
  onlyStrings,
} from "./std/regexp/match-details.ts";
export { newFoldingLiteral, newLiteral } from "./std/regexp/regexp.ts";
export { clampByte } from "./std/typed/clamp-byte.ts";
