/** Classes in functions, which use and change the function's variables, and mixins applied to them. */
import type { Context } from "./context.ts";
import { expression } from "./expressions.ts";
import { show } from "./show.ts";
import { body } from "./statements.ts";
import { type Method, type Type, text } from "./types.ts";

/** Declared in every program that uses one of them. */
export const mixinDeclarations = `type Constructor<T = object> = new (...args: any[]) => T;
interface Named {
  name(): string;
}
function Counted<B extends Constructor<Named>>(Base: B) {
  let all = 0;
  return class extends Base {
    static counted = 0;
    readonly number = ++all;
    override name(): string {
      all++;
      return super.name() + "#" + num(this.number) + "/" + num(all);
    }
  };
}
const Loud = <B extends Constructor<Named>>(Base: B, mark: string) =>
  class Loud extends Base {
    constructor(...args: any[]) {
      super(...args);
      log("loud", mark);
    }
    shout(): string {
      return this.name().toUpperCase() + mark;
    }
  };
`;

/** Declares a class, perhaps another that extends it, makes objects of them and logs what they say. */
export function localClass(c: Context): string {
  c.use("local class");
  const name = c.fresh("Local");
  const field: Type = c.plainType(1);
  const method: Method = {
    name: c.fresh("m"),
    params: Array.from({ length: c.random.below(2) }, () => c.plainType(1)),
    result: c.plainType(1),
  };
  const derived = c.random.chance(0.5) ? c.fresh("Local") : undefined;
  const early = c.random.chance(0.3) ? c.fresh("make") : undefined;
  const lines: string[] = [];
  const value = (type: Type): string => expression(c, type, 1);
  if (early !== undefined) lines.push(`const ${early} = (given: ${text(field)}) => new ${name}(given);`);
  lines.push(
    `class ${name} {`,
    "static made = 0;",
    `#own = ${c.random.below(10)};`,
    `more: ${text(field)} = ${c.withoutThis(() => value(field))};`,
  );
  lines.push(`constructor(public given: ${text(field)}) {`, `${name}.made++;`, "}");
  lines.push(methodText(c, method, field, `this.#own += ${name}.made;`));
  lines.push(`name(): string {`, `return "${name}:" + num(this.#own) + ${show(c, field, "this.given")};`, "}");
  lines.push(`static again(given: ${text(field)}): ${name} {`, `return new this(given);`, "}", "}");
  if (derived !== undefined) {
    lines.push(`class ${derived} extends ${name} {`);
    const call = `super.${method.name}(${method.params.map((_, index) => `${method.name}p${index}`).join(", ")})`;
    lines.push(methodText(c, method, field, `log("super", ${show(c, method.result, call)});`, "override "));
    lines.push(`override name(): string {`, `return "${derived}:" + super.name();`, "}", "}");
  }
  const last = derived ?? name;
  const objects = [`new ${name}(${value(field)})`, `${last}.again(${value(field)})`];
  if (early !== undefined) objects.push(`${early}(${value(field)})`);
  for (const object of objects) {
    const args = method.params.map(value).join(", ");
    lines.push(`log(${show(c, method.result, `${object}.${method.name}(${args})`)});`);
  }
  lines.push(
    `log(${last}.again(${value(field)}).name(), num(${name}.made), String(new ${last}(${value(field)}) instanceof ${name}));`,
  );
  if (c.random.chance(0.5)) lines.push(mixed(c, last, value(field), value(field)));
  return lines.join("\n");
}

function methodText(c: Context, method: Method, field: Type, first: string, prefix = ""): string {
  const params = method.params.map((type, index) => `${method.name}p${index}: ${text(type)}`).join(", ");
  // What a variable has been narrowed to is not known in a method.
  const inside = c.hiding(
    ({ name }) => !name.includes("."),
    () => {
      c.variables.push(
        ...method.params.map((type, index) => ({ name: `${method.name}p${index}`, type, writable: true })),
      );
      c.variables.push({ name: "this.given", type: field, writable: true });
      return body(c, { result: method.result, async: false, loops: [], budget: { left: 2 } });
    },
  );
  return `${prefix}${method.name}(${params}): ${text(method.result)} {\n${first}\n${inside}\n}`;
}

function mixed(c: Context, name: string, first: string, second: string): string {
  c.use("mixin");
  const made = c.fresh("Mixed");
  const base = c.random.pick([`Counted(${name})`, `Loud(${name}, "!")`, `Counted(Loud(${name}, "?"))`]);
  return `const ${made} = Loud(${base}, "+");
class ${made}Too extends ${made} {}
log(new ${made}(${first}).shout(), new ${made}Too(${second}).shout(), num(${made}.made), String(new ${made}Too(${first}) instanceof ${name}));`;
}
