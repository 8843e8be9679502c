/// <reference no-default-lib="true"/>
/**
 * The global library: what a program compiled by osc may use. It is a subset of ECMAScript's, with `unknown` where the standard
 * declarations say `any`. A member that is not here is an ordinary TypeScript error in the editor.
 */

// ---- Types that the checker itself needs -------------------------------------------------------------------------------

interface Object {
  /** The object as text. */
  toString(): string;
}
/** What functions have in common. */
interface Function {
  /** The function's name as declared; empty for one without. */
  readonly name: string;
}
/** A function that is called. Only the checker needs the name. */
interface CallableFunction extends Function {}
/** A constructor. Only the checker needs the name. */
interface NewableFunction extends Function {}
/** Only for the checker: `arguments` is not compiled; use a rest parameter. */
type IArguments = {};
/** The pieces of a template literal, as a tag gets them. */
interface TemplateStringsArray extends ReadonlyArray<string> {
  /** The pieces as they stand in the source, escapes unread. */
  readonly raw: readonly string[];
}
/** The well-known symbols, by which the language finds methods such as `[Symbol.iterator]`. */
interface Symbol {
  /** What the symbol is called in messages. */
  readonly description: string | undefined;
}
/** What can name a property. */
type PropertyKey = string | number | symbol;
/** The well-known symbols. */
interface SymbolConstructor {
  /** Names the method that `for…of` calls. */
  readonly iterator: unique symbol;
  /** Names the method that `for await` calls. */
  readonly asyncIterator: unique symbol;
  /** Names the method that `using` calls at the end of a block. */
  readonly dispose: unique symbol;
  /** Names the method that `await using` calls at the end of a block. */
  readonly asyncDispose: unique symbol;
  /** Names the method that `instanceof` would call; only for the checker. */
  readonly hasInstance: unique symbol;
  /** Only for the checker. */
  readonly toStringTag: unique symbol;
  /** Only for the checker. */
  readonly toPrimitive: unique symbol;
}
declare var Symbol: SymbolConstructor;

/** What a class decorator is told. Decorators other than those of `osmium/unsafe` are not compiled. */
interface ClassDecoratorContext<
  C extends abstract new (
    ...args: never
  ) => unknown = abstract new (
    ...args: never
  ) => unknown,
> {
  /** What is decorated. */
  readonly kind: "class";
  /** The class's name. */
  readonly name: string | undefined;
}
/** Only for the checker. */
type ClassDecorator = (target: Function) => void;
/** Only for the checker. */
interface TypedPropertyDescriptor<T> {
  /** Only for the checker. */
  value?: T;
}

/** `T` with all properties optional. */
type Partial<T> = { [P in keyof T]?: T[P] };
/** `T` with no property optional. */
type Required<T> = { [P in keyof T]-?: T[P] };
/** `T` with all properties readonly. */
type Readonly<T> = { readonly [P in keyof T]: T[P] };
/** The properties `K` of `T`. */
type Pick<T, K extends keyof T> = { [P in K]: T[P] };
/** An object with the properties `K`, all of type `T`. */
type Record<K extends keyof any, T> = { [P in K]: T };
/** Of the union `T`, what is not assignable to `U`. */
type Exclude<T, U> = T extends U ? never : T;
/** Of the union `T`, what is assignable to `U`. */
type Extract<T, U> = T extends U ? T : never;
/** `T` without the properties `K`. */
type Omit<T, K extends keyof any> = Pick<T, Exclude<keyof T, K>>;
/** `T` without null and undefined. */
type NonNullable<T> = T & {};
/** A function type's parameters, as a tuple. */
type Parameters<T extends (...args: any) => any> = T extends (...args: infer P) => any ? P : never;
/** A constructor type's parameters, as a tuple. */
type ConstructorParameters<T extends abstract new (...args: any) => any> = T extends abstract new (
  ...args: infer P
) => any
  ? P
  : never;
/** What a function type returns. */
type ReturnType<T extends (...args: any) => any> = T extends (...args: any) => infer R ? R : never;
/** What a constructor type makes. */
type InstanceType<T extends abstract new (...args: any) => any> = T extends abstract new (
  ...args: any
) => infer R
  ? R
  : never;
/** A literal type in upper case. */
type Uppercase<S extends string> = intrinsic;
/** A literal type in lower case. */
type Lowercase<S extends string> = intrinsic;
/** A literal type with its first letter in upper case. */
type Capitalize<S extends string> = intrinsic;
/** A literal type with its first letter in lower case. */
type Uncapitalize<S extends string> = intrinsic;
/** `T`, from which nothing is inferred. */
type NoInfer<T> = intrinsic;
/** Says what `this` is in the methods of an object literal. */
interface ThisType<T> {}
/** What `await` gives for a `T`. */
type Awaited<T> = T extends null | undefined
  ? T
  : T extends object & { then(onfulfilled: infer F, ...args: infer _): unknown }
    ? F extends (value: infer V, ...args: infer _) => unknown
      ? Awaited<V>
      : never
    : T;

// ---- Iteration -----------------------------------------------------------------------------------------------------------
// The defaults are `any`, as in the standard declarations: the checker lets only that pass where nothing is returned. To osc it is `unknown`.

/** A step of an iterator that is not at its end. */
interface IteratorYieldResult<TYield> {
  /** False, or not there. */
  done?: false;
  /** The next value. */
  value: TYield;
}
/** The end of an iterator. */
interface IteratorReturnResult<TReturn> {
  /** True. */
  done: true;
  /** What the iterator returned. */
  value: TReturn;
}
/** What an iterator's `next` gives: a value, or the end. */
type IteratorResult<T, TReturn = any> = IteratorYieldResult<T> | IteratorReturnResult<TReturn>;
/** Gives values one after the other. */
interface Iterator<T, TReturn = any, TNext = any> {
  /** The next step. What is passed becomes the value of the generator's `yield`. */
  next(value?: TNext): IteratorResult<T, TReturn>;
  /** Called when a loop is left early: the place to clean up. */
  return?(value?: TReturn): IteratorResult<T, TReturn>;
  /** Lets an error come out of the generator's `yield`. */
  throw?(error?: unknown): IteratorResult<T, TReturn>;
}
/** What `for…of`, spread and `Array.from` accept. */
interface Iterable<T, TReturn = any, TNext = any> {
  [Symbol.iterator](): Iterator<T, TReturn, TNext>;
}
/** An iterator that can stand in `for…of` itself. */
interface IterableIterator<T, TReturn = any, TNext = any> extends Iterator<T, TReturn, TNext> {
  [Symbol.iterator](): IterableIterator<T, TReturn, TNext>;
}
/** An iterator with helpers. They are lazy: a value is asked for when the result's is. */
interface IteratorObject<T, TReturn = unknown, TNext = unknown> extends Iterator<T, TReturn, TNext> {
  [Symbol.iterator](): IteratorObject<T, TReturn, TNext>;
  /** Leaves out the first values. */
  drop(count: number): IteratorObject<T, undefined, unknown>;
  /** Do all values pass the test? Stops at the first that does not. */
  every(test: (value: T, index: number) => unknown): boolean;
  /** The values that pass the test. */
  filter<S extends T>(test: (value: T, index: number) => value is S): IteratorObject<S, undefined, unknown>;
  filter(test: (value: T, index: number) => unknown): IteratorObject<T, undefined, unknown>;
  /** The first value that passes the test; undefined if none does. */
  find(test: (value: T, index: number) => unknown): T | undefined;
  /** The values of what `change` gives for each value, one after the other. */
  flatMap<U>(
    change: (value: T, index: number) => Iterable<U, unknown, undefined>,
  ): IteratorObject<U, undefined, unknown>;
  /** Calls `visit` for each value. */
  forEach(visit: (value: T, index: number) => void): void;
  /** What `change` gives for each value. */
  map<U>(change: (value: T, index: number) => U): IteratorObject<U, undefined, unknown>;
  /** Combines all values into one, from the first on. Throws `TypeError` when there are none and no initial value. */
  reduce(combine: (sum: T, value: T, index: number) => T): T;
  reduce(combine: (sum: T, value: T, index: number) => T, initial: T): T;
  reduce<U>(combine: (sum: U, value: T, index: number) => U, initial: U): U;
  /** Does a value pass the test? Stops at the first that does. */
  some(test: (value: T, index: number) => unknown): boolean;
  /** The first values, at most so many. */
  take(limit: number): IteratorObject<T, undefined, unknown>;
  /** All values in an array. */
  toArray(): T[];
}
/** Makes iterators with helpers. */
interface IteratorConstructor {
  /** An iterator with helpers over anything iterable. */
  from<T>(value: Iterable<T, unknown, undefined>): IteratorObject<T, undefined, unknown>;
}
declare var Iterator: IteratorConstructor;
/** What the library's own iterators return. */
type BuiltinIteratorReturn = undefined;
/** Goes over an array. */
interface ArrayIterator<T> extends IteratorObject<T, BuiltinIteratorReturn, unknown> {
  [Symbol.iterator](): ArrayIterator<T>;
}
/** Goes over the characters of a string, surrogate pairs kept together. */
interface StringIterator<T> extends IteratorObject<T, BuiltinIteratorReturn, unknown> {
  [Symbol.iterator](): StringIterator<T>;
}
/** Goes over a map, in order of insertion. */
interface MapIterator<T> extends IteratorObject<T, BuiltinIteratorReturn, unknown> {
  [Symbol.iterator](): MapIterator<T>;
}
/** Goes over a set, in order of insertion. */
interface SetIterator<T> extends IteratorObject<T, BuiltinIteratorReturn, unknown> {
  [Symbol.iterator](): SetIterator<T>;
}
/** What a generator function gives. */
interface Generator<T = unknown, TReturn = any, TNext = any> extends IteratorObject<T, TReturn, TNext> {
  /** Runs to the next `yield`. What is passed becomes the value of the `yield` at which it stands. */
  next(value?: TNext): IteratorResult<T, TReturn>;
  /** Ends the generator where it stands, running its `finally` blocks. */
  return(value?: TReturn): IteratorResult<T, TReturn>;
  /** Throws the error where the generator stands. */
  throw(error?: unknown): IteratorResult<T, TReturn>;
  [Symbol.iterator](): Generator<T, TReturn, TNext>;
}
/** Gives values one after the other, each when it is there. */
interface AsyncIterator<T, TReturn = any, TNext = any> {
  /** The next step. */
  next(value?: TNext): Promise<IteratorResult<T, TReturn>>;
  /** Called when a `for await` is left early. */
  return?(value?: TReturn | PromiseLike<TReturn>): Promise<IteratorResult<T, TReturn>>;
  /** Lets an error come out of the generator's `yield`. */
  throw?(error?: unknown): Promise<IteratorResult<T, TReturn>>;
}
/** What `for await` accepts. */
interface AsyncIterable<T, TReturn = any, TNext = any> {
  [Symbol.asyncIterator](): AsyncIterator<T, TReturn, TNext>;
}
/** An async iterator that can stand in `for await` itself. */
interface AsyncIterableIterator<T, TReturn = any, TNext = any> extends AsyncIterator<T, TReturn, TNext> {
  [Symbol.asyncIterator](): AsyncIterableIterator<T, TReturn, TNext>;
}
/** The library's async iterators. */
interface AsyncIteratorObject<T, TReturn = unknown, TNext = unknown> extends AsyncIterator<T, TReturn, TNext> {
  [Symbol.asyncIterator](): AsyncIteratorObject<T, TReturn, TNext>;
}
/** What an async generator function gives. */
interface AsyncGenerator<T = unknown, TReturn = any, TNext = any> extends AsyncIteratorObject<T, TReturn, TNext> {
  /** Runs to the next `yield`. Calls that come meanwhile wait their turn. */
  next(value?: TNext): Promise<IteratorResult<T, TReturn>>;
  /** Ends the generator where it stands, running its `finally` blocks. */
  return(value?: TReturn | PromiseLike<TReturn>): Promise<IteratorResult<T, TReturn>>;
  /** Throws the error where the generator stands. */
  throw(error?: unknown): Promise<IteratorResult<T, TReturn>>;
  [Symbol.asyncIterator](): AsyncGenerator<T, TReturn, TNext>;
}
/** What `using` accepts: cleans up at the end of the block, however it is left. */
interface Disposable {
  [Symbol.dispose](): void;
}
/** What `await using` accepts. */
interface AsyncDisposable {
  [Symbol.asyncDispose](): PromiseLike<void>;
}

