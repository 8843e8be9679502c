/** Resuming coroutines: what one leaves for whoever resumed it. */

/**
 * The generator whose coroutine has just paused, or the promise that it waits for: it is let go when the coroutine has really suspended, since it may take
 * that along. What a coroutine leaves that was only started stays until the next one is resumed or waits.
 */
let paused: object | null = null;

export function keepUntilPaused(owner: object): void {
  paused = owner;
}

/** To be called when `resumeCoroutine` has returned. */
export function releasePaused(): void {
  if (paused !== null) paused = null;
}
