abstract class Shape {
  static count = 0;
  readonly id: number;
  protected label = "shape";

  constructor(public name: string) {
    this.id = ++Shape.count;
  }

  abstract area(): number;

  describe(): string {
    return `${this.label} ${this.name}#${this.id} of ${this.area().toFixed(2)}`;
  }

  static compare(a: Shape, b: Shape): number {
    return a.area() - b.area();
  }
}

class Circle extends Shape {
  constructor(private readonly radius: number) {
    super("circle");
    this.label = "round";
  }

  area(): number {
    return Math.PI * this.radius ** 2;
  }
}

class Rectangle extends Shape {
  constructor(
    readonly width: number,
    readonly height: number,
    name = "rectangle",
  ) {
    super(name);
  }

  area(): number {
    return this.width * this.height;
  }
}

class Square extends Rectangle {
  constructor(side: number) {
    super(side, side, "square");
  }

  override describe(): string {
    return `[${super.describe()}]`;
  }
}

const shapes: Shape[] = [new Circle(1.5), new Rectangle(2, 3), new Square(2)];
shapes.sort(Shape.compare);
for (const shape of shapes) {
  console.log(shape.describe(), shape instanceof Rectangle, shape instanceof Square, shape instanceof Shape);
}
console.log(Shape.count);

class Counter {
  #value = 0;
  static #instances = 0;
  static limit: number;
  static {
    Counter.limit = 3;
  }

  constructor() {
    Counter.#instances++;
  }

  get value(): number {
    return this.#value;
  }
  set value(next: number) {
    this.#value = Math.min(next, Counter.limit);
  }
  #secret(): string {
    return `secret ${this.#value}`;
  }
  reveal(): string {
    return this.#secret();
  }
  static get instances(): number {
    return Counter.#instances;
  }
  increment(): this {
    this.value++;
    return this;
  }
}
const counter = new Counter();
console.log(counter.increment().increment().value);
counter.value += 10;
console.log(counter.value, counter.reveal(), Counter.instances, Counter.limit);

class Base {
  constructor() {
    this.init();
  }
  init(): void {
    console.log("Base.init");
  }
  method(): string {
    return "base";
  }
  call(): string {
    return this.method();
  }
}
class Derived extends Base {
  field = "field";
  override init(): void {
    console.log("Derived.init");
  }
  override method(): string {
    return `derived ${super.method()}`;
  }
}
const derived: Base = new Derived();
console.log(derived.call(), derived instanceof Derived && derived.field);

class Node2 {
  next: Node2 | null = null;
  constructor(readonly value: number) {}
}
const head = new Node2(1);
head.next = new Node2(2);
head.next.next = new Node2(3);
let total = 0;
for (let at: Node2 | null = head; at !== null; at = at.next) total += at.value;
console.log(total);

class Temperature {
  private celsius = 0;
  get fahrenheit(): number {
    return this.celsius * 1.8 + 32;
  }
  set fahrenheit(value: number) {
    this.celsius = (value - 32) / 1.8;
  }
  toString(): string {
    return `${this.celsius.toFixed(1)} C`;
  }
}
const temperature = new Temperature();
temperature.fahrenheit = 212;
console.log(`${temperature}`, temperature.fahrenheit);
temperature.fahrenheit -= 32;
console.log(String(temperature));

class Order {
  a = log("a");
  static s = log("static s");
  b = log("b");
  constructor(readonly c = "c") {
    log("body");
  }
}
function log(text: string): string {
  console.log("init", text);
  return text;
}
const order = new Order();
console.log(order.a, order.b, order.c, Order.s);