// ---- Primitives ------------------------------------------------------------------------------------------------------------

interface Boolean {
  /** `true` or `false`. */
  toString(): string;
  /** The value itself. */
  valueOf(): boolean;
}
/** True for all but false, 0, NaN, empty strings, null and undefined. */
declare function Boolean<T>(value?: T): boolean;

/** The number that a value stands for; NaN for text that is none. */
interface Number {
  /** @param radix 2 to 36 */
  toString(radix?: number): string;
  /** In exponential notation: `1.5e+3`. Throws `RangeError` for digits outside of 0 to 100. */
  toExponential(fractionDigits?: number): string;
  /** With a fixed number of digits behind the point, 0 to 100, rounded. */
  toFixed(fractionDigits?: number): string;
  /** With so many significant digits, 1 to 100. */
  toPrecision(precision?: number): string;
  /** The value itself. */
  valueOf(): number;
}
/** Converts to numbers, and knows about them. */
interface NumberConstructor {
  (value?: string | number | boolean | null | undefined): number;
  /** The largest finite number, about 1.8e308. */
  readonly MAX_VALUE: number;
  /** The smallest number above 0, 5e-324. */
  readonly MIN_VALUE: number;
  /** Not a number: unequal to everything, itself included. */
  readonly NaN: number;
  /** Less than every other number. */
  readonly NEGATIVE_INFINITY: number;
  /** More than every other number. */
  readonly POSITIVE_INFINITY: number;
  /** The distance from 1 to the next larger number, 2^-52. */
  readonly EPSILON: number;
  /** 2^53 - 1: up to here every integer is a number of its own. */
  readonly MAX_SAFE_INTEGER: number;
  /** -(2^53 - 1). */
  readonly MIN_SAFE_INTEGER: number;
  /** Neither infinite nor NaN? */
  isFinite(value: number): boolean;
  /** Is it finite and without a fraction? */
  isInteger(value: number): boolean;
  /** Is it NaN? */
  isNaN(value: number): boolean;
  /** Is it an integer of at most 2^53 - 1 either way? */
  isSafeInteger(value: number): boolean;
  /** As the global `parseFloat`. */
  parseFloat(text: string): number;
  /** As the global `parseInt`. */
  parseInt(text: string, radix?: number): number;
}
declare var Number: NumberConstructor;
/** Not a number: unequal to everything, itself included. */
declare var NaN: number;
/** More than every other number. */
declare var Infinity: number;
/**
 * The integer at the text's beginning; NaN if there is none.
 * @param radix 2 to 36; without it 10, or 16 behind `0x`
 */
declare function parseInt(text: string, radix?: number): number;
/** The decimal number at the text's beginning; NaN if there is none. */
declare function parseFloat(text: string): number;
/** Is it NaN? */
declare function isNaN(value: number): boolean;
/** Neither infinite nor NaN? */
declare function isFinite(value: number): boolean;

/** Integers of any size. */
type BigInt = {};

/** Functions and constants of mathematics. All agree with Node's to the last digit, but for `pow`. */
interface Math {
  /** Euler's number. */
  readonly E: number;
  /** The natural logarithm of 10. */
  readonly LN10: number;
  /** The natural logarithm of 2. */
  readonly LN2: number;
  /** The logarithm of e to base 2. */
  readonly LOG2E: number;
  /** The logarithm of e to base 10. */
  readonly LOG10E: number;
  /** The ratio of a circle's circumference to its diameter. */
  readonly PI: number;
  /** The square root of 1/2. */
  readonly SQRT1_2: number;
  /** The square root of 2. */
  readonly SQRT2: number;
  /** Without its sign. */
  abs(x: number): number;
  /** The next integer upwards. */
  ceil(x: number): number;
  /** The next integer downwards. */
  floor(x: number): number;
  /** Without its fraction. */
  trunc(x: number): number;
  /** The nearest integer; halves go up. */
  round(x: number): number;
  /** 1, -1, or the zero or NaN that it is. */
  sign(x: number): number;
  /** The square root; NaN below 0. */
  sqrt(x: number): number;
  /** The largest; -Infinity of none, NaN if one is. */
  max(...values: number[]): number;
  /** The smallest; Infinity of none, NaN if one is. */
  min(...values: number[]): number;
  /** The product of two 32-bit integers, wrapped. */
  imul(x: number, y: number): number;
  /** Leading zeros of the number as 32 bits. */
  clz32(x: number): number;
  /** Rounded to single precision. */
  fround(x: number): number;
  /** The power, as `**`. */
  pow(x: number, y: number): number;
  /** e to the power. */
  exp(x: number): number;
  /** e to the power, less 1; exact near 0. */
  expm1(x: number): number;
  /** The natural logarithm. */
  log(x: number): number;
  /** The logarithm to base 10. */
  log10(x: number): number;
  /** The natural logarithm of 1 more; exact near 0. */
  log1p(x: number): number;
  /** The logarithm to base 2. */
  log2(x: number): number;
  /** The cube root. */
  cbrt(x: number): number;
  /** The square root of the sum of squares. */
  hypot(...values: number[]): number;
  /** Sine, of radians. */
  sin(x: number): number;
  /** Cosine, of radians. */
  cos(x: number): number;
  /** Tangent, of radians. */
  tan(x: number): number;
  /** Arc sine, in radians. */
  asin(x: number): number;
  /** Arc cosine, in radians. */
  acos(x: number): number;
  /** Arc tangent, in radians. */
  atan(x: number): number;
  /** The angle of the point (x, y), in radians. */
  atan2(y: number, x: number): number;
  /** Hyperbolic sine. */
  sinh(x: number): number;
  /** Hyperbolic cosine. */
  cosh(x: number): number;
  /** Hyperbolic tangent. */
  tanh(x: number): number;
  /** Inverse hyperbolic sine. */
  asinh(x: number): number;
  /** Inverse hyperbolic cosine. */
  acosh(x: number): number;
  /** Inverse hyperbolic tangent. */
  atanh(x: number): number;
}
declare var Math: Math;

/** Text: a sequence of UTF-16 units, which never changes. As a function: any value as text. */
interface String {
  /** UTF-16 units. */
  readonly length: number;
  readonly [index: number]: string;
  /** The unit at an index, from the end if it is negative; undefined outside. */
  at(index: number): string | undefined;
  /** The unit at an index; empty outside. */
  charAt(index: number): string;
  /** The UTF-16 unit at an index, as a number; NaN outside. */
  charCodeAt(index: number): number;
  /** The character that begins at an index, as a number; undefined outside. */
  codePointAt(index: number): number | undefined;
  /** This and the others, one behind the other. */
  concat(...strings: string[]): string;
  /**
   * Does it end so?
   * @param end as if the text ended here
   */
  endsWith(search: string, end?: number): boolean;
  /**
   * Is the text in it?
   * @param from where to begin
   */
  includes(search: string, from?: number): boolean;
  /**
   * Where the text begins first; -1 if nowhere.
   * @param from where to begin
   */
  indexOf(search: string, from?: number): number;
  /**
   * Where the text begins last; -1 if nowhere.
   * @param from where to begin, backwards
   */
  lastIndexOf(search: string, from?: number): number;
  /** By letters, then accents, then case: right for Latin-1 text. */
  localeCompare(other: string): number;
  /** Filled up behind, to a length. */
  padEnd(length: number, fill?: string): string;
  /** Filled up in front, to a length. */
  padStart(length: number, fill?: string): string;
  /** So many times. Throws `RangeError` below 0. */
  repeat(count: number): string;
  /** What `exec` gives; with the flag `g` the texts of all matches. Null if there is none. */
  match(pattern: string | RegExp): RegExpMatchArray | null;
  /** Goes over all matches. Throws `TypeError` if the expression does not have the flag `g`. */
  matchAll(pattern: RegExp): RegExpStringIterator<RegExpExecArray>;
  /** With the first occurrence replaced; all matches of an expression with the flag `g`. In the replacement, `$&` is the match, `$1` a group. */
  replace(search: string | RegExp, replacement: string): string;
  /** With what a function gives for the match, the groups, the position and the text. */
  replace(search: string | RegExp, replacer: (match: string, ...groups: string[]) => string): string;
  replace(search: string | RegExp, replacer: (match: string, ...more: any[]) => string): string;
  /** With all occurrences replaced. An expression must have the flag `g`. */
  replaceAll(search: string | RegExp, replacement: string): string;
  replaceAll(search: string | RegExp, replacer: (match: string, ...groups: string[]) => string): string;
  replaceAll(search: string | RegExp, replacer: (match: string, ...more: any[]) => string): string;
  /** Where the first match is; -1 if there is none. */
  search(pattern: string | RegExp): number;
  /** The part from `start` to before `end`; negative indices count from the end. */
  slice(start?: number, end?: number): string;
  /**
   * The parts between separators.
   * @param limit parts at most
   */
  split(separator: string | RegExp, limit?: number): string[];
  /**
   * Does it begin so?
   * @param from as if the text began here
   */
  startsWith(search: string, from?: number): boolean;
  /** So many units from `start` on. `slice` is the better one. */
  substr(start: number, count?: number): string;
  /** The part between two indices, in whichever order they are. */
  substring(start: number, end?: number): string;
  /** In lower case, by Unicode's rules. */
  toLowerCase(): string;
  /** In upper case, by Unicode's rules: `ß` becomes `SS`. */
  toUpperCase(): string;
  /** The text itself. */
  toString(): string;
  /** Without blanks at either end. */
  trim(): string;
  /** Without blanks at the end. */
  trimEnd(): string;
  /** Without blanks in front. */
  trimStart(): string;
  /** The value itself. */
  valueOf(): string;
  [Symbol.iterator](): StringIterator<string>;
}
/** Makes strings. */
interface StringConstructor {
  (value?: unknown): string;
  /** The text of UTF-16 units. */
  fromCharCode(...units: number[]): string;
  /** The text of characters. Throws `RangeError` for what is no code point. */
  fromCodePoint(...codePoints: number[]): string;
  /** A template tag: the text as it stands in the source. */
  raw(template: TemplateStringsArray, ...values: unknown[]): string;
}
declare var String: StringConstructor;

// ---- Regular expressions -----------------------------------------------------------------------------------------------------

/** What `match` gives: the match and its groups. With the flag `g`, the texts of all matches. */
interface RegExpMatchArray extends Array<string> {
  /** Where the match begins. */
  readonly index?: number;
  /** The text that was searched. */
  readonly input?: string;
  /** The match itself. */
  0: string;
  /** What the named groups took. */
  readonly groups?: { [name: string]: string };
  /** With the flag `d`, where the groups begin and end. */
  readonly indices?: RegExpIndicesArray;
}
/** What `exec` gives: the match and its groups. One that took no part is undefined. */
interface RegExpExecArray extends Array<string> {
  /** Where the match begins. */
  readonly index: number;
  /** The text that was searched. */
  readonly input: string;
  /** The match itself. */
  0: string;
  /** What the named groups took. */
  readonly groups?: { [name: string]: string };
  /** With the flag `d`, where the groups begin and end. */
  readonly indices?: RegExpIndicesArray;
}
/** Where the match and its groups begin and end. */
interface RegExpIndicesArray extends Array<[number, number]> {
  /** By name. */
  readonly groups?: { [name: string]: [number, number] };
}
/** Goes over matches. */
interface RegExpStringIterator<T> extends IteratorObject<T, BuiltinIteratorReturn, unknown> {
  [Symbol.iterator](): RegExpStringIterator<T>;
}
/** A pattern that texts are searched for. */
declare class RegExp {
  constructor(pattern: string | RegExp, flags?: string);
  /** The pattern, as it would stand in a literal. */
  readonly source: string;
  /** The flags, in alphabetical order. */
  readonly flags: string;
  /** `d`: do matches tell where their groups are? */
  readonly hasIndices: boolean;
  /** `g`: does `exec` go on where the last match ended? */
  readonly global: boolean;
  /** `i`: is upper and lower case the same? */
  readonly ignoreCase: boolean;
  /** `m`: do `^` and `$` match at the beginning and end of lines? */
  readonly multiline: boolean;
  /** `s`: does `.` match the end of lines? */
  readonly dotAll: boolean;
  /** `u`: is it about code points? */
  readonly unicode: boolean;
  /** `y`: does it only match at `lastIndex`? */
  readonly sticky: boolean;
  /** With `g` or `y`, where the next search begins. */
  lastIndex: number;
  /** Looks for a match; null if there is none. */
  exec(text: string): RegExpExecArray | null;
  /** Is there a match? */
  test(text: string): boolean;
  /** As a literal. */
  toString(): string;
}
/** A regular expression of a text. Throws `SyntaxError` if the text is none. */
declare function RegExp(pattern: string | RegExp, flags?: string): RegExp;

