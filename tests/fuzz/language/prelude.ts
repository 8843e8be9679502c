/** What every generated program begins with: a log of limited length, fuel, and reads and writes that stay inside arrays. */
export const prelude = `const nan = NaN;
const lines: string[] = [];
let fuel = 600;
class OutOfFuel extends Error {
  override name = "OutOfFuel";
}
/** Every loop and function calls this, so that all programs end. */
function tick(): void {
  if (--fuel < 0) throw new OutOfFuel("no fuel");
}
function log(...parts: string[]): void {
  if (lines.length < 300) lines.push(parts.join(" ").slice(0, 200));
}
function num(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}
/** Logs when an operand is evaluated. */
function at<T>(place: number, value: T): T {
  log("@" + place);
  return value;
}
/** Hides what a value is from the checker's narrowing. */
function id<T>(value: T): T {
  return value;
}
function cap(value: string): string {
  return value.length > 24 ? value.slice(0, 12) + value.slice(-12) : value;
}
function few<T>(values: T[]): T[] {
  return values.length > 8 ? values.slice(-8) : values;
}
function within(index: number, length: number): number {
  const whole = Math.abs(Math.trunc(index));
  return whole < Infinity ? whole % length : 0;
}
function read<T>(values: readonly T[], index: number, otherwise: T): T {
  return values.length > 0 ? values[within(index, values.length)] : otherwise;
}
function write<T>(values: T[], index: number, value: T): T {
  if (values.length > 0) values[within(index, values.length)] = value;
  else values.push(value);
  return value;
}
class Failure extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
    this.name = "Failure";
  }
}
class Odd extends Failure {
  override toString(): string {
    return "Odd " + this.code;
  }
}
function failed(error: unknown): string {
  if (error instanceof Failure) return error.toString() + " #" + num(error.code);
  if (error instanceof RangeError) return "RangeError";
  if (error instanceof Error) return error.name + ": " + error.message;
  if (typeof error === "number") return "number " + num(error);
  if (typeof error === "string") return "string " + error;
  return typeof error;
}
class Resource {
  constructor(readonly name: string) {
    log("open", name);
  }
  [Symbol.dispose](): void {
    log("close", this.name);
  }
}
`;
