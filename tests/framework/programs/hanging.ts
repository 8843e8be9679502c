/** A test that never comes back, and never waits, so that nothing inside the machine can stop it. */
import { test } from "osmium-os/test";

test("one that passes", () => {});

test("a loop without end", () => {
  let turns = 0;
  while (turns < 10) turns = (turns + 1) % 7;
});
