// Methods of strings that take a regular expression.
console.log("a1b22c333".match(/\d+/g), "abc".match(/\d+/g), "abc".match("b"), "abc".match(/(?<x>b)/)?.groups?.x);
const words: string[] = "the quick brown".match(/\w+/g) ?? [];
console.log(words, ("a b".match(/ /g) ?? []).length, ("a b".match(/x/g) || []).length);
console.log("2020-01-02".replace(/(\d+)-(\d+)-(\d+)/, "$3/$2/$1 [$&] [$`] [$'] $$ $4 $01 $10 $"));
console.log("John Smith".replace(/(\w+)\s(\w+)/, (_, f, l) => `${l}, ${f}`));
console.log("aXbX".replace(/x/gi, (s, offset: number) => `${s}${offset}`));
console.log("a-b-c".replaceAll("-", () => "+"), "a-b-c".replace("-", (s) => s + s), "x.y.z".replaceAll(/\./g, "_"));
console.log("(a)(b)?".replace(/\((\w)\)(\?)?/g, (_all, a, q) => (q === undefined ? a : a + q)));
console.log("ab".replace(/(?<x>a)(?<y>c)?/, "[$<x>|$<y>|$<z>]"), "ab".replace(/(a)/, "[$<x>]"));
console.log("abc".replace(/(?:)/g, "-"), "abc".replaceAll("", () => "."), "aaa".replace(/a/y, "b"));
console.log("one, two;three".split(/[,;]\s*/), "abc".split(/(?:)/), "a1b2c".split(/(\d)/), "".split(/x/), "".split(/(?:)/));
console.log("a,b,c".split(/,/, 2), " a  b ".split(/\s+/), "A<B>bold</B>and<CODE>coded</CODE>".split(/<(\/)?([^<>]+)>/));
console.log("hello world".search(/o w/), "abc".search("c"), "abc".search(/x/));
for (const match of "a1b2".matchAll(/([a-z])(\d)/g)) console.log(match[0], match[1], match[2], match.index);
console.log([..."x1y2".matchAll(/\d/g)].map((one) => one[0]));
console.log("camelCaseString".replace(/([A-Z])/g, " $1").toLowerCase(), "x".replace(/(?<n>x)/, "[$<n>]"));
console.log("  trim ".replace(/^\s+|\s+$/g, ""), "tel: 555-1234".replace(/\D/g, ""));
console.log("\u{1F600}a\u{1F600}".split(/(?:)/u), "\u{1F600}b".replace(/(?:)/gu, "|"), "\u{1F600}".match(/./gu)?.length);
// The function may use regular expressions itself.
console.log("a1 b2".replace(/(\w)(\d)/g, (all, letter, digit) => (/b/.test(all) ? digit + letter : all.replace(/\d/, "#"))));
for (const attempt of [() => [..."a".matchAll(/a/)].length, () => "a".replaceAll(/a/, "b").length]) {
  try {
    console.log(attempt());
  } catch (error) {
    console.log(String(error));
  }
}
