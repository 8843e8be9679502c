// A function that waits for what nobody can settle goes, and all that it holds: but only when it has really suspended.
class Thing {
  static alive = 0;
  constructor(readonly name: string) {
    Thing.alive++;
  }
}

class Sleeper {
  readonly promise: Promise<void>;
  constructor(readonly thing: Thing) {
    this.promise = new Promise<void>(() => {});
  }
}

async function atOnce(thing: Thing): Promise<void> {
  const list = [thing];
  await new Promise<void>(() => {});
  console.log("never", list.length);
}

async function later(thing: Thing): Promise<void> {
  const text = `${thing.name}!`;
  await null;
  const list = [new Thing(text), new Thing(text)];
  await new Promise<void>(() => {});
  console.log("never", list.length, text);
}

/** What holds the promise is let go in front of the suspension, too. */
async function throughHolder(thing: Thing): Promise<void> {
  const list = [thing, thing];
  await new Sleeper(new Thing("held")).promise;
  console.log("never", list.length);
}

async function inTry(thing: Thing): Promise<void> {
  try {
    await later(thing);
  } finally {
    console.log("never", thing.name);
  }
}

for (let round = 0; round < 3; round++) {
  void atOnce(new Thing(`a${round}`));
  void later(new Thing(`b${round}`));
  void throughHolder(new Thing(`c${round}`));
  void inTry(new Thing(`d${round}`));
}
await null;
console.log("and on");
for (let turn = 0; turn < 10; turn++) await null;
console.log(Thing.alive);
