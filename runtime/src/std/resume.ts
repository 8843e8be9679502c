/** Resuming coroutines: what one leaves for whoever resumed it. */

/** The generator whose coroutine has just paused: it is let go when the coroutine has really suspended, since it may take that along. */
let paused: object | null = null;

export function keepUntilPaused(generator: object): void {
  paused = generator;
}

/** To be called when `resumeCoroutine` has returned. */
export function releasePaused(): void {
  if (paused !== null) paused = null;
}
