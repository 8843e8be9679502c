/** Destructuring: declarations and assignments, with defaults, nesting and rests. */
import type { Context } from "./context.ts";
import { expression } from "./expressions.ts";
import type { Type } from "./types.ts";

export function pattern(c: Context): string {
  c.use("destructuring");
  const records = c.records;
  const kind = c.random.below(records.length > 0 ? 4 : 3);
  if (kind === 0) return tuple(c);
  if (kind === 1) return array(c);
  if (kind === 2) return swap(c);
  const declaration = c.random.pick(records);
  const names = declaration.fields.filter(() => c.random.chance(0.7));
  const bound = names.map((field) => ({ field, name: c.fresh("d") }));
  const rest = c.random.chance(0.3) ? c.fresh("rest") : undefined;
  const source = expression(c, { kind: "named", declaration }, 2);
  const parts = bound.map(({ field, name }) => {
    const { type } = field;
    if (type.kind !== "maybe" || type.nothing !== "undefined") return `${field.name}: ${name}`;
    return `${field.name}: ${name} = ${expression(c, type.inner, 1)}`;
  });
  if (rest) parts.push(`...${rest}`);
  const lines = `const { ${parts.join(", ")} } = ${source};`;
  for (const { field, name } of bound) {
    const { type } = field;
    const bare = type.kind === "maybe" && type.nothing === "undefined" ? type.inner : type;
    c.variables.push({ name, type: bare, writable: false });
  }
  const left = rest ? declaration.fields.find((field) => !names.includes(field)) : undefined;
  if (left) c.variables.push({ name: `${rest}.${left.name}`, type: left.type, writable: false });
  return lines;
}

function tuple(c: Context): string {
  const inner = c.plainType(1);
  const type: Type = {
    kind: "tuple",
    elements: [c.plainType(1), { kind: "tuple", elements: [inner, c.plainType(1)] }],
  };
  const source = expression(c, type, 2);
  const names = [c.fresh("d"), c.fresh("d"), c.fresh("d")];
  const [first, second] = type.elements as [Type, Type & { kind: "tuple" }];
  [first, ...second.elements].forEach((element, index) => {
    c.variables.push({ name: names[index]!, type: element, writable: true });
  });
  return `let [${names[0]}, [${names[1]}, ${names[2]}]] = ${source};`;
}

/** Elements that may be missing have defaults, evaluated only where they are needed. */
function array(c: Context): string {
  let element = c.plainType(1);
  if (element.kind === "maybe") element = { kind: "number" };
  const source = expression(c, { kind: "array", element }, 2);
  const [first, second, rest] = [c.fresh("d"), c.fresh("d"), c.fresh("rest")];
  const line = `let [${first} = ${expression(c, element, 2)}, ${c.random.chance(0.3) ? ", " : ""}${second} = ${expression(c, element, 1)}, ...${rest}] = ${source};`;
  c.variables.push({ name: first, type: element, writable: true }, { name: second, type: element, writable: true });
  c.variables.push({ name: rest, type: { kind: "array", element }, writable: true });
  return line;
}

function swap(c: Context): string {
  const writable = c.variables.filter((variable) => variable.writable && variable.type.kind === "number");
  if (writable.length < 2) return array(c);
  const [a, b] = [c.random.pick(writable).name, c.random.pick(writable).name];
  return `[${a}, ${b}] = [${expression(c, { kind: "number" }, 2)}, ${a}];`;
}
