/**
 * Declaring tests: `test`, `describe`, and what runs around each. Declarations are only noted here; `run.ts` runs them, in order, when the bodies of all modules
 * have run.
 */

/** What a test is told. */
export interface TestContext {
  /** Aborts when the test's time is over. */
  readonly signal: AbortSignal;
}

/** A test passes unless it throws or the promise that it gives rejects. */
export type TestBody = (context: TestContext) => unknown;

/** What happens with a test: it is run, it must fail, or it is only mentioned. */
export type Mode = "run" | "fails" | "skip" | "todo";

/** Milliseconds that a test may take unless it says otherwise. */
export const defaultTimeoutMs = 5000;

/** A `describe`, or the file itself. */
export class Group {
  /** With the names of those around it. */
  readonly title: string;
  readonly parent: Group | null;
  readonly isSkipped: boolean;
  readonly before: (() => unknown)[] = [];
  readonly after: (() => unknown)[] = [];

  constructor(title: string, parent: Group | null, isSkipped: boolean) {
    this.title = title;
    this.parent = parent;
    this.isSkipped = isSkipped;
  }

  /** From the file's on: the groups around it, and itself. */
  path(): Group[] {
    const around = this.parent === null ? [] : this.parent.path();
    around.push(this);
    return around;
  }
}

export interface DeclaredTest {
  /** With the names of the groups around it. */
  readonly title: string;
  readonly mode: Mode;
  readonly isOnly: boolean;
  readonly body: TestBody;
  readonly timeoutMs: number;
  readonly group: Group;
}

const separator = " > ";

let current = new Group("", null, false);
const declared: DeclaredTest[] = [];
let isClosed = false;

function declare(name: string, mode: Mode, isOnly: boolean, body: TestBody, timeoutMs: number): void {
  if (isClosed) throw new Error(`"${name}" was declared while the tests run: declare all tests at the top of the file`);
  const title = current.title === "" ? name : current.title + separator + name;
  declared.push({ title, mode: current.isSkipped ? "skip" : mode, isOnly, body, timeoutMs, group: current });
}

const nothing: TestBody = () => {};

/**
 * Declares a test. It passes unless it throws.
 *
 *     test("a task gives its result to whoever joins it", async () => {
 *       expect(await spawn("answer", async () => 42).join()).toBe(42);
 *     });
 *
 * @param timeoutMs how long it may take, in milliseconds of the kernel's clock. A test that never waits can't be stopped from within: the runner stops the machine
 */
export function test(name: string, body: TestBody, timeoutMs: number = defaultTimeoutMs): void {
  declare(name, "run", false, body, timeoutMs);
}

/** A test of what is known not to work: it passes if it fails, and fails when the fault is mended. */
test.fails = (name: string, body: TestBody, timeoutMs: number = defaultTimeoutMs): void =>
  declare(name, "fails", false, body, timeoutMs);

/** A test that is not run. */
test.skip = (name: string, body: TestBody): void => declare(name, "skip", false, body, defaultTimeoutMs);

/** A test that is still to be written. */
test.todo = (name: string): void => declare(name, "todo", false, nothing, defaultTimeoutMs);

/** While there are such tests, only they are run. */
test.only = (name: string, body: TestBody, timeoutMs: number = defaultTimeoutMs): void =>
  declare(name, "run", true, body, timeoutMs);

/** Declares tests that belong together; what `beforeEach` and `afterEach` say inside holds for them alone. */
export function describe(name: string, body: () => void): void {
  declareGroup(name, body, false);
}

/** Tests that are not run. */
describe.skip = (name: string, body: () => void): void => declareGroup(name, body, true);

function declareGroup(name: string, body: () => void, isSkipped: boolean): void {
  const outer = current;
  const title = outer.title === "" ? name : outer.title + separator + name;
  current = new Group(title, outer, isSkipped || outer.isSkipped);
  try {
    body();
  } finally {
    current = outer;
  }
}

/** Runs before each test of the file or of the `describe` around, outer ones first. If it throws, the test fails and is not run. */
export function beforeEach(run: () => unknown): void {
  current.before.push(run);
}

/** Runs after each test, however that ended; inner ones first. */
export function afterEach(run: () => unknown): void {
  current.after.push(run);
}

/** Ends the declarations and gives them. */
export function closeRegistry(): readonly DeclaredTest[] {
  isClosed = true;
  const only = declared.filter(({ isOnly }) => isOnly);
  return only.length > 0 ? only : declared;
}
