class Link {
  next: Link | null = null;
  names?: string[];
  constructor(readonly tag: string) {}
  find(tag: string): Link | null {
    return this.tag === tag ? this : (this.next?.find(tag) ?? null);
  }
}
const chain = new Link("a");
chain.next = new Link("b");
chain.next.names = ["x", "yy"];
console.log(chain.find("b")?.names![1]!.length, chain.find("c")?.names![1]!.length, chain.find("b")?.names!.length);
try {
  console.log(chain.find("a")?.names![0]!.length);
} catch (error) {
  console.log(error instanceof TypeError);
}
function impossible(value: never): never {
  throw new Error(`impossible: ${value}`);
}
function size(value: string | number): number {
  if (typeof value === "string") return value.length;
  if (typeof value === "number") return value;
  return impossible(value);
}
console.log(size("abc"), size(4));
