interface Node {
  value: number;
  next?: Node;
  items?: string[];
  format?: (prefix: string) => string;
}
const node: Node = { value: 1, next: { value: 2, items: ["a", "b"], format: (p) => `${p}!` } };
console.log(node.next?.value, node.next?.next?.value, node?.next?.items?.[1], node.items?.[0], node.items?.length);
console.log(node.next?.format?.("x"), node.format?.("x"), node.next?.next?.format?.("y") ?? "none");
let calls = 0;
const side = () => {
  calls++;
  return "arg";
};
node.format?.(side());
node.next?.format?.(side());
console.log(calls);
function find(name: string): Node | null {
  return name === "yes" ? node : null;
}
console.log(find("yes")?.next?.value, find("no")?.next?.value, find("no") === null);
class Wrapper {
  inner: Wrapper | undefined;
  constructor(readonly depth: number) {
    if (depth > 0) this.inner = new Wrapper(depth - 1);
  }
  get(): Wrapper | undefined {
    return this.inner;
  }
}
const wrapper = new Wrapper(2);
console.log(wrapper.get()?.get()?.depth, wrapper.get()?.get()?.get()?.depth, wrapper.inner?.inner?.inner?.depth ?? -1);
const text: string | undefined = calls > 0 ? "abc" : undefined;
console.log(text?.length, text?.toUpperCase().length, text?.[0], (text?.length ?? 0) + 1);
const list: number[] | undefined = calls > 100 ? [1] : undefined;
console.log(list?.[0], list?.map((x) => x).length, list?.length === undefined);
const maybe: { a: { b: number } } | null = calls > 0 ? { a: { b: 5 } } : null;
console.log(maybe?.a.b, maybe!.a.b);
const flag: boolean | undefined = calls > 0 ? undefined : true;
console.log(flag ?? true, flag?.toString());
const n: number | null = calls === 1 ? 0 : null;
console.log(n ?? 5, n || 7, n?.toFixed(2));

// A field that may be empty, called through an interface and through a union.
interface Runs {
  run: (() => number) | null;
}
interface MayRun {
  run?: () => number;
}
class Empty {
  run: (() => number) | null = null;
}
class Never {
  run = null;
}
class Undefined {
  run: (() => number) | undefined;
}
class Full {
  run: (() => number) | null = () => 4;
}
function runs(runner: Runs): number | undefined {
  return runner.run?.();
}
function mayRun(runner: MayRun): number | undefined {
  return runner.run?.();
}
function either(runner: Empty | Undefined): number | undefined {
  return runner.run?.();
}
console.log(runs(new Empty()), runs(new Never()), runs(new Full()), runs({ run: null }), runs({ run: () => 5 }));
console.log(mayRun(new Undefined()), mayRun({}), mayRun({ run: () => 6 }), either(new Empty()), either(new Undefined()));
