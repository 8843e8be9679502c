class Base {
  readonly #n = 2;
  m(): string {
    return "base";
  }
  get n(): number {
    return this.#n;
  }
  set n(value: number) {
    console.log("set base", value);
  }
}
class Derived extends Base {
  override m(): string {
    return `derived of ${super.m()}`;
  }
  override get n(): number {
    return super.n + 1;
  }
  override set n(value: number) {
    super.n = value * 10;
  }
}
for (const object of [new Base(), new Derived()]) {
  object.n += 1;
  console.log(object.m(), object.n);
}
