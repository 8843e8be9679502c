/** An assertion that did not hold. */
export class AssertionError extends Error {
  override name: string = "AssertionError";
  /** What was wanted and what was there, as lines that `inspect` made; empty where the message says it all. */
  readonly expected: string;
  readonly received: string;
  /** Made where the assertion stands, if that is no longer on the stack when it fails (`rejects`, `resolves`). */
  readonly site: Error | null;

  constructor(message: string, expected: string, received: string, site: Error | null) {
    super(message);
    this.expected = expected;
    this.received = received;
    this.site = site;
  }

  /** The functions that led to the assertion, a line each. */
  trace(): string {
    const { stack } = this.site ?? this;
    const first = stack.indexOf("\n    at ");
    return first < 0 ? "" : stack.slice(first + 1);
  }
}
