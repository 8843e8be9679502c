/**
 * From the checker's types to ours. Type parameters are replaced by what the environment says, literals are widened, classes of the global library become the runtime's own classes.
 *
 * Interfaces and classes are known by declaration and arguments, anonymous object types by their structure.
 */
import ts from "typescript";
import type { EarlyFields } from "../early-fields.ts";
import { CompileError, codes } from "../failure.ts";
import type { Library } from "../library.ts";
import { skipParentheses } from "../syntax.ts";
import { type ClassField, type ClassInfo, extendsClass, findField } from "./class-info.ts";
import {
  classOfConstructor,
  extendsClause,
  isLocalClass,
  isMixinParameter,
  isMixinRest,
  typeParametersOf,
} from "./constructor.ts";
import { indexedType, isDictionary } from "./dictionary.ts";
import { type Env, emptyEnv, extendEnv, typeArgsKey } from "./env.ts";
import { isOpenMapped, OpenTypes } from "./open.ts";
import { isApplied, RecursiveNames, type TypeArguments } from "./recursion.ts";
import { storage } from "./representation.ts";
import {
  type ArrayTy,
  booleanTy,
  constructMember,
  elementMember,
  type FoldingTy,
  type FunctionTy,
  f32Ty,
  type IntName,
  intShapes,
  intTy,
  isNumeric,
  membersOf,
  neverTy,
  nullTy,
  numberTy,
  type ObjectTy,
  type Property,
  primitiveKinds,
  recursiveMark,
  sameTy,
  stringTy,
  type TupleTy,
  type Ty,
  tyDisplay,
  tyKey,
  undefinedTy,
  unfoldedKey,
  unionOf,
  unknownTy,
  voidTy,
  withoutNullish,
} from "./ty.ts";

/** The name of a property in our terms: well-known and other unique symbols become `@@name`, private names stay `#name`. */
export function memberName(symbol: ts.Symbol): string {
  const name = symbol.escapedName as string;
  const unique = /^__@(.+)@\d+$/.exec(name);
  if (unique !== null) return `@@${unique[1]}`;
  const privateName = /^__#\d+@(#.+)$/.exec(name);
  if (privateName !== null) return privateName[1]!;
  return ts.unescapeLeadingUnderscores(symbol.escapedName);
}

export function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) ?? false);
}

/** Types of the global library whose type parameters are what is yielded, returned and sent. */
export const iterationTypes: ReadonlySet<string> = new Set([
  ...["Iterator", "Iterable", "IterableIterator", "IteratorObject", "Generator"].flatMap((name) => [
    name,
    `Async${name}`,
  ]),
  "IteratorReturnResult",
]);

/** Methods that put something into an array, or take something out. */
export const changesArray: ReadonlySet<string> = new Set([
  "push",
  "pop",
  "shift",
  "unshift",
  "splice",
  "sort",
  "reverse",
  "fill",
  "copyWithin",
]);

const iteratorCore = new Set(["next", "return", "throw"]);

/** Is it a method that all iterators inherit? An object need not have it to be used as an iterator: the library has it as a function. */
export function isIteratorHelper(symbol: ts.Symbol): boolean {
  const parent = symbol.declarations?.[0]?.parent;
  return (
    parent !== undefined &&
    ts.isInterfaceDeclaration(parent) &&
    parent.name.text === "IteratorObject" &&
    !iteratorCore.has(symbol.name) &&
    !symbol.name.startsWith("__@")
  );
}

/** What a generator returned can be asked for again and again: from the second time on it is `undefined`, whatever the type says. */
function orUndefined(property: Property): Property {
  return property.name === "value" ? { ...property, type: unionOf([property.type, undefinedTy]) } : property;
}

/** A class's `name` in JavaScript: its own, or that of what it is the first value of. */
export function classNameOf(declaration: ts.ClassLikeDeclaration): string {
  if (declaration.name !== undefined) return declaration.name.text;
  const { parent } = declaration;
  const isNamed = ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent);
  return isNamed && ts.isIdentifier(parent.name) ? parent.name.text : "";
}

/** Types within themselves, beyond which a type is taken for endless. */
const roundsMax = 8;
/** Arrays and tuples inside one type, beyond which it is taken for endless. */
const partsMax = 100;

/** Does the length of such tuples vary? */
function isOpenTuple(type: ts.Type): boolean {
  const { target } = type as ts.TupleTypeReference;
  return target.hasRestElement || target.minLength !== target.fixedLength;
}

/** An array, tuple or function whose parts are found on demand. */
function recursiveTy(
  key: string,
  kind: FoldingTy["kind"],
  isReadonly: boolean,
  parts: () => FoldingTy,
  unfolded: () => string | undefined,
): Ty {
  if (kind === "function") {
    return {
      kind,
      key,
      unfolded,
      get params(): readonly Ty[] {
        return (parts() as FunctionTy).params;
      },
      get rest(): boolean {
        return (parts() as FunctionTy).rest;
      },
      get result(): Ty {
        return (parts() as FunctionTy).result;
      },
    };
  }
  if (kind === "tuple") {
    return {
      kind,
      key,
      unfolded,
      readonly: isReadonly,
      get elements(): readonly Ty[] {
        return (parts() as TupleTy).elements;
      },
    };
  }
  return {
    kind,
    key,
    unfolded,
    readonly: isReadonly,
    get element(): Ty {
      return (parts() as ArrayTy).element;
    },
  };
}

/** Is it held as a function? */
function isFunctionType(type: ts.Type): boolean {
  return (type.flags & ts.TypeFlags.Object) !== 0 && type.getCallSignatures().length > 0;
}

/** `text.match(pattern) ?? []` is a match or an empty tuple to the checker: an array like any other. */
function withoutEmptyTuple(ty: Ty): Ty {
  if (ty.kind !== "union" || !ty.members.some((member) => member.kind === "array")) return ty;
  return unionOf(ty.members.filter((member) => member.kind !== "tuple" || member.elements.length > 0));
}

/** `{}`, and what flavours of one's own consist of: nothing that a value would have to be held for. */
function isEmptyObject(type: ts.Type): boolean {
  return (
    (type.flags & ts.TypeFlags.Object) !== 0 &&
    type.getCallSignatures().length === 0 &&
    type.getProperties().every((property) => (property.escapedName as string).startsWith("__@"))
  );
}

