/** The types that generated programs use, and their text. Types form no cycles, so that programs can't build cyclic objects. */

export type Type =
  | { readonly kind: "number" | "string" | "boolean" }
  | { readonly kind: "maybe"; readonly inner: Type; readonly nothing: "null" | "undefined" }
  | { readonly kind: "array"; readonly element: Type }
  | { readonly kind: "set"; readonly element: Type }
  | { readonly kind: "tuple"; readonly elements: readonly Type[] }
  | { readonly kind: "map"; readonly key: Type; readonly value: Type }
  | { readonly kind: "function"; readonly params: readonly Type[]; readonly result: Type }
  | { readonly kind: "named"; readonly declaration: Declaration };

export interface Field {
  readonly name: string;
  readonly type: Type;
  readonly writable: boolean;
}

export interface Method {
  readonly name: string;
  readonly params: readonly Type[];
  readonly result: Type;
}

export interface ClassDeclaration {
  readonly kind: "class";
  readonly name: string;
  readonly base: ClassDeclaration | undefined;
  readonly abstract: boolean;
  /** What the constructor takes. */
  readonly params: readonly Type[];
  /** Fields and accessors that everybody sees, inherited ones included. */
  readonly fields: Field[];
  /** Methods, inherited ones included. */
  readonly methods: Method[];
  readonly statics: Method[];
}

export interface InterfaceDeclaration {
  readonly kind: "interface";
  readonly name: string;
  readonly fields: readonly Field[];
  readonly methods: readonly Method[];
}

export interface RecordDeclaration {
  readonly kind: "record";
  readonly name: string;
  readonly fields: readonly Field[];
}

export interface UnionDeclaration {
  readonly kind: "union";
  readonly name: string;
  readonly variants: readonly { readonly tag: string; readonly fields: readonly Field[] }[];
}

export interface EnumDeclaration {
  readonly kind: "enum";
  readonly name: string;
  readonly members: readonly string[];
}

export type Declaration =
  | ClassDeclaration
  | InterfaceDeclaration
  | RecordDeclaration
  | UnionDeclaration
  | EnumDeclaration;

export const number: Type = { kind: "number" };
export const string: Type = { kind: "string" };
export const boolean: Type = { kind: "boolean" };
export const arrayOf = (element: Type): Type => ({ kind: "array", element });
export const maybe = (inner: Type, nothing: "null" | "undefined"): Type => ({ kind: "maybe", inner, nothing });
export const named = (declaration: Declaration): Type => ({ kind: "named", declaration });
export const functionOf = (params: readonly Type[], result: Type): Type => ({ kind: "function", params, result });

/** The type as TypeScript. */
export function text(type: Type): string {
  switch (type.kind) {
    case "number":
    case "string":
    case "boolean":
      return type.kind;
    case "maybe":
      return `${parenthesised(type.inner)} | ${type.nothing}`;
    case "array":
      return `${parenthesised(type.element)}[]`;
    case "set":
      return `Set<${text(type.element)}>`;
    case "tuple":
      return `[${type.elements.map(text).join(", ")}]`;
    case "map":
      return `Map<${text(type.key)}, ${text(type.value)}>`;
    case "function":
      return `(${type.params.map((param, index) => `p${index}: ${text(param)}`).join(", ")}) => ${text(type.result)}`;
    case "named":
      return type.declaration.name;
  }
}

function parenthesised(type: Type): string {
  return type.kind === "function" || type.kind === "maybe" ? `(${text(type)})` : text(type);
}

export const same = (a: Type, b: Type): boolean => text(a) === text(b);

/** Does TypeScript narrow a variable of this type when something is assigned? */
export function isUnion(type: Type): boolean {
  return (
    type.kind === "boolean" ||
    type.kind === "maybe" ||
    (type.kind === "named" && (type.declaration.kind === "union" || type.declaration.kind === "enum"))
  );
}

export function isSubclass(declaration: ClassDeclaration, base: ClassDeclaration): boolean {
  for (let at: ClassDeclaration | undefined = declaration; at; at = at.base) if (at === base) return true;
  return false;
}

/** Can a value of `type` hold a function, and so, through what the function captures, anything? */
export function holdsFunctions(type: Type): boolean {
  switch (type.kind) {
    case "number":
    case "string":
    case "boolean":
      return false;
    case "maybe":
      return holdsFunctions(type.inner);
    case "array":
    case "set":
      return holdsFunctions(type.element);
    case "tuple":
      return type.elements.some(holdsFunctions);
    case "map":
      return holdsFunctions(type.key) || holdsFunctions(type.value);
    case "function":
      return true;
    case "named":
      switch (type.declaration.kind) {
        case "enum":
          return false;
        case "record":
          return type.declaration.fields.some((field) => holdsFunctions(field.type));
        case "union":
          return type.declaration.variants.some((variant) =>
            variant.fields.some((field) => holdsFunctions(field.type)),
          );
        // Fields of classes have types without functions.
        case "class":
        case "interface":
          return false;
      }
  }
}
