/** The compiler's proof about interrupt handlers: what breaks the rules is an error that names the calls leading there. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { BuildError } from "../../tools/build.ts";
import { buildTestKernel } from "../support/test-kernel.ts";

test("a handler that allocates or starts an asynchronous function does not compile", () => {
  assert.throws(
    () => buildTestKernel("bad-handler.ts"),
    (error: unknown) => {
      assert.ok(error instanceof BuildError);
      assert.match(error.message, /bad-handler\.ts\(9,.*error OSC1012: .* in interrupt context.*onTick → note/);
      assert.match(error.message, /bad-handler\.ts\(1\d,.*error OSC1012: .* in interrupt context.*onKey → later/);
      return true;
    },
  );
});
