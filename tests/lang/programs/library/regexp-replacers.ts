// What a function that replaces may take, in the forms that people write.
const s = "abcabc";
console.log(s.replace(/b/, (m) => m.toUpperCase()));
console.log(s.replace(/(b)(c)/, (m, p1, p2) => `${m}${p1}${p2}`));
console.log(s.replace(/(b)(c)/g, (m, p1: string, p2: string, offset: number) => `${m}${p1}${p2}${offset}`));
console.log(s.replace(/(b)(c)/g, (m, p1: string, p2: string, offset: number, all: string) => `${m}${p1}${p2}${offset}${all}`));
console.log(s.replace(/b/g, (match, ...more) => `${match}${more.length}`));
console.log(s.replace(/(b)/g, (...args) => `${args.length}${args[0]}${args[1]}`));
console.log(s.replace(/(b)/g, (...args: string[]) => `${args[0]}${args[1]}`));
console.log(s.replace(/(b)/g, (...args: unknown[]) => `${String(args[0])}${args.length}`));
console.log(s.replaceAll("b", (m, offset: number) => `${m}${offset}`));
console.log(s.replace("b", (m, offset: number, all: string) => `${m}${offset}${all}`));
console.log(s.replace(/(?<x>b)/g, (...args) => `${(args[args.length - 1] as unknown as Record<string, string>)["x"]}!`));
console.log(s.replace(/(?<x>b)/g, (_m, _x: string, o: number, _all: string, groups: Record<string, string>) => `${groups["x"]}${o}`));
console.log(s.replace(/(z)?b/g, (_m, z) => `${z}`));
console.log(s.replace(/(z)?b/g, (_m, z: string | undefined) => `${z ?? "none"}`));
console.log(s.replace(/b/g, () => "x"));
console.log(
  s.replace(/(b)/g, function (m, p) {
    return m + p;
  }),
);
console.log(s.replace(/(b)/g, (m: string, ...rest: unknown[]) => m + rest.length));
console.log(s.replace(/(b)/g, (m, p1, ...rest: [number, string]) => m + p1 + rest[0]));
console.log(s.replace(/(b)(z)?/g, (m, ...more) => `${m}|${more[0]}|${more[1]}|${more[2]}|${more.length}`));
console.log(
  s.replace(/(b)/g, (...args) => {
    const [m, p] = args;
    return `${m?.length}${p}`;
  }),
);
console.log(s.replace(/(b)/g, (...args) => args[0]!.toUpperCase() + args.slice(1, 2).join() + String(args.at(-2))));
console.log(s.replace(/(b)/g, (m, ...[p]) => m + p));

// Functions with rest parameters that begin in different places.
type Report = (first: string, ...more: unknown[]) => string;
const all: Report = (...values: unknown[]) => values.map(String).join("+");
const two: (...values: unknown[]) => string = (a: unknown, b: unknown, ...others: unknown[]) => `${a},${b},${others.length}`;
const texts: (...values: string[]) => string = (first: string | number, ...others: (string | number)[]) =>
  `${first};${others.join(";")}`;
console.log(all("a", 1, true), all("a"), two(1, 2, 3, 4), two(1), texts("x", "y", "z"));
const later = (given: (...values: unknown[]) => string): Report => given;
console.log(later(two)("p", 2, 3), later((...values) => `${values.length}`)("q", 1, 2));
