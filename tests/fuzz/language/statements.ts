/** Statements: each gives its text, and adds what it declares to the scope. */

import { asyncStatement } from "./asynchronous.ts";
import type { Context, Place, Variable } from "./context.ts";
import { expression, something, widened } from "./expressions.ts";
import { localClass } from "./local-classes.ts";
import { loop } from "./loops.ts";
import { call, functionExpression, implementsAll } from "./objects.ts";
import { pattern } from "./patterns.ts";
import { show } from "./show.ts";
import { boolean, functionOf, isSubclass, number, string, type Type, text } from "./types.ts";

/** The statements of a function's body; ends by returning if there is something to return. */
export function body(c: Context, place: Place): string {
  return c.scope(() => {
    const lines = [statements(c, place)];
    if (place.result) lines.unshift("tick();");
    if (place.result) lines.push(`return ${expression(c, place.result, 2)};`);
    return lines.join("\n");
  });
}

/** A few statements, in a scope of their own. */
export function block(c: Context, place: Place): string {
  return c.scope(() => `{\n${statements(c, place)}\n}`);
}

export function statements(c: Context, place: Place): string {
  const count = 1 + c.random.below(4);
  const lines: string[] = [];
  for (let i = 0; i < count && place.budget.left > 0; i++) {
    place.budget.left--;
    lines.push(statement(c, place));
  }
  return lines.join("\n");
}

function statement(c: Context, place: Place): string {
  return c.choose<() => string>([
    [4, () => declaration(c)],
    [3, () => assignment(c)],
    [3, () => `log(${something(c, 2)});`],
    [2, () => condition(c, place)],
    [3, () => loop(c, place)],
    [1.5, () => mutation(c)],
    [1.5, () => tryStatement(c, place)],
    [1, () => switchStatement(c, place)],
    [1, () => pattern(c)],
    [0.7, () => jump(c, place)],
    [0.7, () => localFunction(c)],
    [0.5, () => localClass(c)],
    [0.7, () => narrowing(c, place)],
    [0.7, () => unionSwitch(c, place)],
    [0.5, () => using(c, place)],
    [0.5, () => `${block(c, place)}`],
    [1, () => callStatement(c)],
    [place.async ? 4 : 0, () => asyncStatement(c, place)],
  ])();
}

/** Declares a variable of a random type. */
export function declaration(c: Context): string {
  const type = c.type(2);
  const name = c.fresh("v");
  const writable = c.random.chance(0.7) && type.kind !== "function";
  const value = widened(c, type, 3);
  c.variables.push({ name, type, writable });
  return `${writable ? "let" : "const"} ${name}: ${text(type)} = ${value};`;
}

function assignment(c: Context): string {
  const targets = [...c.variables.filter((variable) => variable.writable), ...writableFields(c)];
  if (targets.length === 0) return declaration(c);
  const target = c.random.pick(targets);
  const { name, type } = target;
  if (type.kind === "number" && c.random.chance(0.5)) {
    return `${name} ${c.random.pick(["+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", ">>>="])} ${expression(c, number, 2)};`;
  }
  if (type.kind === "string" && c.random.chance(0.5)) return `${name} = cap(${name} + ${expression(c, string, 2)});`;
  if (type.kind === "maybe" && c.random.chance(0.4)) {
    c.use("logical assignment");
    return `${name} ${c.random.pick(["??=", "&&=", "||="])} ${expression(c, type.inner, 2)};`;
  }
  return `${name} = ${widened(c, type, 2)};`;
}

/** The fields of what is in scope, as if they were variables. */
function writableFields(c: Context): Variable[] {
  return c.variables.flatMap(({ name, type }) => {
    if (type.kind !== "named") return [];
    const { declaration } = type;
    if (declaration.kind === "enum" || declaration.kind === "union") return [];
    return declaration.fields
      .filter((field) => field.writable)
      .map((field) => ({ name: `${name}.${field.name}`, type: field.type, writable: true }));
  });
}

function condition(c: Context, place: Place): string {
  const first = `if (${expression(c, boolean, 3)}) ${block(c, place)}`;
  return c.random.chance(0.5) ? first : `${first} else ${block(c, place)}`;
}

