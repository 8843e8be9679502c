// Regular expressions where programs use them.
const m = "k=v".match(/(\w)=(\w)(z)?/);
if (m) {
  const [all, ...rest] = m;
  console.log(all, rest.length, rest);
  console.log(m.map((part) => part ?? "~"), m.join(), m.filter((x) => x !== undefined).length, m.indexOf("v"));
  m.forEach((part, index) => console.log(index, part ?? "none"));
}
function parse(line: string): { key: string; value: string } | undefined {
  const found = /^(\w+)=(.*)$/.exec(line);
  if (!found) return undefined;
  return { key: found[1]!, value: found[2]! };
}
console.log(parse("a=b"), parse("?"));
let last: RegExpExecArray | null = null;
const g = /\d/g;
while ((last = g.exec("1a2")) !== null) console.log(last[0], last.index);
class Lexer { private readonly word = /[a-z]+/y; static readonly blank = /\s+/; take(t: string, at: number): string | undefined { this.word.lastIndex = at; return this.word.exec(t)?.[0]; } }
console.log(new Lexer().take("12abc", 2), Lexer.blank.test(" "));
const table = new Map<string, RegExp>([["n", /\d/], ["w", /\w/]]);
for (const [name, re] of table) console.log(name, re.test("5"), re);
console.log("x".replace(/x/, "$$"), ["b1", "a2"].map((s) => s.replace(/\d/, "")).sort(), "abc".split("").filter((c) => /[ab]/.test(c)));
async function later(): Promise<string> { await null; return "q-r".replace(/-/, () => "+"); }
later().then((s) => console.log(s));
const upper = (s: string): string => s.toUpperCase();
console.log("ab cd".replace(/\b\w/g, upper), "a.b".replace(/\./g, (dot) => `[${dot}]`));
