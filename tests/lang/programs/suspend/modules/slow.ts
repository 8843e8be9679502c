console.log("slow begins");
await null;
await null;
console.log("slow goes on");
export const slow = await Promise.resolve("slow");
export async function fromSlow(n: number): Promise<number> {
  await null;
  return n * 10;
}
console.log("slow ends");
