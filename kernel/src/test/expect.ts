/**
 * `expect(value)`: assertions that say what was wanted and what was there.
 *
 *     expect(heap.freeRegions).toBe(1);
 *     expect(() => allocate(-1)).toThrow("negative");
 *     await expect(task.join()).rejects.toThrow("on purpose");
 *
 * The type of the value is only for the compiler's checks: what is compared is `unknown`, so that there is one piece of code for all types.
 */
import { inspect } from "osmium";
import { AssertionError } from "./assertion-error.ts";
import { type Check, checks, type Outcome } from "./checks.ts";
import { difference } from "./difference.ts";

/** Levels of objects that a failure shows. */
const depthShown = 6;

/** Assertions about a value. Each throws `AssertionError` unless it holds. */
export class Expectation<T> {
  readonly #value: unknown;
  readonly #negated: boolean;

  constructor(value: unknown, negated: boolean) {
    this.#value = value;
    this.#negated = negated;
  }

  /** The opposite: `expect(list).not.toContain(3)`. */
  get not(): Expectation<T> {
    return new Expectation<T>(this.#value, !this.#negated);
  }

  /** What a promise resolves to. Wait for the assertion: `await expect(promise).resolves.toBe(3)`. Fails if the promise rejects. */
  get resolves(): LaterExpectation {
    return new LaterExpectation(this.#value, true, this.#negated, new Error());
  }

  /** What a promise rejects with. Wait for the assertion. Fails if the promise resolves. */
  get rejects(): LaterExpectation {
    return new LaterExpectation(this.#value, false, this.#negated, new Error());
  }

  #check(check: Check, expected: unknown): void {
    verify(check(this.#value, expected), this.#negated, null);
  }

  /** The very same, as `Object.is` sees it: `NaN` is `NaN`, and `0` is not `-0`. */
  toBe(expected: T): void {
    this.#check(checks.be, expected);
  }

  /** Equal in all parts: see `deepEquals` of "osmium". */
  toEqual(expected: T): void {
    this.#check(checks.equal, expected);
  }

  toBeTruthy(): void {
    this.#check(checks.truthy, undefined);
  }

  toBeFalsy(): void {
    this.#check(checks.falsy, undefined);
  }

  toBeNull(): void {
    this.#check(checks.be, null);
  }

  toBeUndefined(): void {
    this.#check(checks.be, undefined);
  }

  toBeDefined(): void {
    this.#check(checks.defined, undefined);
  }

  toBeNaN(): void {
    this.#check(checks.be, NaN);
  }

  /** At most half a unit of the last of so many decimal places away. */
  toBeCloseTo(expected: number, digits: number = 2): void {
    verify(checks.close(this.#value, expected, digits), this.#negated, null);
  }

  toBeGreaterThan(bound: number): void {
    this.#check(checks.greater, bound);
  }

  toBeGreaterThanOrEqual(bound: number): void {
    this.#check(checks.greaterOrEqual, bound);
  }

  toBeLessThan(bound: number): void {
    this.#check(checks.less, bound);
  }

  toBeLessThanOrEqual(bound: number): void {
    this.#check(checks.lessOrEqual, bound);
  }

  /** Of a string: has a part. Of an array, a typed array or a set: has an element, as `toBe` compares. */
  toContain(item: unknown): void {
    this.#check(checks.contain, item);
  }

  /** Has an element that is equal in all parts. */
  toContainEqual(item: unknown): void {
    this.#check(checks.containEqual, item);
  }

  /** Of a string or of anything with elements. */
  toHaveLength(length: number): void {
    this.#check(checks.length, length);
  }

  /**
   * Of a function: throws when it is called; of what `rejects` gives: is an error.
   * @param message a part of the error's `name: message`
   */
  toThrow(message?: string): void {
    this.#check(checks.throws, message);
  }
}

/** Assertions about what a promise ends with. */
export class LaterExpectation {
  readonly #promise: unknown;
  readonly #resolves: boolean;
  readonly #negated: boolean;
  /** Made where the assertion stands: when the promise has settled, that is on no stack any more. */
  readonly #site: Error;

  constructor(promise: unknown, resolves: boolean, negated: boolean, site: Error) {
    this.#promise = promise;
    this.#resolves = resolves;
    this.#negated = negated;
    this.#site = site;
  }

  get not(): LaterExpectation {
    return new LaterExpectation(this.#promise, this.#resolves, !this.#negated, this.#site);
  }

  async #settled(): Promise<unknown> {
    let value: unknown;
    try {
      value = await this.#promise;
    } catch (error) {
      if (this.#resolves) throw this.#wrongEnd("the promise rejected", error);
      return error;
    }
    if (!this.#resolves) throw this.#wrongEnd("the promise resolved", value);
    return value;
  }

  #wrongEnd(what: string, value: unknown): AssertionError {
    const text = value instanceof Error ? value.toString() : inspect(value, depthShown);
    const wanted = this.#resolves ? "resolves" : "rejects";
    return new AssertionError(`expected a promise that ${wanted}, but ${what} with ${text}`, "", "", this.#site);
  }

  async #check(check: Check, expected: unknown): Promise<void> {
    verify(check(await this.#settled(), expected), this.#negated, this.#site);
  }

  async toBe(expected: unknown): Promise<void> {
    await this.#check(checks.be, expected);
  }

  async toEqual(expected: unknown): Promise<void> {
    await this.#check(checks.equal, expected);
  }

  async toContain(item: unknown): Promise<void> {
    await this.#check(checks.contain, item);
  }

  async toBeUndefined(): Promise<void> {
    await this.#check(checks.be, undefined);
  }

  async toBeTruthy(): Promise<void> {
    await this.#check(checks.truthy, undefined);
  }

  /** @see Expectation.toThrow */
  async toThrow(message?: string): Promise<void> {
    await this.#check(checks.throws, message);
  }
}

/** Throws unless a check came out as it should. */
function verify(outcome: Outcome, negated: boolean, site: Error | null): void {
  if (outcome.holds !== negated) return;
  const { relation, received } = outcome;
  const negation = negated ? "not " : "";
  const object = outcome.hasExpected ? ` ${shown(outcome.expected)}` : "";
  const head = `expected ${shown(received)} ${negation}to ${relation}${object}${outcome.remark}`;
  if (negated || !outcome.hasExpected) throw new AssertionError(head, "", "", site);
  const [wanted, found] = [inspect(outcome.expected, depthShown), inspect(received, depthShown)];
  if (!wanted.includes("\n") && !found.includes("\n")) throw new AssertionError(head, wanted, found, site);
  const lines = difference(wanted, found);
  const what = `expected values to ${relation}${outcome.remark} (- expected, + received)`;
  throw new AssertionError(`${what}\n${lines}`, wanted, found, site);
}

/** A value in a message: on one line if that can be. */
function shown(value: unknown): string {
  return value instanceof Error ? value.toString() : inspect(value, depthShown);
}

/** Begins an assertion about a value. */
export function expect<T>(value: T): Expectation<T> {
  return new Expectation<T>(value, false);
}
