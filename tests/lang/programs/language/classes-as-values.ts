class Shape {
  static count = 0;
  static readonly unit: string = "cm";
  constructor(readonly size: number) {
    Shape.count++;
  }
  area(): number {
    return 0;
  }
  static of(size: number): Shape {
    return new this(size);
  }
  static describe(): string {
    return `${this.name} in ${this.unit}`;
  }
  static make<T>(this: new (size: number) => T, size: number): T {
    return new this(size);
  }
}
class Square extends Shape {
  static override readonly unit: string = "mm";
  override area(): number {
    return this.size * this.size;
  }
}
class Circle extends Shape {
  override area(): number {
    return Math.round(Math.PI * this.size ** 2);
  }
  static override describe(): string {
    return `round ${super.describe()}`;
  }
}
function build(kind: new (size: number) => Shape, size: number): Shape {
  return new kind(size);
}
function create<T>(kind: new () => T): T {
  return new kind();
}
function statics(kind: typeof Shape): string {
  return kind.describe() + " " + kind.unit + " " + kind.of(3).area();
}
const C = Square;
console.log(new C(4).area(), C.unit, C.name, C === Square);
console.log(build(Square, 3).area(), build(Circle, 2).area(), build(Shape, 1).area());
console.log(statics(Shape), "|", statics(Square), "|", statics(Circle));
console.log(Square.of(5).area(), Circle.make(1).area(), Shape.of(2) instanceof Square);
const kinds: (new (size: number) => Shape)[] = [Shape, Square, Circle];
for (const kind of kinds) console.log(new kind(2).area(), new Square(1) instanceof kind, typeof kind);
console.log(kinds.map((kind) => kind === Square));
console.log(Shape.count, Square.count);
class Empty {
  value = 7;
}
console.log(create(Empty).value);
const Point = class {
  static origin = new this(0, 0);
  constructor(
    readonly x: number,
    readonly y: number,
  ) {}
  plus(other: { x: number; y: number }): { x: number; y: number } {
    return new Point(this.x + other.x, this.y + other.y);
  }
};
console.log(new Point(1, 2).plus(new Point(3, 4)), Point.origin.x, Point.name);
const Named = class Inner extends Point {
  override plus(): { x: number; y: number } {
    return new Inner(-1, -1);
  }
};
console.log(new Named(1, 1).plus(), Named.name);
console.log(Shape, Square, Empty, [Circle]);
interface Factory {
  new (size: number): { area(): number };
  readonly unit: string;
}
function fromFactory(factory: Factory): string {
  return new factory(6).area() + factory.unit;
}
console.log(fromFactory(Square), fromFactory(Circle));
class Registry {
  private static readonly known = new Map<string, new () => { value: number }>();
  static add(name: string, kind: new () => { value: number }): void {
    this.known.set(name, kind);
  }
  static get(name: string): { value: number } | undefined {
    const kind = Registry.known.get(name);
    return kind === undefined ? undefined : new kind();
  }
  static get size(): number {
    return this.known.size;
  }
}
Registry.add("empty", Empty);
Registry.add("other", class {
  value = 8;
});
console.log(Registry.get("empty")?.value, Registry.get("other")?.value, Registry.get("none"), Registry.size);
function attempt(kind: new (message: string) => Error): string {
  try {
    throw new kind("thrown");
  } catch (error) {
    return error instanceof kind ? `${error.name}: ${error.message}` : "?";
  }
}
console.log(attempt(RangeError), attempt(TypeError), attempt(Error));
abstract class Animal {
  abstract sound(): string;
  static loudest(kinds: readonly (new () => Animal)[]): string {
    return kinds.map((kind) => new kind().sound()).join();
  }
}
class Dog extends Animal {
  sound(): string {
    return "woof";
  }
}
console.log(Animal.loudest([Dog, Dog]));
let pick: typeof Empty | null = null;
console.log(pick === null);
pick = Empty;
console.log(new pick().value);
