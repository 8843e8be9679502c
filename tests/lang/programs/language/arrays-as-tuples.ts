/** An array that is said to be a tuple: proved, and copied. */
const pairs = "a=1;b=22;c=333".split(";").map((part) => part.split("=") as [string, string]);
for (const [name, value] of pairs) console.log(name, value.length);
const map = new Map(pairs);
console.log(map.get("b"), pairs[1]);

const edges = "a b 7;a c 9".split(";").map((line) => line.split(" ") as [string, string, string]);
for (const [from, to, weight] of edges) console.log(from + to, +weight + 1);

const numbers: number[] = [1, 2, 3];
const [x, y, z] = numbers as [number, number, number];
console.log(x + y + z);
const mixed: (string | number)[] = ["n", 4];
const [label, count] = mixed as [string, number];
console.log(label.toUpperCase(), count + 1);

const objects: { readonly id: number }[] = [{ id: 1 }, { id: 2 }];
function ids([a, b]: [{ readonly id: number }, { readonly id: number }]): string {
  return `${a.id},${b.id}`;
}
console.log(ids(objects as [{ readonly id: number }, { readonly id: number }]), objects.length);
