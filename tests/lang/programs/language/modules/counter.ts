console.log("counter body");
export let counter = 10;
export function increment(): void {
  counter++;
}
export enum Kind {
  First,
  Second,
}
export const kindName = (kind: Kind): string => Kind[kind]!;
