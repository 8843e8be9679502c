/** A wheel that turns, drawn with one character. It touches no hardware, so a test can ask it anything. */

const spokes = ["|", "/", "-", "\\"];

/** What the wheel looks like after so many turns. */
export function spoke(turns: number): string {
  return spokes[turns % spokes.length];
}
