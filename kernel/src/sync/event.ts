/** Something that async functions wait for and the executor announces. */
export class Event {
  #waiting: (() => void)[] = [];

  /**
   * Resolves when the event fires next. An event that fires between a look at its cause and this call is not lost: the executor takes wake bits
   * only when no async function can run any more.
   */
  wait(): Promise<void> {
    return new Promise<void>((resolve) => {
      this.#waiting.push(() => resolve());
    });
  }

  /** Resumes everyone who waits now. */
  fire(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resume of waiting) resume();
  }
}
