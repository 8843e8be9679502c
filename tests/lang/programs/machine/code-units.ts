// no-node
import { codeUnitAt, u32 } from "osmium";

// Narrow and wide strings, literals and made ones, both sides of their ends.
function units(text: string): string {
  let list = "";
  for (let i: u32 = 0; i < u32(text.length); i++) {
    if (codeUnitAt(text, i) !== text.charCodeAt(i)) return `unit ${i} differs`;
    list += ` ${codeUnitAt(text, i).toString(16)}`;
  }
  return `${text.length}:${list}`;
}
console.log(units(""));
console.log(units("plain"));
console.log(units("é\u00ff\0"));
console.log(units("→ß😀"));
console.log(units("wide→".slice(0, 4) + "narrow".slice(3)));
console.log(codeUnitAt("abc", 3), codeUnitAt("", 0), codeUnitAt("→", 0xffffffff), codeUnitAt("x".repeat(3), 2));

class Reader {
  #at: u32 = 0;
  constructor(readonly text: string) {}
  next(): u32 {
    const unit = codeUnitAt(this.text, this.#at);
    this.#at++;
    return unit;
  }
}
const reader = new Reader(`${1 + 1}é`);
console.log(reader.next(), reader.next(), reader.next() === u32(-1));
// expect:
// 0:
// 5: 70 6c 61 69 6e
// 3: e9 ff 0
// 4: 2192 df d83d de00
// 7: 77 69 64 65 72 6f 77
// 4294967295 4294967295 4294967295 120
// 50 233 true
