/** Methods of a base class that give `this`: what is called on it then may be the subclass's own. */
class Shape {
  name = "";
  called(name: string): this {
    this.name = name;
    return this;
  }
  inferred() {
    return this;
  }
  copy(): this {
    return new Shape() as this;
  }
}
class Circle extends Shape {
  r = 2;
  grow(): this {
    this.r++;
    return this;
  }
  area(): number {
    return this.r * this.r;
  }
}
class Ring extends Circle {
  inner = 1;
  wider(): this {
    this.inner += 2;
    return this;
  }
}

const circle = new Circle();
console.log(circle.called("c").grow().called("d").grow().area(), circle.name);
const ring = new Ring();
console.log(ring.called("r").grow().wider().inferred().wider().grow().inner, ring.inferred().area());
const shapes: Shape[] = [circle, ring];
console.log(shapes.map((shape) => shape.called("all").inferred().name).join());
function tuned<T extends Circle>(shape: T): T {
  return shape.called("t").grow();
}
console.log(tuned(ring).wider().inner, tuned(circle).area());
abstract class Builder {
  protected parts: string[] = [];
  add(part: string): this {
    this.parts.push(part);
    return this;
  }
  abstract build(): string;
}
class Html extends Builder {
  tag(name: string): this {
    return this.add(`<${name}>`);
  }
  build(): string {
    return this.parts.join("");
  }
}
console.log(new Html().add("a").tag("b").add("c").tag("d").build());
