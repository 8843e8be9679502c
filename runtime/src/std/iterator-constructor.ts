/** `Iterator.from`. */

/** An iterator whose helpers can be used: that of the value itself. */
export function from<T>(value: Iterable<T, unknown, unknown>): Iterator<T, unknown, unknown> {
  return value[Symbol.iterator]();
}
