/**
 * Tests inside a kernel, without starting one: for kernels that start in a way of their own. They start the machine in their module's body, at least as far as
 * memory; without a clock, tests have no limit of time and no duration. Other test files import `index.ts`.
 */
import { runAtEnd } from "../boot/end.ts";
import { exitAfterReport } from "../console/report.ts";
import { runTests } from "./run.ts";

export { println } from "../console/console.ts";
export { AssertionError } from "./assertion-error.ts";
export { Expectation, expect, LaterExpectation } from "./expect.ts";
export { afterEach, beforeEach, describe, type TestBody, type TestContext, test } from "./registry.ts";

exitAfterReport(); // a report ends the machine, so that the runner hears of it at once
runAtEnd(runTests);
