const point = { x: 1, y: 2 };
const record: Record<string, number> = point;
const accessor: Record<string, number> = {
  get a() {
    return 1;
  },
};
for (const key in point) console.log(key);
interface Named {
  name?: string;
}
const named: Named = { name: "x" };
delete named.name;
console.log(record, accessor);
function takes(r: { [key: string]: number }): void {
  console.log(r);
}
takes(point);
// error OSC1009 2:40 its properties are those that its type names
// error OSC1002 4:3 accessors, and methods that use 'this'
// error OSC1002 8:1 'for…in' can't be compiled for objects whose type names their properties
// error OSC1002 13:1 removing properties
// error OSC1009 18:7 copy it: { ...object }
