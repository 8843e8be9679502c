// Regular expressions as objects, made of texts, and shown.
const re = new RegExp("a(b)?", "gi");
console.log(re, String(re), `${re}`, re.global, re.ignoreCase, re.flags, re.source, typeof re, re instanceof RegExp);
console.log(re.multiline, re.dotAll, re.unicode, re.sticky, re.hasIndices, /x/dgimsuy.flags);
console.log(new RegExp("/").source, new RegExp("").source, RegExp("x", "g").flags, new RegExp(re).flags, new RegExp(re, "y").flags);
console.log(new RegExp("a\n[/]/\\/").source, new RegExp("\n").test("\n"), { r: /x/, list: [/y/g] }, [/z/]);
const unknowns: unknown[] = [/a/, "a", null];
for (const value of unknowns) console.log(value instanceof RegExp ? value.source : "no");
for (const [pattern, flags] of [
  ["(", ""], ["a**", ""], ["[b-a]", ""], ["(?<a>x)(?<a>y)", ""], ["a{2,1}", ""], ["*", ""], [")", ""], ["[a", ""], ["(?<", ""],
  ["(?<a", ""], ["\\k<x>(?<y>)", ""], ["\\k<x>", "u"], ["\\p{Foo}", "u"], ["{", "u"], ["a", "gg"], ["\\1", "u"], ["\\c", "u"],
  ["\\-", "u"], ["[\\d-a]", "u"], ["\\u{110000}", "u"], ["(?:a", ""], ["(?a)", ""], ["(?<=a)*", ""], ["(?=a)*", "u"], ["]", "u"],
  ["a{1", "u"], ["{1}", ""], ["(?<1a>)", ""], ["\\", ""], ["\\x1", "u"], ["\\u12", "u"], ["\\00", "u"], ["(?", ""], ["^*", ""],
  ["[\\1]", "u"], ["(?<a>)\\k", ""], ["x{2}{3}", ""], ["[\\p{Foo}]", "u"], ["\\q", "u"], ["a", "x"],
] as const) {
  try {
    console.log(new RegExp(pattern, flags));
  } catch (error) {
    console.log(error instanceof SyntaxError, String(error));
  }
}
