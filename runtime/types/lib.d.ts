/// <reference no-default-lib="true"/>
/**
 * The global library: what a program compiled by osc may use. It is a subset of ECMAScript's, with `unknown` where the standard
 * declarations say `any`. A member that is not here is an ordinary TypeScript error in the editor.
 */

// ---- Types that the checker itself needs -------------------------------------------------------------------------------

interface Object {
  toString(): string;
}
interface Function {
  readonly name: string;
}
interface CallableFunction extends Function {}
interface NewableFunction extends Function {}
type IArguments = {};
type RegExp = {};
interface TemplateStringsArray extends ReadonlyArray<string> {
  readonly raw: readonly string[];
}
interface Symbol {
  readonly description: string | undefined;
}
type PropertyKey = string | number | symbol;
interface SymbolConstructor {
  readonly iterator: unique symbol;
  readonly asyncIterator: unique symbol;
  readonly dispose: unique symbol;
  readonly asyncDispose: unique symbol;
  readonly hasInstance: unique symbol;
  readonly toStringTag: unique symbol;
  readonly toPrimitive: unique symbol;
}
declare var Symbol: SymbolConstructor;

interface ClassDecoratorContext<
  C extends abstract new (
    ...args: never
  ) => unknown = abstract new (
    ...args: never
  ) => unknown,
> {
  readonly kind: "class";
  readonly name: string | undefined;
}
type ClassDecorator = (target: Function) => void;
interface TypedPropertyDescriptor<T> {
  value?: T;
}

type Partial<T> = { [P in keyof T]?: T[P] };
type Required<T> = { [P in keyof T]-?: T[P] };
type Readonly<T> = { readonly [P in keyof T]: T[P] };
type Pick<T, K extends keyof T> = { [P in K]: T[P] };
type Record<K extends keyof any, T> = { [P in K]: T };
type Exclude<T, U> = T extends U ? never : T;
type Extract<T, U> = T extends U ? T : never;
type Omit<T, K extends keyof any> = Pick<T, Exclude<keyof T, K>>;
type NonNullable<T> = T & {};
type Parameters<T extends (...args: any) => any> = T extends (...args: infer P) => any ? P : never;
type ConstructorParameters<T extends abstract new (...args: any) => any> = T extends abstract new (
  ...args: infer P
) => any
  ? P
  : never;
type ReturnType<T extends (...args: any) => any> = T extends (...args: any) => infer R ? R : never;
type InstanceType<T extends abstract new (...args: any) => any> = T extends abstract new (
  ...args: any
) => infer R
  ? R
  : never;
type Uppercase<S extends string> = intrinsic;
type Lowercase<S extends string> = intrinsic;
type Capitalize<S extends string> = intrinsic;
type Uncapitalize<S extends string> = intrinsic;
type NoInfer<T> = intrinsic;
interface ThisType<T> {}
type Awaited<T> = T extends null | undefined
  ? T
  : T extends object & { then(onfulfilled: infer F, ...args: infer _): unknown }
    ? F extends (value: infer V, ...args: infer _) => unknown
      ? Awaited<V>
      : never
    : T;

// ---- Iteration -----------------------------------------------------------------------------------------------------------
// The defaults are `any`, as in the standard declarations: the checker lets only that pass where nothing is returned. To osc it is `unknown`.

interface IteratorYieldResult<TYield> {
  done?: false;
  value: TYield;
}
interface IteratorReturnResult<TReturn> {
  done: true;
  value: TReturn;
}
type IteratorResult<T, TReturn = any> = IteratorYieldResult<T> | IteratorReturnResult<TReturn>;
interface Iterator<T, TReturn = any, TNext = any> {
  next(value?: TNext): IteratorResult<T, TReturn>;
  return?(value?: TReturn): IteratorResult<T, TReturn>;
  throw?(error?: unknown): IteratorResult<T, TReturn>;
}
interface Iterable<T, TReturn = any, TNext = any> {
  [Symbol.iterator](): Iterator<T, TReturn, TNext>;
}
interface IterableIterator<T, TReturn = any, TNext = any> extends Iterator<T, TReturn, TNext> {
  [Symbol.iterator](): IterableIterator<T, TReturn, TNext>;
}
interface IteratorObject<T, TReturn = unknown, TNext = unknown> extends Iterator<T, TReturn, TNext> {
  [Symbol.iterator](): IteratorObject<T, TReturn, TNext>;
  drop(count: number): IteratorObject<T, undefined, unknown>;
  every(test: (value: T, index: number) => unknown): boolean;
  filter<S extends T>(test: (value: T, index: number) => value is S): IteratorObject<S, undefined, unknown>;
  filter(test: (value: T, index: number) => unknown): IteratorObject<T, undefined, unknown>;
  find(test: (value: T, index: number) => unknown): T | undefined;
  flatMap<U>(
    change: (value: T, index: number) => Iterable<U, unknown, undefined>,
  ): IteratorObject<U, undefined, unknown>;
  forEach(visit: (value: T, index: number) => void): void;
  map<U>(change: (value: T, index: number) => U): IteratorObject<U, undefined, unknown>;
  reduce(combine: (sum: T, value: T, index: number) => T): T;
  reduce(combine: (sum: T, value: T, index: number) => T, initial: T): T;
  reduce<U>(combine: (sum: U, value: T, index: number) => U, initial: U): U;
  some(test: (value: T, index: number) => unknown): boolean;
  take(limit: number): IteratorObject<T, undefined, unknown>;
  toArray(): T[];
}
interface IteratorConstructor {
  from<T>(value: Iterable<T, unknown, undefined>): IteratorObject<T, undefined, unknown>;
}
declare var Iterator: IteratorConstructor;
type BuiltinIteratorReturn = undefined;
interface ArrayIterator<T> extends IteratorObject<T, BuiltinIteratorReturn, unknown> {
  [Symbol.iterator](): ArrayIterator<T>;
}
interface StringIterator<T> extends IteratorObject<T, BuiltinIteratorReturn, unknown> {
  [Symbol.iterator](): StringIterator<T>;
}
interface MapIterator<T> extends IteratorObject<T, BuiltinIteratorReturn, unknown> {
  [Symbol.iterator](): MapIterator<T>;
}
interface SetIterator<T> extends IteratorObject<T, BuiltinIteratorReturn, unknown> {
  [Symbol.iterator](): SetIterator<T>;
}
interface Generator<T = unknown, TReturn = any, TNext = any> extends IteratorObject<T, TReturn, TNext> {
  next(value?: TNext): IteratorResult<T, TReturn>;
  return(value?: TReturn): IteratorResult<T, TReturn>;
  throw(error?: unknown): IteratorResult<T, TReturn>;
  [Symbol.iterator](): Generator<T, TReturn, TNext>;
}
interface AsyncIterator<T, TReturn = any, TNext = any> {
  next(value?: TNext): Promise<IteratorResult<T, TReturn>>;
  return?(value?: TReturn | PromiseLike<TReturn>): Promise<IteratorResult<T, TReturn>>;
  throw?(error?: unknown): Promise<IteratorResult<T, TReturn>>;
}
interface AsyncIterable<T, TReturn = any, TNext = any> {
  [Symbol.asyncIterator](): AsyncIterator<T, TReturn, TNext>;
}
interface AsyncIterableIterator<T, TReturn = any, TNext = any> extends AsyncIterator<T, TReturn, TNext> {
  [Symbol.asyncIterator](): AsyncIterableIterator<T, TReturn, TNext>;
}
interface AsyncIteratorObject<T, TReturn = unknown, TNext = unknown> extends AsyncIterator<T, TReturn, TNext> {
  [Symbol.asyncIterator](): AsyncIteratorObject<T, TReturn, TNext>;
}
interface AsyncGenerator<T = unknown, TReturn = any, TNext = any> extends AsyncIteratorObject<T, TReturn, TNext> {
  next(value?: TNext): Promise<IteratorResult<T, TReturn>>;
  return(value?: TReturn | PromiseLike<TReturn>): Promise<IteratorResult<T, TReturn>>;
  throw(error?: unknown): Promise<IteratorResult<T, TReturn>>;
  [Symbol.asyncIterator](): AsyncGenerator<T, TReturn, TNext>;
}
interface Disposable {
  [Symbol.dispose](): void;
}
interface AsyncDisposable {
  [Symbol.asyncDispose](): PromiseLike<void>;
}

