/** What a program declares: enums, records, unions, interfaces, classes, functions. Each uses only what stands before it. */
import type { Context, FunctionDeclaration } from "./context.ts";
import { expression, logged } from "./expressions.ts";
import { show, fields as showFields } from "./show.ts";
import { body } from "./statements.ts";
import { type ClassDeclaration, type Field, holdsFunctions, type Method, type Type, text } from "./types.ts";

export function enumDeclaration(c: Context): string {
  const name = c.fresh("Enum");
  const members = ["Red", "Green", "Blue"].slice(0, 2 + c.random.below(2));
  c.enums.push({ kind: "enum", name, members });
  c.use("enum");
  const values = c.random.pick([
    ["", "", ""],
    [" = 5", "", " = 9"],
    [' = "r"', ' = "g"', ' = "b"'],
  ]);
  return `enum ${name} {\n${members.map((member, index) => `${member}${values[index]},`).join("\n")}\n}`;
}

const fieldList = (c: Context, count: number, writable: boolean, type: () => Type): Field[] =>
  Array.from({ length: count }, () => ({ name: c.fresh("f"), type: type(), writable }));

const listText = (fields: readonly Field[]): string =>
  fields.map((field) => `${field.writable ? "" : "readonly "}${field.name}: ${text(field.type)};`).join("\n");

