/**
 * Compilations for nothing, while nobody waits: V8 makes code fast that runs often, and so the compilations after them are. For the kernel, the first change takes
 * about 3 s behind five of them, 4.2 s without.
 */

/** Compiles and drops the result, a stage between two yields. */
export type Rehearse = () => AsyncIterable<void>;

/** After so many, little is gained. */
const count = 5;
/** Between stages: news of changes, and signals, come in. */
const pauseMs = 20;

/** Rehearses until there is something else to do, or no more is gained. What is wrong with the program now is for the next compilation to say. */
export async function rehearseUntil(isWanted: () => boolean, rehearse: Rehearse): Promise<void> {
  try {
    for (let round = 0; round < count; round++) {
      for await (const _stage of rehearse()) {
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
        if (isWanted()) return;
      }
    }
  } catch {
    // A file that was there is not, or the like.
  }
}