// ---- Arrays ------------------------------------------------------------------------------------------------------------------

/** What `concat` accepts. */
interface ConcatArray<T> {
  /** Number of elements. */
  readonly length: number;
  readonly [n: number]: T;
}
/** An array that is only read. */
interface ReadonlyArray<T> {
  /** Number of elements. */
  readonly length: number;
  readonly [n: number]: T;
  /** The element at an index, from the end if it is negative; undefined outside. */
  at(index: number): T | undefined;
  /** A new array: these elements, and those of the others. */
  concat(...others: (readonly T[])[]): T[];
  /** Do all elements pass the test? Stops at the first that does not. */
  every(test: (value: T, index: number, array: readonly T[]) => unknown): boolean;
  /** A new array of the elements that pass the test. */
  filter<S extends T>(test: (value: T, index: number, array: readonly T[]) => value is S): S[];
  filter(test: (value: T, index: number, array: readonly T[]) => unknown): T[];
  /** The first element that passes the test; undefined if none does. */
  find(test: (value: T, index: number, array: readonly T[]) => unknown): T | undefined;
  /** The index of the first element that passes the test; -1 if none does. */
  findIndex(test: (value: T, index: number, array: readonly T[]) => unknown): number;
  /** The last element that passes the test; undefined if none does. */
  findLast(test: (value: T, index: number, array: readonly T[]) => unknown): T | undefined;
  /** The index of the last element that passes the test; -1 if none does. */
  findLastIndex(test: (value: T, index: number, array: readonly T[]) => unknown): number;
  /** A new array of what `map` gives for each element, arrays taken apart. */
  flatMap<U>(map: (value: T, index: number, array: readonly T[]) => readonly U[]): U[];
  /** Calls `visit` for each, in order. */
  forEach(visit: (value: T, index: number, array: readonly T[]) => void): void;
  /** Is it one of the elements? NaN is found. */
  includes(search: T, from?: number): boolean;
  /** The index of the first element that is the same; -1 if none is. */
  indexOf(search: T, from?: number): number;
  /** The elements as text, with a separator between them, a comma unless given. */
  join(separator?: string): string;
  /** Goes over the keys or indices. */
  keys(): ArrayIterator<number>;
  /** The index of the last element that is the same; -1 if none is. */
  lastIndexOf(search: T, from?: number): number;
  /** A new array of what the function gives for each element. */
  map<U>(map: (value: T, index: number, array: readonly T[]) => U): U[];
  /** Goes over pairs of key or index, and value. */
  entries(): ArrayIterator<[number, T]>;
  /** Combines the elements into one value, from the first on. Throws `TypeError` when there are none and no initial value. */
  reduce(combine: (previous: T, current: T, index: number, array: readonly T[]) => T): T;
  reduce(combine: (previous: T, current: T, index: number, array: readonly T[]) => T, initial: T): T;
  reduce<U>(combine: (previous: U, current: T, index: number, array: readonly T[]) => U, initial: U): U;
  /** As `reduce`, from the last on. */
  reduceRight(combine: (previous: T, current: T, index: number, array: readonly T[]) => T): T;
  reduceRight(combine: (previous: T, current: T, index: number, array: readonly T[]) => T, initial: T): T;
  reduceRight<U>(combine: (previous: U, current: T, index: number, array: readonly T[]) => U, initial: U): U;
  /** A new array with inner arrays taken apart. */
  flat<U>(this: readonly (readonly U[])[]): U[];
  /** A new array in reverse order. */
  toReversed(): T[];
  /** A new array in order; see `sort`. */
  toSorted(compare?: (a: T, b: T) => number): T[];
  /** A new array with elements removed and others put in their place. */
  toSpliced(start: number, deleteCount?: number, ...values: T[]): T[];
  /** A new array with one element replaced. Throws `RangeError` outside. */
  with(index: number, value: T): T[];
  /** A new array of the elements from `start` to before `end`; negative indices count from the end. */
  slice(start?: number, end?: number): T[];
  /** Does an element pass the test? Stops at the first that does. */
  some(test: (value: T, index: number, array: readonly T[]) => unknown): boolean;
  /** The elements as text, with commas between them. */
  toString(): string;
  /** Goes over the values. */
  values(): ArrayIterator<T>;
  [Symbol.iterator](): ArrayIterator<T>;
}
/** Elements in order. Reading outside throws `RangeError`; `a[a.length] = v` appends. */
interface Array<T> {
  /** Number of elements. Assigning less truncates; more throws, since there are no holes. */
  length: number;
  [n: number]: T;
  /** The element at an index, from the end if it is negative; undefined outside. */
  at(index: number): T | undefined;
  /** A new array: these elements, and those of the others. */
  concat(...others: (readonly T[])[]): T[];
  /** Copies elements to another place within. */
  copyWithin(target: number, start: number, end?: number): this;
  /** Do all elements pass the test? Stops at the first that does not. */
  every(test: (value: T, index: number, array: T[]) => unknown): boolean;
  /** Sets the elements from `start` to before `end`. */
  fill(value: T, start?: number, end?: number): this;
  /** A new array of the elements that pass the test. */
  filter<S extends T>(test: (value: T, index: number, array: T[]) => value is S): S[];
  filter(test: (value: T, index: number, array: T[]) => unknown): T[];
  /** The first element that passes the test; undefined if none does. */
  find(test: (value: T, index: number, array: T[]) => unknown): T | undefined;
  /** The index of the first element that passes the test; -1 if none does. */
  findIndex(test: (value: T, index: number, array: T[]) => unknown): number;
  /** The last element that passes the test; undefined if none does. */
  findLast(test: (value: T, index: number, array: T[]) => unknown): T | undefined;
  /** The index of the last element that passes the test; -1 if none does. */
  findLastIndex(test: (value: T, index: number, array: T[]) => unknown): number;
  /** A new array of what `map` gives for each element, arrays taken apart. */
  flatMap<U>(map: (value: T, index: number, array: T[]) => readonly U[]): U[];
  /** Calls `visit` for each, in order. */
  forEach(visit: (value: T, index: number, array: T[]) => void): void;
  /** Is it one of the elements? NaN is found. */
  includes(search: T, from?: number): boolean;
  /** The index of the first element that is the same; -1 if none is. */
  indexOf(search: T, from?: number): number;
  /** The elements as text, with a separator between them, a comma unless given. */
  join(separator?: string): string;
  /** Goes over the keys or indices. */
  keys(): ArrayIterator<number>;
  /** The index of the last element that is the same; -1 if none is. */
  lastIndexOf(search: T, from?: number): number;
  /** A new array of what the function gives for each element. */
  map<U>(map: (value: T, index: number, array: T[]) => U): U[];
  /** Goes over pairs of key or index, and value. */
  entries(): ArrayIterator<[number, T]>;
  /** Removes the last element and gives it; undefined if there is none. */
  pop(): T | undefined;
  /** Appends; gives the new length. */
  push(...values: T[]): number;
  /** Combines the elements into one value, from the first on. Throws `TypeError` when there are none and no initial value. */
  reduce(combine: (previous: T, current: T, index: number, array: T[]) => T): T;
  reduce(combine: (previous: T, current: T, index: number, array: T[]) => T, initial: T): T;
  reduce<U>(combine: (previous: U, current: T, index: number, array: T[]) => U, initial: U): U;
  /** As `reduce`, from the last on. */
  reduceRight(combine: (previous: T, current: T, index: number, array: T[]) => T): T;
  reduceRight(combine: (previous: T, current: T, index: number, array: T[]) => T, initial: T): T;
  reduceRight<U>(combine: (previous: U, current: T, index: number, array: T[]) => U, initial: U): U;
  /** A new array with inner arrays taken apart. */
  flat<U>(this: readonly (readonly U[])[]): U[];
  /** A new array in reverse order. */
  toReversed(): T[];
  /** A new array in order; see `sort`. */
  toSorted(compare?: (a: T, b: T) => number): T[];
  /** A new array with elements removed and others put in their place. */
  toSpliced(start: number, deleteCount?: number, ...values: T[]): T[];
  /** A new array with one element replaced. Throws `RangeError` outside. */
  with(index: number, value: T): T[];
  /** Reverses the order in place. */
  reverse(): T[];
  /** Removes the first element and gives it; undefined if there is none. */
  shift(): T | undefined;
  /** A new array of the elements from `start` to before `end`; negative indices count from the end. */
  slice(start?: number, end?: number): T[];
  /** Does an element pass the test? Stops at the first that does. */
  some(test: (value: T, index: number, array: T[]) => unknown): boolean;
  /** Sorts in place; equal elements keep their order. Without `compare`, arrays are ordered by their elements' text, typed arrays by number. */
  sort(compare?: (a: T, b: T) => number): this;
  /** Removes elements in place, puts others there, and gives those removed. */
  splice(start: number, deleteCount?: number, ...values: T[]): T[];
  /** The elements as text, with commas between them. */
  toString(): string;
  /** Puts elements in front; gives the new length. */
  unshift(...values: T[]): number;
  /** Goes over the values. */
  values(): ArrayIterator<T>;
  [Symbol.iterator](): ArrayIterator<T>;
}
/** Makes arrays. */
interface ArrayConstructor {
  new <T>(length: number): T[];
  /** Is it an array? */
  isArray(value: unknown): value is any[];
  /** An array of what is iterable, or of a length and a function that makes each element. */
  from<T>(items: Iterable<T>): T[];
  from<T, U>(items: Iterable<T>, map: (value: T, index: number) => U): U[];
  from<U>(items: { readonly length: number }, map: (value: undefined, index: number) => U): U[];
  /** An array of the arguments. */
  of<T>(...items: T[]): T[];
}
declare var Array: ArrayConstructor;

// ---- Collections -----------------------------------------------------------------------------------------------------------

