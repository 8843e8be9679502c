class Item {
  constructor(readonly name: string) {}
}
const groups = new Map<string, Item[]>();
for (const word of ["ax", "b", "ay"]) {
  const group = groups.get(word[0]!) ?? [];
  group.push(new Item(word));
  groups.set(word[0]!, group);
}
for (const [key, group] of groups) console.log(key, group.map((item) => item.name).join());
const chosen = groups.size > 5 ? [] : groups.get("a")!;
const missing = groups.get("z") || [];
console.log(chosen.length, missing.length);
