/** A whole random program: declarations, then `run`, which logs all that happens and prints it. */
import { Random } from "../../ir/generator.ts";
import { Context, type Place } from "./context.ts";
import {
  classDeclaration,
  enumDeclaration,
  functionDeclaration,
  interfaceDeclaration,
  recordDeclaration,
  unionDeclaration,
} from "./declarations.ts";
import { genericDeclarations, genericStatement } from "./generics.ts";
import { mixinDeclarations } from "./local-classes.ts";
import { type Nodes, nodeDeclarations } from "./nodes.ts";
import { openDeclarations, openStatement } from "./open-types.ts";
import { prelude } from "./prelude.ts";
import { declaration, logAll, statements } from "./statements.ts";

export interface Program {
  readonly seed: number;
  /** A module that exports `run`. */
  readonly source: string;
  /** How often it uses what. */
  readonly features: ReadonlyMap<string, number>;
}

/** The same seed gives the same program. `nodesOnly`: a short one that does nothing but make nodes out of nodes. */
export function generate(seed: number, nodesOnly = false): Program {
  const random = new Random(seed);
  const c = new Context(random);
  if (nodesOnly) return assemble(seed, c, [], [], nodeDeclarations(c));
  const parts: string[] = [];
  const some = (count: number, make: (c: Context) => string): void => {
    for (let i = 0; i < count; i++) parts.push(make(c));
  };
  some(random.below(2), enumDeclaration);
  some(random.below(3), recordDeclaration);
  some(random.below(2), interfaceDeclaration);
  some(random.below(3), classDeclaration);
  some(random.below(2), unionDeclaration);
  some(random.below(2), interfaceDeclaration);
  some(random.below(4), classDeclaration);
  some(1 + random.below(3), (inner) => functionDeclaration(inner, false));
  const async = random.chance(0.4);
  if (async) some(1 + random.below(2), (inner) => functionDeclaration(inner, true));
  // In several functions: what an error must free grows with the square of a function's length.
  const mains = Array.from({ length: 1 + random.below(2) }, () => mainFunction(c, async && random.chance(0.8)));
  const nodes = random.chance(0.4) ? nodeDeclarations(c) : undefined;
  return assemble(seed, c, parts, mains, nodes);
}

function assemble(
  seed: number,
  c: Context,
  parts: readonly string[],
  mains: readonly Main[],
  nodes: Nodes | undefined,
): Program {
  const all = nodes === undefined ? mains : [...mains, { name: nodes.name, async: false, source: nodes.main }];
  const generics = c.features.has("generics") ? genericDeclarations : "";
  const open = c.features.has("open types") ? openDeclarations : "";
  const mixins = c.features.has("mixin") ? mixinDeclarations : "";
  const printers = [...c.printers.values()].map(({ source }) => source).join("");
  const source = `${prelude}${generics}${open}${mixins}${parts.join("\n")}\n${printers}
${nodes?.source ?? ""}
${all.map(({ source: text }) => text).join("")}export async function run(): Promise<void> {
${all.map(attempt).join("\n")}
await new Promise<void>((resolve) => setTimeout(() => resolve(), 0));
for (const line of lines) console.log(line);
lines.length = 0;
}
`;
  return { seed, source, features: c.features };
}

interface Main {
  readonly name: string;
  readonly async: boolean;
  readonly source: string;
}

/** A function without parameters that declares, changes and at its end logs variables of its own. */
function mainFunction(c: Context, async: boolean): Main {
  const name = c.fresh("main");
  const place: Place = { result: undefined, async, loops: [], budget: { left: 3 } };
  const inside = c.scope(() => {
    const lines = [declaration(c), declaration(c), statements(c, place)];
    if (c.random.chance(0.15)) lines.push(genericStatement(c));
    for (let i = 0; i < 2; i++) if (c.random.chance(0.25)) lines.push(openStatement(c));
    lines.push(statements(c, place), logAll(c));
    return lines.join("\n");
  });
  const head = async ? `async function ${name}(): Promise<void>` : `function ${name}(): void`;
  return { name, async, source: `${head} {\n${inside}\n}\n` };
}

const attempt = ({ name, async }: Main): string =>
  `try {\n${async ? "await " : ""}${name}();\n} catch (error) {\nlog("ended by", failed(error));\n}`;
