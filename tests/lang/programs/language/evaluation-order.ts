const log: string[] = [];
function t<T>(name: string, value: T): T {
  log.push(name);
  return value;
}
const flush = () => {
  console.log(log.join(" "));
  log.length = 0;
};
t("a", 1) + t("b", 2) * t("c", 3);
flush();
const o = { x: 1, list: [1, 2, 3] };
const getO = () => t("o", o);
getO().x = t("v", 5);
flush();
getO().list[t("i", 1)] = t("v", 9);
flush();
getO().list[t("i", 0)]! += t("v", 10);
flush();
console.log(o.x, o.list.join());
function f(...args: number[]): number {
  return args.length;
}
f(t("1", 1), t("2", 2), t("3", 3));
flush();
const obj = { a: t("pa", 1), b: 2, c: t("pc", 3) };
flush();
console.log(obj.a + obj.c);
const arr = [t("x", 1), ...t("y", [2, 3]), t("z", 4)];
flush();
console.log(arr.join());
t("l", false) && t("r", true);
t("l", true) || t("r", true);
t("l", null) ?? t("r", 1);
flush();
let i = 0;
const seq = [i++, i++, i++];
console.log(seq.join(), i);
i = i++ + ++i;
console.log(i);
let s = "a";
s += s + (s = "b");
console.log(s);
let n = 1;
n += (n = 5) + 1;
console.log(n);
const text = `${t("t1", "x")}${t("t2", "y")}`;
flush();
console.log(text);
t("cond", true) ? t("yes", 1) : t("no", 2);
flush();
const fn = () => t("fn", (x: number) => x);
fn()(t("arg", 1));
flush();
class K {
  constructor(a: number, b: number) {
    t(`ctor${a}${b}`, 0);
  }
  m(x: number): this {
    t(`m${x}`, 0);
    return this;
  }
}
new K(t("k1", 1), t("k2", 2)).m(t("m1", 1)).m(t("m2", 2));
flush();
switch (t<number>("sw", 2)) {
  case t("c1", 1):
  case t("c2", 2):
    t("body", 0);
    break;
  case t("c3", 3):
}
flush();
for (let k = t("init", 0); t("test", k < 2); t("step", k++)) t("body", 0);
flush();
