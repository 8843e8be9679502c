/** What the clock says: "up for 1 min 5 s". Apart from the hardware, so that a test can look at it. */

/** @param ms milliseconds since the machine started */
export function uptimeText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `up for ${seconds} s` : `up for ${minutes} min ${seconds % 60} s`;
}
