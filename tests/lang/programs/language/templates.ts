const name = "world";
const n = 3;
console.log(`hello ${name}`, `${n}${n}`, `a${n + 1}b${name.length}c`, `${true} ${null} ${undefined} ${[1, 2]} ${-0} ${1.5}`);
console.log(`nested ${`inner ${n}`} and ${n > 2 ? `big` : `small`}`);
console.log(`multi
line	tab \${escaped} \u{1F600} \x41`);
class P {
  toString(): string {
    return "P!";
  }
}
console.log(`${new P()}`, "" + new P(), `${{ toString: () => "literal" }}`);
console.log("a" + 1 + 2, 1 + 2 + "a", "x" + true, "v" + undefined, 1 + +"2");
let s = "";
for (let i = 0; i < 5; i++) s += `${i},`;
console.log(s);
s += 1.5;
s += false;
console.log(s);
console.log(`${"a".repeat(3)}${"b"}` === "aaab", `${name}` === name);
console.log(`é${name}日本`, `${"日"}${"é"}a`.length);