// ---- Primitives ------------------------------------------------------------------------------------------------------------

interface Boolean {
  toString(): string;
  valueOf(): boolean;
}
declare function Boolean<T>(value?: T): boolean;

interface Number {
  /** @param radix 2 to 36 */
  toString(radix?: number): string;
  toExponential(fractionDigits?: number): string;
  toFixed(fractionDigits?: number): string;
  toPrecision(precision?: number): string;
  valueOf(): number;
}
interface NumberConstructor {
  (value?: string | number | boolean | null | undefined): number;
  readonly MAX_VALUE: number;
  readonly MIN_VALUE: number;
  readonly NaN: number;
  readonly NEGATIVE_INFINITY: number;
  readonly POSITIVE_INFINITY: number;
  readonly EPSILON: number;
  readonly MAX_SAFE_INTEGER: number;
  readonly MIN_SAFE_INTEGER: number;
  isFinite(value: number): boolean;
  isInteger(value: number): boolean;
  isNaN(value: number): boolean;
  isSafeInteger(value: number): boolean;
  parseFloat(text: string): number;
  parseInt(text: string, radix?: number): number;
}
declare var Number: NumberConstructor;
declare var NaN: number;
declare var Infinity: number;
declare function parseInt(text: string, radix?: number): number;
declare function parseFloat(text: string): number;
declare function isNaN(value: number): boolean;
declare function isFinite(value: number): boolean;

type BigInt = {};

interface Math {
  readonly E: number;
  readonly LN10: number;
  readonly LN2: number;
  readonly LOG2E: number;
  readonly LOG10E: number;
  readonly PI: number;
  readonly SQRT1_2: number;
  readonly SQRT2: number;
  abs(x: number): number;
  ceil(x: number): number;
  floor(x: number): number;
  trunc(x: number): number;
  round(x: number): number;
  sign(x: number): number;
  sqrt(x: number): number;
  max(...values: number[]): number;
  min(...values: number[]): number;
  imul(x: number, y: number): number;
  clz32(x: number): number;
  fround(x: number): number;
  pow(x: number, y: number): number;
  exp(x: number): number;
  expm1(x: number): number;
  log(x: number): number;
  log10(x: number): number;
  log1p(x: number): number;
  log2(x: number): number;
  cbrt(x: number): number;
  hypot(...values: number[]): number;
  sin(x: number): number;
  cos(x: number): number;
  tan(x: number): number;
  asin(x: number): number;
  acos(x: number): number;
  atan(x: number): number;
  atan2(y: number, x: number): number;
  sinh(x: number): number;
  cosh(x: number): number;
  tanh(x: number): number;
  asinh(x: number): number;
  acosh(x: number): number;
  atanh(x: number): number;
}
declare var Math: Math;

interface String {
  readonly length: number;
  readonly [index: number]: string;
  at(index: number): string | undefined;
  charAt(index: number): string;
  charCodeAt(index: number): number;
  codePointAt(index: number): number | undefined;
  concat(...strings: string[]): string;
  endsWith(search: string, end?: number): boolean;
  includes(search: string, from?: number): boolean;
  indexOf(search: string, from?: number): number;
  lastIndexOf(search: string, from?: number): number;
  /** By letters, then accents, then case: right for Latin-1 text. */
  localeCompare(other: string): number;
  padEnd(length: number, fill?: string): string;
  padStart(length: number, fill?: string): string;
  repeat(count: number): string;
  replace(search: string, replacement: string): string;
  replaceAll(search: string, replacement: string): string;
  slice(start?: number, end?: number): string;
  split(separator: string, limit?: number): string[];
  startsWith(search: string, from?: number): boolean;
  substr(start: number, count?: number): string;
  substring(start: number, end?: number): string;
  toLowerCase(): string;
  toUpperCase(): string;
  toString(): string;
  trim(): string;
  trimEnd(): string;
  trimStart(): string;
  valueOf(): string;
  [Symbol.iterator](): StringIterator<string>;
}
interface StringConstructor {
  (value?: unknown): string;
  fromCharCode(...units: number[]): string;
  fromCodePoint(...codePoints: number[]): string;
  raw(template: TemplateStringsArray, ...values: unknown[]): string;
}
declare var String: StringConstructor;

// ---- Arrays ------------------------------------------------------------------------------------------------------------------

