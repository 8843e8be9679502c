// More than Node's stack holds: ten thousand frames of an ordinary function always fit.
function ordinary(n: number, text: string, list: number[], flag: boolean): string {
  const inner = [...list, n];
  const name = `${text}${n % 10}`.slice(-5);
  const pick = (value: number): string => (flag ? name : String(value));
  if (n >= 10000) return pick(inner.length);
  return ordinary(n + 1, name, inner.slice(-3), !flag);
}
console.log(ordinary(0, "", [], true));
// no-node
// expect:
// 67890
