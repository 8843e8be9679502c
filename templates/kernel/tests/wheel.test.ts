/** Tests run inside a kernel of their own, which boots for them. */
import { expect, test } from "osmium-os/test";
import { spoke } from "../src/wheel.ts";

test("after four turns the wheel looks as at first", () => {
  expect(spoke(4)).toBe(spoke(0));
});

test("it looks different after each of three turns", () => {
  expect([0, 1, 2, 3].map(spoke)).toEqual(["|", "/", "-", "\\"]);
});
