/** A test that takes the machine down, in the middle of others. */
import { expect, test } from "osmium-os/test";

function depth(level: number): number {
  return level < 0 ? 0 : 1 + depth(level + 1);
}

test("one that passes", () => {
  expect(1).toBe(1);
});

test("a stack overflow", () => {
  expect(depth(0)).toBe(0);
});

test("one that is never reached", () => {});
