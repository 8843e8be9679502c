// Functions handed on: conversions, methods without `this`, callbacks with other parameters, spread tuples, tagged templates.
const words: (string | null)[] = ["a", null, "", "b"];
console.log(words.filter(Boolean).length, [1, 2, 3].map(String), ["4", "x", "5"].map(Number));
console.log([0, 1, 2].filter(Boolean), [true, false].map(Number), [null, 1].map(Boolean));
const convert: (value: number) => string = String;
console.log(convert(5) + "!", typeof convert);

function sum(...values: number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
function apply(f: (a: number, b: number, c: number) => number): number {
  return f(1, 2, 3);
}
function spreadInto(f: (...values: number[]) => number): number {
  return f(4, 5, 6);
}
console.log(apply(sum), spreadInto((a, b) => a * b), spreadInto(sum));
const log: ((...parts: string[]) => void)[] = [(first) => console.log(first), (...all) => console.log(all.length)];
for (const each of log) each("x", "y");

function box(width: number, height: number, name = "box", ...tags: string[]): string {
  return `${name} ${width}x${height} ${tags.join("+")}`;
}
const size: [number, number] = [3, 4];
const full: [number, number, string] = [5, 6, "full"];
console.log(box(...size), box(...full), box(...full, "a", "b"), box(1, ...([2, "two"] as [number, string])));
const rest: [string, string] = ["p", "q"];
console.log(box(...size, ...rest), box(...size, "n", ...rest), box(...size, "n", ...["r", "s", "t"]));

class Greeter {
  name = "g";
  hello(who: string): string {
    return `hello ${who}`;
  }
  static shout(text: string): string {
    return text.toUpperCase();
  }
  tag(strings: TemplateStringsArray, ...values: number[]): string {
    return this.name + strings.join("_") + values.length;
  }
  static tag(strings: TemplateStringsArray): string {
    return strings.raw.join();
  }
}
const greeter = new Greeter();
const { hello } = greeter;
const shout = Greeter.shout;
console.log(hello("x"), shout("y"), ["a", "b"].map(Greeter.shout), typeof greeter.hello);
const methods: { hello: (who: string) => string } = greeter;
console.log(methods.hello("z"));

function parts(strings: TemplateStringsArray, ...values: unknown[]): string {
  return strings.map((text, index) => text + (index < values.length ? `<${String(values[index])}>` : "")).join("");
}
console.log(parts`a${1}b${"two"}c`, parts`plain`, parts`${true}`);
function raw(strings: TemplateStringsArray, ..._values: string[]): string {
  return `${strings.raw.join("|")} ${strings.length} ${strings.raw.length}`;
}
console.log(raw`line\n${""}tab\t`);
console.log(greeter.tag`x${1}y${2}`, Greeter.tag`q\u0041`);
const seen: TemplateStringsArray[] = [];
function remember(strings: TemplateStringsArray): number {
  if (!seen.includes(strings)) seen.push(strings);
  return seen.length;
}
for (let i = 0; i < 3; i++) console.log(remember`same`);
console.log(remember`same`, seen[0]);
const curried =
  (strings: TemplateStringsArray, ...values: number[]) =>
  (factor: number): number =>
    values.reduce((a, b) => a + b, strings.length) * factor;
console.log(curried`${1} ${2}`(10));
function first<T>(strings: TemplateStringsArray, ...values: T[]): T | string {
  return values.at(0) ?? strings[0]!;
}
console.log(first`a${5}b`, first`only`);
