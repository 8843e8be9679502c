// A text that is built piece by piece grows where it lies; nobody who holds an earlier one may see that.
function build(pieces: readonly string[]): string {
  let text = "";
  for (const piece of pieces) text += piece;
  return text;
}
console.log(build(["a", "bc", "", "def", "ghij"]));

// Earlier states, kept in many ways.
const states: string[] = [];
let grown = "start:";
for (let i = 0; i < 40; i++) {
  states.push(grown);
  grown += i % 10;
}
console.log(states.length, states[0], states[1], states[20], states[39], grown);
let every = "";
const thirds = new Map<string, number>();
for (let i = 0; i < 30; i++) {
  every += String.fromCharCode(97 + (i % 26));
  if (i % 3 === 0) thirds.set(every, i);
}
console.log([...thirds.keys()].map((key) => key.length).join(), thirds.get("abcd"), thirds.get("abcde"), every);

// Captured, returned, thrown, passed on.
let captured = "c";
const readers: (() => string)[] = [];
for (let i = 0; i < 3; i++) {
  const now = captured;
  readers.push(() => now);
  captured += "c";
}
console.log(readers.map((read) => read()).join(" "), captured);
function twice(text: string): [string, string] {
  const longer = text + "!";
  return [text, longer + longer];
}
console.log(twice("hey" + readers.length), twice(grown.slice(0, 4)));
function fails(text: string): string {
  let more = text;
  try {
    more += "1";
    if (more.length > 3) throw new Error(more);
    more += "2";
  } catch (error) {
    more += `[${(error as Error).message}]`;
  } finally {
    more += ".";
  }
  return more;
}
console.log(fails("ab"), fails("abc"));

// With itself.
let doubled = "xy";
for (let i = 0; i < 10; i++) doubled += doubled;
console.log(doubled.length, doubled.slice(0, 6), doubled.slice(-4));
let around = "o";
for (let i = 0; i < 5; i++) around = `${around}-${around}`;
console.log(around.length, around.slice(0, 9));
let both = "12";
both = both + both + both;
both = both + "|" + both + "|" + both;
console.log(both);

// From one byte a unit to two, and fields, elements, globals.
let mixed = "plain ascii text of some length, so that it has room to grow in its block of memory: ";
for (const letter of ["é", "ÿ", "Ā", "€", "😀", "z"]) mixed += letter;
console.log(mixed, mixed.length);
class Log {
  text = "";
  readonly copies: string[] = [];
  add(line: string): this {
    this.text += line;
    this.text += "\n";
    if (this.text.length % 4 === 0) this.copies.push(this.text);
    return this;
  }
}
const log = new Log().add("one").add("three").add("four").add("twentyone");
console.log(log.text.split("\n").join("/"), log.copies.map((copy) => copy.length).join());
const parts = ["", "", ""];
for (let i = 0; i < 12; i++) parts[i % 3] += i;
console.log(parts.join(" "));

// Long, letter by letter and in larger pieces.
let long = "";
for (let i = 0; i < 100_000; i++) long += "abcdefghij"[i % 10];
let sum = 0;
for (let i = 0; i < long.length; i += 997) sum += long.charCodeAt(i);
console.log(long.length, sum, long === "abcdefghij".repeat(10_000));
let lines = "";
for (let i = 0; i < 3000; i++) lines = lines + i + "," + (i % 7) + ";";
console.log(lines.length, lines.slice(0, 20), lines.slice(-20));

// Letters, which are made once.
const letters = [..."hello"];
letters.push("hello".charAt(1), "hello"[4]!, String.fromCharCode(104), "h", "hello".slice(1, 2), "\0", "ÿ", "Ā");
console.log(letters.map((letter) => letters.indexOf(letter)).join(), letters.map((letter) => letter + letter).join(" ").length);
const counts = new Map<string, number>();
for (const letter of "mississippi") counts.set(letter, (counts.get(letter) ?? 0) + 1);
console.log([...counts].map(([key, count]) => key + count).join(""), new Set("mississippi").size);
let letter = "a".charAt(0);
letter += "b";
console.log(letter, "a".charAt(0), "abc".slice(0, 1));
