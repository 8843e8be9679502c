/** How many modules still wait at their top. A program that ends with some has not done all that it says. */
let waiting = 0;

export function noteWaitingModule(): void {
  waiting += 1;
}

export function noteFinishedModule(): void {
  waiting -= 1;
}

export function hasWaitingModules(): boolean {
  return waiting > 0;
}
