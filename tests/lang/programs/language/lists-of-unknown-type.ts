// no-node
// What is held as `unknown`, or seen through an interface, is a list of what it was made for: a cast to another one throws, whatever is in it.
class Point {
  constructor(readonly x: number) {}
}
class Name {
  constructor(readonly text: string) {}
}
class Box<T> {
  constructor(public value: T) {}
}
type Either = Point | Name;
function attempt(name: string, f: () => unknown): void {
  try {
    console.log(name, f());
  } catch (error) {
    console.log(name, error instanceof TypeError ? "TypeError" : error);
  }
}
const points: unknown = [new Point(1)];
const texts: unknown = ["a", "b"];
const rows: unknown = [[1, 2], [3]];
const pair: unknown = ["a", 1] satisfies [string, number];
const named: [Name, number] = [new Name("n"), 1];
const boxed: unknown = named;

// What it is.
attempt("points", () => (points as Point[])[0]!.x);
attempt("texts", () => (texts as string[]).join());
attempt("rows", () => (rows as number[][])[1]![0]);
attempt("pair", () => (pair as [string, number])[0]);
attempt("mapped", () => ([1, 2].map((n) => `n${n}`) as unknown as string[]).join());
attempt("split", () => ("a b".split(" ") as unknown as string[]).length);
attempt("readonly", () => (points as readonly Either[]).length);
attempt("parts", () => ((texts as string[]).slice(1) as unknown as string[])[0]);

// What it is not.
attempt("points as names", () => (points as Name[])[0]!.text);
attempt("points as either", () => (points as Either[]).push(new Name("m")));
attempt("texts as lists", () => (texts as string[][])[0]!.length);
attempt("rows of texts", () => (rows as string[][])[0]![0]!.length);
attempt("pair of others", () => (boxed as [Point, number])[0].x);
attempt("texts and numbers", () => (texts as (string | number)[]).length);

// An array that nobody else knew is what it was taken for.
const wide: Either[] = [new Point(2)].slice();
wide.push(new Name("three"));
const widened: unknown = wide;
attempt("widened", () => (widened as Either[]).length);
attempt("widened as points", () => (widened as Point[])[1]!.x);

// What can only be read may really hold less.
const known = [new Point(4)];
const read: readonly Either[] = known;
attempt("to be written", () => {
  (read as Either[]).push(new Name("five"));
  return known[1]!.x;
});
const own: readonly Either[] = [new Point(5), new Name("six")];
attempt("its own", () => (own as Either[]).push(new Name("seven")));
const maybe: readonly Either[] | undefined = known.length > 0 ? known : undefined;
attempt("perhaps", () => (maybe as Either[] | undefined)?.push(new Name("eight")));

// In maps, sets, boxes, functions and objects.
const lists: unknown = new Map([["a", [new Name("n")]]]);
attempt("map", () => (lists as Map<string, Point[]>).get("a")![0]!.x);
attempt("map of names", () => (lists as Map<string, Name[]>).get("a")![0]!.text);
attempt("set", () => [...((new Set([new Name("n")]) as unknown) as Set<Point>)][0]!.x);
attempt("box", () => ((new Box([new Name("n")]) as unknown) as Box<Point[]>).value[0]!.x);
const give: unknown = () => [new Name("n")];
attempt("function", () => (give as () => Point[])()[0]!.x);
attempt("object", () => (({ list: [new Name("n")] }) as unknown as { list: Point[] }).list[0]!.x);
attempt("object of names", () => (({ list: [new Name("n")] }) as unknown as { list: Name[] }).list[0]!.text);
attempt("unions", () => {
  const either = points as Name[] | number;
  return typeof either === "number" ? either : either[0]!.text;
});

// Through an interface.
class Holder {
  list: Point[] = [new Point(9)];
  boxes: Box<Point>[] = [new Box(new Point(10))];
  give(): Point[] {
    return this.list;
  }
}
interface Wider {
  list: Either[] | undefined;
  boxes: Box<Either>[];
  give(): Either[];
}
interface Reading {
  list: readonly Either[] | undefined;
}
const holder = new Holder();
const wider: Wider = holder;
const reading: Reading = holder;
attempt("member", () => wider.list?.push(new Name("n")));
attempt("boxes", () => (wider.boxes[0]!.value = new Name("n")));
attempt("given", () => wider.give().push(new Name("n")));
attempt("read", () => reading.list?.length);
console.log(holder.list.length, holder.boxes[0]!.value.x);

// expect:
// points 1
// texts a,b
// rows 3
// pair a
// mapped n1,n2
// split 2
// readonly 1
// parts b
// points as names TypeError
// points as either TypeError
// texts as lists TypeError
// rows of texts TypeError
// pair of others TypeError
// texts and numbers TypeError
// widened 2
// widened as points TypeError
// to be written TypeError
// its own 3
// perhaps TypeError
// map TypeError
// map of names n
// set TypeError
// box TypeError
// function TypeError
// object TypeError
// object of names n
// unions TypeError
// member TypeError
// boxes TypeError
// given TypeError
// read 1
// 1 10
