/** Errors. An error notes where it was made; its stack is put into words when somebody asks. */
import { describing } from "osmium/internal";
import { captureTrace, describeTrace } from "../rt/stack.ts";
import { addProperty, Description, hiddenRole } from "./inspect/description.ts";

export class Error {
  /** How many frames a call stack has at most. */
  static stackTraceLimit = 10;

  name: string = "Error";
  message: string;
  cause: unknown;
  private readonly trace: number[];

  constructor(message?: string, options?: ErrorOptions) {
    this.message = message ?? "";
    this.cause = options === undefined ? undefined : options.cause;
    this.trace = captureTrace(Error.stackTraceLimit);
  }

  get stack(): string {
    return this.toString() + describeTrace(this.trace);
  }

  toString(): string {
    if (this.message === "") return this.name;
    if (this.name === "") return this.message;
    return `${this.name}: ${this.message}`;
  }

  [describing](): Description {
    return this.describeError();
  }

  protected describeError(): Description {
    const result = new Description("error", "Error");
    result.errorName = this.name;
    result.message = this.message;
    result.text = describeTrace(this.trace);
    if (this.cause !== undefined) addProperty(result, "cause", this.cause, hiddenRole);
    return result;
  }
}

export class TypeError extends Error {
  override name: string = "TypeError";
}

export class RangeError extends Error {
  override name: string = "RangeError";
}

export class ReferenceError extends Error {
  override name: string = "ReferenceError";
}

export class SyntaxError extends Error {
  override name: string = "SyntaxError";
}

export class AggregateError extends Error {
  override name: string = "AggregateError";
  readonly errors: unknown[];

  constructor(errors: unknown[], message?: string, options?: ErrorOptions) {
    super(message, options);
    this.errors = errors;
  }

  override [describing](): Description {
    const result = this.describeError();
    addProperty(result, "errors", this.errors, hiddenRole);
    return result;
  }
}

export class SuppressedError extends Error {
  override name: string = "SuppressedError";
  readonly error: unknown;
  readonly suppressed: unknown;

  constructor(error: unknown, suppressed: unknown, message?: string) {
    super(message);
    this.error = error;
    this.suppressed = suppressed;
  }
}

/** What the interfaces of the web throw: `name` says what happened. */
export class DOMException extends Error {
  constructor(message?: string, name?: string) {
    super(message);
    this.name = name ?? "Error";
  }
}

/** There was no memory for an object. Made at the start, since then there may be none for it. */
export class OutOfMemoryError extends RangeError {
  private static readonly shared = new OutOfMemoryError("out of memory");

  static instance(): OutOfMemoryError {
    return OutOfMemoryError.shared;
  }
}

/** What was thrown that is no object: errors travel as references. */
export class ThrownValue {
  readonly value: unknown;
  /** The value as text. A field, so that only programs that throw such values contain what puts all of them into words. */
  readonly describe: (value: unknown) => string;

  constructor(value: unknown, describe: (value: unknown) => string) {
    this.value = value;
    this.describe = describe;
  }
}
