/** Expressions that give objects and functions, and those that take values out of them. */
import type { Context } from "./context.ts";
import { expression } from "./expressions.ts";
import { body } from "./statements.ts";
import { type ClassDeclaration, type Field, isSubclass, type Method, number, same, type Type, text } from "./types.ts";

export function namedExpression(c: Context, type: Type & { kind: "named" }, depth: number): string {
  const { declaration } = type;
  switch (declaration.kind) {
    case "enum":
      return `id<${declaration.name}>(${declaration.name}.${c.random.pick(declaration.members)})`;
    case "record":
      c.use("object literal");
      return record(c, type, declaration.fields, depth);
    case "union": {
      c.use("discriminated union");
      const variant = c.random.pick(declaration.variants);
      const fields = variant.fields.map((field) => `, ${field.name}: ${expression(c, field.type, depth - 1)}`).join("");
      return `id<${declaration.name}>({ kind: "${variant.tag}"${fields} })`;
    }
    case "class": {
      const choices = c.classes.filter((other) => !other.abstract && isSubclass(other, declaration));
      c.use("new");
      // The first one's fields are of types that stand before it: so this ends.
      return construct(c, depth > 0 ? c.random.pick(choices) : choices[0]!, depth);
    }
    case "interface": {
      const choices = c.classes.filter((other) => !other.abstract && implementsAll(other, declaration));
      c.use("interface");
      if (depth > 0 && choices.length > 0 && c.random.chance(0.7)) return construct(c, c.random.pick(choices), depth);
      const fields = declaration.fields.map((field) => `${field.name}: ${expression(c, field.type, depth - 1)}`);
      const methods = declaration.methods.map((method) => objectMethod(c, method, depth));
      return `id<${declaration.name}>({ ${[...fields, ...methods].join(", ")} })`;
    }
  }
}

/** Does every object of the class fit the interface, structurally? */
export function implementsAll(
  declaration: ClassDeclaration,
  wanted: { readonly fields: readonly Field[]; readonly methods: readonly Method[] },
): boolean {
  return (
    wanted.fields.every((field) =>
      declaration.fields.some((own) => own.name === field.name && same(own.type, field.type) && own.writable),
    ) &&
    wanted.methods.every((method) =>
      declaration.methods.some((own) => own.name === method.name && sameMethod(own, method)),
    )
  );
}

function sameMethod(a: Method, b: Method): boolean {
  return (
    same(a.result, b.result) &&
    a.params.length === b.params.length &&
    a.params.every((param, index) => same(param, b.params[index]!))
  );
}

function objectMethod(c: Context, method: Method, depth: number): string {
  const params = method.params.map((type) => ({ name: c.fresh("p"), type, writable: false }));
  const result = c.withoutThis(() =>
    c.escaping(() => {
      c.variables.push(...params);
      return expression(c, method.result, Math.min(depth - 1, 1));
    }),
  );
  return `${method.name}(${params.map(({ name, type }) => `${name}: ${text(type)}`).join(", ")}): ${text(method.result)} { tick(); return ${result}; }`;
}

function record(c: Context, type: Type, fields: readonly Field[], depth: number): string {
  const one = (field: Field) => `${field.name}: ${expression(c, field.type, depth - 1)}`;
  if (depth > 0 && c.random.chance(0.25)) {
    c.use("object spread");
    return `id<${text(type)}>({ ...${expression(c, type, depth - 1)}, ${one(c.random.pick(fields))} })`;
  }
  return `id<${text(type)}>({ ${fields.map(one).join(", ")} })`;
}

function construct(c: Context, declaration: ClassDeclaration, depth: number): string {
  return `new ${declaration.name}(${declaration.params.map((param) => expression(c, param, depth - 1)).join(", ")})`;
}

/** An arrow function. It may be kept for long, so it sees nothing that could hold it. */
export function functionExpression(c: Context, type: Type & { kind: "function" }, depth: number): string {
  c.use("closure");
  const params = type.params.map((param) => ({ name: c.fresh("a"), type: param, writable: true }));
  const head = `(${params.map((param) => `${param.name}: ${text(param.type)}`).join(", ")}): ${text(type.result)} =>`;
  return c.escaping(() => {
    c.variables.push(...params);
    if (depth > 1 && c.random.chance(0.4)) {
      return `(${head} {\n${body(c, { result: type.result, async: false, loops: [], budget: { left: 3 } })}\n})`;
    }
    return `(${head} (tick(), ${expression(c, type.result, depth - 1)}))`;
  });
}