/** Changes a container in place. */
function mutation(c: Context): string {
  const targets = c.variables.filter(({ type }) => type.kind === "array" || type.kind === "map" || type.kind === "set");
  if (targets.length === 0) return declaration(c);
  const { name, type } = c.random.pick(targets);
  c.use("container changed in place");
  const n = () => expression(c, number, 2);
  if (type.kind === "array") {
    const e = () => expression(c, type.element, 2);
    return c.random.pick([
      () =>
        `${name}.push(${e()}${c.random.chance(0.3) ? `, ${e()}` : ""});\nif (${name}.length > 8) ${name}.length = 4;`,
      () => `${name}.unshift(${e()});\nif (${name}.length > 8) ${name}.splice(2, 5);`,
      () => `write(${name}, ${n()}, ${e()});`,
      () =>
        `log(${show(c, type, `${name}.splice(${n()}, ${c.random.below(3)}${c.random.chance(0.5) ? `, ${e()}` : ""})`)});`,
      () => `${name}.reverse();`,
      () => `${name}.fill(${e()}, ${n()}, ${n()});`,
      () => `${name}.length = Math.min(${name}.length, ${c.random.below(3)});`,
      () => `if (${name}.length > 1) [${name}[0], ${name}[1]] = [${name}[1], ${name}[0]];`,
    ])();
  }
  if (type.kind === "map") {
    const k = () => expression(c, type.key, 2);
    return c.random.pick([
      () => `if (${name}.size < 8) ${name}.set(${k()}, ${expression(c, type.value, 2)});`,
      () => `log(String(${name}.delete(${k()})));`,
      () => `${name}.forEach((value, key) => { log(${show(c, type.key, "key")}); ${name}.delete(${k()}); });`,
    ])();
  }
  if (type.kind === "set") {
    const e = () => expression(c, type.element, 2);
    return c.random.pick([
      () => `if (${name}.size < 8) ${name}.add(${e()});`,
      () => `log(String(${name}.delete(${e()})));`,
      () => `${name}.forEach((value) => { log(${show(c, type.element, "value")}); ${name}.delete(${e()}); });`,
    ])();
  }
  return "";
}

function tryStatement(c: Context, place: Place): string {
  c.use("try");
  const parts = [`try ${block(c, place)}`];
  const form = c.random.below(3);
  if (form !== 0) {
    const error = c.fresh("e");
    const inner = block(c, place);
    const again = c.random.chance(0.15) ? `\nthrow ${error};` : "";
    parts.push(`catch (${error}) {\nlog("caught", failed(${error}));\n${inner}${again}\n}`);
  }
  if (form !== 1)
    parts.push(
      `finally {\nlog("finally");\n${block(c, { ...place, budget: { left: Math.min(2, place.budget.left) } })}\n}`,
    );
  return parts.join(" ");
}

/** Leaves something: a loop, a function, by an error. Always under a condition, so that code behind it is reached. */
function jump(c: Context, place: Place): string {
  const jumps: (() => string)[] = [
    () => `throw new ${c.random.pick(["Failure", "Odd"])}(${expression(c, number, 1)}, ${expression(c, string, 1)});`,
    () => `throw ${c.random.pick([() => expression(c, string, 1), () => expression(c, number, 1)])()};`,
  ];
  const { result, loops } = place;
  if (result) jumps.push(() => `return ${expression(c, result, 2)};`);
  if (loops.length > 0) {
    jumps.push(() => c.random.pick(["break;", "continue;"]));
    const labels = loops.filter((label) => label !== "");
    if (labels.length > 0) {
      jumps.push(() => c.using("jump to a label", `${c.random.pick(["break", "continue"])} ${c.random.pick(labels)};`));
    }
  }
  c.use("jump");
  return `if (${expression(c, boolean, 2)}) { ${c.random.pick(jumps)()} }`;
}

function switchStatement(c: Context, place: Place): string {
  c.use("switch");
  const kind = c.random.below(3);
  const onEnum = kind === 2 && c.enums.length > 0 ? c.random.pick(c.enums) : undefined;
  const type: Type = onEnum ? { kind: "named", declaration: onEnum } : kind === 0 ? string : number;
  const cases = onEnum
    ? [...onEnum.members].map((member) => `${onEnum.name}.${member}`)
    : kind === 0
      ? ['""', '"a"', '"ab"', '"abc"', `id<string>(${expression(c, string, 1)})`]
      : ["0", "1", "2", "3", "-1", `id<number>(${expression(c, number, 1)})`];
  const chosen = cases.filter(() => c.random.chance(0.6));
  const inner: Place = { ...place, loops: place.loops.filter((label) => label !== "") };
  const clauses = chosen.map((value) => clause(c, inner, `case ${value}:`));
  if (c.random.chance(0.7)) clauses.splice(c.random.below(clauses.length + 1), 0, clause(c, inner, "default:"));
  const operand =
    type.kind === "number"
      ? `id<number>(${c.random.pick([`${expression(c, number, 2)} & 3`, expression(c, number, 2)])})`
      : `id<${text(type)}>(${expression(c, type, 2)})`;
  return `switch (${operand}) {\n${clauses.join("\n")}\n}`;
}

