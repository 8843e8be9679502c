/**
 * What is left to run when the bodies of all modules have run. A kernel's main module usually ends in `runExecutor`, which never returns, and leaves nothing; a
 * test file only declares tests, and the framework runs them from here. Called by the platform, at most once.
 */

let left: (() => void) | null = null;

/** Sets what runs when the bodies of all modules have run. Throws when something is set already. */
export function runAtEnd(run: () => void): void {
  if (left !== null) throw new Error("something runs at the end already");
  left = run;
}

/** Runs it. */
export function runWhatIsLeft(): void {
  if (left !== null) left();
}