/** What is both. */
function meet(a: Ty, b: Ty): Ty {
  if (a.kind === "unknown" || sameTy(a, b)) return b;
  if (b.kind === "unknown") return a;
  if (a.kind === "union") return unionOf(a.members.map((member) => meet(member, b)));
  if (b.kind === "union") return unionOf(b.members.map((member) => meet(a, member)));
  const isPrimitive = (ty: Ty): boolean => primitiveKinds.has(ty.kind);
  if (isNumeric(a) && isNumeric(b)) return a.kind === "number" ? b : a;
  if (isPrimitive(a) || isPrimitive(b)) return neverTy;
  return b.kind === "class" || a.kind === "object" ? b : a;
}

/** In a class inside a method: is it the `this` of the class around it? */
function isOfOuterClass(type: ts.TypeParameter, thisTy: Ty): boolean {
  if (thisTy.kind !== "class" || !isLocalClass(thisTy.info.declaration)) return false;
  const declaration = type.symbol.valueDeclaration;
  if (declaration === undefined || !ts.isClassLike(declaration)) return false;
  for (let at: ClassInfo | undefined = thisTy.info; at !== undefined; at = at.base)
    if (at.declaration === declaration) return false;
  return true;
}

export class TypeTranslator {
  private readonly classes = new Map<string, ClassInfo>();
  private readonly declarationNames = new Map<ts.Node, string>();
  private readonly usedNames = new Map<string, number>();
  /** How often the parts of a type are being translated at this moment. */
  private readonly expanding = new Map<ts.Type, number>();
  /** Are the members of an iteration type being translated? */
  private insideIteration = false;
  /** Are the members of a class whose type arguments nobody knows being translated? */
  private insideFamily = false;
  private readonly recursion = new RecursiveNames();
  /** The arrays, tuples and functions that hold themselves whose keys are being found, from the outside in. */
  private readonly keying: ts.Type[] = [];
  private readonly recursiveTypes = new Map<ts.Type, boolean>();
  /** Arrays and tuples by what they are made with, then by their first part. */
  private readonly references = new Map<ts.Type, Map<ts.Type, readonly ts.TypeReference[]>>();

  readonly checker: ts.TypeChecker;
  readonly library: Library;

  /** Which fields may be read before they have a value; undefined if nobody asks. */
  earlyFields: EarlyFields | undefined;
  /** Types that depend on what type parameters stand for. */
  readonly open: OpenTypes;

  constructor(checker: ts.TypeChecker, library: Library) {
    this.checker = checker;
    this.library = library;
    this.open = new OpenTypes(this);
  }

  translate(type: ts.Type, env: Env, node: ts.Node): Ty {
    return this.type(type, env, node, []);
  }

  /** The type of an expression or declaration name where it stands. */
  typeOf(node: ts.Node, env: Env): Ty {
    return this.translate(this.checker.getTypeAtLocation(node), env, node);
  }

  private type(type: ts.Type, env: Env, node: ts.Node, stack: readonly ts.Type[]): Ty {
    const flags = type.flags;
    // Nobody may write `any` (`restrictions.ts`): it comes from a test for a generic class.
    if (flags & ts.TypeFlags.Any) return unknownTy;
    if (flags & ts.TypeFlags.Unknown) return unknownTy;
    if (flags & ts.TypeFlags.StringLike) return stringTy;
    if (flags & (ts.TypeFlags.Number | ts.TypeFlags.NumberLiteral)) return numberTy;
    if (flags & ts.TypeFlags.Enum || flags & ts.TypeFlags.EnumLiteral) {
      if (type.isUnion()) return unionOf(type.types.map((member) => this.type(member, env, node, stack)));
      return flags & ts.TypeFlags.StringLiteral ? stringTy : numberTy;
    }
    if (flags & ts.TypeFlags.BooleanLike) return booleanTy;
    if (flags & ts.TypeFlags.Void) return voidTy;
    if (flags & ts.TypeFlags.Undefined) return undefinedTy;
    if (flags & ts.TypeFlags.Null) return nullTy;
    if (flags & ts.TypeFlags.Never) return neverTy;
    if (flags & ts.TypeFlags.ESSymbolLike) return { kind: "symbol" };
    if (flags & ts.TypeFlags.NonPrimitive) return this.objectTy("object", "object", () => []);
    if (flags & ts.TypeFlags.TypeParameter) return this.typeParameter(type as ts.TypeParameter, env, node);
    if (type.isUnion())
      return withoutEmptyTuple(unionOf(type.types.map((member) => this.type(member, env, node, stack))));
    if (type.isIntersection()) return this.intersection(type, env, node, stack);
    if (flags & ts.TypeFlags.Conditional) return this.conditional(type as ts.ConditionalType, env, node, stack);
    if (flags & ts.TypeFlags.IndexedAccess) return this.indexedAccess(type as ts.IndexedAccessType, env, node);
    if (flags & ts.TypeFlags.Substitution) return this.type((type as ts.SubstitutionType).baseType, env, node, stack);
    if (flags & ts.TypeFlags.Index) return stringTy;
    // `T` where `T extends U` holds.
    if (flags & ts.TypeFlags.Substitution) return this.type((type as ts.SubstitutionType).baseType, env, node, stack);
    if (flags & ts.TypeFlags.Object) return this.object(type as ts.ObjectType, env, node, stack);
    throw this.unsupported(type, node);
  }

  private unsupported(type: ts.Type, node: ts.Node): CompileError {
    if (type.flags & ts.TypeFlags.BigIntLike)
      return new CompileError(
        node,
        codes.unsupportedType,
        "'bigint' values can't be compiled yet",
        'use the 64-bit integers of "osmium"',
      );
    return new CompileError(
      node,
      codes.unsupportedType,
      `the type '${this.checker.typeToString(type)}' can't be compiled`,
      "annotate with a class, interface, union, array or function type",
    );
  }

  private typeParameter(type: ts.TypeParameter, env: Env, node: ts.Node): Ty {
    if ((type as { isThisType?: boolean }).isThisType) {
      if (env.thisTy !== undefined && !isOfOuterClass(type, env.thisTy)) return env.thisTy;
      const constraint = this.checker.getBaseConstraintOfType(type);
      if (constraint !== undefined && constraint !== type) return this.translate(constraint, env, node);
    }
    const found = env.params.get(type.symbol);
    if (found !== undefined) return found.kind === "string" ? stringTy : found;
    const constraint = this.checker.getBaseConstraintOfType(type);
    if (constraint !== undefined && !(constraint.flags & ts.TypeFlags.Unknown))
      return this.translate(constraint, env, node);
    return unknownTy;
  }

