// A producer and consumers over a queue made of promises: what an executor's tasks do.
class Channel<T> {
  private readonly items: T[] = [];
  private readonly waiters: ((value: T) => void)[] = [];
  send(item: T): void {
    const waiter = this.waiters.shift();
    if (waiter === undefined) this.items.push(item);
    else waiter(item);
  }
  receive(): Promise<T> {
    const item = this.items.shift();
    if (item !== undefined) return Promise.resolve(item);
    return new Promise((resolve) => this.waiters.push(resolve));
  }
}
interface Message {
  id: number;
  text: string;
}
async function producer(channel: Channel<Message | "end">, count: number): Promise<void> {
  for (let id = 0; id < count; id++) {
    channel.send({ id, text: `message ${id}` });
    if (id % 2 === 0) await null;
  }
  channel.send("end");
  channel.send("end");
}
async function consumer(name: string, channel: Channel<Message | "end">): Promise<number> {
  let count = 0;
  for (;;) {
    const message = await channel.receive();
    if (message === "end") return count;
    console.log(name, message.id, message.text);
    count++;
  }
}
class Mutex {
  private tail: Promise<void> = Promise.resolve();
  async run<T>(body: () => Promise<T>): Promise<T> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const previous = this.tail;
    this.tail = promise;
    await previous;
    try {
      return await body();
    } finally {
      resolve();
    }
  }
}
async function main(): Promise<void> {
  const channel = new Channel<Message | "end">();
  const counts = await Promise.all([consumer("A", channel), consumer("B", channel), producer(channel, 6).then(() => -1)]);
  console.log(counts.join());
  const mutex = new Mutex();
  const trace: string[] = [];
  const critical = (name: string) =>
    mutex.run(async () => {
      trace.push(`${name} in`);
      await null;
      await null;
      trace.push(`${name} out`);
      return name;
    });
  console.log((await Promise.all([critical("x"), critical("y"), critical("z")])).join(), trace.join(", "));
  await mutex.run(async () => {
    throw new Error("inside");
  }).catch((error: unknown) => console.log(error instanceof Error && error.message));
  console.log(await critical("after"));
  let sum = 0;
  const tasks: Promise<void>[] = [];
  for (let i = 0; i < 1000; i++) {
    tasks.push(
      (async () => {
        for (let k = 0; k < 5; k++) await null;
        sum += i;
      })(),
    );
  }
  await Promise.all(tasks);
  console.log(sum);
}
main();
