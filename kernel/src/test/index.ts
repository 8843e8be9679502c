/**
 * `osmium-os/test`: tests that run inside a kernel, on the machine itself. A test file is a kernel: importing this starts the machine, with memory, clock and
 * keyboard; the file declares tests; when its body has run, so do they. `osmium test` boots each file in QEMU and shows what came out. See docs/testing.md.
 *
 *     import { expect, test } from "osmium-os/test";
 *     import { sleep, uptimeMs } from "osmium-os/kernel";
 *
 *     test("sleeping takes as long as asked for", async () => {
 *       const start = uptimeMs();
 *       await sleep(20);
 *       expect(uptimeMs() - start).toBeGreaterThanOrEqual(20);
 *     });
 */
import { startMachine } from "../start.ts";

export {
  AssertionError,
  afterEach,
  beforeEach,
  describe,
  Expectation,
  expect,
  LaterExpectation,
  println,
  type TestBody,
  type TestContext,
  test,
} from "./framework.ts";

startMachine();