  /** A flavour (`number & { [width]?: "u32" }`), or several object types in one. */
  private intersection(type: ts.IntersectionType, env: Env, node: ts.Node, stack: readonly ts.Type[]): Ty {
    if (type.getConstructSignatures().length > 0) return this.mixed(type, env, node, stack);
    const primitive = type.types.find(
      (member) =>
        member.flags &
        (ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.BooleanLike | ts.TypeFlags.TypeParameter),
    );
    if (primitive !== undefined) {
      for (const member of type.types) {
        const width = member
          .getProperties()
          .find((property) => (property.escapedName as string).startsWith("__@width@"));
        if (width !== undefined) return this.flavour(this.checker.getTypeOfSymbol(width), node);
      }
      const parts = type.types.filter((member) => !isEmptyObject(member));
      const both = parts.map((member) => this.type(member, env, node, stack)).reduce(meet);
      return parts.length < type.types.length ? withoutNullish(both) : both;
    }
    // `T & {}` is what `NonNullable` gives, and what is left of a `T` that was found to be there.
    const parts = type.types.filter(
      (member) =>
        !(member.flags & ts.TypeFlags.Object) ||
        member.getProperties().length > 0 ||
        member.getCallSignatures().length > 0,
    );
    if (parts.length === 1) return withoutNullish(this.type(parts[0]!, env, node, stack));
    const classParts = parts.filter((member) => member.isClass() || this.isClassType(member));
    if (classParts.length > 0) {
      const classes = classParts.map((part) => this.type(part, env, node, stack));
      // An instance of what a mixin makes is one of the class that it was applied to, too.
      const isLast = (ty: Ty): boolean =>
        classes.every((other) => ty.kind === "class" && other.kind === "class" && extendsClass(ty.info, other.info));
      return classes.find(isLast) ?? classes[0]!;
    }
    return this.anonymousObject(type, env, node, stack);
  }

  /** What a mixin gives: a class that extends the one it was given. */
  private mixed(type: ts.IntersectionType, env: Env, node: ts.Node, stack: readonly ts.Type[]): Ty {
    const info = classOfConstructor(this, type, env, node);
    if (info !== undefined) return { kind: "static", info };
    const isApplied = type.types.some((part) => env.params.get(part.symbol)?.kind === "static");
    if (!isApplied) return this.anonymousObject(type, env, node, stack);
    throw new CompileError(
      node,
      codes.unsupportedType,
      `which class '${this.checker.typeToString(type)}' is does not show in the type`,
      "leave the result type of a mixin to the compiler, and give it a class by its name",
    );
  }

  private flavour(width: ts.Type, node: ts.Node): Ty {
    const members = width.isUnion() ? width.types : [width];
    for (const member of members) {
      if (member.isStringLiteral()) {
        if (member.value === "f32") return f32Ty;
        if (member.value in intShapes) return intTy(member.value as IntName);
      }
    }
    throw this.unsupported(width, node);
  }

  private conditional(type: ts.ConditionalType, env: Env, node: ts.Node, stack: readonly ts.Type[]): Ty {
    const alias = type.aliasSymbol?.name;
    const arg = type.aliasTypeArguments?.[0];
    if (alias === "Awaited" && arg !== undefined) return this.awaited(this.type(arg, env, node, stack));
    const ty = this.afresh(() => this.open.conditional(type, env, node));
    return ty.kind === "string" ? stringTy : ty;
  }

  /** What `await` gives for a value of a type. */
  awaited(ty: Ty): Ty {
    if (ty.kind === "union") return unionOf(ty.members.map((member) => this.awaited(member)));
    if (ty.kind === "class" && this.library.isPromise(ty.info.declaration)) return this.awaited(ty.info.args[0]!);
    if (ty.kind === "object" && ty.display.startsWith("PromiseLike<")) {
      const then = ty.properties().find((property) => property.name === "then");
      const callback = then?.type.kind === "function" ? then.type.params[0] : undefined;
      const fulfilled =
        callback?.kind === "union" ? callback.members.find((member) => member.kind === "function") : undefined;
      if (fulfilled?.kind === "function" && fulfilled.params[0] !== undefined) return this.awaited(fulfilled.params[0]);
    }
    return ty;
  }

  private indexedAccess(type: ts.IndexedAccessType, env: Env, node: ts.Node): Ty {
    const found = this.afresh(() => this.open.indexedAccess(type, env, node));
    if (found !== undefined) return found;
    throw this.unsupported(type, node);
  }

  /** The runtime's class for one of the global library, else the class itself. */
  classOf(type: ts.Type): ts.ClassLikeDeclaration | undefined {
    const { symbol } = type;
    const own = this.library.isGlobalDeclaration(symbol) ? this.library.classDeclaration(symbol.name) : undefined;
    const declaration = own ?? symbol.valueDeclaration;
    return declaration !== undefined && ts.isClassLike(declaration) ? declaration : undefined;
  }

  /** What can be read from values of a type by name: fields and accessors of a class, but not its methods. */
  propertiesOf(ty: Ty): readonly Property[] {
    if (ty.kind === "object") return ty.properties();
    if (ty.kind !== "class") return [];
    const { info } = ty;
    const fields = info.fields().map((field): Property => {
      const { declaration: node } = field;
      const optional = node.questionToken !== undefined;
      return {
        name: field.name,
        type: field.type,
        optional,
        readonly: hasModifier(node, ts.SyntaxKind.ReadonlyKeyword),
        method: false,
      };
    });
    const getters = info.declaration.members
      .filter((member) => ts.isGetAccessor(member) && !hasModifier(member, ts.SyntaxKind.StaticKeyword))
      .map((member): Property => {
        const symbol = this.checker.getSymbolAtLocation(member.name!)!;
        const type = this.translate(this.checker.getTypeOfSymbol(symbol), info.env, member);
        return { name: memberName(symbol), type, optional: false, readonly: false, method: false };
      });
    const own = [...fields, ...getters].filter((property) => !property.name.startsWith("#"));
    return ty.info.base === undefined ? own : [...own, ...this.propertiesOf({ kind: "class", info: ty.info.base })];
  }

  private isClassType(type: ts.Type): boolean {
    return type.symbol !== undefined && (type.symbol.flags & ts.SymbolFlags.Class) !== 0;
  }

