// What refers to itself in a circle: the cycle collector has to find it.
class Accumulator {
  private readonly parts: string[] = [];
  add(part: string): this {
    this.parts.push(part);
    return this;
  }
  handler = (suffix: string): string => this.parts.join("+") + suffix;
}
const accumulator = new Accumulator();
const handler = accumulator.add("x").add("y").handler;
console.log(handler("!"));

class Parent {
  readonly children: Child[] = [];
  add(name: string): Child {
    const child = new Child(name, this);
    this.children.push(child);
    return child;
  }
}
class Child {
  constructor(
    readonly name: string,
    readonly parent: Parent,
  ) {}
  siblings(): string {
    return this.parent.children
      .filter((child) => child !== this)
      .map((child) => child.name)
      .join();
  }
}
const parent = new Parent();
const middle = [parent.add("a"), parent.add("b"), parent.add("c")][1]!;
console.log(middle.siblings(), middle.parent === parent);
