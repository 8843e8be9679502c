/** Tests that fail, each in another way. tests/framework/runner.test.ts compares what the runner says of them. */
import { sleep, spawn } from "osmium-os/kernel";
import { afterEach, describe, expect, test } from "osmium-os/test";

test("a wrong number", () => {
  const sum = 1 + 1;
  expect(sum).toBe(3);
});

test("a wrong part of something large", () => {
  const rows = Array.from({ length: 8 }, (_, index) => ({ name: `row number ${index}`, values: [index, index * 2] }));
  const wanted = Array.from({ length: 8 }, (_, index) => ({ name: `row number ${index}`, values: [index, index * 2] }));
  wanted[4] = { name: "row number four", values: [4, 8] };
  expect(rows).toEqual(wanted);
});

test("an error", async () => {
  await sleep(1);
  throw new RangeError("too far");
});

test("the wrong error", () => {
  expect(() => {
    throw new Error("another");
  }).toThrow("this one");
});

test("a promise that resolves", async () => {
  await expect(sleep(1)).rejects.toThrow("anything");
});

test("no end", async ({ signal }) => {
  await sleep(60_000, signal);
}, 20);

test("an error in another task", async () => {
  spawn("careless", async () => {
    throw new Error("nobody joins");
  });
  await sleep(5);
});

test.fails("no fault after all", () => {
  expect(1).toBe(1);
});

describe("a group", () => {
  afterEach(() => {
    throw new Error("afterwards");
  });

  test("what comes after it fails", () => {});
});

test("one that passes", () => {});