  private object(type: ts.ObjectType, env: Env, node: ts.Node, stack: readonly ts.Type[]): Ty {
    const checker = this.checker;
    if (checker.isTupleType(type)) {
      return this.recursive(type as ts.TupleTypeReference, node, stack, (inner) =>
        this.tuple(type as ts.TupleTypeReference, env, node, inner),
      );
    }
    const indexed = isDictionary(this.library, type) ? indexedType(checker, type) : undefined;
    if (indexed !== undefined) {
      const declaration = this.library.compilerClass("Dictionary");
      return this.applied(type, this.stemOf(declaration), env, node, stack, (args) => ({
        kind: "class",
        info: this.appliedClass(declaration, { display: checker.typeToString(type), ...args }, emptyEnv),
      }));
    }
    if (isOpenMapped(checker, type)) return this.afresh(() => this.open.mapped(type, env, node));
    const symbol = type.symbol as ts.Symbol | undefined;
    const name = symbol?.name;
    if (symbol !== undefined && this.library.isGlobalDeclaration(symbol)) {
      const special = this.librarySpecial(type, name!, env, node, stack);
      if (special !== undefined) return special;
    }
    if (
      symbol !== undefined &&
      symbol.flags & ts.SymbolFlags.Class &&
      type.objectFlags & (ts.ObjectFlags.ClassOrInterface | ts.ObjectFlags.Reference)
    ) {
      const declaration = symbol.valueDeclaration as ts.ClassLikeDeclaration;
      if (this.isOfAny(type)) return this.familyTy(type, declaration, env, node);
      return this.applied(type, this.stemOf(declaration), env, node, stack, (args) => {
        const info = this.appliedClass(declaration, args, env);
        return info.layout === "object" ? { kind: "class", info } : { kind: "struct", info };
      });
    }
    if (symbol !== undefined && symbol.flags & ts.SymbolFlags.Class && symbol.valueDeclaration !== undefined) {
      const known = isLocalClass(symbol.valueDeclaration as ts.ClassLikeDeclaration)
        ? classOfConstructor(this, type, env, node)?.key
        : undefined;
      const key = `typeof ${known ?? this.declarationName(symbol.valueDeclaration, name!)}`;
      return this.objectTy(key, `typeof ${name}`, () => this.properties(type, env, node, []));
    }
    const signatures = type.getCallSignatures();
    if (signatures.length > 0)
      return this.recursive(type, node, stack, (inner) => this.overloaded(signatures, env, node, inner));
    if (symbol !== undefined && symbol.flags & ts.SymbolFlags.Interface) {
      const stem = this.declarationName(symbol.declarations![0]!, name!);
      return this.applied(type, stem, env, node, stack, ({ list, key, display }) => {
        const shown = (): string => (list().length === 0 ? name! : `${name}<${list().map(tyDisplay).join(", ")}>`);
        return this.objectTy(key, display ?? shown(), () => {
          const properties = this.inside(symbol, () => this.properties(type, env, node, []));
          return name === "IteratorReturnResult" ? properties.map(orUndefined) : properties;
        });
      });
    }
    return this.anonymousObject(type, env, node, stack);
  }

  /**
   * An array, tuple or function. If it holds itself, its key says where (`^1` is the innermost around the place), and its parts are translated when they are asked
   * for. `translate` does it in any case.
   */
  private recursive(
    given: ts.Type,
    node: ts.Node,
    stack: readonly ts.Type[],
    translate: (stack: readonly ts.Type[]) => Ty,
  ): Ty {
    const isFunction = isFunctionType(given);
    const type = isFunction ? given : this.sameReference(given as ts.TypeReference);
    if (!this.holdsItself(type, node)) return translate(stack);
    let whole: FoldingTy | undefined;
    let isComputing = false;
    const parts = (): FoldingTy => {
      if (whole !== undefined) return whole;
      isComputing = true;
      try {
        whole = this.afresh(() => translate([]) as FoldingTy);
      } finally {
        isComputing = false;
      }
      return whole;
    };
    const unfolded = (): string | undefined => (isComputing ? undefined : unfoldedKey(parts()));
    const depth = this.keying.lastIndexOf(type);
    if (depth >= 0) {
      const isTuple = this.checker.isTupleType(type) && !isOpenTuple(type);
      const kind = isFunction ? "function" : isTuple ? "tuple" : "array";
      return recursiveTy(`^${this.keying.length - depth}`, kind, false, parts, unfolded);
    }
    this.keying.push(type);
    let shape: Ty;
    try {
      shape = translate(stack);
    } finally {
      this.keying.pop();
    }
    const isReadonly = (shape.kind === "array" || shape.kind === "tuple") && shape.readonly === true;
    const { kind } = shape as FoldingTy;
    return recursiveTy(`${recursiveMark}${unfoldedKey(shape as FoldingTy)}`, kind, isReadonly, parts, unfolded);
  }

  /** For what stands for itself wherever it is found: no part of it may be named by its place in what is around it. */
  private afresh<T>(translate: () => T): T {
    const outer = this.keying.splice(0);
    try {
      return translate();
    } finally {
      this.keying.push(...outer);
    }
  }

  /** The checker may have several types for the same array or tuple of the same: the first of them that came along. */
  private sameReference(type: ts.TypeReference): ts.TypeReference {
    const args = this.checker.getTypeArguments(type);
    let known = this.references.get(type.target);
    if (known === undefined) {
      known = new Map();
      this.references.set(type.target, known);
    }
    const first = args[0] ?? type;
    const candidates = known.get(first) ?? [];
    const found = candidates.find((candidate) => {
      const others = this.checker.getTypeArguments(candidate);
      return others.length === args.length && others.every((other, index) => other === args[index]);
    });
    if (found !== undefined) return found;
    known.set(first, [...candidates, type]);
    return type;
  }

  /** Does a type come back to itself through unions, arrays, tuples, functions and type arguments alone? An object in between ends the search. */
  private holdsItself(type: ts.Type, node: ts.Node): boolean {
    let known = this.recursiveTypes.get(type);
    if (known !== undefined) return known;
    const seen = new Set<ts.Type>();
    let hasOthers = false;
    const reaches = (given: ts.Type): boolean => {
      if (given.isUnion()) return given.types.some(reaches);
      if (isFunctionType(given)) {
        if (given === type && seen.size > 0) return true;
        if (seen.has(given)) return false;
        if (seen.size > partsMax) throw this.endless(type, node);
        seen.add(given);
        return given
          .getCallSignatures()
          .some((signature) =>
            [
              ...signature.parameters.map((param) => this.checker.getTypeOfSymbol(param)),
              signature.getReturnType(),
            ].some(reaches),
          );
      }
      const isList = this.checker.isTupleType(given) || this.checker.isArrayType(given);
      if (!isList && !this.hasParts(given)) return false;
      const isReference = isList || (isApplied(this.checker, given) && indexedType(this.checker, given) === undefined);
      const at = isReference ? this.sameReference(given as ts.TypeReference) : given;
      if (at === type && seen.size > 0) return true;
      if (seen.has(at)) return false;
      hasOthers ||= !isList;
      if (seen.size > partsMax && hasOthers) return false;
      if (seen.size > partsMax) throw this.endless(type, node);
      seen.add(at);
      return this.partsOf(at).some(reaches);
    };
    known = reaches(type);
    this.recursiveTypes.set(type, known);
    return known;
  }

