/**
 * Which classes may be part of a cycle of references: those that lie on a circle of the graph whose edges say "may hold". What an interface may hold is
 * told by its properties, what `unknown` may hold is everything.
 *
 * A circle needs a reference from an older object to a younger one. Classes that only refer to each other by fields which are set once, to what their
 * constructor was given, have none: nodes of immutable lists and trees.
 *
 * Both kinds of mistake are safe. A class that is marked for nothing costs time; a class that is not marked keeps the collector from seeing
 * cycles through it, which then are not freed. The second kind happens on purpose in one case: a circle that the program has no part in. What is made of
 * objects of the library alone refers to itself in types only (an error's cause may be an error), and programs that just use them shall not pay
 * for a collector. A cycle is closed by whoever changes an object that was there before. So it takes one of these:
 * - a class, an object literal or a function of the program;
 * - an array or a tuple that the program itself puts something into (`list.push(list)`);
 * - a field of the library that the program assigns (`error.cause = other`);
 * - what keeps things in memory of its own: maps, sets, objects with any number of properties;
 * - functions that the library hands out to settle a promise with (`Promise.withResolvers`).
 *
 * What a suspended function holds is told by its parameters, its variables and what it captured. It closes no circle by itself: a generator that goes through
 * another would be one by its types, as would every function that awaits.
 */
import { stronglyConnected } from "../ir/cfg.ts";
import type { IrModule } from "../ir/ir.ts";
import { classFamily, declaringClass, fieldPlace } from "../ir/layout.ts";
import type { Compilation } from "./lower/compilation.ts";
import { containerKey } from "./lower/held-types.ts";
import type { ClassInfo } from "./types/class-info.ts";
import { storage } from "./types/representation.ts";
import { memberName } from "./types/translate.ts";
import type { ObjectTy, Pace, Property, Ty } from "./types/ty.ts";

/** Marks the classes of the module that the cycle collector has to know of, and the coroutines that it has to look into. */
export function markCyclicClasses(c: Compilation): void {
  const { classes, functions } = c.module;
  for (const { name, isObject } of new HoldsGraph(c).cyclic()) {
    const def = isObject ? classes.get(name) : undefined;
    if (def !== undefined) def.cyclic = true;
    const fn = isObject ? undefined : functions.get(name);
    if (fn !== undefined) fn.traced = true;
  }
}

/** A class, or all arrays or tuples with the same contents; a coroutine; or a place between many of them. */
interface Holder {
  /** Of the class or the coroutine in the IR. */
  readonly name: string;
  readonly isObject: boolean;
  /** May the program close a circle with it? One without such a part is the library's own. */
  readonly closes: boolean;
  readonly contents: () => readonly Ty[];
}

