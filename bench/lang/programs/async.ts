// Two tasks that hand a value to and fro, and many that finish at once.
class Channel {
  private value: number | null = null;
  private wake: (() => void) | null = null;

  send(value: number): void {
    this.value = value;
    const wake = this.wake;
    this.wake = null;
    if (wake !== null) wake();
  }

  async receive(): Promise<number> {
    while (this.value === null) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    const value = this.value;
    this.value = null;
    return value;
  }
}

async function ping(to: Channel, from: Channel, rounds: number): Promise<number> {
  let sum = 0;
  for (let i = 0; i < rounds; i++) {
    to.send(i);
    sum += await from.receive();
  }
  return sum;
}

async function pong(to: Channel, from: Channel, rounds: number): Promise<void> {
  for (let i = 0; i < rounds; i++) to.send((await from.receive()) * 2);
}

async function leaf(x: number): Promise<number> {
  return x + 1;
}

async function main(): Promise<void> {
  const there = new Channel();
  const back = new Channel();
  const rounds = 500_000;
  const [sum] = await Promise.all([ping(there, back, rounds), pong(back, there, rounds)]);
  let total = 0;
  for (let i = 0; i < 2_000_000; i++) total += await leaf(i);
  console.log(sum, total);
}

void main();