  private endless(type: ts.Type, node: ts.Node): CompileError {
    return new CompileError(
      node,
      codes.unsupportedType,
      `the type '${this.checker.typeToString(type)}' has no end`,
      "put an object in between: interface Nested { items: Nested[] }",
    );
  }

  /** A tuple of a known length; one whose length varies is an array of all that it may hold, of which the checker knows the positions. */
  private tuple(type: ts.TupleTypeReference, env: Env, node: ts.Node, stack: readonly ts.Type[]): Ty {
    const { elementFlags, readonly } = type.target;
    const parts = this.expand(type, this.checker.getTypeArguments(type), env, node, stack);
    const elements: Ty[] = [];
    let isOpen = false;
    for (const [index, part] of parts.entries()) {
      const flags = elementFlags[index]!;
      if (flags & ts.ElementFlags.Variadic && part.kind === "tuple") elements.push(...part.elements);
      else elements.push(flags & ts.ElementFlags.Variadic && part.kind === "array" ? part.element : part);
      if (flags & ts.ElementFlags.Optional) elements.push(undefinedTy);
      isOpen ||=
        (flags & ts.ElementFlags.Required) === 0 && !(flags & ts.ElementFlags.Variadic && part.kind === "tuple");
    }
    return isOpen ? { kind: "array", element: unionOf(elements), readonly } : { kind: "tuple", elements, readonly };
  }

  /** Types of the global and machine library that are held in a way of their own. */
  private librarySpecial(
    type: ts.ObjectType,
    name: string,
    env: Env,
    node: ts.Node,
    stack: readonly ts.Type[],
  ): Ty | undefined {
    const args = (): Ty[] => this.typeArguments(type, env, node, stack);
    switch (name) {
      case "Array":
      case "ReadonlyArray":
        if (this.isOfAny(type)) return this.anyArrayTy(type, env, node);
        return this.recursive(type as ts.TypeReference, node, stack, (inner) => {
          const [element] = this.typeArguments(type, env, node, inner);
          return name === "Array"
            ? { kind: "array", element: element! }
            : { kind: "array", element: element!, readonly: true };
        });
      case "TemplateStringsArray":
        return { kind: "array", element: stringTy };
      // Groups that took no part are undefined, whatever the checker says.
      case "RegExpMatchArray":
      case "RegExpExecArray":
        return { kind: "array", element: unionOf([stringTy, undefinedTy]) };
      case "RegExpIndicesArray":
        return { kind: "array", element: unionOf([{ kind: "tuple", elements: [numberTy, numberTy] }, undefinedTy]) };
      case "String":
        return stringTy;
      case "Number":
        return numberTy;
      case "Boolean":
        return booleanTy;
      case "Pointer":
        return { kind: "pointer", to: args()[0]! };
      case "InlineArray": {
        const length = this.checker.getTypeArguments(type as ts.TypeReference)[1]!;
        if (!length.isNumberLiteral())
          throw new CompileError(node, codes.machineApi, "the length of an InlineArray must be a number literal");
        return { kind: "inlineArray", element: args()[0]!, length: length.value };
      }
      case "InterruptHandler":
        return { kind: "handler" };
      case "Generator":
      case "AsyncGenerator": {
        const declaration = this.library.compilerClass(name);
        return this.applied(type, this.stemOf(declaration), env, node, stack, (args) => ({
          kind: "class",
          info: this.appliedClass(declaration, args, emptyEnv),
        }));
      }
    }
    const own = this.library.classDeclaration(name);
    if (own === undefined || !(type.symbol.flags & ts.SymbolFlags.Class) || type.objectFlags & ts.ObjectFlags.Anonymous)
      return undefined;
    if (this.isOfAny(type)) return this.familyTy(type, own, env, node);
    return this.applied(type, this.stemOf(own), env, node, stack, (args) => ({
      kind: "class",
      info: this.appliedClass(own, args, emptyEnv),
    }));
  }

