/**
 * Which classes may be part of a cycle of references: those that lie on a circle of the graph whose edges say "may hold". What an interface may hold is
 * told by its properties, what `unknown` may hold is everything.
 *
 * A circle needs a reference from an older object to a younger one. Classes that only refer to each other by fields which are set once, to what their
 * constructor was given, have none: nodes of immutable lists and trees.
 *
 * Both kinds of mistake are safe. A class that is marked for nothing costs time; a class that is not marked keeps the collector from seeing
 * cycles through it, which then are not freed. The second kind happens on purpose in one case: a circle that nothing declared in the program has a
 * part in. The library's own objects refer to themselves in types only (an error's cause may be an error), and programs that just use them shall
 * not pay for a collector.
 */
import { stronglyConnected } from "../ir/cfg.ts";
import type { IrModule } from "../ir/ir.ts";
import { classFamily, declaringClass, fieldPlace } from "../ir/layout.ts";
import type { Compilation } from "./lower/compilation.ts";
import { containerKey } from "./lower/held-types.ts";
import { storage } from "./types/representation.ts";
import { memberName } from "./types/translate.ts";
import type { ObjectTy, Property, Ty } from "./types/ty.ts";

/** Marks the classes of the module that the cycle collector has to know of. */
export function markCyclicClasses(c: Compilation): void {
  const graph = new HoldsGraph(c);
  for (const name of graph.cyclicClasses()) {
    const def = c.module.classes.get(name);
    if (def !== undefined) def.cyclic = true;
  }
}

/** A class, or all arrays or tuples with the same contents. */
interface Holder {
  /** In the IR; empty for what is no object of its own. */
  readonly className: string;
  /** Declared in the program: a circle without such a part is the library's own. */
  readonly own: boolean;
  readonly contents: () => readonly Ty[];
}

class HoldsGraph {
  readonly #c: Compilation;
  readonly #holders: Holder[] = [];
  readonly #indexes = new Map<string, number>();
  /** Classes by their family, those that extend one included. */
  readonly #families = new Map<string, number[]>();
  readonly #functions: number[] = [];
  readonly #classObjects: number[] = [];
  readonly #literals: number[] = [];
  readonly #classNodes: number[] = [];
  readonly #memberNames = new Map<string, ReadonlySet<string>>();
  #changing: ReadonlySet<string> | undefined;
  readonly #fitting = new Map<string, readonly number[]>();

