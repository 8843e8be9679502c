/**
 * Expressions of a given type. At depth 0 they are literals, variables and the shortest constructions: free of effects, unless
 * a constructor has them.
 */
import { containerExpression } from "./containers.ts";
import type { Context } from "./context.ts";
import { numberExpression, numberLiteral } from "./numbers.ts";
import { functionExpression, namedExpression, sources } from "./objects.ts";
import { show } from "./show.ts";
import { booleanExpression, stringExpression, stringLiteral } from "./strings.ts";
import { isUnion, same, type Type, text } from "./types.ts";

/** An expression that can stand as an operand of anything: it is a call, a name, or in parentheses. */
export function expression(c: Context, type: Type, depth: number): string {
  const variables = c.variables.filter((variable) => same(variable.type, type));
  if (variables.length > 0 && c.random.chance(depth <= 0 ? 0.75 : 0.35)) return c.random.pick(variables).name;
  if (depth <= 0) return smallest(c, type);
  if (c.random.chance(0.25)) {
    const source = sources(c, type, depth);
    if (source !== undefined) return source;
  }
  if (c.random.chance(0.08)) {
    c.use("conditional expression");
    return `(${expression(c, { kind: "boolean" }, depth - 1)} ? ${expression(c, type, depth - 1)} : ${expression(c, type, depth - 1)})`;
  }
  if (c.random.chance(0.04)) return `(id(${something(c, depth - 1)}), ${expression(c, type, depth - 1)})`;
  switch (type.kind) {
    case "number":
      return c.random.chance(0.3) ? numberLiteral(c) : numberExpression(c, depth);
    case "string":
      return c.random.chance(0.3) ? stringLiteral(c) : stringExpression(c, depth);
    case "boolean":
      return booleanExpression(c, depth);
    case "maybe":
      return maybeExpression(c, type, depth);
    case "array":
    case "set":
    case "map":
    case "tuple":
      return containerExpression(c, type, depth);
    case "function":
      return functionExpression(c, type, depth);
    case "named":
      return namedExpression(c, type, depth);
  }
}

function maybeExpression(c: Context, type: Type & { kind: "maybe" }, depth: number): string {
  if (c.random.chance(0.3)) return smallest(c, type);
  if (type.nothing === "undefined" && c.random.chance(0.6)) {
    const array = expression(c, { kind: "array", element: type.inner }, depth - 1);
    const index = expression(c, { kind: "number" }, depth - 1);
    c.use("element that may be missing");
    return c.random.pick([
      `${array}.at(${index})`,
      `${array}.pop()`,
      `${array}.shift()`,
      `${array}.slice().find((x, i) => i >= ${index})`,
      `${array}.slice().findLast((x, i) => i <= ${index})`,
      `new Map<number, ${text(type.inner)}>([[1, ${expression(c, type.inner, depth - 1)}]]).get(${index})`,
    ]);
  }
  return `id<${text(type)}>(${expression(c, type.inner, depth - 1)})`;
}

/** The least that is of the type. */
function smallest(c: Context, type: Type): string {
  switch (type.kind) {
    case "number":
    case "string":
      return literalOf(c, type);
    case "boolean":
      return `id<boolean>(${c.random.chance(0.5)})`;
    case "maybe":
      return `id<${text(type)}>(${c.random.chance(0.5) ? type.nothing : smallest(c, type.inner)})`;
    case "array":
    case "set":
    case "map":
    case "tuple":
      return containerExpression(c, type, 0);
    case "function":
      return functionExpression(c, type, 0);
    case "named":
      return namedExpression(c, type, 0);
  }
}

export function literalOf(c: Context, type: Type): string {
  return type.kind === "string" ? stringLiteral(c) : numberLiteral(c);
}

/** Logs when the value is evaluated. */
export function logged(c: Context, value: string): string {
  c.use("logged operand");
  return `at(${c.random.below(1000)}, ${value})`;
}

/** Any value's text. */
export function something(c: Context, depth: number): string {
  const type = c.random.chance(0.6) && c.variables.length > 0 ? c.random.pick(c.variables).type : c.type(2);
  return `(${show(c, type, expression(c, type, depth))})`;
}

/** An expression for a place that the checker narrows by what is assigned: it must look as wide as the place. */
export function widened(c: Context, type: Type, depth: number): string {
  const value = expression(c, type, depth);
  return isUnion(type) ? `id<${text(type)}>(${value})` : value;
}
