/** The characters of a wheel that turns. */
const spokes = "|/-\\";

/** What the wheel looks like after a number of turns. */
export function spinner(turns: number): string {
  return spokes.charAt(turns % spokes.length);
}
