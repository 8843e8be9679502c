/** `Object.is`. */
export function is(a: unknown, b: unknown): boolean {
  if (typeof a === "number" && typeof b === "number") {
    if (a !== a) return b !== b;
    return a === b && (a !== 0 || 1 / a === 1 / b);
  }
  return a === b;
}