/** A map that is only read. */
interface ReadonlyMap<K, V> {
  /** Number of entries. */
  readonly size: number;
  /** The value of a key; undefined if there is none. */
  get(key: K): V | undefined;
  /** Is it there? */
  has(key: K): boolean;
  /** Calls `visit` for each, in order. */
  forEach(visit: (value: V, key: K, map: Map<K, V>) => void): void;
  /** Goes over pairs of key or index, and value. */
  entries(): MapIterator<[K, V]>;
  /** Goes over the keys or indices. */
  keys(): MapIterator<K>;
  /** Goes over the values. */
  values(): MapIterator<V>;
  [Symbol.iterator](): MapIterator<[K, V]>;
}
/** Values by key, in order of insertion. Keys are the same if `===` says so; NaN is the same as NaN. */
declare class Map<K, V> {
  constructor(entries?: Iterable<readonly [K, V]> | null);
  /** Number of entries. */
  readonly size: number;
  /** Removes everything. */
  clear(): void;
  /** Removes it; false if it was not there. */
  delete(key: K): boolean;
  /** The items in arrays, by the key that a function gives for each. */
  static groupBy<K, T>(items: Iterable<T>, keyOf: (item: T, index: number) => K): Map<K, T[]>;
  /** Calls `visit` for each, in order. */
  forEach(visit: (value: V, key: K, map: Map<K, V>) => void): void;
  /** The value of a key; undefined if there is none. */
  get(key: K): V | undefined;
  /** Is it there? */
  has(key: K): boolean;
  /** Sets a key's value. A key that was there keeps its place. */
  set(key: K, value: V): this;
  /** Goes over pairs of key or index, and value. */
  entries(): MapIterator<[K, V]>;
  /** Goes over the keys or indices. */
  keys(): MapIterator<K>;
  /** Goes over the values. */
  values(): MapIterator<V>;
  [Symbol.iterator](): MapIterator<[K, V]>;
}
/** A set that is only read. */
interface ReadonlySet<T> {
  /** Number of entries. */
  readonly size: number;
  /** Is it there? */
  has(value: T): boolean;
  /** Calls `visit` for each, in order. */
  forEach(visit: (value: T, key: T, set: Set<T>) => void): void;
  /** Goes over pairs of key or index, and value. */
  entries(): SetIterator<[T, T]>;
  /** Goes over the keys or indices. */
  keys(): SetIterator<T>;
  /** Goes over the values. */
  values(): SetIterator<T>;
  [Symbol.iterator](): SetIterator<T>;
}
/** Values without repetition, in order of insertion. */
declare class Set<T> {
  constructor(values?: Iterable<T> | null);
  /** Number of entries. */
  readonly size: number;
  /** Adds a value, if it is not there. */
  add(value: T): this;
  /** Removes everything. */
  clear(): void;
  /** Removes it; false if it was not there. */
  delete(value: T): boolean;
  /** Calls `visit` for each, in order. */
  forEach(visit: (value: T, key: T, set: Set<T>) => void): void;
  /** Is it there? */
  has(value: T): boolean;
  /** A new set of what is in either. */
  union(other: Set<T>): Set<T>;
  /** A new set of what is in both. */
  intersection(other: Set<T>): Set<T>;
  /** A new set of what is in this and not in the other. */
  difference(other: Set<T>): Set<T>;
  /** A new set of what is in one of the two only. */
  symmetricDifference(other: Set<T>): Set<T>;
  /** Is all of this in the other? */
  isSubsetOf(other: Set<T>): boolean;
  /** Is all of the other in this? */
  isSupersetOf(other: Set<T>): boolean;
  /** Have they nothing in common? */
  isDisjointFrom(other: Set<T>): boolean;
  /** Goes over pairs of key or index, and value. */
  entries(): SetIterator<[T, T]>;
  /** Goes over the keys or indices. */
  keys(): SetIterator<T>;
  /** Goes over the values. */
  values(): SetIterator<T>;
  [Symbol.iterator](): SetIterator<T>;
}
/** A reference that does not keep its target alive. */
declare class WeakRef<T extends object> {
  constructor(target: T);
  /** The target, or `undefined` once nothing but weak references leads to it. */
  deref(): T | undefined;
}

// ---- Errors ------------------------------------------------------------------------------------------------------------------

/** What an error can be made with besides its message. */
interface ErrorOptions {
  /** What led to the error. */
  cause?: unknown;
}
/** What is thrown when something went wrong. It remembers the calls that led to it. */
declare class Error {
  constructor(message?: string, options?: ErrorOptions);
  /** How many frames a call stack has; with 0, errors are shown without one. */
  static stackTraceLimit: number;
  /** The kind of error, as shown before the message. */
  name: string;
  /** What went wrong. */
  message: string;
  /** What led to it. */
  cause?: unknown;
  /** Name, message, and the calls that led to where it was made, a line of TypeScript each. */
  readonly stack: string;
  /** Name and message. */
  toString(): string;
}
/** A value is not of the kind that it has to be. */
declare class TypeError extends Error {}
/** A value is outside of what is allowed: an index, a length, memory, stack. */
declare class RangeError extends Error {}
/** A variable was read before it was there. */
declare class ReferenceError extends Error {}
/** A text is not what it should be. */
declare class SyntaxError extends Error {}
/** Several errors at once; `Promise.any` rejects with one. */
declare class AggregateError extends Error {
  constructor(errors: unknown[], message?: string, options?: ErrorOptions);
  /** The errors. */
  readonly errors: unknown[];
}
/** An error while another was on its way, from disposing of something. */
declare class SuppressedError extends Error {
  constructor(error: unknown, suppressed: unknown, message?: string);
  /** The later error. */
  readonly error: unknown;
  /** The earlier one. */
  readonly suppressed: unknown;
}

// ---- Bytes ---------------------------------------------------------------------------------------------------------------------

