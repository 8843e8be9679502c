// What a function makes and returns may lie in the frame of its caller, if that does not keep it.

class Vector {
  constructor(
    readonly x: number,
    readonly y: number,
  ) {}

  plus(other: Vector): Vector {
    return new Vector(this.x + other.x, this.y + other.y);
  }

  times(factor: number): Vector {
    return new Vector(this.x * factor, this.y * factor);
  }

  lerp(other: Vector, t: number): Vector {
    return this.times(1 - t).plus(other.times(t));
  }

  toString(): string {
    return `(${this.x}, ${this.y})`;
  }
}

class Label {
  readonly text: string;
  parent: Label | null = null;

  constructor(text: string) {
    this.text = `<${text}>`;
  }

  within(parent: Label): this {
    this.parent = parent;
    return this;
  }
}

const kept: Label[] = [];

function label(text: string): Label {
  return new Label(text);
}

function again(text: string): Label {
  return label(`${text}!`);
}

function labelOrThrow(text: string): Label {
  const made = new Label(text);
  if (text.length > 3) throw new Error(`too long: ${made.text}`);
  return made;
}

function keptAndReturned(text: string): Label {
  const made = new Label(text);
  kept.push(made);
  return made;
}

function eitherOf(flag: boolean, text: string): Label {
  if (flag) return new Label(text);
  const other = new Label(text + text);
  return other;
}

function thisOrThat(flag: boolean, given: Label): Label {
  return flag ? given : new Label("new");
}

function inTheEnd(words: readonly string[]): Label {
  for (const word of words) {
    const made = new Label(word);
    if (made.text.length > 4) return made;
  }
  return new Label("none");
}

function nested(depth: number): Label {
  if (depth === 0) return new Label("leaf");
  const made = new Label(`${depth}`);
  made.parent = nested(depth - 1);
  return made;
}

function countdown(n: number): Label {
  return n === 0 ? new Label("zero") : countdown(n - 1);
}

function minMax(numbers: readonly number[]): [number, number] {
  let [min, max] = [Infinity, -Infinity];
  for (const n of numbers) {
    min = Math.min(min, n);
    max = Math.max(max, n);
  }
  return [min, max];
}

function parts(text: string): { head: string; tail: string } {
  return { head: text.slice(0, 1), tail: text.slice(1) };
}

function words(n: number): string[] {
  return Array.from({ length: n }, (_, i) => `w${i}`);
}

function counter(start: number): () => number {
  let at = start;
  return () => at++;
}

function sumOf(n: number): string {
  let sum = new Vector(0, 0);
  for (let i = 0; i < n; i++) sum = sum.plus(new Vector(i, 1).times(2));
  return sum.toString();
}

function lengths(n: number): number {
  let total = 0;
  for (let i = 0; i < n; i++) {
    const made = again(`${i}`);
    if (i % 3 === 1) continue;
    total += made.text.length;
    if (i > 7) break;
  }
  return total;
}

function attempt(text: string): string {
  try {
    const made = labelOrThrow(text);
    return made.text;
  } catch (error) {
    return String(error);
  }
}

function givenAway(text: string): Label {
  const first = label(text);
  const second = label(text);
  kept.push(second);
  first.parent = second;
  return first;
}

function holdsResults(text: string): string {
  const outer = label("outer");
  const inner = label(text);
  outer.parent = inner;
  const both = { outer, inner, again: again(text) };
  return both.outer.parent!.text + both.inner.text + both.again.text;
}

function lastOf(n: number): string {
  let last = label("none");
  for (let i = 0; i < n; i++) {
    const next = label(`${i}`);
    if (i % 2 === 0) last = next;
  }
  return last.text;
}

class Steps {
  private at = 0;

  next(): { done: boolean; value: Label } {
    this.at += 1;
    return { done: this.at > 3, value: new Label(`step ${this.at}`) };
  }
}

function walk(): string {
  const steps = new Steps();
  let text = "";
  for (let step = steps.next(); !step.done; step = steps.next()) text += step.value.text;
  return text;
}

function stepByStep(): string {
  const steps = new Steps();
  const texts: string[] = [];
  for (;;) {
    const { done, value } = steps.next();
    if (done) break;
    texts.push(value.text);
  }
  return texts.join();
}

interface Shape {
  centre(): Vector;
}
class Dot implements Shape {
  constructor(private readonly at: Vector) {}
  centre(): Vector {
    return this.at;
  }
}
class Line implements Shape {
  constructor(
    private readonly from: Vector,
    private readonly to: Vector,
  ) {}
  centre(): Vector {
    return this.from.lerp(this.to, 0.5);
  }
}

function centres(shapes: readonly Shape[]): string {
  let text = "";
  for (const shape of shapes) {
    const { x, y } = shape.centre();
    text += `${x},${y};`;
  }
  return text;
}

async function afterwards(text: string): Promise<string> {
  const made = label(text);
  await null;
  return made.text + again(text).text;
}

function* generated(n: number): Generator<Label> {
  for (let i = 0; i < n; i++) yield label(`${i}`);
}

function main(): void {
  console.log(sumOf(5), new Vector(1, 2).lerp(new Vector(3, 6), 0.25).toString());
  console.log(lengths(5), lengths(20), lastOf(0), lastOf(6));
  console.log(attempt("abc"), attempt("abcd"), attempt(""));
  console.log(keptAndReturned("kept").text, kept[0]?.text, givenAway("away").parent?.text, kept[1]?.text);
  console.log(eitherOf(true, "a").text, eitherOf(false, "b").text);
  const own = label("own");
  console.log(thisOrThat(true, own).text, thisOrThat(false, own).text, own.text);
  console.log(inTheEnd(["a", "abc", "abcde"]).text, inTheEnd([]).text);
  console.log(nested(3).parent?.parent?.parent?.text, countdown(4).text, label("x").within(own).parent?.text);
  const [min, max] = minMax([3, 1, 2]);
  const { head, tail } = parts("head");
  console.log(min, max, head, tail, words(3).join(), words(2).length);
  const count = counter(3);
  console.log(count(), count(), counter(9)());
  console.log(holdsResults("held"), walk(), stepByStep());
  console.log(centres([new Dot(new Vector(1, 2)), new Line(new Vector(0, 0), new Vector(4, 8))]));
}

main();
console.log(await afterwards("later"), [...generated(3)].map(({ text }) => text).join());
