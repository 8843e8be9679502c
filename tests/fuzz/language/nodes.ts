/**
 * Lists and trees of nodes that never change, and functions that make new ones out of them: what a compiler may do in the memory of the old ones. Some of
 * these are kept elsewhere, some functions throw, some nodes are of a class that extends the expected one.
 */
import type { Context } from "./context.ts";
import { expression } from "./expressions.ts";
import { show } from "./show.ts";
import { number, same, type Type, text } from "./types.ts";

interface NodeClass {
  readonly name: string;
  /** Class and fields, without links. */
  readonly parts: readonly { readonly name: string; readonly type: Type }[];
  /** One in a list, two in a tree. */
  readonly links: readonly string[];
  /** May fields that are no links be written? (Links are not, so that no cycles arise.) */
  readonly writable: boolean;
  /** The fields in the order of the constructor's parameters. */
  readonly order: readonly string[];
  /** A class that extends it, and what its constructor takes beyond. */
  derived?: { readonly name: string; readonly more: Type | undefined };
}

export interface Nodes {
  /** Declarations of one or two classes of nodes and some functions on them. */
  readonly source: string;
  /** A function without parameters that uses them all. */
  readonly main: string;
  readonly name: string;
}

export function nodeDeclarations(c: Context): Nodes {
  c.use("nodes");
  const node = nodeClass(c);
  const twin = c.random.chance(0.4) ? { ...node, name: c.fresh("Twin"), order: shuffled(c, node.order) } : undefined;
  if (c.random.chance(0.4))
    node.derived = { name: c.fresh("Wide"), more: c.random.chance(0.5) ? c.plainType(1) : undefined };
  const kept = c.fresh("kept");
  const all: { readonly name: string; readonly source: string }[] = [];
  const count = 2 + c.random.below(3);
  for (let i = 0; i < count; i++) all.push(rebuilding(c, node, kept, all));
  const shower = showing(c, node);
  const there = twin === undefined ? [] : [moving(c, node, twin), moving(c, twin, node)];
  const source = [
    classText(c, node),
    ...(twin === undefined ? [] : [classText(c, twin)]),
    `const ${kept}: (${node.name} | null)[] = [];`,
    shower.source,
    ...all.map((one) => one.source),
    ...there.map((one) => one.source),
  ].join("\n");
  const name = c.fresh("nodes");
  const main = mainText(c, name, node, kept, shower.name, all, there);
  return { source, main, name };
}

function nodeClass(c: Context): NodeClass {
  const parts = Array.from({ length: 1 + c.random.below(3) }, () => ({ name: c.fresh("n"), type: c.plainType(1) }));
  const links = c.random.chance(0.5) ? ["next"] : ["left", "right"];
  const order = shuffled(c, [...parts.map(({ name }) => name), ...links]);
  return { name: c.fresh("Node"), parts, links, order, writable: c.random.chance(0.2) };
}

function shuffled<T>(c: Context, items: readonly T[]): readonly T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const other = c.random.below(i + 1);
    [result[i], result[other]] = [result[other]!, result[i]!];
  }
  return result;
}

const orNull = ({ name }: NodeClass): string => `${name} | null`;

function fieldType(node: NodeClass, field: string): string {
  const part = node.parts.find(({ name }) => name === field);
  return part === undefined ? orNull(node) : text(part.type);
}

function classText(c: Context, node: NodeClass): string {
  const readonly = node.writable ? "public " : "readonly ";
  const own = c.random.chance(0.3) ? `log("new ${node.name}");` : "";
  const failing = c.random.chance(0.1) ? `if (fuel % 7 === 0) throw new Odd(fuel, "${node.name}");` : "";
  const noted = c.random.chance(0.15) ? `${node.name}.last = this;` : "";
  const params = node.order.map((field) => `${readonly}${field}: ${fieldType(node, field)}`).join(", ");
  const last = noted === "" ? "" : `static last: ${orNull(node)} = null;\n`;
  const base = `class ${node.name} {\n${last}constructor(${params}) {\n${own}${failing}${noted}\n}\n}`;
  if (node.derived === undefined) return base;
  const { name, more } = node.derived;
  const list = node.order.map((field) => `${field}: ${fieldType(node, field)}`).join(", ");
  const extra = more === undefined ? "" : `readonly more: ${text(more)}, `;
  return `${base}\nclass ${name} extends ${node.name} {\nconstructor(${extra}${list}) {\nsuper(${node.order.join(", ")});\n}\n}`;
}