interface ConcatArray<T> {
  readonly length: number;
  readonly [n: number]: T;
}
interface ReadonlyArray<T> {
  readonly length: number;
  readonly [n: number]: T;
  at(index: number): T | undefined;
  concat(...others: (readonly T[])[]): T[];
  every(test: (value: T, index: number, array: readonly T[]) => unknown): boolean;
  filter<S extends T>(test: (value: T, index: number, array: readonly T[]) => value is S): S[];
  filter(test: (value: T, index: number, array: readonly T[]) => unknown): T[];
  find(test: (value: T, index: number, array: readonly T[]) => unknown): T | undefined;
  findIndex(test: (value: T, index: number, array: readonly T[]) => unknown): number;
  findLast(test: (value: T, index: number, array: readonly T[]) => unknown): T | undefined;
  findLastIndex(test: (value: T, index: number, array: readonly T[]) => unknown): number;
  flatMap<U>(map: (value: T, index: number, array: readonly T[]) => readonly U[]): U[];
  forEach(visit: (value: T, index: number, array: readonly T[]) => void): void;
  includes(search: T, from?: number): boolean;
  indexOf(search: T, from?: number): number;
  join(separator?: string): string;
  keys(): ArrayIterator<number>;
  lastIndexOf(search: T, from?: number): number;
  map<U>(map: (value: T, index: number, array: readonly T[]) => U): U[];
  entries(): ArrayIterator<[number, T]>;
  reduce(combine: (previous: T, current: T, index: number, array: readonly T[]) => T): T;
  reduce(combine: (previous: T, current: T, index: number, array: readonly T[]) => T, initial: T): T;
  reduce<U>(combine: (previous: U, current: T, index: number, array: readonly T[]) => U, initial: U): U;
  reduceRight(combine: (previous: T, current: T, index: number, array: readonly T[]) => T): T;
  reduceRight(combine: (previous: T, current: T, index: number, array: readonly T[]) => T, initial: T): T;
  reduceRight<U>(combine: (previous: U, current: T, index: number, array: readonly T[]) => U, initial: U): U;
  flat<U>(this: readonly (readonly U[])[]): U[];
  toReversed(): T[];
  toSorted(compare?: (a: T, b: T) => number): T[];
  toSpliced(start: number, deleteCount?: number, ...values: T[]): T[];
  with(index: number, value: T): T[];
  slice(start?: number, end?: number): T[];
  some(test: (value: T, index: number, array: readonly T[]) => unknown): boolean;
  toString(): string;
  values(): ArrayIterator<T>;
  [Symbol.iterator](): ArrayIterator<T>;
}
interface Array<T> {
  length: number;
  [n: number]: T;
  at(index: number): T | undefined;
  concat(...others: (readonly T[])[]): T[];
  copyWithin(target: number, start: number, end?: number): this;
  every(test: (value: T, index: number, array: T[]) => unknown): boolean;
  fill(value: T, start?: number, end?: number): this;
  filter<S extends T>(test: (value: T, index: number, array: T[]) => value is S): S[];
  filter(test: (value: T, index: number, array: T[]) => unknown): T[];
  find(test: (value: T, index: number, array: T[]) => unknown): T | undefined;
  findIndex(test: (value: T, index: number, array: T[]) => unknown): number;
  findLast(test: (value: T, index: number, array: T[]) => unknown): T | undefined;
  findLastIndex(test: (value: T, index: number, array: T[]) => unknown): number;
  flatMap<U>(map: (value: T, index: number, array: T[]) => readonly U[]): U[];
  forEach(visit: (value: T, index: number, array: T[]) => void): void;
  includes(search: T, from?: number): boolean;
  indexOf(search: T, from?: number): number;
  join(separator?: string): string;
  keys(): ArrayIterator<number>;
  lastIndexOf(search: T, from?: number): number;
  map<U>(map: (value: T, index: number, array: T[]) => U): U[];
  entries(): ArrayIterator<[number, T]>;
  pop(): T | undefined;
  push(...values: T[]): number;
  reduce(combine: (previous: T, current: T, index: number, array: T[]) => T): T;
  reduce(combine: (previous: T, current: T, index: number, array: T[]) => T, initial: T): T;
  reduce<U>(combine: (previous: U, current: T, index: number, array: T[]) => U, initial: U): U;
  reduceRight(combine: (previous: T, current: T, index: number, array: T[]) => T): T;
  reduceRight(combine: (previous: T, current: T, index: number, array: T[]) => T, initial: T): T;
  reduceRight<U>(combine: (previous: U, current: T, index: number, array: T[]) => U, initial: U): U;
  flat<U>(this: readonly (readonly U[])[]): U[];
  toReversed(): T[];
  toSorted(compare?: (a: T, b: T) => number): T[];
  toSpliced(start: number, deleteCount?: number, ...values: T[]): T[];
  with(index: number, value: T): T[];
  reverse(): T[];
  shift(): T | undefined;
  slice(start?: number, end?: number): T[];
  some(test: (value: T, index: number, array: T[]) => unknown): boolean;
  sort(compare?: (a: T, b: T) => number): this;
  splice(start: number, deleteCount?: number, ...values: T[]): T[];
  toString(): string;
  unshift(...values: T[]): number;
  values(): ArrayIterator<T>;
  [Symbol.iterator](): ArrayIterator<T>;
}
interface ArrayConstructor {
  new <T>(length: number): T[];
  isArray(value: unknown): value is unknown[];
  from<T>(items: Iterable<T>): T[];
  from<T, U>(items: Iterable<T>, map: (value: T, index: number) => U): U[];
  from<U>(items: { readonly length: number }, map: (value: undefined, index: number) => U): U[];
  of<T>(...items: T[]): T[];
}
declare var Array: ArrayConstructor;

// ---- Collections -----------------------------------------------------------------------------------------------------------

