class Base {
  readonly log: string[] = [];
  constructor() { this.init(); this.log.push(this.describe()); }
  init(): void {}
  describe(): string { return "base"; }
}
class Derived extends Base {
  count = 5;
  flag = true;
  name = "n";
  list = [1];
  maybe: number | undefined = 3;
  override init(): void {
    console.log(this.count, this.flag, this.name, this.list, this.maybe);
    console.log(this.count === undefined, typeof this.count, `${this.count}`, this.count + 1, this.flag ? "yes" : "no", !this.flag);
  }
  override describe(): string { return `count ${this.count} flag ${this.flag}`; }
}
const d = new Derived();
console.log(d.log, d.count + 1, d.flag, d);
d.count++;
d.count += 2;
console.log(d.count * 2, d.count > 3, Math.max(d.count, 1), [d.count], d.flag && d.count);
class Deeper extends Derived {
  extra = this.count * 2;
  override init(): void { super.init(); console.log(this.extra); this.extra = 9; console.log(this.extra); }
}
console.log(new Deeper().extra);
class Early { constructor(f: (e: Early) => void) { f(this); } value = 1; }
new Early((e) => console.log(e.value));
abstract class Shape { readonly area: number; constructor() { this.area = this.compute(); } abstract compute(): number; }
class Square extends Shape { constructor(private readonly side: number) { super(); } compute(): number { return this.side * this.side; } }
console.log(new Square(3).area, Number.isNaN(new Square(2).area));
function seen(value: unknown, maybe?: number): string {
  return `${String(value)} ${maybe}`;
}
class Told extends Base {
  count = 1;
  ready = true;
  override init(): void {
    const all: unknown[] = [this.count, this.ready];
    console.log(String(this.count), String(this.ready), Boolean(this.ready), Number(this.count), seen(this.ready, this.count));
    console.log(all);
  }
}
console.log(new Told().count);
