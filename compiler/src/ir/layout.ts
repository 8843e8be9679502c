/**
 * Numbers of classes and places of fields. Classes are numbered in pre-order over the hierarchy, so that a class and all that extend
 * it are one range and `is` needs two comparisons at most; `null`, `undefined` and `string` are always 0, 1 and 2. Fields follow
 * the 8-byte header, the base's first, in declaration order, each at its natural alignment.
 */
import type { ClassDef, FieldDef, IrModule, IrType } from "./ir.ts";
import { builtinClasses, objectHeaderBytes, stringHeaderBytes } from "./ir.ts";

/** Bytes of a value in memory. */
export const typeSize: Record<IrType, number> = {
  void: 0,
  i1: 1,
  i8: 1,
  i16: 2,
  i32: 4,
  i64: 8,
  f32: 4,
  f64: 8,
  ptr: 8,
  ref: 8,
  any: 16,
};

/** Where the elements of an array of the image begin: behind its header and its three fields. */
export const elementsOffset = 24;

/** Alignment of a value in memory, in bytes. An `any` is a pair of 8-byte words: payload behind tag. */
export const typeAlign: Record<IrType, number> = { ...typeSize, void: 1, any: 8 };

export interface FieldLayout {
  readonly name: string;
  readonly type: IrType;
  /** Bytes from the start of the object, header included. */
  readonly offset: number;
  /** The class that declares it. */
  readonly owner: string;
}

export interface ClassLayout {
  readonly def: ClassDef;
  readonly id: number;
  /** The largest id among the class and those that extend it, at any depth: `id <= x && x <= lastId` is "is an instance". */
  readonly lastId: number;
  /** Bytes of an instance, header included, a multiple of 8. Of a string: without its units. */
  readonly size: number;
  /** All fields, inherited ones first, by offset. */
  readonly fields: readonly FieldLayout[];
  readonly byName: ReadonlyMap<string, FieldLayout>;
  /** The class's own finalizer or the nearest inherited one. */
  readonly finalizer: string | undefined;
  /** Likewise. */
  readonly tracer: string | undefined;
}

export interface Layout {
  /** By class id. */
  readonly classes: readonly ClassLayout[];
  class(name: string): ClassLayout;
  field(className: string, field: string): FieldLayout;
}

/** Can objects of the class lie in the image with elements behind them? Where those begin is the same for all. */
export const holdsElements = ({ def, size }: ClassLayout): boolean =>
  def.elements !== undefined && size === elementsOffset;

/** Numbers and lays out all classes of a module. Throws on a missing or cyclic base: the verifier reports those first. */
export function computeLayout(module: IrModule): Layout {
  const children = new Map<string, ClassDef[]>();
  const roots: ClassDef[] = [];
  for (const name of Object.values(builtinClasses)) {
    const def = module.classes.get(name);
    if (!def) throw new Error(`the module lacks the class ${name}`);
    roots.push(def);
  }
  const builtins = new Set(roots);
  for (const def of module.classes.values()) {
    if (builtins.has(def)) continue;
    if (def.base === undefined) {
      roots.push(def);
      continue;
    }
    if (!module.classes.has(def.base)) throw new Error(`class ${def.name} extends the unknown class ${def.base}`);
    const siblings = children.get(def.base);
    if (siblings) siblings.push(def);
    else children.set(def.base, [def]);
  }

  const classes: ClassLayout[] = [];
  const byName = new Map<string, ClassLayout>();
  const place = (def: ClassDef, base: ClassLayout | undefined): number => {
    const id = classes.length;
    const header = def.name === builtinClasses.string ? stringHeaderBytes : objectHeaderBytes;
    const { fields, size } = placeFields(def, base?.fields ?? [], header);
    const layout: { -readonly [K in keyof ClassLayout]: ClassLayout[K] } = {
      def,
      id,
      lastId: id,
      size,
      fields,
      byName: new Map(fields.map((field) => [field.name, field])),
      finalizer: def.finalizer ?? base?.finalizer,
      tracer: def.tracer ?? base?.tracer,
    };
    classes.push(layout);
    byName.set(def.name, layout);
    for (const child of children.get(def.name) ?? []) layout.lastId = place(child, layout);
    return layout.lastId;
  };
  for (const root of roots) place(root, undefined);
  if (classes.length !== module.classes.size) {
    const lost = [...module.classes.keys()].filter((name) => !byName.has(name));
    throw new Error(`classes extend each other in a circle: ${lost.join(", ")}`);
  }

  const find = (name: string): ClassLayout => {
    const layout = byName.get(name);
    if (!layout) throw new Error(`no class ${name}`);
    return layout;
  };
  return {
    classes,
    class: find,
    field(className, field) {
      const layout = find(className).byName.get(field);
      if (!layout) throw new Error(`class ${className} has no field ${field}`);
      return layout;
    },
  };
}

/** Own fields go on where the inherited ones end, into the padding behind the last of them if they fit. */
function placeFields(def: ClassDef, inherited: readonly FieldLayout[], header: number) {
  const fields = [...inherited];
  let end = inherited.reduce((at, field) => Math.max(at, field.offset + typeSize[field.type]), header);
  for (const field of def.fields as readonly FieldDef[]) {
    const align = typeAlign[field.type];
    const offset = Math.ceil(end / align) * align;
    fields.push({ name: field.name, type: field.type, offset, owner: def.name });
    end = offset + typeSize[field.type];
  }
  return { fields, size: Math.ceil(end / 8) * 8 };
}

/** Instances of one generic class are a family: one may be seen as another where their arguments are held alike. */
export function classFamily(className: string): string {
  return className.replace(/<.*/s, "");
}

/** A name for a field that two accesses share if they can mean the same memory. */
export function fieldPlace(module: IrModule, className: string, field: string): string {
  return `${classFamily(declaringClass(module, className, field)?.name ?? className)}.${field}`;
}

/** The class that declares a field that is reached through `className`, or undefined. */
export function declaringClass(module: IrModule, className: string, field: string): ClassDef | undefined {
  for (let name: string | undefined = className; name !== undefined; ) {
    const def: ClassDef | undefined = module.classes.get(name);
    if (!def) return undefined;
    if (def.fields.some((candidate) => candidate.name === field)) return def;
    name = def.base;
  }
  return undefined;
}
