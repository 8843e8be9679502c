console.log("double body");
export function double(n: number): number {
  return n * 2;
}