/** Bytes of a fixed number, all zero at first. Typed arrays and `DataView` read and write them. */
declare class ArrayBuffer {
  constructor(byteLength: number);
  /** Is it a typed array or a `DataView`? */
  static isView(value: unknown): boolean;
  /** Number of bytes. */
  readonly byteLength: number;
  /** A new buffer with a copy of the bytes from `start` to before `end`. */
  slice(start?: number, end?: number): ArrayBuffer;
}
/** What typed arrays can look at. */
type ArrayBufferLike = ArrayBuffer;
/** A typed array or a `DataView`. */
interface ArrayBufferView {
  /** The buffer behind it. */
  readonly buffer: ArrayBuffer;
  /** Number of bytes. */
  readonly byteLength: number;
  /** Where in the buffer it begins, in bytes. */
  readonly byteOffset: number;
}
/** Numbers held as signed 8-bit integers. Writing outside throws `RangeError`. */
declare class Int8Array {
  constructor(length?: number);
  constructor(values: Iterable<number>);
  constructor(buffer: ArrayBuffer, byteOffset?: number, length?: number);
  /** Bytes of one element. */
  static readonly BYTES_PER_ELEMENT: number;
  /** A new array of these values. */
  static from(values: Iterable<number>, map?: (value: number, index: number) => number): Int8Array;
  static from<T, N extends number>(values: Iterable<T>, map: (value: T, index: number) => N): Int8Array;
  static from<N extends number>(
    values: { readonly length: number },
    map: (value: undefined, index: number) => N,
  ): Int8Array;
  /** A new array of the arguments. */
  static of(...values: number[]): Int8Array;
  /** Bytes of one element. */
  readonly BYTES_PER_ELEMENT: number;
  /** The buffer behind it. */
  readonly buffer: ArrayBuffer;
  /** Number of bytes. */
  readonly byteLength: number;
  /** Where in the buffer it begins, in bytes. */
  readonly byteOffset: number;
  /** Number of elements. */
  readonly length: number;
  [index: number]: number;
  /** The element at an index, from the end if it is negative; undefined outside. */
  at(index: number): number | undefined;
  /** Copies elements to another place within. */
  copyWithin(target: number, start: number, end?: number): this;
  /** Goes over pairs of key or index, and value. */
  entries(): ArrayIterator<[number, number]>;
  /** Do all elements pass the test? Stops at the first that does not. */
  every(test: (value: number, index: number, array: this) => unknown): boolean;
  /** Sets the elements from `start` to before `end`. */
  fill(value: number, start?: number, end?: number): this;
  /** A new array of the elements that pass the test. */
  filter(test: (value: number, index: number, array: this) => unknown): Int8Array;
  /** The first element that passes the test; undefined if none does. */
  find(test: (value: number, index: number, array: this) => unknown): number | undefined;
  /** The index of the first element that passes the test; -1 if none does. */
  findIndex(test: (value: number, index: number, array: this) => unknown): number;
  /** The last element that passes the test; undefined if none does. */
  findLast(test: (value: number, index: number, array: this) => unknown): number | undefined;
  /** The index of the last element that passes the test; -1 if none does. */
  findLastIndex(test: (value: number, index: number, array: this) => unknown): number;
  /** Calls `visit` for each, in order. */
  forEach(visit: (value: number, index: number, array: this) => void): void;
  /** Is it one of the elements? NaN is found. */
  includes(search: number, from?: number): boolean;
  /** The index of the first element that is the same; -1 if none is. */
  indexOf(search: number, from?: number): number;
  /** The elements as text, with a separator between them, a comma unless given. */
  join(separator?: string): string;
  /** Goes over the keys or indices. */
  keys(): ArrayIterator<number>;
  /** The index of the last element that is the same; -1 if none is. */
  lastIndexOf(search: number, from?: number): number;
  /** A new array of what the function gives for each element. */
  map(map: (value: number, index: number, array: this) => number): Int8Array;
  /** Combines the elements into one value, from the first on. Throws `TypeError` when there are none and no initial value. */
  reduce(combine: (previous: number, current: number, index: number, array: this) => number, initial?: number): number;
  reduce<U>(combine: (previous: U, current: number, index: number, array: this) => U, initial: U): U;
  /** As `reduce`, from the last on. */
  reduceRight(
    combine: (previous: number, current: number, index: number, array: this) => number,
    initial?: number,
  ): number;
  /** Reverses the order in place. */
  reverse(): this;
  /** Copies values to an offset. Throws `RangeError` if they don't fit. */
  set(values: Iterable<number>, offset?: number): void;
  /** A new array of the elements from `start` to before `end`; negative indices count from the end. */
  slice(start?: number, end?: number): Int8Array;
  /** Does an element pass the test? Stops at the first that does. */
  some(test: (value: number, index: number, array: this) => unknown): boolean;
  /** Sorts in place; equal elements keep their order. Without `compare`, arrays are ordered by their elements' text, typed arrays by number. */
  sort(compare?: (a: number, b: number) => number): this;
  /** A new array over the same bytes: changes show in both. */
  subarray(start?: number, end?: number): Int8Array;
  /** A new array in reverse order. */
  toReversed(): Int8Array;
  /** A new array in order; see `sort`. */
  toSorted(compare?: (a: number, b: number) => number): Int8Array;
  /** The elements as text, with commas between them. */
  toString(): string;
  /** Goes over the values. */
  values(): ArrayIterator<number>;
  /** A new array with one element replaced. Throws `RangeError` outside. */
  with(index: number, value: number): Int8Array;
  [Symbol.iterator](): ArrayIterator<number>;
}
/** Numbers held as unsigned 8-bit integers. Writing outside throws `RangeError`. */
declare class Uint8Array {
  constructor(length?: number);
  constructor(values: Iterable<number>);
  constructor(buffer: ArrayBuffer, byteOffset?: number, length?: number);
  /** Bytes of one element. */
  static readonly BYTES_PER_ELEMENT: number;
  /** A new array of these values. */
  static from(values: Iterable<number>, map?: (value: number, index: number) => number): Uint8Array;
  static from<T, N extends number>(values: Iterable<T>, map: (value: T, index: number) => N): Uint8Array;
  static from<N extends number>(
    values: { readonly length: number },
    map: (value: undefined, index: number) => N,
  ): Uint8Array;
  /** A new array of the arguments. */
  static of(...values: number[]): Uint8Array;
  /** Bytes of one element. */
  readonly BYTES_PER_ELEMENT: number;
  /** The buffer behind it. */
  readonly buffer: ArrayBuffer;
  /** Number of bytes. */
  readonly byteLength: number;
  /** Where in the buffer it begins, in bytes. */
  readonly byteOffset: number;
  /** Number of elements. */
  readonly length: number;
  [index: number]: number;
  /** The element at an index, from the end if it is negative; undefined outside. */
  at(index: number): number | undefined;
  /** Copies elements to another place within. */
  copyWithin(target: number, start: number, end?: number): this;
  /** Goes over pairs of key or index, and value. */
  entries(): ArrayIterator<[number, number]>;
  /** Do all elements pass the test? Stops at the first that does not. */
  every(test: (value: number, index: number, array: this) => unknown): boolean;
  /** Sets the elements from `start` to before `end`. */
  fill(value: number, start?: number, end?: number): this;
  /** A new array of the elements that pass the test. */
  filter(test: (value: number, index: number, array: this) => unknown): Uint8Array;
  /** The first element that passes the test; undefined if none does. */
  find(test: (value: number, index: number, array: this) => unknown): number | undefined;
  /** The index of the first element that passes the test; -1 if none does. */
  findIndex(test: (value: number, index: number, array: this) => unknown): number;
  /** The last element that passes the test; undefined if none does. */
  findLast(test: (value: number, index: number, array: this) => unknown): number | undefined;
  /** The index of the last element that passes the test; -1 if none does. */
  findLastIndex(test: (value: number, index: number, array: this) => unknown): number;
  /** Calls `visit` for each, in order. */
  forEach(visit: (value: number, index: number, array: this) => void): void;
  /** Is it one of the elements? NaN is found. */
  includes(search: number, from?: number): boolean;
  /** The index of the first element that is the same; -1 if none is. */
  indexOf(search: number, from?: number): number;
  /** The elements as text, with a separator between them, a comma unless given. */
  join(separator?: string): string;
  /** Goes over the keys or indices. */
  keys(): ArrayIterator<number>;
  /** The index of the last element that is the same; -1 if none is. */
  lastIndexOf(search: number, from?: number): number;
  /** A new array of what the function gives for each element. */
  map(map: (value: number, index: number, array: this) => number): Uint8Array;
  /** Combines the elements into one value, from the first on. Throws `TypeError` when there are none and no initial value. */
  reduce(combine: (previous: number, current: number, index: number, array: this) => number, initial?: number): number;
  reduce<U>(combine: (previous: U, current: number, index: number, array: this) => U, initial: U): U;
  /** As `reduce`, from the last on. */
  reduceRight(
    combine: (previous: number, current: number, index: number, array: this) => number,
    initial?: number,
  ): number;
  /** Reverses the order in place. */
  reverse(): this;
  /** Copies values to an offset. Throws `RangeError` if they don't fit. */
  set(values: Iterable<number>, offset?: number): void;
  /** A new array of the elements from `start` to before `end`; negative indices count from the end. */
  slice(start?: number, end?: number): Uint8Array;
  /** Does an element pass the test? Stops at the first that does. */
  some(test: (value: number, index: number, array: this) => unknown): boolean;
  /** Sorts in place; equal elements keep their order. Without `compare`, arrays are ordered by their elements' text, typed arrays by number. */
  sort(compare?: (a: number, b: number) => number): this;
  /** A new array over the same bytes: changes show in both. */
  subarray(start?: number, end?: number): Uint8Array;
  /** A new array in reverse order. */
  toReversed(): Uint8Array;
  /** A new array in order; see `sort`. */
  toSorted(compare?: (a: number, b: number) => number): Uint8Array;
  /** The elements as text, with commas between them. */
  toString(): string;
  /** Goes over the values. */
  values(): ArrayIterator<number>;
  /** A new array with one element replaced. Throws `RangeError` outside. */
  with(index: number, value: number): Uint8Array;
  [Symbol.iterator](): ArrayIterator<number>;
}
/** Numbers held as bytes; what is written is rounded and brought into 0 to 255. Writing outside throws `RangeError`. */
declare class Uint8ClampedArray {
  constructor(length?: number);
  constructor(values: Iterable<number>);
  constructor(buffer: ArrayBuffer, byteOffset?: number, length?: number);
  /** Bytes of one element. */
  static readonly BYTES_PER_ELEMENT: number;
  /** A new array of these values. */
  static from(values: Iterable<number>, map?: (value: number, index: number) => number): Uint8ClampedArray;
  static from<T, N extends number>(values: Iterable<T>, map: (value: T, index: number) => N): Uint8ClampedArray;
  static from<N extends number>(
    values: { readonly length: number },
    map: (value: undefined, index: number) => N,
  ): Uint8ClampedArray;
  /** A new array of the arguments. */
  static of(...values: number[]): Uint8ClampedArray;
  /** Bytes of one element. */
  readonly BYTES_PER_ELEMENT: number;
  /** The buffer behind it. */
  readonly buffer: ArrayBuffer;
  /** Number of bytes. */
  readonly byteLength: number;
  /** Where in the buffer it begins, in bytes. */
  readonly byteOffset: number;
  /** Number of elements. */
  readonly length: number;
  [index: number]: number;
  /** The element at an index, from the end if it is negative; undefined outside. */
  at(index: number): number | undefined;
  /** Copies elements to another place within. */
  copyWithin(target: number, start: number, end?: number): this;
  /** Goes over pairs of key or index, and value. */
  entries(): ArrayIterator<[number, number]>;
  /** Do all elements pass the test? Stops at the first that does not. */
  every(test: (value: number, index: number, array: this) => unknown): boolean;
  /** Sets the elements from `start` to before `end`. */
  fill(value: number, start?: number, end?: number): this;
  /** A new array of the elements that pass the test. */
  filter(test: (value: number, index: number, array: this) => unknown): Uint8ClampedArray;
  /** The first element that passes the test; undefined if none does. */
  find(test: (value: number, index: number, array: this) => unknown): number | undefined;
  /** The index of the first element that passes the test; -1 if none does. */
  findIndex(test: (value: number, index: number, array: this) => unknown): number;
  /** The last element that passes the test; undefined if none does. */
  findLast(test: (value: number, index: number, array: this) => unknown): number | undefined;
  /** The index of the last element that passes the test; -1 if none does. */
  findLastIndex(test: (value: number, index: number, array: this) => unknown): number;
  /** Calls `visit` for each, in order. */
  forEach(visit: (value: number, index: number, array: this) => void): void;
  /** Is it one of the elements? NaN is found. */
  includes(search: number, from?: number): boolean;
  /** The index of the first element that is the same; -1 if none is. */
  indexOf(search: number, from?: number): number;
  /** The elements as text, with a separator between them, a comma unless given. */
  join(separator?: string): string;
  /** Goes over the keys or indices. */
  keys(): ArrayIterator<number>;
  /** The index of the last element that is the same; -1 if none is. */
  lastIndexOf(search: number, from?: number): number;
  /** A new array of what the function gives for each element. */
  map(map: (value: number, index: number, array: this) => number): Uint8ClampedArray;
  /** Combines the elements into one value, from the first on. Throws `TypeError` when there are none and no initial value. */
  reduce(combine: (previous: number, current: number, index: number, array: this) => number, initial?: number): number;
  reduce<U>(combine: (previous: U, current: number, index: number, array: this) => U, initial: U): U;
  /** As `reduce`, from the last on. */
  reduceRight(
    combine: (previous: number, current: number, index: number, array: this) => number,
    initial?: number,
  ): number;
  /** Reverses the order in place. */
  reverse(): this;
  /** Copies values to an offset. Throws `RangeError` if they don't fit. */
  set(values: Iterable<number>, offset?: number): void;
  /** A new array of the elements from `start` to before `end`; negative indices count from the end. */
  slice(start?: number, end?: number): Uint8ClampedArray;
  /** Does an element pass the test? Stops at the first that does. */
  some(test: (value: number, index: number, array: this) => unknown): boolean;
  /** Sorts in place; equal elements keep their order. Without `compare`, arrays are ordered by their elements' text, typed arrays by number. */
  sort(compare?: (a: number, b: number) => number): this;
  /** A new array over the same bytes: changes show in both. */
  subarray(start?: number, end?: number): Uint8ClampedArray;
  /** A new array in reverse order. */
  toReversed(): Uint8ClampedArray;
  /** A new array in order; see `sort`. */
  toSorted(compare?: (a: number, b: number) => number): Uint8ClampedArray;
  /** The elements as text, with commas between them. */
  toString(): string;
  /** Goes over the values. */
  values(): ArrayIterator<number>;
  /** A new array with one element replaced. Throws `RangeError` outside. */
  with(index: number, value: number): Uint8ClampedArray;
  [Symbol.iterator](): ArrayIterator<number>;
}
/** Numbers held as signed 16-bit integers. Writing outside throws `RangeError`. */
declare class Int16Array {
  constructor(length?: number);
  constructor(values: Iterable<number>);
  constructor(buffer: ArrayBuffer, byteOffset?: number, length?: number);
  /** Bytes of one element. */
  static readonly BYTES_PER_ELEMENT: number;
  /** A new array of these values. */
  static from(values: Iterable<number>, map?: (value: number, index: number) => number): Int16Array;
  static from<T, N extends number>(values: Iterable<T>, map: (value: T, index: number) => N): Int16Array;
  static from<N extends number>(
    values: { readonly length: number },
    map: (value: undefined, index: number) => N,
  ): Int16Array;
  /** A new array of the arguments. */
  static of(...values: number[]): Int16Array;
  /** Bytes of one element. */
  readonly BYTES_PER_ELEMENT: number;
  /** The buffer behind it. */
  readonly buffer: ArrayBuffer;
  /** Number of bytes. */
  readonly byteLength: number;
  /** Where in the buffer it begins, in bytes. */
  readonly byteOffset: number;
  /** Number of elements. */
  readonly length: number;
  [index: number]: number;
  /** The element at an index, from the end if it is negative; undefined outside. */
  at(index: number): number | undefined;
  /** Copies elements to another place within. */
  copyWithin(target: number, start: number, end?: number): this;
  /** Goes over pairs of key or index, and value. */
  entries(): ArrayIterator<[number, number]>;
  /** Do all elements pass the test? Stops at the first that does not. */
  every(test: (value: number, index: number, array: this) => unknown): boolean;
  /** Sets the elements from `start` to before `end`. */
  fill(value: number, start?: number, end?: number): this;
  /** A new array of the elements that pass the test. */
  filter(test: (value: number, index: number, array: this) => unknown): Int16Array;
  /** The first element that passes the test; undefined if none does. */
  find(test: (value: number, index: number, array: this) => unknown): number | undefined;
  /** The index of the first element that passes the test; -1 if none does. */
  findIndex(test: (value: number, index: number, array: this) => unknown): number;
  /** The last element that passes the test; undefined if none does. */
  findLast(test: (value: number, index: number, array: this) => unknown): number | undefined;
  /** The index of the last element that passes the test; -1 if none does. */
  findLastIndex(test: (value: number, index: number, array: this) => unknown): number;
  /** Calls `visit` for each, in order. */
  forEach(visit: (value: number, index: number, array: this) => void): void;
  /** Is it one of the elements? NaN is found. */
  includes(search: number, from?: number): boolean;
  /** The index of the first element that is the same; -1 if none is. */
  indexOf(search: number, from?: number): number;
  /** The elements as text, with a separator between them, a comma unless given. */
  join(separator?: string): string;
  /** Goes over the keys or indices. */
  keys(): ArrayIterator<number>;
  /** The index of the last element that is the same; -1 if none is. */
  lastIndexOf(search: number, from?: number): number;
  /** A new array of what the function gives for each element. */
  map(map: (value: number, index: number, array: this) => number): Int16Array;
  /** Combines the elements into one value, from the first on. Throws `TypeError` when there are none and no initial value. */
  reduce(combine: (previous: number, current: number, index: number, array: this) => number, initial?: number): number;
  reduce<U>(combine: (previous: U, current: number, index: number, array: this) => U, initial: U): U;
  /** As `reduce`, from the last on. */
  reduceRight(
    combine: (previous: number, current: number, index: number, array: this) => number,
    initial?: number,
  ): number;
  /** Reverses the order in place. */
  reverse(): this;
  /** Copies values to an offset. Throws `RangeError` if they don't fit. */
  set(values: Iterable<number>, offset?: number): void;
  /** A new array of the elements from `start` to before `end`; negative indices count from the end. */
  slice(start?: number, end?: number): Int16Array;
  /** Does an element pass the test? Stops at the first that does. */
  some(test: (value: number, index: number, array: this) => unknown): boolean;
  /** Sorts in place; equal elements keep their order. Without `compare`, arrays are ordered by their elements' text, typed arrays by number. */
  sort(compare?: (a: number, b: number) => number): this;
  /** A new array over the same bytes: changes show in both. */
  subarray(start?: number, end?: number): Int16Array;
  /** A new array in reverse order. */
  toReversed(): Int16Array;
  /** A new array in order; see `sort`. */
  toSorted(compare?: (a: number, b: number) => number): Int16Array;
  /** The elements as text, with commas between them. */
  toString(): string;
  /** Goes over the values. */
  values(): ArrayIterator<number>;
  /** A new array with one element replaced. Throws `RangeError` outside. */
  with(index: number, value: number): Int16Array;
  [Symbol.iterator](): ArrayIterator<number>;
}
/** Numbers held as unsigned 16-bit integers. Writing outside throws `RangeError`. */
declare class Uint16Array {
  constructor(length?: number);
  constructor(values: Iterable<number>);
  constructor(buffer: ArrayBuffer, byteOffset?: number, length?: number);
  /** Bytes of one element. */
  static readonly BYTES_PER_ELEMENT: number;
  /** A new array of these values. */
  static from(values: Iterable<number>, map?: (value: number, index: number) => number): Uint16Array;
  static from<T, N extends number>(values: Iterable<T>, map: (value: T, index: number) => N): Uint16Array;
  static from<N extends number>(
    values: { readonly length: number },
    map: (value: undefined, index: number) => N,
  ): Uint16Array;
  /** A new array of the arguments. */
  static of(...values: number[]): Uint16Array;
  /** Bytes of one element. */
  readonly BYTES_PER_ELEMENT: number;
  /** The buffer behind it. */
  readonly buffer: ArrayBuffer;
  /** Number of bytes. */
  readonly byteLength: number;
  /** Where in the buffer it begins, in bytes. */
  readonly byteOffset: number;
  /** Number of elements. */
  readonly length: number;
  [index: number]: number;
  /** The element at an index, from the end if it is negative; undefined outside. */
  at(index: number): number | undefined;
  /** Copies elements to another place within. */
  copyWithin(target: number, start: number, end?: number): this;
  /** Goes over pairs of key or index, and value. */
  entries(): ArrayIterator<[number, number]>;
  /** Do all elements pass the test? Stops at the first that does not. */
  every(test: (value: number, index: number, array: this) => unknown): boolean;
  /** Sets the elements from `start` to before `end`. */
  fill(value: number, start?: number, end?: number): this;
  /** A new array of the elements that pass the test. */
  filter(test: (value: number, index: number, array: this) => unknown): Uint16Array;
  /** The first element that passes the test; undefined if none does. */
  find(test: (value: number, index: number, array: this) => unknown): number | undefined;
  /** The index of the first element that passes the test; -1 if none does. */
  findIndex(test: (value: number, index: number, array: this) => unknown): number;
  /** The last element that passes the test; undefined if none does. */
  findLast(test: (value: number, index: number, array: this) => unknown): number | undefined;
  /** The index of the last element that passes the test; -1 if none does. */
  findLastIndex(test: (value: number, index: number, array: this) => unknown): number;
  /** Calls `visit` for each, in order. */
  forEach(visit: (value: number, index: number, array: this) => void): void;
  /** Is it one of the elements? NaN is found. */
  includes(search: number, from?: number): boolean;
  /** The index of the first element that is the same; -1 if none is. */
  indexOf(search: number, from?: number): number;
  /** The elements as text, with a separator between them, a comma unless given. */
  join(separator?: string): string;
  /** Goes over the keys or indices. */
  keys(): ArrayIterator<number>;
  /** The index of the last element that is the same; -1 if none is. */
  lastIndexOf(search: number, from?: number): number;
  /** A new array of what the function gives for each element. */
  map(map: (value: number, index: number, array: this) => number): Uint16Array;
  /** Combines the elements into one value, from the first on. Throws `TypeError` when there are none and no initial value. */
  reduce(combine: (previous: number, current: number, index: number, array: this) => number, initial?: number): number;
  reduce<U>(combine: (previous: U, current: number, index: number, array: this) => U, initial: U): U;
  /** As `reduce`, from the last on. */
  reduceRight(
    combine: (previous: number, current: number, index: number, array: this) => number,
    initial?: number,
  ): number;
  /** Reverses the order in place. */
  reverse(): this;
  /** Copies values to an offset. Throws `RangeError` if they don't fit. */
  set(values: Iterable<number>, offset?: number): void;
  /** A new array of the elements from `start` to before `end`; negative indices count from the end. */
  slice(start?: number, end?: number): Uint16Array;
  /** Does an element pass the test? Stops at the first that does. */
  some(test: (value: number, index: number, array: this) => unknown): boolean;
  /** Sorts in place; equal elements keep their order. Without `compare`, arrays are ordered by their elements' text, typed arrays by number. */
  sort(compare?: (a: number, b: number) => number): this;
  /** A new array over the same bytes: changes show in both. */
  subarray(start?: number, end?: number): Uint16Array;
  /** A new array in reverse order. */
  toReversed(): Uint16Array;
  /** A new array in order; see `sort`. */
  toSorted(compare?: (a: number, b: number) => number): Uint16Array;
  /** The elements as text, with commas between them. */
  toString(): string;
  /** Goes over the values. */
  values(): ArrayIterator<number>;
  /** A new array with one element replaced. Throws `RangeError` outside. */
  with(index: number, value: number): Uint16Array;
  [Symbol.iterator](): ArrayIterator<number>;
}
/** Numbers held as signed 32-bit integers. Writing outside throws `RangeError`. */
declare class Int32Array {
  constructor(length?: number);
  constructor(values: Iterable<number>);
  constructor(buffer: ArrayBuffer, byteOffset?: number, length?: number);
  /** Bytes of one element. */
  static readonly BYTES_PER_ELEMENT: number;
  /** A new array of these values. */
  static from(values: Iterable<number>, map?: (value: number, index: number) => number): Int32Array;
  static from<T, N extends number>(values: Iterable<T>, map: (value: T, index: number) => N): Int32Array;
  static from<N extends number>(
    values: { readonly length: number },
    map: (value: undefined, index: number) => N,
  ): Int32Array;
  /** A new array of the arguments. */
  static of(...values: number[]): Int32Array;
  /** Bytes of one element. */
  readonly BYTES_PER_ELEMENT: number;
  /** The buffer behind it. */
  readonly buffer: ArrayBuffer;
  /** Number of bytes. */
  readonly byteLength: number;
  /** Where in the buffer it begins, in bytes. */
  readonly byteOffset: number;
  /** Number of elements. */
  readonly length: number;
  [index: number]: number;
  /** The element at an index, from the end if it is negative; undefined outside. */
  at(index: number): number | undefined;
  /** Copies elements to another place within. */
  copyWithin(target: number, start: number, end?: number): this;
  /** Goes over pairs of key or index, and value. */
  entries(): ArrayIterator<[number, number]>;
  /** Do all elements pass the test? Stops at the first that does not. */
  every(test: (value: number, index: number, array: this) => unknown): boolean;
  /** Sets the elements from `start` to before `end`. */
  fill(value: number, start?: number, end?: number): this;
  /** A new array of the elements that pass the test. */
  filter(test: (value: number, index: number, array: this) => unknown): Int32Array;
  /** The first element that passes the test; undefined if none does. */
  find(test: (value: number, index: number, array: this) => unknown): number | undefined;
  /** The index of the first element that passes the test; -1 if none does. */
  findIndex(test: (value: number, index: number, array: this) => unknown): number;
  /** The last element that passes the test; undefined if none does. */
  findLast(test: (value: number, index: number, array: this) => unknown): number | undefined;
  /** The index of the last element that passes the test; -1 if none does. */
  findLastIndex(test: (value: number, index: number, array: this) => unknown): number;
  /** Calls `visit` for each, in order. */
  forEach(visit: (value: number, index: number, array: this) => void): void;
  /** Is it one of the elements? NaN is found. */
  includes(search: number, from?: number): boolean;
  /** The index of the first element that is the same; -1 if none is. */
  indexOf(search: number, from?: number): number;
  /** The elements as text, with a separator between them, a comma unless given. */
  join(separator?: string): string;
  /** Goes over the keys or indices. */
  keys(): ArrayIterator<number>;
  /** The index of the last element that is the same; -1 if none is. */
  lastIndexOf(search: number, from?: number): number;
  /** A new array of what the function gives for each element. */
  map(map: (value: number, index: number, array: this) => number): Int32Array;
  /** Combines the elements into one value, from the first on. Throws `TypeError` when there are none and no initial value. */
  reduce(combine: (previous: number, current: number, index: number, array: this) => number, initial?: number): number;
  reduce<U>(combine: (previous: U, current: number, index: number, array: this) => U, initial: U): U;
  /** As `reduce`, from the last on. */
  reduceRight(
    combine: (previous: number, current: number, index: number, array: this) => number,
    initial?: number,
  ): number;
  /** Reverses the order in place. */
  reverse(): this;
  /** Copies values to an offset. Throws `RangeError` if they don't fit. */
  set(values: Iterable<number>, offset?: number): void;
  /** A new array of the elements from `start` to before `end`; negative indices count from the end. */
  slice(start?: number, end?: number): Int32Array;
  /** Does an element pass the test? Stops at the first that does. */
  some(test: (value: number, index: number, array: this) => unknown): boolean;
  /** Sorts in place; equal elements keep their order. Without `compare`, arrays are ordered by their elements' text, typed arrays by number. */
  sort(compare?: (a: number, b: number) => number): this;
  /** A new array over the same bytes: changes show in both. */
  subarray(start?: number, end?: number): Int32Array;
  /** A new array in reverse order. */
  toReversed(): Int32Array;
  /** A new array in order; see `sort`. */
  toSorted(compare?: (a: number, b: number) => number): Int32Array;
  /** The elements as text, with commas between them. */
  toString(): string;
  /** Goes over the values. */
  values(): ArrayIterator<number>;
  /** A new array with one element replaced. Throws `RangeError` outside. */
  with(index: number, value: number): Int32Array;
  [Symbol.iterator](): ArrayIterator<number>;
}
/** Numbers held as unsigned 32-bit integers. Writing outside throws `RangeError`. */
declare class Uint32Array {
  constructor(length?: number);
  constructor(values: Iterable<number>);
  constructor(buffer: ArrayBuffer, byteOffset?: number, length?: number);
  /** Bytes of one element. */
  static readonly BYTES_PER_ELEMENT: number;
  /** A new array of these values. */
  static from(values: Iterable<number>, map?: (value: number, index: number) => number): Uint32Array;
  static from<T, N extends number>(values: Iterable<T>, map: (value: T, index: number) => N): Uint32Array;
  static from<N extends number>(
    values: { readonly length: number },
    map: (value: undefined, index: number) => N,
  ): Uint32Array;
  /** A new array of the arguments. */
  static of(...values: number[]): Uint32Array;
  /** Bytes of one element. */
  readonly BYTES_PER_ELEMENT: number;
  /** The buffer behind it. */
  readonly buffer: ArrayBuffer;
  /** Number of bytes. */
  readonly byteLength: number;
  /** Where in the buffer it begins, in bytes. */
  readonly byteOffset: number;
  /** Number of elements. */
  readonly length: number;
  [index: number]: number;
  /** The element at an index, from the end if it is negative; undefined outside. */
  at(index: number): number | undefined;
  /** Copies elements to another place within. */
  copyWithin(target: number, start: number, end?: number): this;
  /** Goes over pairs of key or index, and value. */
  entries(): ArrayIterator<[number, number]>;
  /** Do all elements pass the test? Stops at the first that does not. */
  every(test: (value: number, index: number, array: this) => unknown): boolean;
  /** Sets the elements from `start` to before `end`. */
  fill(value: number, start?: number, end?: number): this;
  /** A new array of the elements that pass the test. */
  filter(test: (value: number, index: number, array: this) => unknown): Uint32Array;
  /** The first element that passes the test; undefined if none does. */
  find(test: (value: number, index: number, array: this) => unknown): number | undefined;
  /** The index of the first element that passes the test; -1 if none does. */
  findIndex(test: (value: number, index: number, array: this) => unknown): number;
  /** The last element that passes the test; undefined if none does. */
  findLast(test: (value: number, index: number, array: this) => unknown): number | undefined;
  /** The index of the last element that passes the test; -1 if none does. */
  findLastIndex(test: (value: number, index: number, array: this) => unknown): number;
  /** Calls `visit` for each, in order. */
  forEach(visit: (value: number, index: number, array: this) => void): void;
  /** Is it one of the elements? NaN is found. */
  includes(search: number, from?: number): boolean;
  /** The index of the first element that is the same; -1 if none is. */
  indexOf(search: number, from?: number): number;
  /** The elements as text, with a separator between them, a comma unless given. */
  join(separator?: string): string;
  /** Goes over the keys or indices. */
  keys(): ArrayIterator<number>;
  /** The index of the last element that is the same; -1 if none is. */
  lastIndexOf(search: number, from?: number): number;
  /** A new array of what the function gives for each element. */
  map(map: (value: number, index: number, array: this) => number): Uint32Array;
  /** Combines the elements into one value, from the first on. Throws `TypeError` when there are none and no initial value. */
  reduce(combine: (previous: number, current: number, index: number, array: this) => number, initial?: number): number;
  reduce<U>(combine: (previous: U, current: number, index: number, array: this) => U, initial: U): U;
  /** As `reduce`, from the last on. */
  reduceRight(
    combine: (previous: number, current: number, index: number, array: this) => number,
    initial?: number,
  ): number;
  /** Reverses the order in place. */
  reverse(): this;
  /** Copies values to an offset. Throws `RangeError` if they don't fit. */
  set(values: Iterable<number>, offset?: number): void;
  /** A new array of the elements from `start` to before `end`; negative indices count from the end. */
  slice(start?: number, end?: number): Uint32Array;
  /** Does an element pass the test? Stops at the first that does. */
  some(test: (value: number, index: number, array: this) => unknown): boolean;
  /** Sorts in place; equal elements keep their order. Without `compare`, arrays are ordered by their elements' text, typed arrays by number. */
  sort(compare?: (a: number, b: number) => number): this;
  /** A new array over the same bytes: changes show in both. */
  subarray(start?: number, end?: number): Uint32Array;
  /** A new array in reverse order. */
  toReversed(): Uint32Array;
  /** A new array in order; see `sort`. */
  toSorted(compare?: (a: number, b: number) => number): Uint32Array;
  /** The elements as text, with commas between them. */
  toString(): string;
  /** Goes over the values. */
  values(): ArrayIterator<number>;
  /** A new array with one element replaced. Throws `RangeError` outside. */
  with(index: number, value: number): Uint32Array;
  [Symbol.iterator](): ArrayIterator<number>;
}
/** Numbers of single precision. Writing outside throws `RangeError`. */
declare class Float32Array {
  constructor(length?: number);
  constructor(values: Iterable<number>);
  constructor(buffer: ArrayBuffer, byteOffset?: number, length?: number);
  /** Bytes of one element. */
  static readonly BYTES_PER_ELEMENT: number;
  /** A new array of these values. */
  static from(values: Iterable<number>, map?: (value: number, index: number) => number): Float32Array;
  static from<T, N extends number>(values: Iterable<T>, map: (value: T, index: number) => N): Float32Array;
  static from<N extends number>(
    values: { readonly length: number },
    map: (value: undefined, index: number) => N,
  ): Float32Array;
  /** A new array of the arguments. */
  static of(...values: number[]): Float32Array;
  /** Bytes of one element. */
  readonly BYTES_PER_ELEMENT: number;
  /** The buffer behind it. */
  readonly buffer: ArrayBuffer;
  /** Number of bytes. */
  readonly byteLength: number;
  /** Where in the buffer it begins, in bytes. */
  readonly byteOffset: number;
  /** Number of elements. */
  readonly length: number;
  [index: number]: number;
  /** The element at an index, from the end if it is negative; undefined outside. */
  at(index: number): number | undefined;
  /** Copies elements to another place within. */
  copyWithin(target: number, start: number, end?: number): this;
  /** Goes over pairs of key or index, and value. */
  entries(): ArrayIterator<[number, number]>;
  /** Do all elements pass the test? Stops at the first that does not. */
  every(test: (value: number, index: number, array: this) => unknown): boolean;
  /** Sets the elements from `start` to before `end`. */
  fill(value: number, start?: number, end?: number): this;
  /** A new array of the elements that pass the test. */
  filter(test: (value: number, index: number, array: this) => unknown): Float32Array;
  /** The first element that passes the test; undefined if none does. */
  find(test: (value: number, index: number, array: this) => unknown): number | undefined;
  /** The index of the first element that passes the test; -1 if none does. */
  findIndex(test: (value: number, index: number, array: this) => unknown): number;
  /** The last element that passes the test; undefined if none does. */
  findLast(test: (value: number, index: number, array: this) => unknown): number | undefined;
  /** The index of the last element that passes the test; -1 if none does. */
  findLastIndex(test: (value: number, index: number, array: this) => unknown): number;
  /** Calls `visit` for each, in order. */
  forEach(visit: (value: number, index: number, array: this) => void): void;
  /** Is it one of the elements? NaN is found. */
  includes(search: number, from?: number): boolean;
  /** The index of the first element that is the same; -1 if none is. */
  indexOf(search: number, from?: number): number;
  /** The elements as text, with a separator between them, a comma unless given. */
  join(separator?: string): string;
  /** Goes over the keys or indices. */
  keys(): ArrayIterator<number>;
  /** The index of the last element that is the same; -1 if none is. */
  lastIndexOf(search: number, from?: number): number;
  /** A new array of what the function gives for each element. */
  map(map: (value: number, index: number, array: this) => number): Float32Array;
  /** Combines the elements into one value, from the first on. Throws `TypeError` when there are none and no initial value. */
  reduce(combine: (previous: number, current: number, index: number, array: this) => number, initial?: number): number;
  reduce<U>(combine: (previous: U, current: number, index: number, array: this) => U, initial: U): U;
  /** As `reduce`, from the last on. */
  reduceRight(
    combine: (previous: number, current: number, index: number, array: this) => number,
    initial?: number,
  ): number;
  /** Reverses the order in place. */
  reverse(): this;
  /** Copies values to an offset. Throws `RangeError` if they don't fit. */
  set(values: Iterable<number>, offset?: number): void;
  /** A new array of the elements from `start` to before `end`; negative indices count from the end. */
  slice(start?: number, end?: number): Float32Array;
  /** Does an element pass the test? Stops at the first that does. */
  some(test: (value: number, index: number, array: this) => unknown): boolean;
  /** Sorts in place; equal elements keep their order. Without `compare`, arrays are ordered by their elements' text, typed arrays by number. */
  sort(compare?: (a: number, b: number) => number): this;
  /** A new array over the same bytes: changes show in both. */
  subarray(start?: number, end?: number): Float32Array;
  /** A new array in reverse order. */
  toReversed(): Float32Array;
  /** A new array in order; see `sort`. */
  toSorted(compare?: (a: number, b: number) => number): Float32Array;
  /** The elements as text, with commas between them. */
  toString(): string;
  /** Goes over the values. */
  values(): ArrayIterator<number>;
  /** A new array with one element replaced. Throws `RangeError` outside. */
  with(index: number, value: number): Float32Array;
  [Symbol.iterator](): ArrayIterator<number>;
}
/** Numbers of double precision. Writing outside throws `RangeError`. */
declare class Float64Array {
  constructor(length?: number);
  constructor(values: Iterable<number>);
  constructor(buffer: ArrayBuffer, byteOffset?: number, length?: number);
  /** Bytes of one element. */
  static readonly BYTES_PER_ELEMENT: number;
  /** A new array of these values. */
  static from(values: Iterable<number>, map?: (value: number, index: number) => number): Float64Array;
  static from<T, N extends number>(values: Iterable<T>, map: (value: T, index: number) => N): Float64Array;
  static from<N extends number>(
    values: { readonly length: number },
    map: (value: undefined, index: number) => N,
  ): Float64Array;
  /** A new array of the arguments. */
  static of(...values: number[]): Float64Array;
  /** Bytes of one element. */
  readonly BYTES_PER_ELEMENT: number;
  /** The buffer behind it. */
  readonly buffer: ArrayBuffer;
  /** Number of bytes. */
  readonly byteLength: number;
  /** Where in the buffer it begins, in bytes. */
  readonly byteOffset: number;
  /** Number of elements. */
  readonly length: number;
  [index: number]: number;
  /** The element at an index, from the end if it is negative; undefined outside. */
  at(index: number): number | undefined;
  /** Copies elements to another place within. */
  copyWithin(target: number, start: number, end?: number): this;
  /** Goes over pairs of key or index, and value. */
  entries(): ArrayIterator<[number, number]>;
  /** Do all elements pass the test? Stops at the first that does not. */
  every(test: (value: number, index: number, array: this) => unknown): boolean;
  /** Sets the elements from `start` to before `end`. */
  fill(value: number, start?: number, end?: number): this;
  /** A new array of the elements that pass the test. */
  filter(test: (value: number, index: number, array: this) => unknown): Float64Array;
  /** The first element that passes the test; undefined if none does. */
  find(test: (value: number, index: number, array: this) => unknown): number | undefined;
  /** The index of the first element that passes the test; -1 if none does. */
  findIndex(test: (value: number, index: number, array: this) => unknown): number;
  /** The last element that passes the test; undefined if none does. */
  findLast(test: (value: number, index: number, array: this) => unknown): number | undefined;
  /** The index of the last element that passes the test; -1 if none does. */
  findLastIndex(test: (value: number, index: number, array: this) => unknown): number;
  /** Calls `visit` for each, in order. */
  forEach(visit: (value: number, index: number, array: this) => void): void;
  /** Is it one of the elements? NaN is found. */
  includes(search: number, from?: number): boolean;
  /** The index of the first element that is the same; -1 if none is. */
  indexOf(search: number, from?: number): number;
  /** The elements as text, with a separator between them, a comma unless given. */
  join(separator?: string): string;
  /** Goes over the keys or indices. */
  keys(): ArrayIterator<number>;
  /** The index of the last element that is the same; -1 if none is. */
  lastIndexOf(search: number, from?: number): number;
  /** A new array of what the function gives for each element. */
  map(map: (value: number, index: number, array: this) => number): Float64Array;
  /** Combines the elements into one value, from the first on. Throws `TypeError` when there are none and no initial value. */
  reduce(combine: (previous: number, current: number, index: number, array: this) => number, initial?: number): number;
  reduce<U>(combine: (previous: U, current: number, index: number, array: this) => U, initial: U): U;
  /** As `reduce`, from the last on. */
  reduceRight(
    combine: (previous: number, current: number, index: number, array: this) => number,
    initial?: number,
  ): number;
  /** Reverses the order in place. */
  reverse(): this;
  /** Copies values to an offset. Throws `RangeError` if they don't fit. */
  set(values: Iterable<number>, offset?: number): void;
  /** A new array of the elements from `start` to before `end`; negative indices count from the end. */
  slice(start?: number, end?: number): Float64Array;
  /** Does an element pass the test? Stops at the first that does. */
  some(test: (value: number, index: number, array: this) => unknown): boolean;
  /** Sorts in place; equal elements keep their order. Without `compare`, arrays are ordered by their elements' text, typed arrays by number. */
  sort(compare?: (a: number, b: number) => number): this;
  /** A new array over the same bytes: changes show in both. */
  subarray(start?: number, end?: number): Float64Array;
  /** A new array in reverse order. */
  toReversed(): Float64Array;
  /** A new array in order; see `sort`. */
  toSorted(compare?: (a: number, b: number) => number): Float64Array;
  /** The elements as text, with commas between them. */
  toString(): string;
  /** Goes over the values. */
  values(): ArrayIterator<number>;
  /** A new array with one element replaced. Throws `RangeError` outside. */
  with(index: number, value: number): Float64Array;
  [Symbol.iterator](): ArrayIterator<number>;
}
/** Reads and writes numbers of any width at any place of a buffer, in either byte order. Throws `RangeError` outside. */
declare class DataView {
  constructor(buffer: ArrayBuffer, byteOffset?: number, byteLength?: number);
  /** The buffer behind it. */
  readonly buffer: ArrayBuffer;
  /** Number of bytes. */
  readonly byteLength: number;
  /** Where in the buffer it begins, in bytes. */
  readonly byteOffset: number;
  /** The signed 8-bit integer at a byte offset. */
  getInt8(byteOffset: number): number;
  /** Writes a signed 8-bit integer at a byte offset; what does not fit wraps. */
  setInt8(byteOffset: number, value: number): void;
  /** The unsigned 8-bit integer at a byte offset. */
  getUint8(byteOffset: number): number;
  /** Writes an unsigned 8-bit integer at a byte offset; what does not fit wraps. */
  setUint8(byteOffset: number, value: number): void;
  /**
   * The signed 16-bit integer at a byte offset.
   * @param littleEndian low byte first; else high byte first
   */
  getInt16(byteOffset: number, littleEndian?: boolean): number;
  /**
   * Writes a signed 16-bit integer at a byte offset; what does not fit wraps.
   * @param littleEndian low byte first; else high byte first
   */
  setInt16(byteOffset: number, value: number, littleEndian?: boolean): void;
  /**
   * The unsigned 16-bit integer at a byte offset.
   * @param littleEndian low byte first; else high byte first
   */
  getUint16(byteOffset: number, littleEndian?: boolean): number;
  /**
   * Writes an unsigned 16-bit integer at a byte offset; what does not fit wraps.
   * @param littleEndian low byte first; else high byte first
   */
  setUint16(byteOffset: number, value: number, littleEndian?: boolean): void;
  /**
   * The signed 32-bit integer at a byte offset.
   * @param littleEndian low byte first; else high byte first
   */
  getInt32(byteOffset: number, littleEndian?: boolean): number;
  /**
   * Writes a signed 32-bit integer at a byte offset; what does not fit wraps.
   * @param littleEndian low byte first; else high byte first
   */
  setInt32(byteOffset: number, value: number, littleEndian?: boolean): void;
  /**
   * The unsigned 32-bit integer at a byte offset.
   * @param littleEndian low byte first; else high byte first
   */
  getUint32(byteOffset: number, littleEndian?: boolean): number;
  /**
   * Writes an unsigned 32-bit integer at a byte offset; what does not fit wraps.
   * @param littleEndian low byte first; else high byte first
   */
  setUint32(byteOffset: number, value: number, littleEndian?: boolean): void;
  /**
   * The number of single precision at a byte offset.
   * @param littleEndian low byte first; else high byte first
   */
  getFloat32(byteOffset: number, littleEndian?: boolean): number;
  /**
   * Writes a number of single precision at a byte offset.
   * @param littleEndian low byte first; else high byte first
   */
  setFloat32(byteOffset: number, value: number, littleEndian?: boolean): void;
  /**
   * The number of double precision at a byte offset.
   * @param littleEndian low byte first; else high byte first
   */
  getFloat64(byteOffset: number, littleEndian?: boolean): number;
  /**
   * Writes a number of double precision at a byte offset.
   * @param littleEndian low byte first; else high byte first
   */
  setFloat64(byteOffset: number, value: number, littleEndian?: boolean): void;
}
/** How a `TextDecoder` behaves. */
interface TextDecoderOptions {
  /** Throw `TypeError` for malformed text instead of putting U+FFFD there. */
  fatal?: boolean;
  /** Keep a byte-order mark in the text. */
  ignoreBOM?: boolean;
}
/** How far `encodeInto` came. */
interface TextEncoderEncodeIntoResult {
  /** Units of the text that were encoded. */
  read: number;
  /** Bytes that were written. */
  written: number;
}
/** Text to UTF-8. */
declare class TextEncoder {
  constructor();
  /** The encoding: UTF-8. */
  readonly encoding: string;
  /** The text's bytes. */
  encode(text?: string): Uint8Array;
  /** Writes the text's bytes into an array, as many whole characters as fit. */
  encodeInto(text: string, to: Uint8Array): TextEncoderEncodeIntoResult;
}
/** UTF-8 to text. */
declare class TextDecoder {
  /** @param label A name of UTF-8, the only encoding. */
  constructor(label?: string, options?: TextDecoderOptions);
  /** The encoding: UTF-8. */
  readonly encoding: string;
  /** Does malformed text throw? */
  readonly fatal: boolean;
  /** Is a byte-order mark kept? */
  readonly ignoreBOM: boolean;
  /** The text of the bytes. */
  decode(bytes?: Uint8Array | ArrayBuffer | DataView): string;
}

