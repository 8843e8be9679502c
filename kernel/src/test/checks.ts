/** What assertions ask: functions from a value, and what is wanted of it, to an outcome. `expect.ts` puts the outcome into words. */
import { deepEquals, elementsOf } from "osmium";

export interface Outcome {
  readonly holds: boolean;
  /** Between the two values in a message: `expected 1 to be 2`. */
  readonly relation: string;
  readonly received: unknown;
  readonly expected: unknown;
  /** Does the message name what is expected? */
  readonly hasExpected: boolean;
  /** Something to add. */
  readonly remark: string;
}

export type Check = (value: unknown, expected: unknown) => Outcome;

function outcome(holds: boolean, relation: string, received: unknown, expected: unknown, remark = ""): Outcome {
  return { holds, relation, received, expected, hasExpected: true, remark };
}

function plain(holds: boolean, relation: string, received: unknown, remark = ""): Outcome {
  return { holds, relation, received, expected: undefined, hasExpected: false, remark };
}

/** `Object.is`, but exact for 64-bit integers, which are no doubles. */
function isSame(a: unknown, b: unknown): boolean {
  return a === b
    ? Object.is(a, b)
    : typeof a === "number" && typeof b === "number" && Object.is(a, NaN) && Object.is(b, NaN);
}

function be(value: unknown, expected: unknown): Outcome {
  const holds = isSame(value, expected);
  const alike = !holds && deepEquals(value, expected);
  return outcome(holds, "be", value, expected, alike ? ", which is equal but another object" : "");
}

function equal(value: unknown, expected: unknown): Outcome {
  return outcome(isSame(value, expected) || deepEquals(value, expected), "equal", value, expected);
}

function truthy(value: unknown): Outcome {
  return plain(isTruthy(value), "be truthy", value);
}

function falsy(value: unknown): Outcome {
  return plain(!isTruthy(value), "be falsy", value);
}

function isTruthy(value: unknown): boolean {
  return value ? true : false;
}

function defined(value: unknown): Outcome {
  return plain(value !== undefined, "be defined", value);
}

function close(value: unknown, expected: number, digits: number): Outcome {
  const holds = typeof value === "number" && (value === expected || Math.abs(value - expected) < 10 ** -digits / 2);
  return outcome(holds, "be close to", value, expected, ` (to ${digits} decimal places)`);
}

function compare(relation: string, holds: (value: number, bound: number) => boolean): Check {
  return (value, bound) =>
    outcome(typeof value === "number" && typeof bound === "number" && holds(value, bound), relation, value, bound);
}

function contain(value: unknown, item: unknown): Outcome {
  if (typeof value === "string")
    return outcome(typeof item === "string" && value.includes(item), "contain", value, item);
  return outcome(
    elementsOf(value).some((element) => isSame(element, item)),
    "contain",
    value,
    item,
  );
}

function containEqual(value: unknown, item: unknown): Outcome {
  return outcome(
    elementsOf(value).some((element) => deepEquals(element, item)),
    "contain something equal to",
    value,
    item,
  );
}

function length(value: unknown, expected: unknown): Outcome {
  const found = typeof value === "string" ? value.length : elementsOf(value).length;
  return outcome(found === expected, "have the length", value, expected, `; it has ${found}`);
}

/** `value` is a function to call, or an error that a promise was rejected with. */
function throws(value: unknown, message: unknown): Outcome {
  let thrown: unknown = value;
  if (typeof value === "function") {
    const call = value as () => unknown;
    try {
      call();
      return plain(false, "throw", value, "; it did not");
    } catch (error) {
      thrown = error;
    }
  }
  if (typeof message !== "string") return plain(true, "throw", value, `; it threw ${textOf(thrown)}`);
  return outcome(textOf(thrown).includes(message), "be an error that contains", textOf(thrown), message);
}

function textOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.toString() : String(thrown);
}

export const checks = {
  be,
  equal,
  truthy,
  falsy,
  defined,
  close,
  contain,
  containEqual,
  length,
  throws,
  greater: compare("be greater than", (value, bound) => value > bound),
  greaterOrEqual: compare("be at least", (value, bound) => value >= bound),
  less: compare("be less than", (value, bound) => value < bound),
  lessOrEqual: compare("be at most", (value, bound) => value <= bound),
};
