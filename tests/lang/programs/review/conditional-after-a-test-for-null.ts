// What is left of a union after a test for null, in a conditional expression.
function made(n: number): Uint8Array | null {
  return n > 3 ? new Uint8Array(n) : null;
}
function find(n: number): number {
  const word = made(n);
  return word === null ? 0 : word[0]! + word[1]! * 256;
}
console.log(find(4), find(1));
function length<T>(items: T[] | null): number {
  return items === null ? -1 : items.length;
}
console.log(length([1]), length<string>(null));