// ---- Promises ----------------------------------------------------------------------------------------------------------------

/** What is called when a promise is rejected. Its parameter may have the type of what is rejected with (`(error: Error) => …`): that is proved when it is called. */
type RejectionHandler<T> = { call(reason: unknown): T | PromiseLike<T> }["call"];
/** Anything with a `then`. */
interface PromiseLike<T> {
  /** Calls one of the functions, later, when this has settled; gives a promise for what that returns. */
  then<A = T, B = never>(
    onfulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onrejected?: RejectionHandler<B> | null,
  ): PromiseLike<A | B>;
}
/** A promise with the functions that settle it. */
interface PromiseWithResolvers<T> {
  /** The promise. */
  readonly promise: Promise<T>;
  /** Fulfils it, or lets it follow another promise. */
  readonly resolve: (value: T | PromiseLike<T>) => void;
  /** Rejects it. */
  readonly reject: (reason?: unknown) => void;
}
/** A promise that was fulfilled, for `allSettled`. */
interface PromiseFulfilledResult<T> {
  /** How it has settled. */
  status: "fulfilled";
  /** With what. */
  value: T;
}
/** A promise that was rejected, for `allSettled`. */
interface PromiseRejectedResult {
  /** How it has settled. */
  status: "rejected";
  /** Why. */
  reason: unknown;
}
/** How a promise has settled. */
type PromiseSettledResult<T> = PromiseFulfilledResult<T> | PromiseRejectedResult;
/** A value that may come later, or an error. Functions given to `then` run as microtasks, in JavaScript's order. */
declare class Promise<T> {
  constructor(executor: (resolve: (value: T | PromiseLike<T>) => void, reject: (reason?: unknown) => void) => void);
  /** Calls one of the functions, later, when this has settled; gives a promise for what that returns. */
  then<A = T, B = never>(
    onfulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onrejected?: RejectionHandler<B> | null,
  ): Promise<A | B>;
  /** As `then`, for errors alone. */
  catch<B = never>(onrejected?: RejectionHandler<B> | null): Promise<T | B>;
  /** Calls the function when this has settled in either way, and passes the outcome on. */
  finally(onfinally?: (() => void) | null): Promise<T>;
  /** All values, in order; rejects with the first error. */
  static all<T extends readonly unknown[] | []>(values: T): Promise<{ -readonly [P in keyof T]: Awaited<T[P]> }>;
  static all<T>(values: Iterable<T | PromiseLike<T>>): Promise<Awaited<T>[]>;
  /** How all of them have settled, in order. */
  static allSettled<T extends readonly unknown[] | []>(
    values: T,
  ): Promise<{ -readonly [P in keyof T]: PromiseSettledResult<Awaited<T[P]>> }>;
  static allSettled<T>(values: Iterable<T | PromiseLike<T>>): Promise<PromiseSettledResult<Awaited<T>>[]>;
  /** As the first that settles. */
  static race<T extends readonly unknown[] | []>(values: T): Promise<Awaited<T[number]>>;
  static race<T>(values: Iterable<T | PromiseLike<T>>): Promise<Awaited<T>>;
  /** The first value; rejects with an `AggregateError` when there is none. */
  static any<T extends readonly unknown[] | []>(values: T): Promise<Awaited<T[number]>>;
  static any<T>(values: Iterable<T | PromiseLike<T>>): Promise<Awaited<T>>;
  /** A promise that is rejected. */
  static reject<T = never>(reason?: unknown): Promise<T>;
  /** A promise of the value; a promise as it is. */
  static resolve(): Promise<void>;
  static resolve<T>(value: T | PromiseLike<T>): Promise<Awaited<T>>;
  /** A promise, with the functions that settle it. */
  static withResolvers<T>(): PromiseWithResolvers<T>;
}
/** Only for the checker. */
interface PromiseConstructorLike {
  new <T>(
    executor: (resolve: (value: T | PromiseLike<T>) => void, reject: (reason?: unknown) => void) => void,
  ): PromiseLike<T>;
}
/** Calls the function when the code that runs now is through, before anything else happens. */
declare function queueMicrotask(callback: () => void): void;

