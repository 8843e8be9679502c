interface Settings {
  size: number;
  name: string;
  color?: string;
  depth?: number;
}
function update(settings: Settings, changes: Partial<Settings>): Settings {
  return { ...settings, ...changes };
}
const first: Settings = { size: 1, name: "first" };
console.log("color" in first, first.color, first.depth ?? "none");
first.color ??= "red";
first.color += "dish";
first.depth = 3;
console.log("color" in first, first.color, first.depth);
const second = update(first, { name: "second" });
console.log(second.size, second.name, second.color, second.depth);