export function recordDeclaration(c: Context): string {
  const name = c.fresh("Rec");
  const fields = [
    ...fieldList(c, 1 + c.random.below(3), true, () => c.type(2)),
    ...fieldList(c, c.random.below(2), false, () => c.type(1)),
  ].map((field) => (holdsFunctions(field.type) ? { ...field, writable: false } : field));
  c.records.push({ kind: "record", name, fields });
  c.use("record");
  return `${c.random.chance(0.5) ? `interface ${name} {` : `type ${name} = {`}\n${listText(fields)}\n}${""};`;
}

export function unionDeclaration(c: Context): string {
  const name = c.fresh("Union");
  const tags = ["one", "two", "three", "four"].slice(0, 2 + c.random.below(3));
  const variants = tags.map((tag) => ({ tag, fields: fieldList(c, c.random.below(3), false, () => c.plainType(1)) }));
  c.unions.push({ kind: "union", name, variants });
  c.use("discriminated union");
  return `type ${name} =\n${variants
    .map(
      (variant) =>
        `| { readonly kind: "${variant.tag}"; ${variant.fields.map((field) => `readonly ${field.name}: ${text(field.type)}; `).join("")}}`,
    )
    .join("\n")};`;
}

const someMethods = (c: Context, count: number): Method[] =>
  Array.from({ length: count }, () => ({
    name: c.fresh("m"),
    params: Array.from({ length: c.random.below(3) }, () => c.plainType(1)),
    result: c.plainType(1),
  }));

export function interfaceDeclaration(c: Context): string {
  const name = c.fresh("Face");
  const fields = fieldList(c, c.random.below(2), true, () => c.plainType(1));
  const methods = someMethods(c, 1 + c.random.below(2));
  c.interfaces.push({ kind: "interface", name, fields, methods });
  c.use("interface");
  const signatures = methods.map((method) => `${method.name}(${parameters(method.params)}): ${text(method.result)};`);
  return `interface ${name} {\n${listText(fields)}\n${signatures.join("\n")}\n}`;
}

const parameters = (params: readonly Type[]): string =>
  params.map((param, index) => `p${index}: ${text(param)}`).join(", ");

const bound = (params: readonly Type[]) => params.map((type, index) => ({ name: `p${index}`, type, writable: true }));

/** Bodies of members see the object's own fields. */
function memberBody(c: Context, own: readonly Field[], method: Method): string {
  return c.scope(() => {
    c.variables.push(...bound(method.params));
    c.variables.push(...own.map((field) => ({ ...field, name: `this.${field.name}` })));
    return body(c, { result: method.result, async: false, loops: [], budget: { left: 2 } });
  });
}

function staticBody(c: Context, method: Method): string {
  return c.scope(() => {
    c.variables.push(...bound(method.params));
    return body(c, { result: method.result, async: false, loops: [], budget: { left: 2 } });
  });
}

/** A class: perhaps derived, abstract, implementing interfaces; with fields, a private one, accessors, statics and methods. */
export function classDeclaration(c: Context): string {
  const name = c.fresh("Class");
  const bases = c.classes;
  const base = bases.length > 0 && c.random.chance(0.55) ? c.random.pick(bases) : undefined;
  const abstract = !base && c.random.chance(0.2);
  const faces = c.random.chance(0.6) ? c.interfaces.filter(() => c.random.chance(0.5)) : [];
  const missing = faces
    .flatMap((face) => face.fields)
    .filter((field) => !base?.fields.some((other) => other.name === field.name));
  const ownFields = [...missing, ...fieldList(c, 1 + c.random.below(2), true, () => c.plainType(1))];
  const wanted = faces
    .flatMap((face) => face.methods)
    .filter((method) => !base?.methods.some((other) => other.name === method.name));
  const ownMethods = [...wanted, ...someMethods(c, 1 + c.random.below(2))];
  const overridden = base ? base.methods.filter(() => base.abstract || c.random.chance(0.5)) : [];
  const params = ownFields.map((field) => field.type);
  const accessor: Field | undefined = c.random.chance(0.4)
    ? { ...fieldList(c, 1, true, () => c.plainType(1))[0]! }
    : undefined;
  const seen = [...(base?.fields ?? []), ...ownFields];
  const baseParams = base?.params ?? [];
  const declaration: ClassDeclaration = {
    kind: "class",
    name,
    base,
    abstract,
    params: [...params, ...baseParams],
    fields: [...seen, ...(accessor ? [accessor] : [])],
    methods: [...(base?.methods ?? []), ...ownMethods],
    statics: someMethods(c, c.random.below(2)),
  };
  c.use(base ? "derived class" : "class");
  const lines: string[] = [];
  lines.push(...ownFields.map((field) => `${field.name}: ${text(field.type)};`));
  lines.push(`#own = ${c.random.below(100)};`, `static made = 0;`);
  lines.push(constructorText(c, declaration, ownFields, baseParams));
  if (accessor) lines.push(...accessorText(c, accessor, seen));
  for (const method of declaration.statics) {
    lines.push(`static ${head(method)} {\n${staticBody(c, method)}\n}`);
    c.use("static method");
  }
  for (const method of overridden) {
    lines.push(`override ${head(method)} {\n${overrideBody(c, seen, method, base!)}\n}`);
    c.use("override");
  }
  for (const method of ownMethods) {
    if (abstract && c.random.chance(0.5)) lines.push(`abstract ${head(method)};`);
    else lines.push(`${head(method)} {\nthis.#own++;\n${memberBody(c, seen, method)}\n}`);
  }
  const start = base ? `super.describe() + ` : "";
  lines.push(
    `${base ? "override " : ""}describe(): string {\nreturn ${start}"${name}#" + num(this.#own) + "{" + ${showFields(c, ownFields, "this")} + "}";\n}`,
  );
  c.classes.push(declaration);
  const implemented =
    faces.length > 0 && c.random.chance(0.6) ? ` implements ${faces.map((face) => face.name).join(", ")}` : "";
  return `${abstract ? "abstract " : ""}class ${name}${base ? ` extends ${base.name}` : ""}${implemented} {\n${lines.join("\n")}\n}`;
}

const head = (method: Method): string => `${method.name}(${parameters(method.params)}): ${text(method.result)}`;

function constructorText(
  c: Context,
  declaration: ClassDeclaration,
  own: readonly Field[],
  baseParams: readonly Type[],
): string {
  const list = [
    ...own.map((field, index) => `i${index}: ${text(field.type)}`),
    ...baseParams.map((type, index) => `b${index}: ${text(type)}`),
  ];
  const lines = [`${declaration.name}.made++;`, ...own.map((field, index) => `this.${field.name} = i${index};`)];
  if (declaration.base) lines.unshift(`super(${baseParams.map((_, index) => `b${index}`).join(", ")});`);
  if (c.random.chance(0.3)) lines.push(`log("new ${declaration.name}", num(${declaration.name}.made));`);
  return `constructor(${list.join(", ")}) {\n${lines.join("\n")}\n}`;
}

function accessorText(c: Context, accessor: Field, seen: readonly Field[]): string[] {
  c.use("accessor");
  const type = text(accessor.type);
  const body = c.scope(() => {
    c.variables.push(...seen.map((field) => ({ ...field, name: `this.${field.name}` })));
    const target = seen.find((field) => text(field.type) === type);
    return {
      get: `tick();\nreturn ${expression(c, accessor.type, 2)};`,
      set: target ? `this.${target.name} = given;` : `log("set", ${show(c, accessor.type, "given")});`,
    };
  });
  return [
    `get ${accessor.name}(): ${type} {\n${body.get}\n}`,
    `set ${accessor.name}(given: ${type}) {\nthis.#own += 2;\n${body.set}\n}`,
  ];
}

function overrideBody(c: Context, seen: readonly Field[], method: Method, base: ClassDeclaration): string {
  const own = memberBody(c, seen, method);
  if (base.abstract || c.random.chance(0.4)) return own;
  c.use("super call");
  return `log("super", ${show(c, method.result, `super.${method.name}(${method.params.map((_, index) => `p${index}`).join(", ")})`)});\n${own}`;
}

/** A function of the module. Some take defaults and rests, some call themselves with less. */
export function functionDeclaration(c: Context, async: boolean): string {
  const params = Array.from({ length: c.random.below(4) }, () => (async ? c.plainType(2) : c.type(2)));
  const required = c.random.chance(0.3) ? c.random.below(params.length + 1) : params.length;
  const rest = c.random.chance(0.15) ? c.plainType(1) : undefined;
  const fn: FunctionDeclaration = {
    name: c.fresh(async ? "later" : "fn"),
    params,
    required,
    rest,
    result: async ? c.plainType(1) : c.type(2),
    async,
  };
  const inside = c.scope(() => {
    const list = params.map((type, index) => {
      const value = index < required ? "" : ` = ${logged(c, expression(c, type, 1))}`;
      c.variables.push({ name: `p${index}`, type, writable: type.kind !== "function" });
      return `p${index}: ${text(type)}${value}`;
    });
    if (rest) {
      list.push(`...rest: ${text({ kind: "array", element: rest })}`);
      c.variables.push({ name: "rest", type: { kind: "array", element: rest }, writable: true });
      c.use("rest parameter");
    }
    return { list, source: body(c, { result: fn.result, async, loops: [], budget: { left: 4 } }) };
  });
  c.use(async ? "async function" : "function");
  c.functions.push(fn);
  const result = async ? `Promise<${text(fn.result)}>` : text(fn.result);
  return `${async ? "async " : ""}function ${fn.name}(${inside.list.join(", ")}): ${result} {\n${inside.source}\n}`;
}
