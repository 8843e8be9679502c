/** A test that never comes back, and never waits, so that nothing inside the machine can stop it. */
import { test } from "osmium-os/test";

test("one that passes", () => {});

test("a loop without end", () => {
  for (let turns = 0; turns >= 0; turns++);
});