  /** Is it a class whose type arguments nobody knows, as `instanceof` finds it? */
  private isOfAny(type: ts.Type): boolean {
    if (!((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference)) return false;
    const args = this.checker.getTypeArguments(type as ts.TypeReference);
    if (args.some((arg) => (arg.flags & ts.TypeFlags.Any) !== 0 || (this.insideFamily && this.isOfAny(arg))))
      return true;
    return this.checker.isArrayType(type) && this.isNestedAny(args[0]!);
  }

  /** Is it an array of arrays, at some depth, of what nobody knows? Such a type may hold itself. */
  private isNestedAny(type: ts.Type): boolean {
    const seen = new Set<ts.Type>();
    let at: ts.Type | undefined = type;
    while (at !== undefined && !seen.has(at) && this.checker.isArrayType(at)) {
      seen.add(at);
      at = this.checker.getTypeArguments(at as ts.TypeReference)[0];
    }
    return at !== undefined && at !== type && (at.flags & ts.TypeFlags.Any) !== 0;
  }

  /** What members of all instances of a class are: a list of what depends on type arguments may be held in any way. */
  private ofFamily<T>(translate: () => T): T {
    const before = this.insideFamily;
    this.insideFamily = true;
    try {
      return translate();
    } finally {
      this.insideFamily = before;
    }
  }

  /** All instances of a generic class, seen as an interface: what depends on type arguments is `unknown`. */
  private familyTy(type: ts.ObjectType, declaration: ts.ClassLikeDeclaration, env: Env, node: ts.Node): Ty {
    if (this.library.isUniform(declaration)) {
      const args = typeParametersOf(this.checker, declaration).all.map(() => unknownTy);
      return { kind: "class", info: this.classInfo(declaration, args, emptyEnv) };
    }
    const display = this.checker.typeToString(type);
    const properties = (): readonly Property[] => this.ofFamily(() => this.properties(type, env, node, []));
    return { ...this.objectTy(`any ${this.stemOf(declaration)}`, display, properties), family: declaration };
  }

  /** All arrays and tuples, as `Array.isArray` finds them: they can be read, but nothing can be put into them. */
  private anyArrayTy(type: ts.ObjectType, env: Env, node: ts.Node): Ty {
    const isReading = ({ name }: Property): boolean => !changesArray.has(name);
    const properties = (): readonly Property[] => {
      const element: FunctionTy = { kind: "function", params: [numberTy], rest: false, result: unknownTy };
      const own = { name: elementMember, type: element, optional: false, readonly: true, method: true };
      return [own, ...this.ofFamily(() => this.properties(type, env, node, [])).filter(isReading)];
    };
    return { ...this.objectTy("any array", "any[]", properties), family: "array" };
  }

  /** Has it an index signature of the program's? Those of the library's own types (arrays, strings) are no properties. */
  /** The object type with any number of properties of a type. */
  dictionaryOf(value: Ty): Ty {
    const declaration = this.library.compilerClass("Dictionary");
    const key = this.stemOf(declaration) + typeArgsKey([value]);
    const folded = this.recursion.folded(this.stemOf(declaration), key);
    if (folded !== undefined) return folded;
    const args = { key, list: () => [value], display: `Record<string, ${tyDisplay(value)}>` };
    return { kind: "class", info: this.appliedClass(declaration, args, emptyEnv) };
  }

  /** What the properties of an object with any number of them are; undefined for other types. */
  dictionaryValue(ty: Ty): Ty | undefined {
    if (ty.kind !== "class" || ty.info.args.length !== 1) return undefined;
    return ty.info.declaration === this.library.compilerClass("Dictionary") ? ty.info.args[0] : undefined;
  }

  /** Type arguments, or what the properties of a dictionary are. */
  private partsOf(type: ts.Type): readonly ts.Type[] {
    const indexed = isDictionary(this.library, type) ? indexedType(this.checker, type) : undefined;
    if (indexed !== undefined) return [indexed];
    const reference = type as ts.TypeReference;
    const args = this.checker.getTypeArguments(reference);
    const count = reference.target.typeParameters?.length ?? 0;
    return this.checker.isTupleType(type) || this.checker.isArrayType(type) ? args : args.slice(0, count);
  }

  private hasParts(type: ts.Type): boolean {
    if (!(type.flags & ts.TypeFlags.Object)) return false;
    return (
      isApplied(this.checker, type) ||
      (isDictionary(this.library, type) && indexedType(this.checker, type) !== undefined)
    );
  }

  /**
   * A class or interface with its type arguments. One that holds itself through them is known by a key that says where, as arrays and tuples are, and its
   * arguments are translated when they are asked for.
   */
  private applied(
    type: ts.ObjectType,
    stem: string,
    env: Env,
    node: ts.Node,
    stack: readonly ts.Type[],
    make: (args: TypeArguments) => Ty,
  ): Ty {
    const isNamed = isApplied(this.checker, type) && indexedType(this.checker, type) === undefined;
    const own = isNamed ? this.sameReference(type) : type;
    if (!this.hasParts(type) || !this.holdsItself(own, node)) {
      const isList = isDictionary(this.library, type) && indexedType(this.checker, type) !== undefined;
      const args = isList
        ? this.afresh(() => this.expand(type, this.partsOf(type), env, node, stack))
        : this.typeArguments(type, env, node, stack);
      const unfolded = stem + typeArgsKey(args);
      return this.recursion.folded(stem, unfolded) ?? make({ key: unfolded, list: () => args });
    }
    const depth = this.keying.lastIndexOf(own);
    if (depth >= 0) return this.objectTy(`^${this.keying.length - depth}`, stem, () => []);
    const parts = (inner: readonly ts.Type[]): Ty[] =>
      this.inside(type.symbol, () => this.partsOf(own).map((part) => this.type(part, env, node, inner)));
    this.keying.push(own);
    let key: string;
    try {
      key = recursiveMark + stem + typeArgsKey(parts(stack));
    } finally {
      this.keying.pop();
    }
    return this.recursion.named(stem, key, {
      arguments: () => this.afresh(() => parts([])),
      make: (list) => make({ key, list, display: this.checker.typeToString(type) }),
    });
  }

  private typeArguments(type: ts.ObjectType, env: Env, node: ts.Node, stack: readonly ts.Type[]): Ty[] {
    if (!(type.objectFlags & ts.ObjectFlags.Reference)) return [];
    const reference = type as ts.TypeReference;
    const count = reference.target.typeParameters?.length ?? 0;
    const given = this.checker.getTypeArguments(reference).slice(0, count);
    const translate = (): Ty[] => this.inside(type.symbol, () => this.expand(type, given, env, node, stack));
    const isMixin = reference.target.outerTypeParameters?.some((outer) => isMixinParameter(this.checker, outer));
    if (isMixin === true)
      return this.afresh(() =>
        given.map((arg, index) => this.argument(arg, reference.target.typeParameters![index]!, env, node)),
      );
    return this.checker.isArrayType(type) ? translate() : this.afresh(translate);
  }

  /** What a type argument stands for: the class itself, if the parameter is one that a class may extend. */
  argument(arg: ts.Type, parameter: ts.Type, env: Env, node: ts.Node): Ty {
    const info = isMixinParameter(this.checker, parameter) ? classOfConstructor(this, arg, env, node) : undefined;
    return info === undefined ? this.translate(arg, env, node) : { kind: "static", info };
  }

  /**
   * The parts of an array, tuple or generic type. A type that has only such parts between itself and itself has no end; one with an object in between comes
   * back to that object after a round or two.
   */
  private expand(type: ts.Type, parts: readonly ts.Type[], env: Env, node: ts.Node, stack: readonly ts.Type[]): Ty[] {
    const rounds = (this.expanding.get(type) ?? 0) + 1;
    if (rounds > roundsMax) {
      throw new CompileError(
        node,
        codes.unsupportedType,
        `the type '${this.checker.typeToString(type)}' holds itself through type arguments alone`,
        "put an object in between: interface Nested { items: Nested[] }",
      );
    }
    this.expanding.set(type, rounds);
    try {
      return parts.map((part) => this.type(part, env, node, stack));
    } finally {
      this.expanding.set(type, rounds - 1);
    }
  }

  /** Types of iteration say `any` for what is returned and sent unless told otherwise: nothing is known about it. */
  private inside<T>(symbol: ts.Symbol | undefined, translate: () => T): T {
    if (symbol === undefined || !iterationTypes.has(symbol.name) || !this.library.isGlobalDeclaration(symbol))
      return translate();
    const before = this.insideIteration;
    this.insideIteration = true;
    try {
      return translate();
    } finally {
      this.insideIteration = before;
    }
  }

  /** A function with several signatures takes and gives all that any of them does; each call knows its own. */
  private overloaded(signatures: readonly ts.Signature[], env: Env, node: ts.Node, stack: readonly ts.Type[]): Ty {
    const all = signatures.map((signature) => this.functionTy(signature, env, node, stack) as FunctionTy);
    const last = all.at(-1)!;
    if (all.length === 1 || all.some((ty) => ty.rest)) return last;
    const longest = Math.max(...all.map((ty) => ty.params.length));
    const params = Array.from({ length: longest }, (_, index) =>
      unionOf(all.map((ty) => ty.params[index] ?? undefinedTy)),
    );
    const result = all.every((ty) => ty.result.kind === "void") ? voidTy : unionOf(all.map((ty) => ty.result));
    return { kind: "function", params, rest: false, result };
  }

  functionTy(signature: ts.Signature, env: Env, node: ts.Node, stack: readonly ts.Type[] = []): Ty {
    const params = signature.parameters.map((param) => {
      const declaration = param.valueDeclaration;
      if (declaration !== undefined && isMixinRest(declaration)) return { kind: "array", element: unknownTy } as const;
      const ty = this.type(this.checker.getTypeOfSymbol(param), env, node, stack);
      const optional =
        declaration !== undefined &&
        ts.isParameter(declaration) &&
        (declaration.questionToken !== undefined || declaration.initializer !== undefined);
      return optional ? unionOf([ty, undefinedTy]) : ty;
    });
    const last = signature.parameters.at(-1)?.valueDeclaration;
    const rest = last !== undefined && ts.isParameter(last) && last.dotDotDotToken !== undefined;
    const result = this.type(signature.getReturnType(), env, node, stack);
    const gathered = rest ? params.at(-1)! : undefined;
    // The elements of a tuple are passed one by one.
    if (gathered?.kind === "tuple")
      return { kind: "function", params: [...params.slice(0, -1), ...gathered.elements], rest: false, result };
    return { kind: "function", params, rest, result };
  }

  private anonymousObject(type: ts.Type, env: Env, node: ts.Node, stack: readonly ts.Type[]): Ty {
    const depth = stack.indexOf(type);
    const display = this.checker.typeToString(type);
    if (depth >= 0)
      return this.objectTy(`^${stack.length - depth}`, display, () => this.properties(type, env, node, []));
    const inner = [...stack, type];
    const structure = this.properties(type, env, node, inner)
      .map((property) => `${property.name}${property.optional ? "?" : ""}:${tyKey(property.type)}`)
      .sort();
    return this.objectTy(`{${structure.join(";")}}`, display, () => this.properties(type, env, node, []));
  }

  private objectTy(key: string, display: string, compute: () => readonly Property[]): ObjectTy {
    let computed: readonly Property[] | undefined;
    return {
      kind: "object",
      key,
      display,
      properties: () => {
        computed ??= compute();
        return computed;
      },
    };
  }

  private properties(type: ts.Type, env: Env, node: ts.Node, stack: readonly ts.Type[]): Property[] {
    const own = this.checker
      .getPropertiesOfType(type)
      .filter((symbol) => !isIteratorHelper(symbol) || !this.library.isGlobalDeclaration(symbol));
    const construct = this.constructProperty(type, env, node, stack);
    const named = construct === undefined ? own : own.filter((symbol) => symbol.name !== "prototype");
    const properties = named.map((symbol): Property => {
      const optional = (symbol.flags & ts.SymbolFlags.Optional) !== 0;
      const ty = this.type(this.checker.getTypeOfSymbol(symbol), env, node, stack);
      const declaration = symbol.valueDeclaration;
      return {
        name: memberName(symbol),
        type: optional ? unionOf([ty, undefinedTy]) : ty,
        optional,
        readonly: declaration !== undefined && hasModifier(declaration, ts.SyntaxKind.ReadonlyKeyword),
        method: (symbol.flags & ts.SymbolFlags.Method) !== 0,
        ...declaredLiteral(declaration),
      };
    });
    if (construct === undefined) return properties;
    const hasName = properties.some((property) => property.name === "name");
    const name: Property = { name: "name", type: stringTy, optional: false, readonly: true, method: false };
    return [construct, ...(hasName ? [] : [name]), ...properties];
  }

  /** What `new` makes of values of a type, as a method without a name. */
  private constructProperty(type: ts.Type, env: Env, node: ts.Node, stack: readonly ts.Type[]): Property | undefined {
    const signature = type.getConstructSignatures().at(-1);
    if (signature === undefined) return undefined;
    if (signature.getTypeParameters() !== undefined)
      throw new CompileError(
        node,
        codes.unsupportedType,
        `the type '${this.checker.typeToString(type)}' can't be compiled: a generic class is no value`,
        "pass a function that makes the objects",
      );
    const method = this.functionTy(signature, env, node, stack);
    return { name: constructMember, type: method, optional: false, readonly: true, method: true };
  }

  /** A name for a declaration that is unique in the program and readable. */
  declarationName(declaration: ts.Node, name: string): string {
    let unique = this.declarationNames.get(declaration);
    if (unique === undefined) {
      const count = this.usedNames.get(name) ?? 0;
      this.usedNames.set(name, count + 1);
      unique = count === 0 ? name : `${name}$${count + 1}`;
      this.declarationNames.set(declaration, unique);
    }
    return unique;
  }

  /** What the keys of a class begin with. */
  private stemOf(declaration: ts.ClassLikeDeclaration): string {
    return this.declarationName(declaration, classNameOf(declaration) || "(anonymous class)");
  }

  /** The instance of a class for type arguments. `outer` gives type parameters of functions around the declaration. */
  classInfo(declaration: ts.ClassLikeDeclaration, args: readonly Ty[], outer: Env): ClassInfo {
    const stem = this.stemOf(declaration);
    const key = stem + typeArgsKey(args);
    const folded = this.recursion.folded(stem, key);
    return folded?.kind === "class" ? folded.info : this.appliedClass(declaration, { key, list: () => args }, outer);
  }

  private appliedClass(declaration: ts.ClassLikeDeclaration, args: TypeArguments, outer: Env): ClassInfo {
    const known = this.classes.get(args.key);
    if (known !== undefined) return known;
    const info = this.makeClassInfo(declaration, args, outer);
    this.classes.set(args.key, info);
    return info;
  }

  private makeClassInfo(
    declaration: ts.ClassLikeDeclaration,
    { key, list, display }: TypeArguments,
    outer: Env,
  ): ClassInfo {
    const name = classNameOf(declaration) || "(anonymous class)";
    const parameters = typeParametersOf(this.checker, declaration);
    const hasObject = this.needsObject(declaration);
    const outerArgs = (): string => typeArgsKey(list().slice(0, parameters.outer.length));
    const objectName = `class ${hasObject ? this.stemOf(declaration) + outerArgs() : key}`;
    const decorators = (ts.canHaveDecorators(declaration) ? ts.getDecorators(declaration) : undefined) ?? [];
    const decorator = decorators[0]?.expression.getText();
    const layout = decorator === "struct" || decorator === "packed" ? decorator : "object";
    const translator = this;
    let fields: readonly ClassField[] | undefined;
    let base: ClassInfo | undefined;
    let baseKnown = false;
    const info: ClassInfo = {
      key,
      name: key,
      get display(): string {
        if (display !== undefined) return display;
        return list().length === 0 ? name : `${name}<${list().map(tyDisplay).join(", ")}>`;
      },
      declaration,
      hasObject,
      objectName,
      get env(): Env {
        env ??= makeEnv();
        return env;
      },
      get args(): readonly Ty[] {
        return list();
      },
      get base(): ClassInfo | undefined {
        if (!baseKnown) {
          baseKnown = true;
          base = translator.baseOf(declaration, info.env);
        }
        return base;
      },
      fields: () => {
        fields ??= translator.fieldsOf(declaration, info.env, info);
        return fields;
      },
      layout,
    };
    let env: Env | undefined;
    const makeEnv = (): Env => {
      const entries = parameters.all.map((parameter, index): [ts.Symbol, Ty] => [
        parameter.symbol,
        list()[index] ?? unknownTy,
      ]);
      return extendEnv(outer, entries, layout === "object" ? { kind: "class", info } : { kind: "struct", info });
    };
    return info;
  }

  private baseOf(declaration: ts.ClassLikeDeclaration, env: Env): ClassInfo | undefined {
    const clause = extendsClause(declaration);
    if (clause === undefined) return undefined;
    if (this.isClassName(clause.expression)) {
      const ty = this.typeOf(clause, env);
      if (ty.kind === "class" && ty.info.declaration === this.library.classDeclaration("RegExp"))
        throw new CompileError(
          clause,
          codes.unsupportedLibrary,
          "'RegExp' can't be extended",
          "write a class with a RegExp in a field",
        );
      if (ty.kind === "class") return ty.info;
    }
    const known = classOfConstructor(this, this.checker.getTypeAtLocation(clause.expression), env, clause);
    if (known !== undefined && !this.mayVary(clause.expression)) return known;
    throw new CompileError(
      clause.parent,
      codes.unsupportedSyntax,
      "only a class can be extended",
      "extend a class declared with 'class', or what a mixin makes of one",
    );
  }

  /** Is it a variable of the type `typeof C` that may hold other classes too? */
  private mayVary(given: ts.Expression): boolean {
    const node = skipParentheses(given);
    const type = this.checker.getTypeAtLocation(node);
    if (!ts.isIdentifier(node) || type.flags & ts.TypeFlags.TypeParameter || type.isIntersection()) return false;
    const declaration = this.checker.getSymbolAtLocation(node)?.valueDeclaration;
    if (declaration === undefined || ts.isClassLike(declaration)) return false;
    const isConst = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
    return !isConst || (ts.isVariableDeclaration(declaration) && declaration.type !== undefined);
  }

  /** Is there an object of its own for each time that the class is made? */
  private needsObject(declaration: ts.ClassLikeDeclaration): boolean {
    if (isLocalClass(declaration)) return true;
    const clause = extendsClause(declaration);
    return clause !== undefined && !this.isClassName(clause.expression);
  }

  /** Does the expression mean one class only, known here, for which no object is needed? */
  isClassName(given: ts.Expression): boolean {
    const node = skipParentheses(given);
    if (node.kind === ts.SyntaxKind.ThisKeyword) return false;
    const symbol = this.checker.getSymbolAtLocation(node);
    const target =
      symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
    if (target === undefined) return false;
    if (this.library.isGlobalDeclaration(target)) return true;
    const declaration = target.valueDeclaration;
    if (declaration === undefined) return false;
    if (ts.isClassLike(declaration)) return !this.needsObject(declaration);
    if (!ts.isVariableDeclaration(declaration)) return false;
    if ((ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) === 0) return false;
    const first = declaration.initializer;
    if (first === undefined || declaration.type !== undefined) return false;
    return ts.isClassExpression(first) ? !this.needsObject(first) : this.isClassName(first);
  }

  private isEarly(declaration: ts.ClassLikeDeclaration, name: string, ty: Ty): boolean {
    const isUndefined = membersOf(ty).some((member) => member.kind === "undefined" || member.kind === "unknown");
    if (isUndefined || storage(ty) === "ptr" || ty.kind === "int" || ty.kind === "f32") return false;
    return this.earlyFields?.of(declaration).has(name) === true;
  }

  private fieldsOf(declaration: ts.ClassLikeDeclaration, env: Env, info: ClassInfo): ClassField[] {
    const fields: ClassField[] = [];
    const own = declaration.members.find(
      (member): member is ts.ConstructorDeclaration => ts.isConstructorDeclaration(member) && member.body !== undefined,
    );
    const add = (node: ts.PropertyDeclaration | ts.ParameterDeclaration): void => {
      const symbol = this.checker.getSymbolAtLocation(node.name)!;
      let type = this.translate(this.checker.getTypeOfSymbol(symbol), env, node);
      if (node.questionToken !== undefined) type = unionOf([type, undefinedTy]);
      if (type.kind === "void" || type.kind === "never") type = undefinedTy;
      const name = memberName(symbol);
      const early = this.isEarly(declaration, name, type) ? type : undefined;
      if (early !== undefined) type = unionOf([type, undefinedTy]);
      const redeclares = info.base !== undefined && !name.startsWith("#") && findField(info.base, name) !== undefined;
      fields.push({ name, type, declaration: node, redeclares, early });
    };
    for (const parameter of own?.parameters ?? [])
      if (ts.isParameterPropertyDeclaration(parameter, own!)) add(parameter);
    for (const member of declaration.members) {
      if (!ts.isPropertyDeclaration(member)) continue;
      const skip = [ts.SyntaxKind.StaticKeyword, ts.SyntaxKind.DeclareKeyword, ts.SyntaxKind.AbstractKeyword].some(
        (kind) => hasModifier(member, kind),
      );
      if (!skip) add(member);
    }
    return fields;
  }
}

/** The literal that stands as a property's type in its declaration, whatever type arguments may be. */
function declaredLiteral(declaration: ts.Declaration | undefined): { literal?: string } {
  if (declaration === undefined || !ts.isPropertySignature(declaration)) return {};
  const { type, parent } = declaration;
  return type !== undefined && ts.isLiteralTypeNode(type) && ts.isInterfaceDeclaration(parent)
    ? { literal: type.getText() }
    : {};
}