interface ReadonlyMap<K, V> {
  readonly size: number;
  get(key: K): V | undefined;
  has(key: K): boolean;
  forEach(visit: (value: V, key: K, map: Map<K, V>) => void): void;
  entries(): MapIterator<[K, V]>;
  keys(): MapIterator<K>;
  values(): MapIterator<V>;
  [Symbol.iterator](): MapIterator<[K, V]>;
}
declare class Map<K, V> {
  constructor(entries?: Iterable<readonly [K, V]> | null);
  readonly size: number;
  clear(): void;
  delete(key: K): boolean;
  static groupBy<K, T>(items: Iterable<T>, keyOf: (item: T, index: number) => K): Map<K, T[]>;
  forEach(visit: (value: V, key: K, map: Map<K, V>) => void): void;
  get(key: K): V | undefined;
  has(key: K): boolean;
  set(key: K, value: V): this;
  entries(): MapIterator<[K, V]>;
  keys(): MapIterator<K>;
  values(): MapIterator<V>;
  [Symbol.iterator](): MapIterator<[K, V]>;
}
interface ReadonlySet<T> {
  readonly size: number;
  has(value: T): boolean;
  forEach(visit: (value: T, key: T, set: Set<T>) => void): void;
  entries(): SetIterator<[T, T]>;
  keys(): SetIterator<T>;
  values(): SetIterator<T>;
  [Symbol.iterator](): SetIterator<T>;
}
declare class Set<T> {
  constructor(values?: Iterable<T> | null);
  readonly size: number;
  add(value: T): this;
  clear(): void;
  delete(value: T): boolean;
  forEach(visit: (value: T, key: T, set: Set<T>) => void): void;
  has(value: T): boolean;
  union(other: Set<T>): Set<T>;
  intersection(other: Set<T>): Set<T>;
  difference(other: Set<T>): Set<T>;
  symmetricDifference(other: Set<T>): Set<T>;
  isSubsetOf(other: Set<T>): boolean;
  isSupersetOf(other: Set<T>): boolean;
  isDisjointFrom(other: Set<T>): boolean;
  entries(): SetIterator<[T, T]>;
  keys(): SetIterator<T>;
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

interface ErrorOptions {
  cause?: unknown;
}
declare class Error {
  constructor(message?: string, options?: ErrorOptions);
  /** How many frames a call stack has; with 0, errors are shown without one. */
  static stackTraceLimit: number;
  name: string;
  message: string;
  cause?: unknown;
  readonly stack: string;
  toString(): string;
}
declare class TypeError extends Error {}
declare class RangeError extends Error {}
declare class ReferenceError extends Error {}
declare class SyntaxError extends Error {}
declare class AggregateError extends Error {
  constructor(errors: unknown[], message?: string, options?: ErrorOptions);
  readonly errors: unknown[];
}
declare class SuppressedError extends Error {
  constructor(error: unknown, suppressed: unknown, message?: string);
  readonly error: unknown;
  readonly suppressed: unknown;
}

// ---- Bytes ---------------------------------------------------------------------------------------------------------------------

declare class ArrayBuffer {
  constructor(byteLength: number);
  static isView(value: unknown): boolean;
  readonly byteLength: number;
  slice(start?: number, end?: number): ArrayBuffer;
}
type ArrayBufferLike = ArrayBuffer;
interface ArrayBufferView {
  readonly buffer: ArrayBuffer;
  readonly byteLength: number;
  readonly byteOffset: number;
}
declare class Int8Array {
  constructor(length?: number);
  constructor(values: Iterable<number>);
  constructor(buffer: ArrayBuffer, byteOffset?: number, length?: number);
  static readonly BYTES_PER_ELEMENT: number;
  static from(values: Iterable<number>, map?: (value: number, index: number) => number): Int8Array;
  static of(...values: number[]): Int8Array;
  readonly BYTES_PER_ELEMENT: number;
  readonly buffer: ArrayBuffer;
  readonly byteLength: number;
  readonly byteOffset: number;
  readonly length: number;
  [index: number]: number;
  at(index: number): number | undefined;
  copyWithin(target: number, start: number, end?: number): this;
  entries(): ArrayIterator<[number, number]>;
  every(test: (value: number, index: number, array: this) => unknown): boolean;
  fill(value: number, start?: number, end?: number): this;
  filter(test: (value: number, index: number, array: this) => unknown): Int8Array;
  find(test: (value: number, index: number, array: this) => unknown): number | undefined;
  findIndex(test: (value: number, index: number, array: this) => unknown): number;
  findLast(test: (value: number, index: number, array: this) => unknown): number | undefined;
  findLastIndex(test: (value: number, index: number, array: this) => unknown): number;
  forEach(visit: (value: number, index: number, array: this) => void): void;
  includes(search: number, from?: number): boolean;
  indexOf(search: number, from?: number): number;
  join(separator?: string): string;
  keys(): ArrayIterator<number>;
  lastIndexOf(search: number, from?: number): number;
  map(map: (value: number, index: number, array: this) => number): Int8Array;
  reduce(combine: (previous: number, current: number, index: number, array: this) => number, initial?: number): number;
  reduce<U>(combine: (previous: U, current: number, index: number, array: this) => U, initial: U): U;
  reduceRight(
    combine: (previous: number, current: number, index: number, array: this) => number,
    initial?: number,
  ): number;
  reverse(): this;
  set(values: Iterable<number>, offset?: number): void;
  slice(start?: number, end?: number): Int8Array;
  some(test: (value: number, index: number, array: this) => unknown): boolean;
  sort(compare?: (a: number, b: number) => number): this;
  subarray(start?: number, end?: number): Int8Array;
  toReversed(): Int8Array;
  toSorted(compare?: (a: number, b: number) => number): Int8Array;
  toString(): string;
  values(): ArrayIterator<number>;
  with(index: number, value: number): Int8Array;
  [Symbol.iterator](): ArrayIterator<number>;
}
declare class Uint8Array {
  constructor(length?: number);
  constructor(values: Iterable<number>);
  constructor(buffer: ArrayBuffer, byteOffset?: number, length?: number);
  static readonly BYTES_PER_ELEMENT: number;
  static from(values: Iterable<number>, map?: (value: number, index: number) => number): Uint8Array;
  static of(...values: number[]): Uint8Array;
  readonly BYTES_PER_ELEMENT: number;
  readonly buffer: ArrayBuffer;
  readonly byteLength: number;
  readonly byteOffset: number;
  readonly length: number;
  [index: number]: number;
  at(index: number): number | undefined;
  copyWithin(target: number, start: number, end?: number): this;
  entries(): ArrayIterator<[number, number]>;
  every(test: (value: number, index: number, array: this) => unknown): boolean;
  fill(value: number, start?: number, end?: number): this;
  filter(test: (value: number, index: number, array: this) => unknown): Uint8Array;
  find(test: (value: number, index: number, array: this) => unknown): number | undefined;
  findIndex(test: (value: number, index: number, array: this) => unknown): number;
  findLast(test: (value: number, index: number, array: this) => unknown): number | undefined;
  findLastIndex(test: (value: number, index: number, array: this) => unknown): number;
  forEach(visit: (value: number, index: number, array: this) => void): void;
  includes(search: number, from?: number): boolean;
  indexOf(search: number, from?: number): number;
  join(separator?: string): string;
  keys(): ArrayIterator<number>;
  lastIndexOf(search: number, from?: number): number;
  map(map: (value: number, index: number, array: this) => number): Uint8Array;
  reduce(combine: (previous: number, current: number, index: number, array: this) => number, initial?: number): number;
  reduce<U>(combine: (previous: U, current: number, index: number, array: this) => U, initial: U): U;
  reduceRight(
    combine: (previous: number, current: number, index: number, array: this) => number,
    initial?: number,
  ): number;
  reverse(): this;
  set(values: Iterable<number>, offset?: number): void;
  slice(start?: number, end?: number): Uint8Array;
  some(test: (value: number, index: number, array: this) => unknown): boolean;
  sort(compare?: (a: number, b: number) => number): this;
  subarray(start?: number, end?: number): Uint8Array;
  toReversed(): Uint8Array;
  toSorted(compare?: (a: number, b: number) => number): Uint8Array;
  toString(): string;
  values(): ArrayIterator<number>;
  with(index: number, value: number): Uint8Array;
  [Symbol.iterator](): ArrayIterator<number>;
}
declare class Uint8ClampedArray {
  constructor(length?: number);
  constructor(values: Iterable<number>);
  constructor(buffer: ArrayBuffer, byteOffset?: number, length?: number);
  static readonly BYTES_PER_ELEMENT: number;
  static from(values: Iterable<number>, map?: (value: number, index: number) => number): Uint8ClampedArray;
  static of(...values: number[]): Uint8ClampedArray;
  readonly BYTES_PER_ELEMENT: number;
  readonly buffer: ArrayBuffer;
  readonly byteLength: number;
  readonly byteOffset: number;
  readonly length: number;
  [index: number]: number;
  at(index: number): number | undefined;
  copyWithin(target: number, start: number, end?: number): this;
  entries(): ArrayIterator<[number, number]>;
  every(test: (value: number, index: number, array: this) => unknown): boolean;
  fill(value: number, start?: number, end?: number): this;
  filter(test: (value: number, index: number, array: this) => unknown): Uint8ClampedArray;
  find(test: (value: number, index: number, array: this) => unknown): number | undefined;
  findIndex(test: (value: number, index: number, array: this) => unknown): number;
  findLast(test: (value: number, index: number, array: this) => unknown): number | undefined;
  findLastIndex(test: (value: number, index: number, array: this) => unknown): number;
  forEach(visit: (value: number, index: number, array: this) => void): void;
  includes(search: number, from?: number): boolean;
  indexOf(search: number, from?: number): number;
  join(separator?: string): string;
  keys(): ArrayIterator<number>;
  lastIndexOf(search: number, from?: number): number;
  map(map: (value: number, index: number, array: this) => number): Uint8ClampedArray;
  reduce(combine: (previous: number, current: number, index: number, array: this) => number, initial?: number): number;
  reduce<U>(combine: (previous: U, current: number, index: number, array: this) => U, initial: U): U;
  reduceRight(
    combine: (previous: number, current: number, index: number, array: this) => number,
    initial?: number,
  ): number;
  reverse(): this;
  set(values: Iterable<number>, offset?: number): void;
  slice(start?: number, end?: number): Uint8ClampedArray;
  some(test: (value: number, index: number, array: this) => unknown): boolean;
  sort(compare?: (a: number, b: number) => number): this;
  subarray(start?: number, end?: number): Uint8ClampedArray;
  toReversed(): Uint8ClampedArray;
  toSorted(compare?: (a: number, b: number) => number): Uint8ClampedArray;
  toString(): string;
  values(): ArrayIterator<number>;
  with(index: number, value: number): Uint8ClampedArray;
  [Symbol.iterator](): ArrayIterator<number>;
}
declare class Int16Array {
  constructor(length?: number);
  constructor(values: Iterable<number>);
  constructor(buffer: ArrayBuffer, byteOffset?: number, length?: number);
  static readonly BYTES_PER_ELEMENT: number;
  static from(values: Iterable<number>, map?: (value: number, index: number) => number): Int16Array;
  static of(...values: number[]): Int16Array;
  readonly BYTES_PER_ELEMENT: number;
  readonly buffer: ArrayBuffer;
  readonly byteLength: number;
  readonly byteOffset: number;
  readonly length: number;
  [index: number]: number;
  at(index: number): number | undefined;
  copyWithin(target: number, start: number, end?: number): this;
  entries(): ArrayIterator<[number, number]>;
  every(test: (value: number, index: number, array: this) => unknown): boolean;
  fill(value: number, start?: number, end?: number): this;
  filter(test: (value: number, index: number, array: this) => unknown): Int16Array;
  find(test: (value: number, index: number, array: this) => unknown): number | undefined;
  findIndex(test: (value: number, index: number, array: this) => unknown): number;
  findLast(test: (value: number, index: number, array: this) => unknown): number | undefined;
  findLastIndex(test: (value: number, index: number, array: this) => unknown): number;
  forEach(visit: (value: number, index: number, array: this) => void): void;
  includes(search: number, from?: number): boolean;
  indexOf(search: number, from?: number): number;
  join(separator?: string): string;
  keys(): ArrayIterator<number>;
  lastIndexOf(search: number, from?: number): number;
  map(map: (value: number, index: number, array: this) => number): Int16Array;
  reduce(combine: (previous: number, current: number, index: number, array: this) => number, initial?: number): number;
  reduce<U>(combine: (previous: U, current: number, index: number, array: this) => U, initial: U): U;
  reduceRight(
    combine: (previous: number, current: number, index: number, array: this) => number,
    initial?: number,
  ): number;
  reverse(): this;
  set(values: Iterable<number>, offset?: number): void;
  slice(start?: number, end?: number): Int16Array;
  some(test: (value: number, index: number, array: this) => unknown): boolean;
  sort(compare?: (a: number, b: number) => number): this;
  subarray(start?: number, end?: number): Int16Array;
  toReversed(): Int16Array;
  toSorted(compare?: (a: number, b: number) => number): Int16Array;
  toString(): string;
  values(): ArrayIterator<number>;
  with(index: number, value: number): Int16Array;
  [Symbol.iterator](): ArrayIterator<number>;
}
declare class Uint16Array {
  constructor(length?: number);
  constructor(values: Iterable<number>);
  constructor(buffer: ArrayBuffer, byteOffset?: number, length?: number);
  static readonly BYTES_PER_ELEMENT: number;
  static from(values: Iterable<number>, map?: (value: number, index: number) => number): Uint16Array;
  static of(...values: number[]): Uint16Array;
  readonly BYTES_PER_ELEMENT: number;
  readonly buffer: ArrayBuffer;
  readonly byteLength: number;
  readonly byteOffset: number;
  readonly length: number;
  [index: number]: number;
  at(index: number): number | undefined;
  copyWithin(target: number, start: number, end?: number): this;
  entries(): ArrayIterator<[number, number]>;
  every(test: (value: number, index: number, array: this) => unknown): boolean;
  fill(value: number, start?: number, end?: number): this;
  filter(test: (value: number, index: number, array: this) => unknown): Uint16Array;
  find(test: (value: number, index: number, array: this) => unknown): number | undefined;
  findIndex(test: (value: number, index: number, array: this) => unknown): number;
  findLast(test: (value: number, index: number, array: this) => unknown): number | undefined;
  findLastIndex(test: (value: number, index: number, array: this) => unknown): number;
  forEach(visit: (value: number, index: number, array: this) => void): void;
  includes(search: number, from?: number): boolean;
  indexOf(search: number, from?: number): number;
  join(separator?: string): string;
  keys(): ArrayIterator<number>;
  lastIndexOf(search: number, from?: number): number;
  map(map: (value: number, index: number, array: this) => number): Uint16Array;
  reduce(combine: (previous: number, current: number, index: number, array: this) => number, initial?: number): number;
  reduce<U>(combine: (previous: U, current: number, index: number, array: this) => U, initial: U): U;
  reduceRight(
    combine: (previous: number, current: number, index: number, array: this) => number,
    initial?: number,
  ): number;
  reverse(): this;
  set(values: Iterable<number>, offset?: number): void;
  slice(start?: number, end?: number): Uint16Array;
  some(test: (value: number, index: number, array: this) => unknown): boolean;
  sort(compare?: (a: number, b: number) => number): this;
  subarray(start?: number, end?: number): Uint16Array;
  toReversed(): Uint16Array;
  toSorted(compare?: (a: number, b: number) => number): Uint16Array;
  toString(): string;
  values(): ArrayIterator<number>;
  with(index: number, value: number): Uint16Array;
  [Symbol.iterator](): ArrayIterator<number>;
}
declare class Int32Array {
  constructor(length?: number);
  constructor(values: Iterable<number>);
  constructor(buffer: ArrayBuffer, byteOffset?: number, length?: number);
  static readonly BYTES_PER_ELEMENT: number;
  static from(values: Iterable<number>, map?: (value: number, index: number) => number): Int32Array;
  static of(...values: number[]): Int32Array;
  readonly BYTES_PER_ELEMENT: number;
  readonly buffer: ArrayBuffer;
  readonly byteLength: number;
  readonly byteOffset: number;
  readonly length: number;
  [index: number]: number;
  at(index: number): number | undefined;
  copyWithin(target: number, start: number, end?: number): this;
  entries(): ArrayIterator<[number, number]>;
  every(test: (value: number, index: number, array: this) => unknown): boolean;
  fill(value: number, start?: number, end?: number): this;
  filter(test: (value: number, index: number, array: this) => unknown): Int32Array;
  find(test: (value: number, index: number, array: this) => unknown): number | undefined;
  findIndex(test: (value: number, index: number, array: this) => unknown): number;
  findLast(test: (value: number, index: number, array: this) => unknown): number | undefined;
  findLastIndex(test: (value: number, index: number, array: this) => unknown): number;
  forEach(visit: (value: number, index: number, array: this) => void): void;
  includes(search: number, from?: number): boolean;
  indexOf(search: number, from?: number): number;
  join(separator?: string): string;
  keys(): ArrayIterator<number>;
  lastIndexOf(search: number, from?: number): number;
  map(map: (value: number, index: number, array: this) => number): Int32Array;
  reduce(combine: (previous: number, current: number, index: number, array: this) => number, initial?: number): number;
  reduce<U>(combine: (previous: U, current: number, index: number, array: this) => U, initial: U): U;
  reduceRight(
    combine: (previous: number, current: number, index: number, array: this) => number,
    initial?: number,
  ): number;
  reverse(): this;
  set(values: Iterable<number>, offset?: number): void;
  slice(start?: number, end?: number): Int32Array;
  some(test: (value: number, index: number, array: this) => unknown): boolean;
  sort(compare?: (a: number, b: number) => number): this;
  subarray(start?: number, end?: number): Int32Array;
  toReversed(): Int32Array;
  toSorted(compare?: (a: number, b: number) => number): Int32Array;
  toString(): string;
  values(): ArrayIterator<number>;
  with(index: number, value: number): Int32Array;
  [Symbol.iterator](): ArrayIterator<number>;
}
declare class Uint32Array {
  constructor(length?: number);
  constructor(values: Iterable<number>);
  constructor(buffer: ArrayBuffer, byteOffset?: number, length?: number);
  static readonly BYTES_PER_ELEMENT: number;
  static from(values: Iterable<number>, map?: (value: number, index: number) => number): Uint32Array;
  static of(...values: number[]): Uint32Array;
  readonly BYTES_PER_ELEMENT: number;
  readonly buffer: ArrayBuffer;
  readonly byteLength: number;
  readonly byteOffset: number;
  readonly length: number;
  [index: number]: number;
  at(index: number): number | undefined;
  copyWithin(target: number, start: number, end?: number): this;
  entries(): ArrayIterator<[number, number]>;
  every(test: (value: number, index: number, array: this) => unknown): boolean;
  fill(value: number, start?: number, end?: number): this;
  filter(test: (value: number, index: number, array: this) => unknown): Uint32Array;
  find(test: (value: number, index: number, array: this) => unknown): number | undefined;
  findIndex(test: (value: number, index: number, array: this) => unknown): number;
  findLast(test: (value: number, index: number, array: this) => unknown): number | undefined;
  findLastIndex(test: (value: number, index: number, array: this) => unknown): number;
  forEach(visit: (value: number, index: number, array: this) => void): void;
  includes(search: number, from?: number): boolean;
  indexOf(search: number, from?: number): number;
  join(separator?: string): string;
  keys(): ArrayIterator<number>;
  lastIndexOf(search: number, from?: number): number;
  map(map: (value: number, index: number, array: this) => number): Uint32Array;
  reduce(combine: (previous: number, current: number, index: number, array: this) => number, initial?: number): number;
  reduce<U>(combine: (previous: U, current: number, index: number, array: this) => U, initial: U): U;
  reduceRight(
    combine: (previous: number, current: number, index: number, array: this) => number,
    initial?: number,
  ): number;
  reverse(): this;
  set(values: Iterable<number>, offset?: number): void;
  slice(start?: number, end?: number): Uint32Array;
  some(test: (value: number, index: number, array: this) => unknown): boolean;
  sort(compare?: (a: number, b: number) => number): this;
  subarray(start?: number, end?: number): Uint32Array;
  toReversed(): Uint32Array;
  toSorted(compare?: (a: number, b: number) => number): Uint32Array;
  toString(): string;
  values(): ArrayIterator<number>;
  with(index: number, value: number): Uint32Array;
  [Symbol.iterator](): ArrayIterator<number>;
}
declare class Float32Array {
  constructor(length?: number);
  constructor(values: Iterable<number>);
  constructor(buffer: ArrayBuffer, byteOffset?: number, length?: number);
  static readonly BYTES_PER_ELEMENT: number;
  static from(values: Iterable<number>, map?: (value: number, index: number) => number): Float32Array;
  static of(...values: number[]): Float32Array;
  readonly BYTES_PER_ELEMENT: number;
  readonly buffer: ArrayBuffer;
  readonly byteLength: number;
  readonly byteOffset: number;
  readonly length: number;
  [index: number]: number;
  at(index: number): number | undefined;
  copyWithin(target: number, start: number, end?: number): this;
  entries(): ArrayIterator<[number, number]>;
  every(test: (value: number, index: number, array: this) => unknown): boolean;
  fill(value: number, start?: number, end?: number): this;
  filter(test: (value: number, index: number, array: this) => unknown): Float32Array;
  find(test: (value: number, index: number, array: this) => unknown): number | undefined;
  findIndex(test: (value: number, index: number, array: this) => unknown): number;
  findLast(test: (value: number, index: number, array: this) => unknown): number | undefined;
  findLastIndex(test: (value: number, index: number, array: this) => unknown): number;
  forEach(visit: (value: number, index: number, array: this) => void): void;
  includes(search: number, from?: number): boolean;
  indexOf(search: number, from?: number): number;
  join(separator?: string): string;
  keys(): ArrayIterator<number>;
  lastIndexOf(search: number, from?: number): number;
  map(map: (value: number, index: number, array: this) => number): Float32Array;
  reduce(combine: (previous: number, current: number, index: number, array: this) => number, initial?: number): number;
  reduce<U>(combine: (previous: U, current: number, index: number, array: this) => U, initial: U): U;
  reduceRight(
    combine: (previous: number, current: number, index: number, array: this) => number,
    initial?: number,
  ): number;
  reverse(): this;
  set(values: Iterable<number>, offset?: number): void;
  slice(start?: number, end?: number): Float32Array;
  some(test: (value: number, index: number, array: this) => unknown): boolean;
  sort(compare?: (a: number, b: number) => number): this;
  subarray(start?: number, end?: number): Float32Array;
  toReversed(): Float32Array;
  toSorted(compare?: (a: number, b: number) => number): Float32Array;
  toString(): string;
  values(): ArrayIterator<number>;
  with(index: number, value: number): Float32Array;
  [Symbol.iterator](): ArrayIterator<number>;
}
declare class Float64Array {
  constructor(length?: number);
  constructor(values: Iterable<number>);
  constructor(buffer: ArrayBuffer, byteOffset?: number, length?: number);
  static readonly BYTES_PER_ELEMENT: number;
  static from(values: Iterable<number>, map?: (value: number, index: number) => number): Float64Array;
  static of(...values: number[]): Float64Array;
  readonly BYTES_PER_ELEMENT: number;
  readonly buffer: ArrayBuffer;
  readonly byteLength: number;
  readonly byteOffset: number;
  readonly length: number;
  [index: number]: number;
  at(index: number): number | undefined;
  copyWithin(target: number, start: number, end?: number): this;
  entries(): ArrayIterator<[number, number]>;
  every(test: (value: number, index: number, array: this) => unknown): boolean;
  fill(value: number, start?: number, end?: number): this;
  filter(test: (value: number, index: number, array: this) => unknown): Float64Array;
  find(test: (value: number, index: number, array: this) => unknown): number | undefined;
  findIndex(test: (value: number, index: number, array: this) => unknown): number;
  findLast(test: (value: number, index: number, array: this) => unknown): number | undefined;
  findLastIndex(test: (value: number, index: number, array: this) => unknown): number;
  forEach(visit: (value: number, index: number, array: this) => void): void;
  includes(search: number, from?: number): boolean;
  indexOf(search: number, from?: number): number;
  join(separator?: string): string;
  keys(): ArrayIterator<number>;
  lastIndexOf(search: number, from?: number): number;
  map(map: (value: number, index: number, array: this) => number): Float64Array;
  reduce(combine: (previous: number, current: number, index: number, array: this) => number, initial?: number): number;
  reduce<U>(combine: (previous: U, current: number, index: number, array: this) => U, initial: U): U;
  reduceRight(
    combine: (previous: number, current: number, index: number, array: this) => number,
    initial?: number,
  ): number;
  reverse(): this;
  set(values: Iterable<number>, offset?: number): void;
  slice(start?: number, end?: number): Float64Array;
  some(test: (value: number, index: number, array: this) => unknown): boolean;
  sort(compare?: (a: number, b: number) => number): this;
  subarray(start?: number, end?: number): Float64Array;
  toReversed(): Float64Array;
  toSorted(compare?: (a: number, b: number) => number): Float64Array;
  toString(): string;
  values(): ArrayIterator<number>;
  with(index: number, value: number): Float64Array;
  [Symbol.iterator](): ArrayIterator<number>;
}
declare class DataView {
  constructor(buffer: ArrayBuffer, byteOffset?: number, byteLength?: number);
  readonly buffer: ArrayBuffer;
  readonly byteLength: number;
  readonly byteOffset: number;
  getInt8(byteOffset: number): number;
  setInt8(byteOffset: number, value: number): void;
  getUint8(byteOffset: number): number;
  setUint8(byteOffset: number, value: number): void;
  getInt16(byteOffset: number, littleEndian?: boolean): number;
  setInt16(byteOffset: number, value: number, littleEndian?: boolean): void;
  getUint16(byteOffset: number, littleEndian?: boolean): number;
  setUint16(byteOffset: number, value: number, littleEndian?: boolean): void;
  getInt32(byteOffset: number, littleEndian?: boolean): number;
  setInt32(byteOffset: number, value: number, littleEndian?: boolean): void;
  getUint32(byteOffset: number, littleEndian?: boolean): number;
  setUint32(byteOffset: number, value: number, littleEndian?: boolean): void;
  getFloat32(byteOffset: number, littleEndian?: boolean): number;
  setFloat32(byteOffset: number, value: number, littleEndian?: boolean): void;
  getFloat64(byteOffset: number, littleEndian?: boolean): number;
  setFloat64(byteOffset: number, value: number, littleEndian?: boolean): void;
}
interface TextDecoderOptions {
  fatal?: boolean;
  ignoreBOM?: boolean;
}
interface TextEncoderEncodeIntoResult {
  read: number;
  written: number;
}
declare class TextEncoder {
  constructor();
  readonly encoding: string;
  encode(text?: string): Uint8Array;
  encodeInto(text: string, to: Uint8Array): TextEncoderEncodeIntoResult;
}
declare class TextDecoder {
  /** @param label A name of UTF-8, the only encoding. */
  constructor(label?: string, options?: TextDecoderOptions);
  readonly encoding: string;
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  decode(bytes?: Uint8Array | ArrayBuffer | DataView): string;
}

// ---- Promises ----------------------------------------------------------------------------------------------------------------

interface PromiseLike<T> {
  then<A = T, B = never>(
    onfulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onrejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): PromiseLike<A | B>;
}
interface PromiseWithResolvers<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T | PromiseLike<T>) => void;
  readonly reject: (reason?: unknown) => void;
}
interface PromiseFulfilledResult<T> {
  status: "fulfilled";
  value: T;
}
interface PromiseRejectedResult {
  status: "rejected";
  reason: unknown;
}
type PromiseSettledResult<T> = PromiseFulfilledResult<T> | PromiseRejectedResult;
declare class Promise<T> {
  constructor(executor: (resolve: (value: T | PromiseLike<T>) => void, reject: (reason?: unknown) => void) => void);
  then<A = T, B = never>(
    onfulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onrejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B>;
  catch<B = never>(onrejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B>;
  finally(onfinally?: (() => void) | null): Promise<T>;
  static all<T extends readonly unknown[] | []>(values: T): Promise<{ -readonly [P in keyof T]: Awaited<T[P]> }>;
  static all<T>(values: Iterable<T | PromiseLike<T>>): Promise<Awaited<T>[]>;
  static allSettled<T extends readonly unknown[] | []>(
    values: T,
  ): Promise<{ -readonly [P in keyof T]: PromiseSettledResult<Awaited<T[P]>> }>;
  static allSettled<T>(values: Iterable<T | PromiseLike<T>>): Promise<PromiseSettledResult<Awaited<T>>[]>;
  static race<T extends readonly unknown[] | []>(values: T): Promise<Awaited<T[number]>>;
  static race<T>(values: Iterable<T | PromiseLike<T>>): Promise<Awaited<T>>;
  static any<T extends readonly unknown[] | []>(values: T): Promise<Awaited<T[number]>>;
  static any<T>(values: Iterable<T | PromiseLike<T>>): Promise<Awaited<T>>;
  static reject<T = never>(reason?: unknown): Promise<T>;
  static resolve(): Promise<void>;
  static resolve<T>(value: T | PromiseLike<T>): Promise<Awaited<T>>;
  static withResolvers<T>(): PromiseWithResolvers<T>;
}
interface PromiseConstructorLike {
  new <T>(
    executor: (resolve: (value: T | PromiseLike<T>) => void, reject: (reason?: unknown) => void) => void,
  ): PromiseLike<T>;
}
declare function queueMicrotask(callback: () => void): void;

// ---- Giving up ---------------------------------------------------------------------------------------------------------------

/** An error of the web's interfaces, told apart by its name: `AbortError`, `TimeoutError`. */
declare class DOMException extends Error {
  constructor(message?: string, name?: string);
}
interface Event {
  readonly type: string;
}
declare class AbortSignal {
  private constructor();
  readonly aborted: boolean;
  readonly reason: unknown;
  onabort: ((event: Event) => void) | null;
  throwIfAborted(): void;
  addEventListener(type: "abort", listener: (event: Event) => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: "abort", listener: (event: Event) => void): void;
  static abort(reason?: unknown): AbortSignal;
  static any(signals: readonly AbortSignal[]): AbortSignal;
  /** Aborts with a `TimeoutError` after `milliseconds`. */
  static timeout(milliseconds: number): AbortSignal;
}
declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}

// ---- The world outside -----------------------------------------------------------------------------------------------------

interface Console {
  debug(...values: unknown[]): void;
  error(...values: unknown[]): void;
  info(...values: unknown[]): void;
  log(...values: unknown[]): void;
  warn(...values: unknown[]): void;
}
declare var console: Console;
/** Runs `callback` after `delay` milliseconds. The result identifies the timer. */
declare function setTimeout(callback: () => void, delay?: number): number;
declare function clearTimeout(timer: number | undefined): void;
declare function setInterval(callback: () => void, delay?: number): number;
declare function clearInterval(timer: number | undefined): void;

interface ObjectConstructor {
  /** Only properties that the target has by its type; into a literal, any. */
  assign<T extends object, U>(target: T, source: U): T & U;
  assign<T extends object, U, V>(target: T, first: U, second: V): T & U & V;
  assign<T extends object, U, V, W>(target: T, first: U, second: V, third: W): T & U & V & W;
  entries<T>(object: { [name: string]: T } | readonly T[]): [string, T][];
  entries(object: object): [string, unknown][];
  /** Readonly for the checker; nothing watches over it at run time. */
  freeze<T>(object: T): Readonly<T>;
  hasOwn(object: object, name: string): boolean;
  is(a: unknown, b: unknown): boolean;
  keys(object: object): string[];
  values<T>(object: { [name: string]: T } | readonly T[]): T[];
  values(object: object): unknown[];
}
declare var Object: ObjectConstructor;
