/** A value that is made when it is first asked for, and then kept. One event loop asks, so there is no lock. */

type State = "empty" | "making" | "made";

/** A value that is made when it is first asked for, and then kept. */
export class Lazy<T> {
  readonly #make: () => T;
  /** Nothing, or the value. */
  readonly #made: T[] = [];
  #state: State = "empty";

  constructor(make: () => T) {
    this.#make = make;
  }

  /** Has the value been made? */
  get isMade(): boolean {
    return this.#state === "made";
  }

  /** The value. An error of the function that makes it is passed on, and the next one who asks tries again. Throws when that function asks for it itself. */
  get value(): T {
    if (this.#state !== "made") this.#fill();
    return this.#made[0];
  }

  #fill(): void {
    if (this.#state === "making") throw new Error("a lazy value needs itself to be made");
    this.#state = "making";
    try {
      this.#made.push(this.#make());
      this.#state = "made";
    } finally {
      if (this.#state !== "made") this.#state = "empty";
    }
  }
}