/** An expression that takes a value of the type out of what is in scope: calls, fields, elements. `undefined` if there is none. */
export function sources(c: Context, type: Type, depth: number): string | undefined {
  const found: (() => string)[] = [];
  for (const fn of c.functions) {
    if (!fn.async && same(fn.result, type)) found.push(() => call(c, fn, depth));
  }
  for (const variable of c.variables) found.push(...parts(c, variable.name, variable.type, type, depth));
  for (const declaration of c.classes) {
    for (const method of declaration.statics) {
      if (same(method.result, type))
        found.push(() => `${declaration.name}.${method.name}(${args(c, method.params, depth)})`);
    }
  }
  if (found.length === 0) return undefined;
  c.use("value out of an object or call");
  return c.random.pick(found)();
}

export function args(c: Context, params: readonly Type[], depth: number): string {
  return params.map((param) => expression(c, param, depth - 1)).join(", ");
}

/** A call of a declared function, with or without the arguments that have defaults. */
export function call(c: Context, fn: Context["functions"][number], depth: number): string {
  const count = fn.required + c.random.below(fn.params.length - fn.required + 1);
  const given = fn.params.slice(0, count).map((param) => expression(c, param, depth - 1));
  if (fn.rest && count === fn.params.length) {
    const more = c.random.below(3);
    for (let i = 0; i < more; i++) given.push(expression(c, fn.rest, depth - 1));
    if (c.random.chance(0.4)) given.push(`...${expression(c, { kind: "array", element: fn.rest }, depth - 1)}`);
  }
  c.use("call");
  return `${fn.name}(${given.join(", ")})`;
}

function parts(c: Context, name: string, from: Type, type: Type, depth: number): (() => string)[] {
  const found: (() => string)[] = [];
  const otherwise = () => expression(c, type, depth - 1);
  switch (from.kind) {
    case "array":
      if (same(from.element, type)) {
        found.push(() => `read(${name}, ${expression(c, number, depth - 1)}, ${otherwise()})`);
        if (!mayBeNothing(type))
          found.push(() => `(${name}.${c.random.pick(["at(-1)", "pop()", "shift()", "at(0)"])} ?? ${otherwise()})`);
      }
      break;
    case "tuple":
      from.elements.forEach((element, index) => {
        if (same(element, type)) found.push(() => `${name}[${index}]`);
      });
      break;
    case "map":
      if (same(from.value, type) && !mayBeNothing(type)) {
        found.push(() => `(${name}.get(${expression(c, from.key, depth - 1)}) ?? ${otherwise()})`);
      }
      break;
    case "function":
      if (same(from.result, type)) found.push(() => `${name}(${args(c, from.params, depth)})`);
      break;
    case "maybe":
      if (same(from.inner, type)) found.push(() => `(${name} ?? ${otherwise()})`);
      if (from.inner.kind === "named" && !mayBeNothing(type)) {
        for (const member of members(c, from.inner, type, depth)) {
          found.push(() => c.using("optional chain", `(${name}?.${member()} ?? ${otherwise()})`));
        }
      }
      if (from.inner.kind === "function" && same(from.inner.result, type) && !mayBeNothing(type)) {
        const { params } = from.inner;
        found.push(() => c.using("optional call", `(${name}?.(${args(c, params, depth)}) ?? ${otherwise()})`));
      }
      break;
    case "named":
      for (const member of members(c, from, type, depth)) found.push(() => `${name}.${member()}`);
      break;
    default:
  }
  return found;
}

const mayBeNothing = (type: Type): boolean => type.kind === "maybe";

/** The fields and method calls of an object that give the type. */
function members(c: Context, from: Type & { kind: "named" }, type: Type, depth: number): (() => string)[] {
  const { declaration } = from;
  if (declaration.kind === "enum" || declaration.kind === "union") return [];
  const found: (() => string)[] = [];
  for (const field of declaration.fields) if (same(field.type, type)) found.push(() => field.name);
  if (declaration.kind === "record") return found;
  for (const method of declaration.methods) {
    if (same(method.result, type)) {
      found.push(() => c.using("method call", `${method.name}(${args(c, method.params, depth)})`));
    }
  }
  return found;
}
