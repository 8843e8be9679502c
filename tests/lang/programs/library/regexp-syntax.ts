// What patterns mean.
function show(pattern: RegExp, ...texts: string[]): void {
  for (const text of texts) {
    const found = pattern.exec(text);
    console.log(pattern.toString(), JSON_like(text), found === null ? "-" : `${found.index}: ${found.map((part) => part ?? "~").join("|")}`);
  }
}
function JSON_like(text: string): string {
  return [...text].map((letter) => (letter < " " || letter > "~" ? `<${letter.codePointAt(0)?.toString(16)}>` : letter)).join("");
}
show(/a.c/, "abc", "a\nc", "a\u2028c");
show(/a.c/s, "a\nc");
show(/^b$/m, "a\nb\nc", "ab");
show(/^b/, "b", "ab");
show(/a{2,3}?/, "aaaa", "a");
show(/a{2,3}/, "aaaa");
show(/(a|ab)(c|bcd)(d*)/, "abcd");
show(/(z)((a+)?(b+)?(c))*/, "zaacbbbcac");
show(/(?:a*)*b/, "aaab", "aaa");
show(/(a*)*/, "b", "aab");
show(/(?=(a+))a*b\1/, "baaabac");
show(/(.*?)a(?!(a+)b\2c)\2(.*)/, "baaabaac");
show(/(?<=\$)\d+(?!\d)/, "cost $42", "cost 42");
show(/(?<!\$)\b\d+/, "cost $42 or 43");
show(/(?<=(\d+)(\d+))$/, "1053");
show(/(?<=\1(a))b/, "aab");
show(/\b\w+\B/, "hello", "a");
show(/[\d\-x]+/, "a1-x2");
show(/[^\s,]+/, " ,ab,");
show(/[]/, "a");
show(/[^]/, "\n");
show(/\0\x41\u0042\cJ\t[\b]/, "\0AB\n\t\b");
show(/\1(a)/, "aa");
show(/(?<q>['"]).*?\k<q>/, `say "hi" now`);
show(/\k<later>(?<later>x)/, "xx");
show(/(a)|b\1/, "b");
show(/(?:(a)|b)*/, "ab");
// Without u, much is allowed.
show(/a{,2}/, "a{,2}");
show(/{/, "{");
show(/x{1/, "x{1");
show(/]/, "]");
show(/\c/, "\\c");
show(/[\c]/, "\\", "c");
show(/[\c1]/, "\x11");
show(new RegExp("\\08"), "\x008");
show(new RegExp("\\101\\8"), "A8");
show(new RegExp("\\u{2}"), "uu");
show(new RegExp("\\p{L}"), "p{L}");
show(/\k/, "k");
show(/(?=a)*b/, "b");
show(/[\d-z]+/, "5-z");
// Case
show(/straße/i, "STRAßE", "STRASSE");
show(/[a-z]+/i, "ABC");
show(/[^a]/i, "A", "b");
show(/\u017f/i, "s");
show(/\u017f/iu, "s", "S");
show(/\w/iu, "\u017f", "\u212a");
show(/σ/iu, "ς", "Σ");
show(/σ/i, "ς", "Σ");
show(/(ä)\1/i, "äÄ");
show(/(\u{10400})\1/iu, "\u{10400}\u{10428}");
show(/ǆ/i, "ǅ", "Ǆ");
// Code points
show(/^.$/, "\u{1F600}");
show(/^.$/u, "\u{1F600}", "\ud83d");
show(/\u{1F600}/u, "\u{1F600}");
show(/[\u{1F600}-\u{1F64F}]+/u, "a\u{1F601}\u{1F602}b");
show(/[^a]/u, "\u{1F600}");
show(/\ud83d/u, "\u{1F600}");
show(/\ud83d/, "\u{1F600}");
show(/(?<=\u{1F600})b/u, "\u{1F600}b");
show(/\p{Lu}\p{Ll}+/u, "xÉté");
show(/^\p{Script=Greek}+$/u, "αβγ", "abc");
show(/\p{sc=Han}/u, "漢");
show(/\P{L}/u, "a1");
show(/\p{Emoji}/u, "x\u{1F600}");
show(/[\p{Nd}_]+/u, "a٣_4");
show(/\p{White_Space}+/u, "a\u3000b");
show(/\p{Alphabetic}\p{Any}\p{ASCII}/u, "éxa");
