export default async (n: number): Promise<number> => {
  await null;
  return n + 1;
};
