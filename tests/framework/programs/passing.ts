/** Tests that pass, one for each assertion and each way to declare a test. */
import { sleep, spawn, uptimeMs } from "osmium-os/kernel";
import { AssertionError, afterEach, beforeEach, describe, expect, test } from "osmium-os/test";

class Point {
  readonly x: number;
  readonly y: number;

  constructor(x: number, y: number) {
    this.x = x;
    this.y = y;
  }
}

/** The message of an assertion that fails. */
function messageOf(assertion: () => void): string {
  try {
    assertion();
  } catch (error) {
    if (error instanceof AssertionError) return error.message;
  }
  return "it held";
}

test("values that are the same", () => {
  expect(1 + 1).toBe(2);
  expect("a").not.toBe("b");
  expect(NaN).toBe(NaN);
  expect(NaN).toBeNaN();
  expect(0).not.toBe(-0);
  expect<number | null>(null).toBeNull();
  expect<number | undefined>(undefined).toBeUndefined();
  expect<number | undefined>(1).toBeDefined();
  const point = new Point(1, 2);
  expect(point).toBe(point);
  expect(point).not.toBe(new Point(1, 2));
});

test("values that are equal in all parts", () => {
  expect(new Point(1, 2)).toEqual(new Point(1, 2));
  expect(new Point(1, 2)).not.toEqual(new Point(1, 3));
  expect([1, [2, 3], { a: "b" }]).toEqual([1, [2, 3], { a: "b" }]);
  expect(new Map([["a", [1]]])).toEqual(new Map([["a", [1]]]));
  expect(new Set([1, 2])).toEqual(new Set([2, 1]));
});

test("truth, order and distance", () => {
  expect("text").toBeTruthy();
  expect("").toBeFalsy();
  expect(3).toBeGreaterThan(2);
  expect(3).toBeGreaterThanOrEqual(3);
  expect(3).toBeLessThan(4);
  expect(3).toBeLessThanOrEqual(3);
  expect(3).not.toBeLessThan(3);
  expect(0.1 + 0.2).toBeCloseTo(0.3, 10);
  expect(0.1).not.toBeCloseTo(0.2);
});

test("parts and elements", () => {
  expect("a text").toContain("tex");
  expect([1, 2, 3]).toContain(2);
  expect(new Set(["a"])).toContain("a");
  expect(new Uint8Array([1, 2])).toContain(2);
  expect([new Point(1, 2)]).not.toContain(new Point(1, 2));
  expect([new Point(1, 2)]).toContainEqual(new Point(1, 2));
  expect([1, 2, 3]).toHaveLength(3);
  expect("text").toHaveLength(4);
});

test("what throws, and what does not", () => {
  expect(() => {
    throw new RangeError("too far");
  }).toThrow("RangeError: too far");
  expect(() => 1).not.toThrow();
});

test("what promises end with", async () => {
  await expect(Promise.resolve(3)).resolves.toBe(3);
  await expect(spawn("point", async () => new Point(1, 2)).join()).resolves.toEqual(new Point(1, 2));
  await expect(Promise.reject(new Error("on purpose"))).rejects.toThrow("on purpose");
  await expect(Promise.resolve([1])).resolves.not.toContain(2);
});

describe("a group", () => {
  const log: string[] = [];
  beforeEach(() => void log.push("before"));
  afterEach(async () => {
    await sleep(1);
    log.push("after");
  });

  test("runs before each test", () => {
    expect(log).toEqual(["before"]);
  });

  describe("inside another", () => {
    beforeEach(() => void log.push("inner"));

    test("runs the outer one first", () => {
      expect(log.slice(-2)).toEqual(["before", "inner"]);
    });
  });

  test("leaves what is inner alone", () => {
    expect(log.slice(-3)).toEqual(["inner", "after", "before"]);
  });
});

test("messages name both values", () => {
  expect(messageOf(() => expect(1).toBe(2))).toBe("expected 1 to be 2");
  expect(messageOf(() => expect("a").not.toBe("a"))).toBe("expected 'a' not to be 'a'");
  expect(messageOf(() => expect([1]).toBe([1]))).toBe("expected [ 1 ] to be [ 1 ], which is equal but another object");
  expect(messageOf(() => expect([1, 2]).toContain(3))).toBe("expected [ 1, 2 ] to contain 3");
  expect(messageOf(() => expect("text").toHaveLength(3))).toBe("expected 'text' to have the length 3; it has 4");
});

test.fails("a known fault", () => {
  expect(1).toBe(2);
});

test.skip("not run", () => {
  expect(1).toBe(2);
});

test.todo("to be written");

test("a test gets a signal", async ({ signal }) => {
  const start = uptimeMs();
  await sleep(5, signal);
  expect(signal.aborted).toBe(false);
  expect(uptimeMs() - start).toBeGreaterThanOrEqual(5);
});
