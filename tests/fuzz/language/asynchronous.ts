/** Statements of async functions: awaiting, combining and chaining promises. Every promise that may be rejected is handled. */
import type { Context, Place } from "./context.ts";
import { expression, logged } from "./expressions.ts";
import { call } from "./objects.ts";
import { show } from "./show.ts";
import { block } from "./statements.ts";
import { boolean, number, string, type Type, text } from "./types.ts";

export function asyncStatement(c: Context, place: Place): string {
  return c.choose<() => string>([
    [4, () => awaitOne(c)],
    [2, () => combine(c)],
    [1, () => chain(c)],
    [1, () => ticks(c)],
    [1, () => asyncArrow(c, place)],
    [1, () => awaitInExpression(c)],
    [0.7, () => race(c)],
  ])();
}

/** A promise of the type: of an async function, or made by hand. */
function promise(c: Context, type: Type, depth: number): string {
  const functions = c.functions.filter((fn) => fn.async && text(fn.result) === text(type));
  if (functions.length > 0 && c.random.chance(0.7)) return call(c, c.random.pick(functions), depth);
  const value = () => expression(c, type, depth - 1);
  return c.random.pick([
    () => `Promise.resolve<${text(type)}>(${value()})`,
    () => `(async (): Promise<${text(type)}> => ${parenthesised(value())})()`,
    () => `(async (): Promise<${text(type)}> => { await null; return ${value()}; })()`,
    () => `new Promise<${text(type)}>((resolve) => resolve(${value()}))`,
    () => `Promise.resolve(${expression(c, number, 1)}).then((): ${text(type)} => ${parenthesised(value())})`,
    () =>
      `Promise.reject<${text(type)}>(new Failure(${expression(c, number, 1)}, "rejected")).catch((): ${text(type)} => ${parenthesised(value())})`,
    () => `Promise.resolve<${text(type)}>(${value()}).finally(() => log("finally of a promise"))`,
  ])();
}

const parenthesised = (value: string): string => `(${value})`;

function promised(c: Context): Type {
  const functions = c.functions.filter((fn) => fn.async);
  return functions.length > 0 && c.random.chance(0.7) ? c.random.pick(functions).result : c.plainType(1);
}

function awaitOne(c: Context): string {
  c.use("await");
  const type = promised(c);
  const name = c.fresh("v");
  const source = `const ${name}: ${text(type)} = await ${promise(c, type, 2)};`;
  c.variables.push({ name, type, writable: false });
  return source;
}

/** Operands before an await are kept over it. */
function awaitInExpression(c: Context): string {
  c.use("await inside an expression");
  const name = c.fresh("v");
  const operand = () => expression(c, number, 2);
  const source = c.random.chance(0.5)
    ? `const ${name}: number = ${logged(c, operand())} + (await ${promise(c, number, 2)}) * ${operand()};`
    : `const ${name}: number = [${operand()}, await ${promise(c, number, 2)}, ${operand()}].length + Math.max(${operand()}, await ${promise(c, number, 1)});`;
  c.variables.push({ name, type: number, writable: false });
  return source;
}

function combine(c: Context): string {
  const type = promised(c);
  const list = Array.from({ length: 1 + c.random.below(3) }, () => promise(c, type, 2)).join(", ");
  const name = c.fresh("all");
  c.use("Promise combinator");
  if (c.random.chance(0.4)) {
    return `for (const ${name} of await Promise.allSettled([${list}])) log(${name}.status === "fulfilled" ? ${show(c, type, `${name}.value`)} : failed(${name}.reason));`;
  }
  c.variables.push({ name, type: { kind: "array", element: type }, writable: false });
  return `const ${name}: ${text({ kind: "array", element: type })} = await Promise.all([${list}]);`;
}

function race(c: Context): string {
  c.use("Promise.race and any");
  const type = promised(c);
  const name = c.fresh("v");
  const list = Array.from({ length: 1 + c.random.below(3) }, () => promise(c, type, 2)).join(", ");
  c.variables.push({ name, type, writable: false });
  return `const ${name}: ${text(type)} = await Promise.${c.random.pick(["race", "any"])}([${list}]);`;
}

/** Goes on by itself, in turns with everything else. */
function chain(c: Context): string {
  c.use("then chain");
  const type = promised(c);
  const name = c.fresh("p");
  const log = `.then((${name}) => log("then", ${show(c, type, name)}))`;
  const after = c.random.chance(0.4) ? `.finally(() => log("after"))` : "";
  return `${promise(c, type, 2)}${log}.catch((error) => log("chain", failed(error)))${after}.then(() => log("end of chain"));`;
}

function ticks(c: Context): string {
  c.use("queueMicrotask");
  const place = c.random.below(1000);
  return c.random.pick([
    `queueMicrotask(() => log("microtask ${place}"));`,
    `await null;\nlog("tick ${place}");`,
    `for (let i = 0; i < ${c.random.below(4)}; i++) {\ntick();\nawait ${expression(c, string, 1)};\nlog("round", num(i));\n}`,
  ]);
}

/** An async arrow that is started, runs along, and is waited for at some later point. */
function asyncArrow(c: Context, place: Place): string {
  c.use("async arrow");
  const name = c.fresh("task");
  const inner = c.escaping(() =>
    block(c, { result: undefined, async: true, loops: [], budget: { left: Math.min(3, place.budget.left) } }),
  );
  const wait = c.random.chance(0.5) ? `\nif (${expression(c, boolean, 1)}) await ${name};` : "";
  return `const ${name} = (async () => ${inner})().catch((error) => log("task", failed(error)));\n${block(c, place)}${wait}\nawait ${name};`;
}
