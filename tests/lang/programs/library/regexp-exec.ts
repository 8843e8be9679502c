// exec and test: groups, positions, named groups, indices, lastIndex.
const m = /(\d+)-(?<name>[a-z]+)?/.exec("xx 12-ab 3-");
console.log(m);
if (m !== null) {
  console.log(m.index, m.input, m[0], m[1], m[2], m.length, m.groups?.name, m.groups!["name"]);
  const [, a, b] = m;
  console.log(a, b);
}
// A group that took no part.
const n = /(\d+)-([a-z]+)?/.exec("3-");
if (n) {
  console.log(n[2] === undefined, n[2] ?? "none", n[7] === undefined, n[2]?.length, `${n[2]}`);
  const [, a, b] = n;
  console.log(a, b === undefined, b ?? "?");
  const x = n[2];
  console.log(x === undefined, typeof x);
  const y = n[1];
  console.log(y.length, y + x);
  for (const part of n) console.log(part, part === undefined);
  console.log(n.slice(1));
}
const { groups, index } = /(?<y>\d{4})(?<m>-\d\d)?/.exec("in 1999")!;
console.log(groups?.y, groups?.m === undefined, index, groups);
console.log(/a(?<x>b)(c)?/d.exec("zabq"));
const d = /a(?<x>b)(c)?/d.exec("zabq");
if (d?.indices) console.log(d.indices[0], d.indices[1], d.indices[2], d.indices.groups?.x);
console.log(/x/.exec("abc"), /x/.test("abc"), /b/.test("abc"));

// lastIndex
const global = /a/g;
for (let round = 0; round < 4; round++) console.log(global.test("a-a"), global.lastIndex);
global.lastIndex = 100;
console.log(global.exec("aaa"), global.lastIndex);
const sticky = /foo/y;
sticky.lastIndex = 3;
console.log(sticky.test("barfoo"), sticky.lastIndex, sticky.test("barfoo"), sticky.lastIndex);
function tokens(text: string): string[] {
  const out: string[] = [];
  const t = /\s*(?:(\d+)|([a-z]+)|(.))/gy;
  for (let k = t.exec(text); k !== null; k = t.exec(text))
    out.push(k[1] !== undefined ? `n${k[1]}` : k[2] ? `w${k[2]}` : `o${k[3]}`);
  return out;
}
console.log(tokens("let x = 42 + y"));
// Each time that a literal is evaluated it is a new object.
const made: RegExp[] = [];
for (let round = 0; round < 2; round++) made.push(/q/g);
console.log(made[0] === made[1], made[0]!.test("qq"), made[0]!.lastIndex, made[1]!.lastIndex);
// A long text overflows no stack.
const long = "ab".repeat(200000);
console.log(/^(?:a|b)*$/.test(long), /(?:ab)+?$/.exec(long)?.[0].length, /^(a|b)*c/.test(long));
// One group or another, or none.
function* pieces(text: string): Generator<string> {
  const piece = /\s*(?:(\d+)|([a-z]+)|([-+*]))/y;
  for (let m = piece.exec(text); m !== null; m = piece.exec(text)) {
    const [all, digits, word, sign] = m;
    yield `${all.length - (digits ?? word ?? sign ?? "").length}${digits || word || sign}`;
    yield (m[1] ?? m[2] ?? m[3] ?? "none").toUpperCase();
  }
}
console.log([...pieces("1 + ab *3")].join(" "));
