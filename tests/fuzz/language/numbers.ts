/** Expressions that give numbers. */
import type { Context } from "./context.ts";
import { expression, literalOf, logged, something } from "./expressions.ts";
import { arrayOf, number, string } from "./types.ts";

const literals = [
  ..."0 1 2 3 7 10 31 32 33 63 255 256 1000 65535 0.5 1.5 2.5 0.1 0.2 1e21 1e-7 123456789 2147483647 2147483648".split(
    " ",
  ),
  ..."4294967295 4294967296 9007199254740991 1e308 5e-324 0x1f 0b101".split(" "),
];

/** A literal or a constant, with all the values that are special. */
export function numberLiteral(c: Context): string {
  const kind = c.random.below(12);
  if (kind === 0)
    return c.random.pick(["nan", "Infinity", "(-Infinity)", "(-0)", "(-1 / 0)", "Number.MAX_VALUE", "Number.EPSILON"]);
  const literal = kind < 8 ? String(c.random.below(12)) : c.random.pick(literals);
  return c.random.chance(0.2) ? `(-${literal})` : literal;
}

const arithmetic = ["+", "-", "*", "/", "%", "+", "-", "*"];
const bits = ["&", "|", "^", "<<", ">>", ">>>"];
const functions1 = ["abs", "floor", "ceil", "trunc", "round", "sign", "sqrt", "clz32", "fround"];
const functions2 = ["min", "max", "imul"];

/** A number made of other expressions. */
export function numberExpression(c: Context, depth: number): string {
  const n = () => expression(c, number, depth - 1);
  const s = () => expression(c, string, depth - 1);
  return c.choose<() => string>([
    [6, () => `(${n()} ${c.random.pick(arithmetic)} ${n()})`],
    // The plus keeps the checker's parser from taking `<<` for the start of type arguments.
    [3, () => `(${n()} ${c.random.pick(bits)} +(${n()}))`],
    [1, () => `(${c.random.pick(["-", "+", "~"])}${n()})`],
    [1, () => `((${n()} | 0) ${c.random.pick(["+", "-", "*", "%"])} (${n()} | 0))`],
    [0.5, () => `((Math.abs(${n()} | 0) % 6) ** ${c.random.below(5)})`],
    [2, () => `Math.${c.random.pick(functions1)}(${n()})`],
    [1, () => `Math.${c.random.pick(functions2)}(${n()}, ${n()})`],
    [0.3, () => `Math.max(...${expression(c, arrayOf(number), depth - 1)})`],
    [1, () => `${s()}.length`],
    [1, () => `${s()}.charCodeAt(${n()})`],
    [0.5, () => `(${s()}.codePointAt(${c.random.below(3)}) ?? ${n()})`],
    [1, () => `${s()}.${c.random.pick(["indexOf", "lastIndexOf"])}(${s()})`],
    [0.5, () => `${c.random.pick(["Number", "parseFloat", "parseInt"])}(${s()})`],
    [1, () => anyLength(c, depth)],
    [
      1,
      () =>
        `${expression(c, arrayOf(number), depth - 1)}.reduce((sum, x) => sum ${c.random.pick(["+", "-", "^"])} x, ${n()})`,
    ],
    [0.5, () => `${expression(c, arrayOf(number), depth - 1)}.${c.random.pick(["indexOf", "lastIndexOf"])}(${n()})`],
    [1, () => assignment(c, depth)],
    [0.4, () => `(id<number>(${n()}) ${c.random.pick(["&&", "||"])} ${n()})`],
    [0.4, () => logged(c, n())],
  ])();
}

function anyLength(c: Context, depth: number): string {
  const type = c.type(2);
  if (type.kind === "array") return `${expression(c, type, depth - 1)}.length`;
  if (type.kind === "map" || type.kind === "set") return `${expression(c, type, depth - 1)}.size`;
  return `${something(c, depth - 1)}.length`;
}

/** An assignment to a number, as an expression. */
function assignment(c: Context, depth: number): string {
  const targets = c.variables.filter((variable) => variable.writable && variable.type.kind === "number");
  if (targets.length === 0) return literalOf(c, number);
  c.use("assignment as expression");
  const { name } = c.random.pick(targets);
  const value = () => expression(c, number, depth - 1);
  return c.random.pick([
    () => `${name}${c.random.pick(["++", "--"])}`,
    () => `${c.random.pick(["++", "--"])}${name}`,
    () => `(${name} = ${value()})`,
    () => `(${name} ${c.random.pick(["+=", "-=", "*=", "%=", "|=", "<<=", ">>>=", "&&=", "||="])} ${value()})`,
  ])();
}
