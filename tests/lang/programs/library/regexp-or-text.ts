// What is a text or a regular expression, where either may stand.
function find(text: string, pattern: string | RegExp): void {
  console.log(text.replace(pattern, "<$&>"), text.split(pattern), text.search(pattern), text.match(pattern)?.[0]);
  console.log(text.replace(pattern, (match, at: number) => `${match}${at}`), text.split(pattern, 2));
}
find("a.b.c", ".");
find("a.b.c", /[bc]/);
find("a.b.c", "");
find("x+y|z", "y|z");
find("x(y", /\(/);
find("nothing", "zz");
function all(text: string, pattern: string | RegExp): string {
  return text.replaceAll(pattern, "-") + text.replaceAll(pattern, (match) => match + match);
}
console.log(all("a.b.c", "."), all("a.b.c", /[bc]/g), all("abc", ""), all("a$b$", "$"), all("\\/^[", "^"));
try {
  all("abc", /b/);
} catch (error) {
  console.log(String(error));
}
function make(pattern: string | RegExp, flags?: string): string {
  const made = new RegExp(pattern, flags);
  return `${made.source} ${made.flags}`;
}
console.log(make("a+"), make("a+", "g"), make(/b/i), make(/b/i, "m"), make(new RegExp("c")));
const parts: [string, string] = ["d.f", "is"];
console.log(new RegExp(...parts).test("D\nF"), RegExp(...parts).flags);
const only: [RegExp] = [/q/y];
console.log(new RegExp(...only).sticky, `${new RegExp(...only, "g")}`);
const unknown: unknown = /u/;
if (unknown instanceof RegExp) console.log(unknown.source, String(unknown));
try {
  find("abc", "(");
} catch (error) {
  console.log(error instanceof SyntaxError);
}