/** Constructs a node from texts of its fields; sometimes one of the class that extends it. */
function construct(c: Context, node: NodeClass, field: (name: string) => string): string {
  const args = node.order.map(field);
  if (node.derived === undefined || c.random.chance(0.75)) return `new ${node.name}(${args.join(", ")})`;
  const { name, more } = node.derived;
  const first = more === undefined ? [] : [expression(c, more, 1)];
  return `new ${name}(${[...first, ...args].join(", ")})`;
}

/** A function `(node, given: number) → node` that calls itself for what a node refers to. */
function rebuilding(
  c: Context,
  node: NodeClass,
  kept: string,
  known: readonly { readonly name: string }[],
): { readonly name: string; readonly source: string } {
  const name = c.fresh("rebuild");
  const lines: string[] = ["tick();"];
  const itself = c.random.chance(0.7) ? "null" : construct(c, node, (field) => leafPart(c, node, field));
  const written = c.random.pick(node.parts);
  const value = node.writable && c.random.chance(0.5) ? expression(c, written.type, 1) : undefined;
  const writes =
    value === undefined ? "" : `for (const one of ${kept}) if (one !== null) one.${written.name} = ${value};\n`;
  lines.push(`if (it === null) {\n${writes}return ${itself};\n}`);
  const inside = c.scope(() => {
    c.variables.push({ name: "given", type: number, writable: true });
    const before = new Map<string, string>();
    if (c.random.chance(0.3)) {
      for (const field of node.order) if (c.random.chance(0.6)) before.set(field, `${field}Before`);
      for (const [field, local] of before) lines.push(`const ${local} = it.${field};`);
    }
    const read = (field: string): string => before.get(field) ?? `it.${field}`;
    for (const part of node.parts) c.variables.push({ name: read(part.name), type: part.type, writable: false });
    if (c.random.chance(0.12)) lines.push(`${kept}.push(it);`);
    if (node.writable && c.random.chance(0.2)) lines.push(`it.${written.name} = ${expression(c, written.type, 1)};`);
    if (c.random.chance(0.1)) lines.push(`const later = () => it;\nif (later() !== it) log("other");`);
    const rest = (link: string): string => {
      const called = c.random.chance(0.8) || known.length === 0 ? name : c.random.pick(known).name;
      return c.choose<string>([
        [6, `${called}(${read(link)}, ${expression(c, number, 1)})`],
        [3, read(link)],
        [1, "null"],
        [0.4, "it"],
        [0.4, `read(${kept}, given, null)`],
      ]);
    };
    const made = (deep = true): string =>
      construct(c, node, (field) => {
        const part = node.parts.find((one) => one.name === field);
        if (part !== undefined) return c.random.chance(0.6) ? read(field) : expression(c, part.type, 1);
        if (deep && c.random.chance(0.2)) return made(false);
        return rest(field);
      });
    const firstLink = node.links[0]!;
    const other = node.links.at(-1)!;
    const condition = (): string => expression(c, { kind: "boolean" }, 2);
    const ways: (() => string)[] = [
      () => `return ${made()};`,
      () => `if (${condition()}) return ${made()};\nreturn ${c.random.pick([made(), read(firstLink), "it"])};`,
      () => `const rest = ${name}(${read(firstLink)}, given);\nreturn ${made()};`,
      () => `const rest = ${name}(${read(firstLink)}, given);\nreturn ${condition()} ? ${made()} : rest;`,
      () =>
        `try {\nconst rest = ${name}(${read(firstLink)}, given - 1);\nif (${condition()}) throw new Failure(given, "in ${name}");\nreturn ${made()};\n} ${c.random.chance(0.5) ? `catch (error) {\nlog(failed(error));\nreturn ${c.random.pick([made(), "it"])};\n}` : `finally {\nlog("left ${name}");\n}`}`,
      () =>
        `let result: ${orNull(node)} = null;\nfor (let one: ${orNull(node)} = it; one !== null; one = one.${firstLink}) {\ntick();\nresult = ${construct(c, node, (field) => (field === firstLink ? "result" : `one.${field}`))};\n}\nreturn result;`,
      () =>
        `const child = ${read(other)};\nif (child === null) return ${c.random.pick(["it", made()])};\nreturn ${construct(
          c,
          node,
          (field) => {
            if (field !== firstLink) return c.random.chance(0.8) ? `child.${field}` : read(field);
            return construct(c, node, (inner) => (inner === other ? `child.${firstLink}` : read(inner)));
          },
        )};`,
      () =>
        `switch (id<number>(${expression(c, number, 1)})) {\ncase 1:\nlog("one");\ncase 2:\nreturn ${made()};\ndefault:\nreturn ${made()};\n}`,
      () => `using resource = new Resource("${name}");\nreturn ${made()};`,
    ];
    return c.random.pick(ways)();
  });
  lines.push(inside);
  const source = `function ${name}(it: ${orNull(node)}, given: number): ${orNull(node)} {\n${lines.join("\n")}\n}`;
  return { name, source };
}