// ---- Giving up ---------------------------------------------------------------------------------------------------------------

/** An error of the web's interfaces, told apart by its name: `AbortError`, `TimeoutError`. */
declare class DOMException extends Error {
  constructor(message?: string, name?: string);
}
/** Something that async functions wait for and somebody announces. */
interface Event {
  /** What: `abort`. */
  readonly type: string;
}
/** Tells that something is not wanted any more. What waits takes it, and rejects with its reason. */
declare class AbortSignal {
  private constructor();
  /** Has it been aborted? */
  readonly aborted: boolean;
  /** Why; undefined until then. */
  readonly reason: unknown;
  /** Called when it is aborted. */
  onabort: ((event: Event) => void) | null;
  /** Throws the reason if it has been aborted. */
  throwIfAborted(): void;
  /** Calls the function when it is aborted. */
  addEventListener(type: "abort", listener: (event: Event) => void, options?: { readonly once?: boolean }): void;
  /** Forgets a function that `addEventListener` was given. */
  removeEventListener(type: "abort", listener: (event: Event) => void): void;
  /** A signal that has been aborted already. */
  static abort(reason?: unknown): AbortSignal;
  /** A signal that is aborted when one of these is. */
  static any(signals: readonly AbortSignal[]): AbortSignal;
  /** Aborts with a `TimeoutError` after `milliseconds`. */
  static timeout(milliseconds: number): AbortSignal;
}
/** Makes a signal and aborts it. */
declare class AbortController {
  /** The signal to hand out. */
  readonly signal: AbortSignal;
  /** Aborts the signal; once is enough. Without a reason it is an `AbortError`. */
  abort(reason?: unknown): void;
}