  constructor(c: Compilation) {
    this.#c = c;
    const { held } = c;
    for (const info of held.classes.values()) {
      const own = !c.library.isRuntimeFile(info.declaration.getSourceFile());
      const index = this.#add(`class ${info.name}`, {
        className: info.name,
        own,
        contents: () => {
          const types: Ty[] = [];
          for (let at: typeof info | undefined = info; at !== undefined; at = at.base)
            for (const field of at.fields()) types.push(field.type, ...hiddenContents(field.type));
          for (let at: typeof info | undefined = info; at?.hasObject; at = at.base)
            types.push({ kind: "static", info: at });
          // What a class keeps in memory of its own, where only its tracer finds it.
          if (c.module.classes.get(info.name)?.tracer !== undefined) types.push(...info.args);
          return types;
        },
      });
      this.#classNodes.push(index);
      for (let at: typeof info | undefined = info; at !== undefined; at = at.base) {
        const family = classFamily(at.name);
        const list = this.#families.get(family);
        if (list === undefined) this.#families.set(family, [index]);
        else list.push(index);
      }
    }
    for (const [name, { info, captured }] of held.literals) {
      const types = [...info.properties.map((property) => property.type), ...captured];
      this.#literals.push(
        this.#add(`class ${name}`, { className: name, own: held.written.has(name), contents: () => types }),
      );
    }
    for (const [name, captured] of held.functions) {
      const own = c.isProgramFunction(name);
      this.#functions.push(this.#add(`class ${name}`, { className: name, own, contents: () => captured }));
    }
    for (const [className, contents] of held.classObjects)
      this.#classObjects.push(this.#add(`class ${className}`, { className, own: true, contents: () => contents }));
    this.#functions.push(...this.#classObjects);
    for (const { className, contents } of held.containers.values()) this.#container(className, contents);
  }

  #add(key: string, holder: Holder): number {
    const index = this.#holders.push(holder) - 1;
    this.#indexes.set(key, index);
    return index;
  }

  #container(className: string, contents: readonly Ty[]): number {
    const key = containerKey(className, contents);
    return this.#indexes.get(key) ?? this.#add(key, { className, own: false, contents: () => contents });
  }

  cyclicClasses(): ReadonlySet<string> {
    const edges: number[][] = [];
    // Containers that only types name are added on the way.
    for (let index = 0; index < this.#holders.length; index++) {
      const targets = new Set<number>();
      for (const ty of this.#holders[index]!.contents()) for (const target of this.#possible(ty)) targets.add(target);
      edges.push([...targets]);
    }
    const result = new Set<string>();
    for (const component of stronglyConnected(edges.length, (index) => edges[index]!)) {
      const [only] = component;
      if (component.length === 1 && !edges[only!]!.includes(only!)) continue;
      if (!component.some((index) => this.#holders[index]!.own)) continue;
      if (this.#onlyOlder(component)) continue;
      for (const index of component) result.add(this.#holders[index]!.className);
    }
    // A captured variable that changes lives in a box between the function and what it holds.
    if (this.#functions.some((index) => result.has(this.#holders[index]!.className))) {
      result.add("Box<ref>").add("Box<any>");
    }
    return result;
  }

  /** Do the classes of a component refer to each other only by fields that hold what was there before their object? */
  #onlyOlder(component: readonly number[]): boolean {
    const { held, module } = this.#c;
    const members = new Set(component);
    this.#changing ??= changingFields(module);
    for (const index of component) {
      const { className, contents } = this.#holders[index]!;
      const info = held.classes.get(className);
      if (info === undefined) return false;
      const fixed = new Set<Ty>();
      for (let at: typeof info | undefined = info; at !== undefined; at = at.base) {
        for (const { name, type } of at.fields()) {
          const isDeclared = declaringClass(module, className, name) !== undefined;
          if (isDeclared && !this.#changing.has(fieldPlace(module, className, name))) fixed.add(type);
          else if (this.#leadsTo(type, members) || hiddenContents(type).length > 0) return false;
        }
      }
      if (contents().some((type) => !fixed.has(type) && this.#leadsTo(type, members))) return false;
    }
    return true;
  }

  #leadsTo(type: Ty, members: ReadonlySet<number>): boolean {
    return this.#possible(type).some((target) => members.has(target));
  }

  /** What a value of this type may be. */
  #possible(ty: Ty): readonly number[] {
    switch (ty.kind) {
      case "class":
        return this.#families.get(classFamily(ty.info.name)) ?? [];
      case "literal":
        return this.#one(`class ${ty.info.name}`);
      case "static":
        return this.#one(`class ${ty.info.objectName}`);
      case "union":
        return ty.members.flatMap((member) => this.#possible(member));
      case "array":
        if (!isReference(ty.element)) return [];
        return [this.#container(`Array<${storage(ty.element)}>`, [ty.element])];
      case "tuple":
        return [this.#container(this.#c.tupleClassName(ty.elements), ty.elements)];
      case "function":
        return this.#functions;
      case "object":
        return this.#fits(ty);
      case "unknown":
        return this.#everything();
      default:
        return [];
    }
  }

  #one(key: string): readonly number[] {
    const index = this.#indexes.get(key);
    return index === undefined ? [] : [index];
  }

  /** The program's objects and all functions; the library's objects come in by their own types. */
  #everything(): readonly number[] {
    const own = this.#classNodes.filter((index) => this.#holders[index]!.own);
    const containers = [...this.#c.held.containers.keys()].flatMap((key) => this.#one(key));
    return [...own, ...this.#literals, ...this.#functions, ...containers];
  }

  /** Whose properties include all that the type has. */
  #fits(ty: ObjectTy): readonly number[] {
    let fitting = this.#fitting.get(ty.key);
    if (fitting === undefined) {
      const wanted = ty.properties().filter((property: Property) => !property.optional);
      fitting =
        wanted.length === 0
          ? this.#everything()
          : [...this.#classNodes, ...this.#literals].filter((index) => {
              const names = this.#namesOf(this.#holders[index]!.className);
              return wanted.every((property) => names.has(property.name));
            });
      if (wanted.length > 0) fitting = [...fitting, ...this.#classObjects];
      this.#fitting.set(ty.key, fitting);
    }
    return fitting;
  }

  #namesOf(className: string): ReadonlySet<string> {
    const known = this.#memberNames.get(className);
    if (known !== undefined) return known;
    const names = new Set<string>();
    const { held, checker } = this.#c;
    for (const property of held.literals.get(className)?.info.properties ?? []) names.add(property.name);
    for (let info = held.classes.get(className); info !== undefined; info = info.base) {
      for (const field of info.fields()) names.add(field.name);
      for (const member of info.declaration.members) {
        const symbol = member.name === undefined ? undefined : checker.getSymbolAtLocation(member.name);
        if (symbol !== undefined) names.add(memberName(symbol));
      }
    }
    this.#memberNames.set(className, names);
    return names;
  }
}

/**
 * The places of counted fields that may hold something younger than their object: all but those that only get, in its constructor, a constant or what that
 * was called with, which was there before. (A function that refers to `this` is no older, but then is a part of the circle itself.)
 */
function changingFields(module: IrModule): Set<string> {
  const result = new Set<string>();
  for (const fn of module.functions.values()) {
    const isConstructor = fn.constructs === true;
    const [self, ...given] = fn.params.map(({ value }) => value);
    for (const { instrs } of fn.blocks) {
      for (const instr of instrs) {
        if (instr.op !== "field.set" && instr.op !== "field.init") continue;
        const { object, value } = instr;
        const isOld = value.kind === "value" ? given.includes(value.id) : true;
        const ofSelf = object.kind === "value" && object.id === self;
        if (!isConstructor || !ofSelf || !isOld) result.add(fieldPlace(module, instr.class, instr.field));
      }
    }
  }
  return result;
}

/** What the library keeps in raw memory: the keys and values behind the pointers of a hash table. */
function hiddenContents(ty: Ty): readonly Ty[] {
  return ty.kind === "pointer" ? [ty.to] : [];
}

function isReference(ty: Ty): boolean {
  const type = storage(ty);
  return type === "ref" || type === "any";
}