function leafPart(c: Context, node: NodeClass, field: string): string {
  const part = node.parts.find((one) => one.name === field);
  return part === undefined ? "null" : expression(c, part.type, 0);
}

/** Makes nodes of another class of the same size. */
function moving(c: Context, from: NodeClass, to: NodeClass): { readonly name: string; readonly source: string } {
  const name = c.fresh("move");
  const part = (field: string): string => (from.links.includes(field) ? `${name}(it.${field})` : `it.${field}`);
  const made = `new ${to.name}(${to.order.map(part).join(", ")})`;
  return {
    name,
    source: `function ${name}(it: ${orNull(from)}): ${orNull(to)} {\ntick();\nreturn it === null ? null : ${made};\n}`,
  };
}

function showing(c: Context, node: NodeClass): { readonly name: string; readonly source: string } {
  const name = c.fresh("showNodes");
  const parts = node.order.map((field) => {
    const part = node.parts.find((one) => one.name === field);
    return part === undefined ? `${name}(it.${field}, depth + 1)` : show(c, part.type, `it.${field}`);
  });
  const mark = node.derived === undefined ? '""' : `(it instanceof ${node.derived.name} ? "+" : "")`;
  return {
    name,
    source: `function ${name}(it: ${orNull(node)}, depth: number): string {\nif (it === null || depth > 9) return ".";\nreturn "(" + ${mark} + ${parts.join(' + " " + ')} + ")";\n}`,
  };
}

/** Makes nodes, gives them from function to function and shows what is left of them. */
function mainText(
  c: Context,
  name: string,
  node: NodeClass,
  kept: string,
  shower: string,
  all: readonly { readonly name: string }[],
  there: readonly { readonly name: string }[],
): string {
  const lines = [`let all: ${orNull(node)} = null;`];
  const filling = construct(c, node, (field) => {
    const part = node.parts.find((one) => one.name === field);
    if (part === undefined) return field === node.links[0] ? "all" : c.random.chance(0.5) ? "all" : "null";
    return same(part.type, number) ? "i" : expression(c, part.type, 1);
  });
  lines.push(`for (let i = 0; i < ${1 + c.random.below(5)}; i++) all = ${filling};`);
  const steps = 2 + c.random.below(4);
  for (let i = 0; i < steps; i++) {
    if (c.random.chance(0.3)) {
      const old = c.fresh("old");
      lines.push(`const ${old} = all;`);
      lines.push(`all = ${c.random.pick(all).name}(all, ${i});`, `log(${shower}(${old}, 0));`);
    } else lines.push(`all = ${c.random.pick(all).name}(all, ${expression(c, number, 1)});`);
    if (there.length > 0 && c.random.chance(0.4)) lines.push(`all = ${there[1]!.name}(${there[0]!.name}(all));`);
    if (c.random.chance(0.6)) lines.push(`log(${shower}(all, 0));`);
  }
  lines.push(`log(${shower}(all, 0));`, `for (const one of ${kept}) log("kept", ${shower}(one, 0));`);
  return `function ${name}(): void {\n${lines.join("\n")}\n}\n`;
}