// ---- The world outside -----------------------------------------------------------------------------------------------------

/** Text for people, on standard output or, in a kernel, on screen and serial terminal. */
interface Console {
  /** As `log`. */
  debug(...values: unknown[]): void;
  /** As `log`, to standard error. */
  error(...values: unknown[]): void;
  /** As `log`. */
  info(...values: unknown[]): void;
  /** Prints values, with blanks between them, as Node shows them. */
  log(...values: unknown[]): void;
  /** As `error`. */
  warn(...values: unknown[]): void;
}
/** Text for people, on standard output or, in a kernel, on screen and serial terminal. */
declare var console: Console;
/** Runs `callback` after `delay` milliseconds. The result identifies the timer. */
declare function setTimeout(callback: () => void, delay?: number): number;
/** Forgets a timer; one that has fired, or none, is no mistake. */
declare function clearTimeout(timer: number | undefined): void;
/** Runs `callback` every `delay` milliseconds. The result identifies the timer. */
declare function setInterval(callback: () => void, delay?: number): number;
/** Ends an interval. */
declare function clearInterval(timer: number | undefined): void;

/** Functions over objects, by the properties that their classes have. */
interface ObjectConstructor {
  /** Only properties that the target has by its type; into a literal, any. */
  assign<T extends object, U>(target: T, source: U): T & U;
  assign<T extends object, U, V>(target: T, first: U, second: V): T & U & V;
  assign<T extends object, U, V, W>(target: T, first: U, second: V, third: W): T & U & V & W;
  /** Names and values of the properties. */
  entries<T>(object: { [name: string]: T } | readonly T[]): [string, T][];
  entries(object: object): [string, unknown][];
  /** An object of names and values. */
  fromEntries<K extends string | number, T>(entries: Iterable<readonly [K, T]>): { [name: string]: T };
  /** The items in lists by what `keyOf` says of them. */
  groupBy<K extends string | number, T>(
    items: Iterable<T>,
    keyOf: (item: T, index: number) => K,
  ): Partial<Record<K, T[]>>;
  /** Readonly for the checker; nothing watches over it at run time. */
  freeze<T>(object: T): Readonly<T>;
  /** Does the object have the property? */
  hasOwn(object: object, name: string): boolean;
  /** As `===`, but NaN is the same as NaN, and 0 not as -0. */
  is(a: unknown, b: unknown): boolean;
  /** Names of the properties. */
  keys(object: object): string[];
  /** Values of the properties. */
  values<T>(object: { [name: string]: T } | readonly T[]): T[];
  values(object: object): unknown[];
}
declare var Object: ObjectConstructor;
