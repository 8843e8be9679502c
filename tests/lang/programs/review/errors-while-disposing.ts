class Fails {
  constructor(readonly name: string) {}
  [Symbol.dispose](): void {
    throw new Error(`close ${this.name}`);
  }
}
function show(error: unknown): string {
  return error instanceof SuppressedError ? `[${show(error.error)} over ${show(error.suppressed)}]` : String(error);
}
function run(body: string | null): number {
  for (let i = 0; i < 2; i++) {
    try {
      using a = new Fails("a");
      using b = i === 0 ? null : new Fails("b");
      if (body !== null) throw new Error(body);
      if (b === null) continue;
      return a.name.length;
    } catch (error) {
      console.log(show(error));
    }
  }
  return -1;
}
console.log(run(null), run("body"));
async function wait(): Promise<void> {
  await using a = {
    async [Symbol.asyncDispose](): Promise<void> {
      await null;
      throw new Error("later");
    },
  };
  throw new RangeError("first");
}
wait().catch((error: unknown) => console.log(show(error)));
