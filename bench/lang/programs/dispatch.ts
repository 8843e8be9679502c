// Calls through an interface with four implementations, in an order that a branch predictor can't learn.
interface Shape {
  area(): number;
  grow(factor: number): void;
}

class Circle implements Shape {
  constructor(private radius: number) {}
  area(): number {
    return Math.PI * this.radius * this.radius;
  }
  grow(factor: number): void {
    this.radius *= factor;
  }
}

class Rectangle implements Shape {
  constructor(
    private width: number,
    private height: number,
  ) {}
  area(): number {
    return this.width * this.height;
  }
  grow(factor: number): void {
    this.width *= factor;
    this.height *= factor;
  }
}

class Square extends Rectangle {
  constructor(side: number) {
    super(side, side);
  }
}

class Triangle implements Shape {
  constructor(
    private base: number,
    private height: number,
  ) {}
  area(): number {
    return (this.base * this.height) / 2;
  }
  grow(factor: number): void {
    this.base *= factor;
    this.height *= factor;
  }
}

let state = 42;
function random(): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state >>> 16;
}

function make(): Shape {
  const size = 1 + (random() % 10);
  switch (random() % 4) {
    case 0:
      return new Circle(size);
    case 1:
      return new Rectangle(size, size + 1);
    case 2:
      return new Square(size);
    default:
      return new Triangle(size, size + 2);
  }
}

const shapes: Shape[] = [];
for (let i = 0; i < 1000; i++) shapes.push(make());
let total = 0;
for (let round = 0; round < 40_000; round++) {
  for (let i = 0; i < shapes.length; i++) total += shapes[i].area();
  shapes[round % shapes.length].grow(round % 2 === 0 ? 1.25 : 0.8);
}
console.log(total.toExponential(6));