function clause(c: Context, place: Place, head: string): string {
  if (c.random.chance(0.2)) return head;
  return `${head} ${block(c, place)}${c.random.chance(0.6) ? "\nbreak;" : ""}`;
}

/** A function in a function; it sees `let` variables, so that calls change them. */
function localFunction(c: Context): string {
  c.use("local function");
  const params = Array.from({ length: c.random.below(3) }, () => ({
    name: c.fresh("a"),
    type: c.type(1),
    writable: true,
  }));
  const result = c.type(1);
  const name = c.fresh("local");
  const type = functionOf(
    params.map((param) => param.type),
    result,
  );
  let source: string;
  if (c.random.chance(0.5))
    source = `const ${name}: ${text(type)} = ${functionExpression(c, type as Type & { kind: "function" }, 3)};`;
  else {
    const inner = c.withoutThis(() =>
      c.escaping(() => {
        c.variables.push(...params);
        return body(c, { result, async: false, loops: [], budget: { left: 4 } });
      }),
    );
    source = `function ${name}(${params.map((param) => `${param.name}: ${text(param.type)}`).join(", ")}): ${text(result)} {\n${inner}\n}`;
  }
  c.variables.push({ name, type, writable: false });
  return source;
}

/** Tests what a value is, and uses it as that. */
function narrowing(c: Context, place: Place): string {
  const maybes = c.variables.filter(({ type }) => type.kind === "maybe");
  const objects = c.variables.filter(({ type }) => type.kind === "named" && type.declaration.kind === "class");
  const name = c.fresh("n");
  if (maybes.length > 0 && c.random.chance(0.5)) {
    const source = c.random.pick(maybes);
    const type = source.type as Type & { kind: "maybe" };
    c.use("narrowing from nothing");
    const inner = c.scope(() => {
      c.variables.push({ name, type: type.inner, writable: false });
      return block(c, place);
    });
    return `const ${name}: ${text(type)} = ${source.name};\nif (${name} !== ${type.nothing}) ${inner} else ${block(c, place)}`;
  }
  if (objects.length === 0) return declaration(c);
  const source = c.random.pick(objects);
  const from = source.type as Type & { kind: "named" };
  const base = from.declaration.kind === "class" ? from.declaration : undefined;
  const subclasses = c.instantiable.filter((other) => base && other !== base && isSubclass(other, base));
  const wider = c.interfaces.filter((other) => base && implementsAll(base, other));
  if (wider.length > 0 && c.random.chance(0.4)) {
    const type: Type = { kind: "named", declaration: c.random.pick(wider) };
    c.use("object as interface");
    c.variables.push({ name, type, writable: false });
    return `const ${name}: ${text(type)} = ${source.name};`;
  }
  if (subclasses.length === 0) return declaration(c);
  c.use("narrowing by instanceof");
  const declared = c.random.pick(subclasses);
  const inner = c.scope(() => {
    c.variables.push({ name, type: { kind: "named", declaration: declared }, writable: false });
    return block(c, place);
  });
  return `const ${name} = ${source.name};\nif (${name} instanceof ${declared.name}) ${inner}`;
}

function unionSwitch(c: Context, place: Place): string {
  if (c.unions.length === 0) return declaration(c);
  c.use("switch over a union");
  const union = c.random.pick(c.unions);
  const name = c.fresh("u");
  const value = expression(c, { kind: "named", declaration: union }, 2);
  const clauses = union.variants.map((variant) =>
    c.scope(() => {
      for (const field of variant.fields) {
        c.variables.push({ name: `${name}.${field.name}`, type: field.type, writable: false });
      }
      return `case "${variant.tag}": ${block(c, { ...place, loops: place.loops.filter((label) => label !== "") })}\nbreak;`;
    }),
  );
  return `const ${name}: ${union.name} = id<${union.name}>(${value});\nswitch (${name}.kind) {\n${clauses.join("\n")}\n}`;
}

function using(c: Context, place: Place): string {
  c.use("using");
  return `{\nusing ${c.fresh("r")} = new Resource(${expression(c, string, 1)});\n${block(c, place)}\n}`;
}

function callStatement(c: Context): string {
  const functions = c.functions.filter((fn) => !fn.async);
  if (functions.length === 0) return `log(${something(c, 2)});`;
  const fn = c.random.pick(functions);
  return `log(${show(c, fn.result, call(c, fn, 3))});`;
}

/** Every variable's value, for the end of a body. */
export function logAll(c: Context): string {
  return c.variables.map(({ name, type }) => `log("${name}", ${show(c, type, name)});`).join("\n");
}
