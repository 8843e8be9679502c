enum Direction {
  Up,
  Down = 5,
  Left,
  Right = Down * 2,
}
enum Color {
  Red = "red",
  Green = "green",
}
const enum Flags {
  None = 0,
  A = 1 << 0,
  B = 1 << 1,
  AB = A | B,
}
console.log(Direction.Up, Direction.Down, Direction.Left, Direction.Right, Color.Red, Flags.AB);
console.log(Direction[5], Direction[Direction.Left]);
function turn(d: Direction): Direction {
  switch (d) {
    case Direction.Up:
      return Direction.Right;
    case Direction.Right:
      return Direction.Down;
    default:
      return Direction.Up;
  }
}
console.log(Direction[turn(Direction.Up)], turn(turn(Direction.Up)) === Direction.Down);
let flags: Flags = Flags.A;
flags |= Flags.B;
console.log((flags & Flags.B) !== 0, flags === Flags.AB);
const name = (c: Color): string => (c === Color.Red ? "r" : `other ${c}`);
console.log(name(Color.Red), name(Color.Green));
const counts = new Map<Color, number>([[Color.Red, 1]]);
counts.set(Color.Green, (counts.get(Color.Green) ?? 0) + 2);
console.log(counts.get(Color.Red), counts.get(Color.Green));
enum Computed {
  Length = 3 * 7,
  Next = Length + 1,
}
console.log(Computed.Length, Computed.Next);