class HoldsGraph {
  readonly #c: Compilation;
  readonly #holders: Holder[] = [];
  readonly #indexes = new Map<string, number>();
  /** Classes by their family, those that extend one included. */
  readonly #families = new Map<string, number[]>();
  /** Stand for whatever `unknown` may hold, and for all functions: places in between, so that not each that may hold such has an edge to each. */
  readonly #anything: number;
  readonly #anyFunction: number;
  /** Coroutines by their pace. */
  readonly #coroutines = new Map<Pace, number[]>();
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
    const between = { isObject: false, closes: false, contents: () => [] };
    this.#anything = this.#add("unknown", { ...between, name: "unknown" });
    this.#anyFunction = this.#add("function", { ...between, name: "function" });
    for (const [name, { pace, contents }] of held.coroutines) {
      const index = this.#add(`coroutine ${name}`, { ...between, name, contents: () => contents });
      const list = this.#coroutines.get(pace);
      if (list === undefined) this.#coroutines.set(pace, [index]);
      else list.push(index);
    }
    for (const info of held.classes.values()) {
      // It keeps things in memory of its own, where only its tracer finds them; or it owns a coroutine.
      const hides = c.module.classes.get(info.name)?.tracer !== undefined && this.#pacesOwnedBy(info) === undefined;
      const closes = c.isProgramNode(info.declaration) || hides || isChanged(c, info);
      const index = this.#add(`class ${info.name}`, {
        name: info.name,
        isObject: true,
        closes,
        contents: () => {
          const types: Ty[] = [];
          for (let at: typeof info | undefined = info; at !== undefined; at = at.base)
            for (const field of at.fields()) types.push(field.type, ...hiddenContents(field.type));
          for (let at: typeof info | undefined = info; at?.hasObject; at = at.base)
            types.push({ kind: "static", info: at });
          if (hides) types.push(...info.args);
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
        this.#add(`class ${name}`, { name, isObject: true, closes: held.written.has(name), contents: () => types }),
      );
    }
    for (const [name, captured] of held.functions) {
      const closes = c.isProgramFunction(name) || handedOut.test(name);
      this.#functions.push(this.#add(`class ${name}`, { name, isObject: true, closes, contents: () => captured }));
    }
    for (const [name, contents] of held.classObjects)
      this.#classObjects.push(
        this.#add(`class ${name}`, { name, isObject: true, closes: true, contents: () => contents }),
      );
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
    const closes = this.#c.held.changed.has(key);
    return (
      this.#indexes.get(key) ?? this.#add(key, { name: className, isObject: true, closes, contents: () => contents })
    );
  }

  /** The holders that lie on circles which the program may close. */
  cyclic(): ReadonlySet<Pick<Holder, "name" | "isObject">> {
    const edges: number[][] = [];
    // Containers that only types name are added on the way.
    for (let index = 0; index < this.#holders.length; index++) edges.push([...this.#heldBy(index)]);
    edges[this.#anything] = this.#holders.map((_, index) => index).filter((index) => this.#holders[index]!.isObject);
    edges[this.#anyFunction] = this.#functions;
    const result = new Set<Pick<Holder, "name" | "isObject">>();
    for (const component of stronglyConnected(edges.length, (index) => edges[index]!)) {
      const [only] = component;
      if (component.length === 1 && !edges[only!]!.includes(only!)) continue;
      if (!component.some((index) => this.#holders[index]!.closes)) continue;
      if (this.#onlyOlder(component)) continue;
      for (const index of component) result.add(this.#holders[index]!);
    }
    // A captured variable that changes lives in a box between the function and what it holds.
    if ([...this.#functions, ...this.#coroutinesOf(allPaces)].some((index) => result.has(this.#holders[index]!))) {
      result.add({ name: "Box<ref>", isObject: true }).add({ name: "Box<any>", isObject: true });
    }
    return result;
  }

  /** Do the classes of a component refer to each other only by fields that hold what was there before their object? */
  #onlyOlder(component: readonly number[]): boolean {
    const { held, module } = this.#c;
    const members = new Set(component);
    this.#changing ??= changingFields(module);
    for (const index of component) {
      const { name: className, isObject, contents } = this.#holders[index]!;
      const info = isObject ? held.classes.get(className) : undefined;
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

  #heldBy(index: number): ReadonlySet<number> {
    const { name, isObject, contents } = this.#holders[index]!;
    const info = isObject ? this.#c.held.classes.get(name) : undefined;
    const paces = info === undefined ? undefined : this.#pacesOwnedBy(info);
    const targets = new Set(paces === undefined ? [] : this.#coroutinesOf(paces));
    for (const ty of contents()) for (const target of this.#possible(ty)) targets.add(target);
    return targets;
  }

  #coroutinesOf(paces: readonly Pace[]): readonly number[] {
    return paces.flatMap((pace) => this.#coroutines.get(pace) ?? []);
  }

  /** How the coroutines run that objects of the class own, if it is a class of the library that owns some. */
  #pacesOwnedBy(info: ClassInfo): readonly Pace[] | undefined {
    for (let at: ClassInfo | undefined = info; at !== undefined; at = at.base) {
      const paces = this.#c.isProgramNode(at.declaration) ? undefined : coroutineOwners.get(at.declaration.name!.text);
      if (paces !== undefined) return paces;
    }
    return undefined;
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
        return [this.#anyFunction];
      case "object":
        return this.#fits(ty);
      case "unknown":
        return [this.#anything];
      default:
        return [];
    }
  }

  #one(key: string): readonly number[] {
    const index = this.#indexes.get(key);
    return index === undefined ? [] : [index];
  }

  /** Whose properties include all that the type has. */
  #fits(ty: ObjectTy): readonly number[] {
    let fitting = this.#fitting.get(ty.key);
    if (fitting === undefined) {
      const wanted = ty.properties().filter((property: Property) => !property.optional);
      fitting =
        wanted.length === 0
          ? [this.#anything]
          : [...this.#classNodes, ...this.#literals].filter((index) => {
              const names = this.#namesOf(this.#holders[index]!.name);
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

const allPaces: readonly Pace[] = ["async", "generator", "async generator"];

/** Classes of the library whose objects, and those of classes that extend them, own a coroutine, and how those run. */
const coroutineOwners: ReadonlyMap<string, readonly Pace[]> = new Map([
  ["GeneratorState", ["generator"]],
  ["AsyncGeneratorState", ["async generator"]],
  // What waits for a promise.
  ["CoroutineReaction", ["async", "async generator"]],
]);

/** Functions of the library whose purpose is to change what they capture, for whoever gets them. */
const handedOut = /\bwithResolvers\b.*\//;

/** Does the program itself assign fields of the library's class, or of one that it extends? */
function isChanged({ held }: Compilation, info: ClassInfo): boolean {
  for (let at: ClassInfo | undefined = info; at !== undefined; at = at.base) if (held.changed.has(at.name)) return true;
  return false;
}

/** What the library keeps in raw memory: the keys and values behind the pointers of a hash table. */
function hiddenContents(ty: Ty): readonly Ty[] {
  return ty.kind === "pointer" ? [ty.to] : [];
}

function isReference(ty: Ty): boolean {
  const type = storage(ty);
  return type === "ref" || type === "any";
}
