async function value(): Promise<number> {
  return 42;
}
async function add(a: number, b: Promise<number>): Promise<number> {
  console.log("adding");
  return a + (await b);
}
async function fails(message: string): Promise<string> {
  throw new Error(message);
}
async function main(): Promise<void> {
  console.log(await value());
  console.log(await add(1, value()));
  try {
    await fails("expected");
  } catch (error) {
    console.log("caught", error instanceof Error ? error.message : "");
  }
  const results: string[] = [];
  for (let i = 0; i < 3; i++) {
    const v = await value();
    results.push(`${i}:${v}`);
  }
  console.log(results.join());
  let n = 0;
  while ((await value()) + n < 45) n++;
  console.log(n);
  console.log(await Promise.resolve("plain"), await 5, (await value()) + (await value()));
  const arrow = async (x: number) => x * 2;
  console.log(await arrow(21));
  class Service {
    private calls = 0;
    async fetch(name: string): Promise<string> {
      this.calls++;
      await null;
      return `${name}#${this.calls}`;
    }
    static async create(): Promise<Service> {
      await undefined;
      return new Service();
    }
  }
  const service = await Service.create();
  console.log(await service.fetch("a"), await service.fetch("b"));
  const promise = service.fetch("c");
  console.log("started");
  console.log(await promise, await promise);
  const nothing = await (async () => {})();
  console.log(nothing);
  const nested = await (async () => (async () => "deep")())();
  console.log(nested);
}
main().then(() => console.log("done"));
console.log("sync end");
