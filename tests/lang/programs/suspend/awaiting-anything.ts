// `await` of what may be a promise or not, and of objects with a `then` method; `return` of the same.
const log = (text: string): void => console.log(text);
async function ticks(n: number): Promise<void> {
  for (let i = 1; i <= n; i++) {
    await null;
    log(`tick ${i}`);
  }
}
async function either(name: string, value: number | Promise<number>): Promise<void> {
  const n: number = await value;
  log(`${name} ${n + 1}`);
}
async function mixed(value: string | Promise<number> | null): Promise<void> {
  const got = await value;
  if (got === null) log("null");
  else if (typeof got === "string") log(`text ${got}`);
  else log(`number ${got}`);
}
function maybe(flag: boolean): string | Promise<string> {
  return flag ? Promise.resolve("later") : "now";
}
async function passing(flag: boolean): Promise<string> {
  return maybe(flag);
}
async function through(flag: boolean): Promise<string> {
  try {
    return maybe(flag);
  } finally {
    log(`finally ${flag}`);
  }
}
async function unseen(): Promise<string> {
  try {
    return Promise.reject(new Error("not caught here"));
  } catch {
    return "caught";
  } finally {
    log("finally first");
  }
}
class Later {
  constructor(
    private readonly value: number,
    private readonly fails = false,
  ) {}
  // biome-ignore lint/suspicious/noThenProperty: that is what is tested
  then(resolve: (value: number) => void, reject: (reason: unknown) => void): void {
    log(`then of ${this.value}`);
    if (this.fails) reject(new Error(`refused ${this.value}`));
    else resolve(this.value);
    resolve(-1);
  }
}
async function thenables(): Promise<void> {
  log(`got ${await new Later(7)}`);
  try {
    await new Later(8, true);
  } catch (error) {
    log(error instanceof Error ? error.message : "?");
  }
}
async function unknowns(value: unknown): Promise<void> {
  const got = await value;
  log(`unknown ${String(got)}`);
}
async function main(): Promise<void> {
  either("plain", 1);
  either("promise", Promise.resolve(2));
  mixed("a");
  mixed(Promise.resolve(3));
  mixed(null);
  passing(true).then(log);
  passing(false).then(log);
  through(true).then(log);
  through(false).then(log);
  unseen().catch((error) => log(error instanceof Error ? error.message : "?"));
  unknowns(5);
  unknowns(Promise.resolve("six"));
  await ticks(6);
  const clock = ticks(8);
  await thenables();
  await clock;
}
main();
