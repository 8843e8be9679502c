/** Loops. Each round costs fuel. */
import type { Context, Place } from "./context.ts";
import { expression } from "./expressions.ts";
import { functionExpression } from "./objects.ts";
import { show } from "./show.ts";
import { block } from "./statements.ts";
import { boolean, functionOf, number, type Type, text } from "./types.ts";

export function loop(c: Context, place: Place): string {
  const label = c.random.chance(0.3) ? c.fresh("loop") : "";
  const inner: Place = { ...place, loops: [...place.loops, label] };
  const source = c.choose<(c: Context, place: Place) => string>([
    [3, counting],
    [4, overIterable],
    [1, whileLoop],
    [1, doLoop],
    [1.5, closuresOfRounds],
    [1, shrinking],
  ])(c, inner);
  // A label stands before the loop itself, behind what the loop needs declared.
  return label === "" ? source.replace("§", "") : source.replace("§", `${label}: `);
}

const round = (source: string): string => source.replace("{", "{\ntick();");

function counting(c: Context, place: Place): string {
  c.use("for");
  const name = c.fresh("i");
  const limit = 1 + c.random.below(4);
  const head = c.random.pick([
    `let ${name} = 0; ${name} < ${limit}; ${name}++`,
    `let ${name} = ${limit}; ${name} > 0; --${name}`,
    `let ${name} = 0, end = ${limit}; ${name} < end; ${name} += 2`,
  ]);
  return c.scope(() => {
    c.variables.push({ name, type: number, writable: false });
    return `§for (${head}) ${round(block(c, place))}`;
  });
}

function overIterable(c: Context, place: Place): string {
  c.use("for of");
  const element = c.type(1);
  const key = c.key();
  const name = c.fresh("x");
  const kind = c.random.below(5);
  const bound: { type: Type; source: string; names: string; variables: { name: string; type: Type }[] } =
    kind === 0
      ? {
          type: { kind: "map", key, value: element },
          source: "",
          names: `[${name}, ${name}b]`,
          variables: [
            { name, type: key },
            { name: `${name}b`, type: element },
          ],
        }
      : kind === 1
        ? { type: { kind: "set", element: key }, source: "", names: name, variables: [{ name, type: key }] }
        : kind === 2
          ? {
              type: { kind: "array", element },
              source: ".entries()",
              names: `[${name}, ${name}b]`,
              variables: [
                { name, type: number },
                { name: `${name}b`, type: element },
              ],
            }
          : kind === 3
            ? { type: { kind: "string" }, source: "", names: name, variables: [{ name, type: { kind: "string" } }] }
            : { type: { kind: "array", element }, source: "", names: name, variables: [{ name, type: element }] };
  const over = `${expression(c, bound.type, 2)}${bound.source}`;
  return c.scope(() => {
    for (const variable of bound.variables) c.variables.push({ ...variable, writable: false });
    return `§for (const ${bound.names} of ${over}) ${round(block(c, place))}`;
  });
}

function whileLoop(c: Context, place: Place): string {
  c.use("while");
  const name = c.fresh("w");
  return c.scope(() => {
    c.variables.push({ name, type: number, writable: false });
    return `let ${name} = ${c.random.below(5)};\n§while (${name}-- > 0 && ${expression(c, boolean, 2)}) ${round(block(c, place))}`;
  });
}

function doLoop(c: Context, place: Place): string {
  c.use("do while");
  const name = c.fresh("w");
  return c.scope(() => {
    c.variables.push({ name, type: number, writable: false });
    return `let ${name} = 0;\n§do ${round(block(c, place))} while (++${name} < ${1 + c.random.below(3)});`;
  });
}

/** Closures that are made in a loop and called behind it: each has its round's variables. */
function closuresOfRounds(c: Context, place: Place): string {
  c.use("closures of a loop's rounds");
  const result = c.plainType(1);
  const type = functionOf([], result) as Type & { kind: "function" };
  const [list, name, one] = [c.fresh("fs"), c.fresh("i"), c.fresh("f")];
  const source = c.scope(() => {
    c.variables.push({ name, type: number, writable: true });
    const own = c.random.chance(0.5) ? `let ${name}c: number = ${name} * 2;\n` : "";
    if (own) c.variables.push({ name: `${name}c`, type: number, writable: true });
    const make = `${own}${list}.push(${functionExpression(c, type, 2)});`;
    return `§for (let ${name} = 0; ${name} < 3; ${name}++) {\ntick();\n${make}\n${block(c, place)}\n}`;
  });
  return `const ${list}: (${text(type)})[] = [];\n${source}\nfor (const ${one} of ${list}) log(${show(c, result, `${one}()`)});`;
}

/** A set or map that changes while it is visited. */
function shrinking(c: Context, place: Place): string {
  c.use("changed while visited");
  const key = c.random.pick<Type>([{ kind: "number" }, { kind: "string" }]);
  const [name, one] = [c.fresh("m"), c.fresh("k")];
  const type: Type = { kind: "set", element: key };
  return c.scope(() => {
    const k = () => expression(c, key, 1);
    const start = `...${expression(c, type, 2)}, ${k()}, ${k()}, ${k()}`;
    c.variables.push({ name: one, type: key, writable: false });
    return `const ${name}: ${text(type)} = new Set([${start}]);
§for (const ${one} of ${name}) {
tick();
log(${show(c, key, one)});
${name}.delete(${k()});
if (${name}.size < 6 && ${expression(c, boolean, 2)}) ${name}.add(${k()});
${block(c, place)}
}
log(${show(c, type, name)});`;
  });
}
