// What runs when in a constructor: fields, default values, parameter properties, the base.
function say<T>(what: string, value: T): T {
  console.log(what);
  return value;
}
class Base {
  readonly a = say("a", 1);
  b = say("b", this.a + 1);
  constructor(
    readonly c = say("c", 3),
    public d: number = say("d", this.b + 2),
  ) {
    console.log("body", this.a, this.b, this.c, this.d);
    this.hook();
  }
  hook(): void {
    console.log("base hook");
  }
}
class Derived extends Base {
  readonly e = say("e", 5);
  name: string = say("name", "n");
  constructor(
    x = say("x", 1),
    readonly f = say("f", 6),
  ) {
    super(say("super argument", x));
    console.log("derived", this.e, this.f);
  }
  override hook(): void {
    console.log("derived hook", this.name === undefined);
  }
}
class Plain extends Derived {
  g = say("g", 7);
}
console.log(new Base());
console.log(new Base(9));
console.log(new Derived(4).f);
console.log(new Plain(2, 8).g);
