/** Expressions that give strings, and those that give booleans. */
import type { Context } from "./context.ts";
import { expression, logged, something } from "./expressions.ts";
import { arrayOf, boolean, isSubclass, number, string, type Type } from "./types.ts";

const literals = [
  "",
  "a",
  "b",
  "ab",
  "abc",
  " x ",
  "0",
  "12",
  "-3.5",
  "1e3",
  "0x10",
  "ß",
  "é",
  "😀",
  "a😀b",
  "\\ud83d",
  "\\ude00",
  "x,y",
  "İ",
  "ΑΣ",
];

export const stringLiteral = (c: Context): string => `"${c.random.pick(literals)}"`;

export function stringExpression(c: Context, depth: number): string {
  const s = () => expression(c, string, depth - 1);
  const n = () => expression(c, number, depth - 1);
  const small = () => c.random.pick(["0", "1", "2", "3", "-1", "-2", n()]);
  return c.choose<() => string>([
    [3, () => `cap(${s()} + ${s()})`],
    [1, () => `cap(${s()} + ${n()})`],
    [2, () => `cap(\`\${${s()}}${c.random.pick(["", "-", "é"])}\${${n()}}\`)`],
    [0.5, () => `cap(\`<\${${expression(c, boolean, depth - 1)}}>\`)`],
    [2, () => `${s()}.${c.random.pick(["slice", "substring", "substr"])}(${small()}, ${small()})`],
    [1, () => `${s()}.slice(${small()})`],
    [1, () => `${s()}.charAt(${small()})`],
    [1, () => `(${s()}.at(${small()}) ?? ${s()})`],
    [0.5, () => `${s()}.${c.random.pick(["padStart", "padEnd"])}(${c.random.below(9)}, ${s()})`],
    [0.5, () => `cap(${s()}.repeat(${c.random.below(4)}))`],
    [0.5, () => `cap(${s()}.${c.random.pick(["replace", "replaceAll"])}(${s()}, "${c.random.pick(["", "z", "yy"])}"))`],
    [1, () => `${s()}.${c.random.pick(["toUpperCase", "toLowerCase", "trim", "trimStart", "trimEnd"])}()`],
    [0.5, () => `cap(${s()}.split(${c.random.pick([s(), '""', '","'])}).join(${s()}))`],
    [0.5, () => `String(${n()})`],
    [0.5, () => `(${n()} | 0).toString(${c.random.pick([2, 8, 10, 16, 36])})`],
    [0.4, () => `${wrap(n())}.toFixed(${c.random.below(5)})`],
    [0.3, () => `${wrap(n())}.toPrecision(${1 + c.random.below(20)})`],
    [0.3, () => `${wrap(n())}.toExponential(${c.random.below(8)})`],
    [0.7, () => `cap(${expression(c, arrayOf(c.random.pick([number, string, boolean])), depth - 1)}.join(${s()}))`],
    [1, () => `cap(${something(c, depth - 1)})`],
    [0.3, () => `(typeof ${wrap(n())})`],
    [0.3, () => `(id<string>(${s()}) ${c.random.pick(["&&", "||"])} ${s()})`],
    [0.4, () => logged(c, s())],
    [0.3, () => `String.fromCharCode(${n()}, ${n()})`],
    [0.3, () => `cap([...${s()}].reverse().join(""))`],
  ])();
}

const wrap = (value: string): string => `(${value})`;

const comparisons = ["<", "<=", ">", ">="];
const equalities = ["===", "!=="];

export function booleanExpression(c: Context, depth: number): string {
  const b = () => expression(c, boolean, depth - 1);
  const s = () => expression(c, string, depth - 1);
  const n = () => expression(c, number, depth - 1);
  return c.choose<() => string>([
    [4, () => `(${n()} ${c.random.pick(comparisons)} ${n()})`],
    [2, () => `(id<number>(${n()}) ${c.random.pick(equalities)} ${n()})`],
    [1, () => `(${s()} ${c.random.pick(comparisons)} ${s()})`],
    [2, () => `(id<string>(${s()}) ${c.random.pick(equalities)} ${s()})`],
    [2, () => `!${b()}`],
    [2, () => `(${b()} ${c.random.pick(["&&", "||"])} ${b()})`],
    [1, () => `${s()}.${c.random.pick(["includes", "startsWith", "endsWith"])}(${s()})`],
    [1, () => `Object.is(${n()}, ${n()})`],
    [0.5, () => `${c.random.pick(["isNaN", "isFinite", "Number.isInteger", "Number.isSafeInteger"])}(${n()})`],
    [1, () => `${expression(c, arrayOf(number), depth - 1)}.includes(${n()})`],
    [
      1,
      () =>
        `${expression(c, arrayOf(number), depth - 1)}.${c.random.pick(["some", "every"])}((x) => x ${c.random.pick(comparisons)} ${n()})`,
    ],
    [1, () => membership(c, depth)],
    [1, () => identity(c, depth)],
    [1, () => instance(c, depth)],
    [0.5, () => nothing(c, depth)],
    [0.5, () => `Boolean(${c.random.pick([n, s])()})`],
    [0.5, () => `!!id(${c.random.pick([n, s])()})`],
    [0.4, () => logged(c, b())],
  ])();
}

function membership(c: Context, depth: number): string {
  const key = c.key();
  const type: Type = c.random.chance(0.5) ? { kind: "set", element: key } : { kind: "map", key, value: c.plainType(1) };
  return `${expression(c, type, depth - 1)}.has(${expression(c, key, depth - 1)})`;
}

/** Whether two objects are the same. */
function identity(c: Context, depth: number): string {
  if (c.instantiable.length === 0) return expression(c, boolean, depth - 1);
  c.use("identity");
  const type: Type = { kind: "named", declaration: c.random.pick(c.instantiable) };
  return `(${expression(c, type, depth - 1)} ${c.random.pick(equalities)} ${expression(c, type, depth - 1)})`;
}

function instance(c: Context, depth: number): string {
  const subclasses = c.instantiable.filter((declaration) => declaration.base);
  if (subclasses.length === 0) return expression(c, boolean, depth - 1);
  c.use("instanceof");
  const declaration = c.random.pick(subclasses);
  const bases = c.instantiable.filter((base) => isSubclass(declaration, base));
  return `(${expression(c, { kind: "named", declaration: c.random.pick(bases) }, depth - 1)} instanceof ${declaration.name})`;
}

function nothing(c: Context, depth: number): string {
  const inner = c.plainType(1);
  if (inner.kind === "maybe") return expression(c, boolean, depth - 1);
  c.use("comparison with nothing");
  const kind = c.random.pick(["null", "undefined"] as const);
  return `(${expression(c, { kind: "maybe", inner, nothing: kind }, depth - 1)} ${c.random.pick(equalities)} ${kind})`;
}
