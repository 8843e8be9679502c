// What is left when all kinds have been told apart.
type Shape = { kind: "circle"; radius: number } | { kind: "square"; side: number };
type Placed = Shape & { x: number };

function area(shape: Shape): number {
  switch (shape.kind) {
    case "circle":
      return shape.radius * 3;
    case "square":
      return shape.side ** 2;
    default: {
      const never: never = shape;
      throw never;
    }
  }
}
console.log(area({ kind: "circle", radius: 2 }), area({ kind: "square", side: 3 }));

function place(shape: Placed): number {
  if (shape.kind === "circle") return shape.x - shape.radius;
  if (shape.kind === "square") return shape.x;
  const rest: never = shape;
  return rest;
}
console.log(place({ kind: "circle", radius: 2, x: 5 }), place({ kind: "square", side: 3, x: 7 }));

function unexpected(value: never): never {
  throw new Error(`unexpected ${String(value)}`);
}
function describe(value: Shape | number | "none" | null): string {
  if (value === null) return "null";
  if (typeof value === "number") return `number ${value}`;
  if (value === "none") return value;
  switch (value.kind) {
    case "circle":
    case "square":
      return value.kind;
    default:
      return unexpected(value);
  }
}
console.log(describe(null), describe(3), describe("none"), describe({ kind: "square", side: 1 }));

class Cat {
  readonly sound = "meow";
}
class Dog {
  readonly sound = "woof";
}
function sound(animal: Cat | Dog): string {
  if (animal instanceof Cat) return animal.sound;
  if (animal instanceof Dog) return animal.sound;
  const nothing: never = animal;
  return nothing;
}
console.log(sound(new Cat()), sound(new Dog()));

enum Colour {
  Red,
  Green,
}
function name(colour: Colour): string {
  switch (colour) {
    case Colour.Red:
      return "red";
    case Colour.Green:
      return "green";
    default: {
      const other: never = colour;
      return `none: ${other}`;
    }
  }
}
// A wrong cast: something is there after all.
console.log(name(Colour.Green), name(7 as unknown as Colour));
function digit(text: "one" | "two"): number {
  switch (text) {
    case "one":
      return 1;
    case "two":
      return 2;
  }
  const rest: never = text;
  return rest;
}
console.log(digit("one"), digit("two"));
