const fs: (() => number)[] = [];
for (let i = 0; i < 3; i++) fs.push(() => i);
console.log(fs.map((f) => f()).join());

const gs: (() => string)[] = [];
for (const word of ["a", "b"]) gs.push(() => word.toUpperCase());
console.log(gs.map((g) => g()).join());

const hs: (() => number)[] = [];
for (let i = 0; i < 3; i++) {
  hs.push(() => i++);
  i += 0;
}
console.log(hs[0]!(), hs[0]!(), hs[1]!());

let i2 = 0;
const ws: (() => number)[] = [];
while (i2 < 3) {
  const captured = i2 * 10;
  ws.push(() => captured + i2);
  i2++;
}
console.log(ws.map((w) => w()).join());

function makeAccount(balance: number) {
  const log: string[] = [];
  return {
    deposit(amount: number): void {
      balance += amount;
      log.push(`+${amount}`);
    },
    withdraw: (amount: number): boolean => {
      if (amount > balance) return false;
      balance -= amount;
      log.push(`-${amount}`);
      return true;
    },
    get balance(): number {
      return balance;
    },
    history: () => log.join(" "),
  };
}
const account = makeAccount(100);
account.deposit(50);
console.log(account.withdraw(500), account.withdraw(30), account.balance, account.history());

function counterPair(): [() => number, () => void] {
  let n = 0;
  return [() => n, () => void n++];
}
const [read, bump] = counterPair();
bump();
bump();
console.log(read());

const curry = (a: number) => (b: number) => (c: number) => a * 100 + b * 10 + c;
console.log(curry(1)(2)(3));

class Button {
  private clicks = 0;
  private readonly listeners: ((n: number) => void)[] = [];
  on(listener: (n: number) => void): () => void {
    this.listeners.push(listener);
    return () => {
      this.listeners.splice(this.listeners.indexOf(listener), 1);
    };
  }
  click(): void {
    this.clicks++;
    for (const listener of this.listeners) listener(this.clicks);
  }
}
const button = new Button();
const off = button.on((n) => console.log("first", n));
button.on((n) => console.log("second", n));
button.click();
off();
button.click();

const recursive = (n: number): number => (n === 0 ? 0 : n + recursive(n - 1));
console.log(recursive(100));

function shadow(x: number): string {
  const inner = (x: string) => {
    {
      const x = true;
      if (x) return "block";
    }
    return x;
  };
  return inner("s") + x;
}
console.log(shadow(1));

let order = "";
const trace = (s: string) => {
  order += s;
  return s.length;
};
console.log(trace("a") + trace("bb") * trace("ccc"), order);

function later(): () => string {
  return () => value;
}
const value = "defined after";
console.log(later()());

const withDefault = (f: (x: number) => number = (x) => x + 1) => f(1);
console.log(withDefault(), withDefault((x) => x * 50));

function nested(): string {
  let text = "";
  const add = (s: string) => {
    const twice = () => {
      text += s;
      text += s;
    };
    twice();
  };
  ["x", "y"].forEach(add);
  return text;
}
console.log(nested());
