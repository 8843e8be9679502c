/** Variables that hold a property out of any number of them: `undefined` if it is missing, whatever the type says. */
interface User {
  readonly name: string;
  friends?: string[];
}
const users: Record<string, User> = { a: { name: "A" }, b: { name: "B", friends: ["a"] } };

function find(id: string): User {
  const user = users[id];
  if (!user) throw new RangeError(`no ${id}`);
  return user;
}
for (const id of ["a", "z"]) {
  try {
    console.log(find(id).name);
  } catch (error) {
    console.log(String(error));
  }
}

function friends(id: string): number {
  const user = users[id];
  return user?.friends?.length ?? -1;
}
console.log(friends("a"), friends("b"), friends("q"));

const lists: { [key: string]: number[] } = {};
for (const word of ["x", "yy", "zz", "x"]) {
  const list = lists[word];
  if (list === undefined) lists[word] = [word.length];
  else list.push(word.length);
}
console.log(lists);
let list = lists["none"];
console.log(list, typeof list);
list = [1];
console.log(list.length);

const nobody = users["nobody"];
try {
  console.log(nobody.name);
} catch (error) {
  console.log(error instanceof TypeError);
}

const functions: Record<string, (n: number) => number> = { inc: (n) => n + 1 };
for (const name of ["inc", "dec"]) {
  const one = functions[name];
  if (one) console.log(one(1));
  else console.log(`no ${name}`);
  const other = functions[name];
  console.log(typeof other, other?.(5));
}

// ---- patterns ----

const groups = /(?<year>\d+)(?:-(?<month>\d+))?/.exec("2024")?.groups;
if (groups) {
  const month = groups["month"];
  console.log(month, month && month !== "x", month === undefined ? "none" : month.length);
  const { year, month: named } = groups;
  console.log(year, named, named ?? "?");
}
const { a, q } = users;
console.log(a?.name, q === undefined);

// ---- elsewhere ----

const kept = users["b"];
const missing = users["c"];
const nameOf = (): string => (kept ? kept.name : "-") + (missing ? missing.name : "-");
console.log(nameOf(), [kept].length);
const tree: Record<string, Record<string, string>> = { o: { i: "deep" } };
for (const [outer, inner] of [
  ["o", "i"],
  ["o", "x"],
  ["p", "i"],
] as const) {
  const branch = tree[outer];
  const leaf = branch?.[inner];
  console.log(leaf);
}
class Register {
  private readonly children: { [key: string]: Register } = {};
  readonly id: number;
  constructor(id: number) {
    this.id = id;
  }
  child(key: string): Register {
    const known = this.children[key];
    if (known) return known;
    const made = new Register(this.id * 2 + 1);
    this.children[key] = made;
    return made;
  }
}
const register = new Register(1);
console.log(register.child("a").child("b").id, register.child("a") === register.child("a"));
