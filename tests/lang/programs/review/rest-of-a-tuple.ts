const entry: [string, number, boolean, string] = ["t", 5, true, `u${[1].length}`];
const [name, ...rest] = entry;
console.log(name, rest.join(), rest[0] + 1, rest[1], rest.length);
const pair: [number, string, string] = [1, "a", "b"];
const [first, ...words] = pair;
const copy: string[] = [...words];
console.log(first, words.length, copy.join(), words[1].length);
