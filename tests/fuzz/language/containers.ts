/** Expressions that give arrays, tuples, maps and sets. */
import type { Context } from "./context.ts";
import { expression } from "./expressions.ts";
import { boolean, holdsFunctions, number, string, type Type, text } from "./types.ts";

type Container = Type & { kind: "array" | "tuple" | "map" | "set" };

/** At depth 0: literals of small values. */
export function containerExpression(c: Context, type: Container, depth: number): string {
  switch (type.kind) {
    case "array":
      return depth > 0 && c.random.chance(0.65) ? arrayMethod(c, type, depth) : arrayLiteral(c, type, depth);
    case "tuple":
      c.use("tuple");
      return `id<${text(type)}>([${type.elements.map((element) => expression(c, element, depth - 1)).join(", ")}])`;
    case "set":
      c.use("Set");
      return `new Set<${text(type.element)}>(${few(c, depth, () => expression(c, type.element, depth - 1))})`;
    case "map":
      c.use("Map");
      return `new Map<${text(type.key)}, ${text(type.value)}>(${few(c, depth, () => `[${expression(c, type.key, depth - 1)}, ${expression(c, type.value, depth - 1)}]`)})`;
  }
}

function few(c: Context, depth: number, make: () => string): string {
  const count = depth < 0 ? 0 : c.random.below(4);
  return `[${Array.from({ length: count }, make).join(", ")}]`;
}

function arrayLiteral(c: Context, type: Type & { kind: "array" }, depth: number): string {
  c.use("array literal");
  const list = few(c, depth, () =>
    depth > 0 && c.random.chance(0.12)
      ? `...${expression(c, c.random.chance(0.7) ? type : { kind: "set", element: type.element }, depth - 1)}`
      : expression(c, type.element, depth - 1),
  );
  return `few<${text(type.element)}>(${list})`;
}

/** A method that gives an array. */
function arrayMethod(c: Context, type: Type & { kind: "array" }, depth: number): string {
  const { element } = type;
  const a = () => expression(c, type, depth - 1);
  const n = () => expression(c, number, depth - 1);
  const e = () => expression(c, element, depth - 1);
  c.use("array method");
  return c.choose<() => string>([
    [2, () => mapped(c, type, depth)],
    [2, () => `${a()}.filter((x, i) => ${c.binding("x", element, () => expression(c, boolean, depth - 1))})`],
    [2, () => `${a()}.slice(${n()}${c.random.chance(0.5) ? `, ${n()}` : ""})`],
    [1, () => `few<${text(element)}>(${a()}.concat(${a()}))`],
    [1, () => `${a()}.${c.random.pick(["reverse", "toReversed"])}()`],
    [1, () => `${a()}.toSpliced(${n()}, ${c.random.below(3)}, ${e()})`],
    [1, () => `${a()}.splice(${n()}, ${c.random.below(3)}${c.random.chance(0.5) ? `, ${e()}` : ""})`],
    [1, () => sorted(c, type, a())],
    [0.7, () => `${a()}.fill(${e()}, ${c.random.below(3)})`],
    [0.5, () => `new Array<${text(element)}>(${c.random.below(4)}).fill(${e()})`],
    [
      0.5,
      () =>
        `Array.from({ length: ${c.random.below(4)} }, (unused, i) => ${c.binding("i", number, () => expression(c, element, depth - 1))})`,
    ],
    [0.7, () => `Array.from(${expression(c, { kind: "set", element }, depth - 1)})`],
    [
      0.7,
      () =>
        `few<${text(element)}>(${a()}.flatMap((x) => ${c.binding("x", element, () => expression(c, type, depth - 1))}))`,
    ],
    [element.kind === "string" ? 1 : 0, () => `few<string>(${expression(c, string, depth - 1)}.split(""))`],
    [0.5, () => `${a()}.copyWithin(${c.random.below(3)}, ${c.random.below(3)})`],
  ])();
}

function mapped(c: Context, type: Type & { kind: "array" }, depth: number): string {
  const from = c.plainType(1);
  const [value, index] = [c.fresh("x"), c.fresh("i")];
  const body = c.scope(() => {
    c.variables.push({ name: value, type: from, writable: false }, { name: index, type: number, writable: false });
    return expression(c, type.element, depth - 1);
  });
  // On a copy: a callback that shortens the array would leave holes.
  return `${expression(c, { kind: "array", element: from }, depth - 1)}.slice().map((${value}, ${index}): ${text(type.element)} => (${body}))`;
}

/** Comparators must be consistent, or the order is the engine's affair. */
function sorted(c: Context, type: Type & { kind: "array" }, array: string): string {
  const method = c.random.pick(["sort", "toSorted"]);
  switch (type.element.kind) {
    case "number":
      return `${array}.${method}(${c.random.pick(["", "(a, b) => (a | 0) - (b | 0)", "(a, b) => (b | 0) - (a | 0)"])})`;
    case "string":
      return `${array}.${method}(${c.random.pick(["", "(a, b) => (a < b ? -1 : a > b ? 1 : 0)", "(a, b) => a.length - b.length"])})`;
    case "array":
      return `${array}.${method}((a, b) => b.length - a.length)`;
    default:
      return holdsFunctions(type) ? array : `${array}.${method}(() => 0)`;
  }
}
