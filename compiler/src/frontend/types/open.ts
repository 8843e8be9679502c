/**
 * Types that the checker leaves open inside a generic body: `T[K]`, conditional types, mapped types. Once the type parameters stand for something, they can be
 * worked out, on our own types, since the checker has no way to ask for it. Called by the translator.
 *
 * Literals are widened in our types, so a condition that depends on one (`T extends "a" ? X : Y`) stays undecided: it gives the union of both
 * outcomes, and whoever uses it where the checker knows more proves which one it is. Keys are an exception: the names that a type parameter for a key stands for
 * are kept with it (`StringTy.names`).
 */
import ts from "typescript";
import { CompileError, codes } from "../failure.ts";
import { extendsClass } from "./class-info.ts";
import { type Env, emptyEnv, extendEnv } from "./env.ts";
import type { TypeTranslator } from "./translate.ts";
import {
  booleanTy,
  type FunctionTy,
  membersOf,
  neverTy,
  numberTy,
  type ObjectTy,
  type Property,
  primitiveKinds,
  sameTy,
  stringTy,
  type Ty,
  tyKey,
  undefinedTy,
  unionOf,
  unknownTy,
  voidTy,
} from "./ty.ts";

/** How the checker notes what type parameters have been replaced by: a part of it that is not in its declarations. */
type Mapper =
  | { readonly kind: 0; readonly source: ts.Type; readonly target: ts.Type }
  | { readonly kind: 1; readonly sources: readonly ts.Type[]; readonly targets?: readonly ts.Type[] }
  | { readonly kind: 2; readonly sources: readonly ts.Type[]; readonly targets: readonly (() => ts.Type)[] }
  | { readonly kind: 3 }
  | { readonly kind: 4 | 5; readonly mapper1: Mapper; readonly mapper2: Mapper };

interface Instantiated {
  readonly mapper?: Mapper;
}

interface MappedType extends ts.ObjectType, Instantiated {
  readonly declaration: ts.MappedTypeNode;
}

/** Does the checker know the properties of a mapped type only when its type parameters are known? */
export function isOpenMapped(checker: ts.TypeChecker, type: ts.Type): type is MappedType {
  if (!(type.flags & ts.TypeFlags.Object) || !((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Mapped))
    return false;
  return checker.getPropertiesOfType(type).length === 0 || mentionsParameter(checker, type as MappedType);
}

/** Is it a mapped type whose keys come from a type parameter still? The checker then shows the properties of its constraint, or an index signature. */
export function mapsParameter(checker: ts.TypeChecker, type: ts.Type): type is MappedType {
  if (!(type.flags & ts.TypeFlags.Object) || !((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Mapped))
    return false;
  return mentionsParameter(checker, type as MappedType);
}

function mentionsParameter(checker: ts.TypeChecker, type: MappedType): boolean {
  const constraint = type.declaration.typeParameter.constraint;
  if (constraint === undefined) return false;
  const subject = ts.isTypeOperatorNode(constraint) ? constraint.type : constraint;
  const declared = checker.getTypeFromTypeNode(subject);
  const actual = type.mapper === undefined ? declared : mapped(declared, type.mapper);
  return (
    (actual.flags &
      (ts.TypeFlags.TypeParameter | ts.TypeFlags.Index | ts.TypeFlags.Conditional | ts.TypeFlags.IndexedAccess)) !==
    0
  );
}

/** What a type parameter has been replaced by. */
function mapped(type: ts.Type, mapper: Mapper): ts.Type {
  switch (mapper.kind) {
    case 0:
      return type === mapper.source ? mapper.target : type;
    case 1: {
      const index = mapper.sources.indexOf(type);
      return index < 0 ? type : (mapper.targets?.[index] ?? type);
    }
    case 2: {
      const index = mapper.sources.indexOf(type);
      return index < 0 ? type : mapper.targets[index]!();
    }
    case 3:
      return type;
    default:
      return mapped(mapped(type, mapper.mapper1), mapper.mapper2);
  }
}

/** What the library's types for the case of letters make of a name. */
const letterCases: Readonly<Record<string, (name: string) => string>> = {
  Capitalize: (name) => name.slice(0, 1).toUpperCase() + name.slice(1),
  Lowercase: (name) => name.toLowerCase(),
  Uncapitalize: (name) => name.slice(0, 1).toLowerCase() + name.slice(1),
  Uppercase: (name) => name.toUpperCase(),
};

/** Undefined: it depends on what our types don't say. */
type Verdict = boolean | undefined;

export class OpenTypes {
  private readonly translator: TypeTranslator;
  private readonly checker: ts.TypeChecker;
  /** Mapped types that are being worked out, by their keys. */
  private readonly computing = new Set<string>();

  constructor(translator: TypeTranslator) {
    this.translator = translator;
    this.checker = translator.checker;
  }

  // ---- environments ----

  /** The environment inside a type that the checker has instantiated. */
  private within({ mapper }: Instantiated, env: Env, node: ts.Node): Env {
    return mapper === undefined ? env : this.applied(mapper, env, node);
  }

  private applied(mapper: Mapper, env: Env, node: ts.Node): Env {
    const entries = (sources: readonly ts.Type[], target: (index: number) => ts.Type | undefined): Env => {
      const found: [ts.Symbol, Ty][] = [];
      for (const [index, source] of sources.entries()) {
        const type = target(index);
        if (type !== undefined && type !== source && source.symbol !== undefined)
          found.push([source.symbol, this.argument(type, env, node)]);
      }
      return extendEnv(env, found);
    };
    switch (mapper.kind) {
      case 0:
        return entries([mapper.source], () => mapper.target);
      case 1:
        return entries(mapper.sources, (index) => mapper.targets?.[index]);
      case 2:
        return entries(mapper.sources, (index) => mapper.targets[index]!());
      case 3:
        return env;
      default:
        return this.applied(mapper.mapper1, this.applied(mapper.mapper2, env, node), node);
    }
  }

  /** What a type argument stands for; of keys, their names too. */
  argument(type: ts.Type, env: Env, node: ts.Node): Ty {
    if (type.flags & ts.TypeFlags.Substitution) return this.argument((type as ts.SubstitutionType).baseType, env, node);
    if (
      !(
        type.flags &
        (ts.TypeFlags.StringLiteral |
          ts.TypeFlags.Union |
          ts.TypeFlags.Index |
          ts.TypeFlags.TypeParameter |
          ts.TypeFlags.Conditional |
          ts.TypeFlags.TemplateLiteral |
          ts.TypeFlags.StringMapping |
          ts.TypeFlags.Intersection)
      )
    )
      return this.translator.translate(type, env, node);
    const names = this.keyNames(type, env, node);
    return names === undefined ? this.translator.translate(type, env, node) : { kind: "string", names };
  }

  // ---- keys ----

  /** The names that a type of keys permits; undefined if they are not known. */
  keyNames(type: ts.Type, env: Env, node: ts.Node): readonly string[] | undefined {
    if (type.flags & ts.TypeFlags.Never) return [];
    if (type.isStringLiteral() || type.isNumberLiteral()) return [String(type.value)];
    if (type.isUnion()) return this.allNames(type.types, env, node);
    if (type.isIntersection()) {
      for (const part of type.types) {
        const names = this.keyNames(part, env, node);
        if (names !== undefined) return names;
      }
      return undefined;
    }
    if (type.flags & ts.TypeFlags.TypeParameter) {
      const found = env.params.get(type.symbol);
      const names = found === undefined ? undefined : namesOf(found);
      if (names !== undefined) return names;
      const constraint = this.checker.getBaseConstraintOfType(type);
      return constraint === undefined || constraint === type ? undefined : this.keyNames(constraint, env, node);
    }
    if (type.flags & ts.TypeFlags.Index)
      return this.namesOfProperties(this.translator.translate((type as ts.IndexType).type, env, node));
    if (type.flags & ts.TypeFlags.Conditional) {
      const ty = this.conditional(type as ts.ConditionalType, env, node);
      return ty.kind === "never" ? [] : namesOf(ty);
    }
    if (type.flags & ts.TypeFlags.TemplateLiteral) return this.templateNames(type as ts.TemplateLiteralType, env, node);
    if (type.flags & ts.TypeFlags.StringMapping) {
      const change = letterCases[type.symbol.name];
      return change && this.keyNames((type as ts.StringMappingType).type, env, node)?.map(change);
    }
    return undefined;
  }

  /** `get${K}`: each of the names within, in all combinations. */
  private templateNames(
    { texts, types }: ts.TemplateLiteralType,
    env: Env,
    node: ts.Node,
  ): readonly string[] | undefined {
    let all: readonly string[] = [texts[0]!];
    for (const [index, type] of types.entries()) {
      const names = this.keyNames(type, env, node);
      if (names === undefined) return undefined;
      all = all.flatMap((before) => names.map((name) => before + name + texts[index + 1]!));
    }
    return all;
  }

  private allNames(types: readonly ts.Type[], env: Env, node: ts.Node): readonly string[] | undefined {
    const all = new Set<string>();
    for (const type of types) {
      const names = this.keyNames(type, env, node);
      if (names === undefined) return undefined;
      for (const name of names) all.add(name);
    }
    return [...all];
  }

  private namesOfProperties(ty: Ty): readonly string[] | undefined {
    if (ty.kind === "tuple") return ty.elements.map((_, index) => String(index));
    if (ty.kind !== "object" && ty.kind !== "class") return undefined;
    if (this.translator.dictionaryValue(ty) !== undefined) return undefined;
    return this.translator.propertiesOf(ty).map((property) => property.name);
  }

  // ---- T[K] ----

  indexedAccess(type: ts.IndexedAccessType, env: Env, node: ts.Node): Ty | undefined {
    // In a generic function that is looked at before anybody calls it.
    if (isUnbound(type.objectType, env)) return unknownTy;
    const object = this.translator.translate(type.objectType, env, node);
    const found = membersOf(object).map((member) => this.memberAt(member, type.indexType, env, node));
    return found.includes(undefined) ? undefined : unionOf(found as Ty[]);
  }

  private memberAt(object: Ty, index: ts.Type, env: Env, node: ts.Node): Ty | undefined {
    if (object.kind === "null" || object.kind === "undefined") return neverTy;
    const entry = this.translator.dictionaryValue(object);
    if (entry !== undefined) return entry;
    const names = this.keyNames(index, env, node);
    if ((object.kind === "array" || object.kind === "string") && names?.join() === "length") return numberTy;
    if (object.kind === "array") return object.element;
    if (object.kind === "tuple")
      return unionOf(
        names === undefined ? object.elements : names.map((name) => object.elements[Number(name)] ?? undefinedTy),
      );
    const properties = this.translator.propertiesOf(object);
    if (names === undefined)
      return properties.length === 0 ? undefined : unionOf(properties.map((property) => property.type));
    const types = names.map((name) => properties.find((property) => property.name === name)?.type);
    return types.includes(undefined) ? undefined : unionOf(types as Ty[]);
  }

  // ---- mapped types ----

  mapped(type: MappedType, env: Env, node: ts.Node): Ty {
    const inner = this.within(type, env, node);
    const { declaration } = type;
    const parameter = declaration.typeParameter;
    const constraint = this.checker.getTypeFromTypeNode(parameter.constraint!);
    const source = this.sourceOf(constraint, inner, node);
    if (source !== undefined && this.translator.dictionaryValue(source) !== undefined)
      return this.mappedDictionary(declaration, inner, node);
    if (source !== undefined && declaration.nameType === undefined) {
      if (source.kind === "array") return { ...source, element: this.template(declaration, inner, "0", node) };
      if (source.kind === "tuple")
        return {
          kind: "tuple",
          elements: source.elements.map((_, index) => this.template(declaration, inner, String(index), node)),
        };
      if (!["object", "class", "unknown"].includes(source.kind)) return source;
    }
    const names = this.keyNames(constraint, inner, node);
    if (names === undefined && declaration.nameType === undefined && this.isAnyKey(constraint, inner, node))
      return this.mappedDictionary(declaration, inner, node);
    const renamed = names?.map((name) => ({ name, shown: this.renamed(declaration, inner, name, node) }));
    if (renamed === undefined || renamed.some(({ shown }) => shown === undefined))
      throw new CompileError(
        node,
        codes.unsupportedType,
        `the properties of the type '${this.checker.typeToString(type)}' are not known here`,
        "annotate with an interface, or a Map if the keys vary",
      );
    const original = source ?? this.homomorphicSource(declaration, inner, node);
    const display = this.checker.typeToString(type);
    let computed: readonly Property[] | undefined;
    const properties = (): readonly Property[] => {
      computed ??= renamed.flatMap(({ name, shown }) => {
        const property = this.property(declaration, inner, name, original, node);
        return shown!.map((one) => ({ ...property, name: one }));
      });
      return computed;
    };
    // A type that maps itself deeply comes back: then it is known by what it is made of.
    const own = `${display} of ${original === undefined ? names!.join() : tyKey(original)}`;
    if (this.computing.has(own)) return objectOf(`^{${own}}`, display, properties);
    this.computing.add(own);
    try {
      const structure = properties().map(
        (property) => `${property.name}${property.optional ? "?" : ""}:${tyKey(property.type)}`,
      );
      return objectOf(`{${structure.sort().join(";")}}`, display, properties);
    } finally {
      this.computing.delete(own);
    }
  }

  /** A type that maps any name at all. */
  private mappedDictionary(declaration: ts.MappedTypeNode, env: Env, node: ts.Node): Ty {
    const value = this.template(declaration, env, undefined, node);
    return this.translator.dictionaryOf(
      changed(declaration.questionToken, false) ? unionOf([value, undefinedTy]) : value,
    );
  }

  /** What `keyof` is asked of. */
  private sourceOf(constraint: ts.Type, env: Env, node: ts.Node): Ty | undefined {
    return constraint.flags & ts.TypeFlags.Index
      ? this.translator.translate((constraint as ts.IndexType).type, env, node)
      : undefined;
  }

  /** `{ [P in K]: T[P] }` takes over what is optional in `T`. */
  private homomorphicSource(declaration: ts.MappedTypeNode, env: Env, node: ts.Node): Ty | undefined {
    const template = declaration.type;
    if (template === undefined || !ts.isIndexedAccessTypeNode(template)) return undefined;
    return this.translator.translate(this.checker.getTypeFromTypeNode(template.objectType), env, node);
  }

  /** Are the keys just strings or numbers? */
  private isAnyKey(constraint: ts.Type, env: Env, node: ts.Node): boolean {
    return membersOf(this.translator.translate(constraint, env, node)).every(
      (member) => member.kind === "string" || member.kind === "number",
    );
  }

  /** The names that `as` makes of a key: none, if it leaves the property out. Undefined if they are not known. */
  private renamed(
    declaration: ts.MappedTypeNode,
    env: Env,
    name: string,
    node: ts.Node,
  ): readonly string[] | undefined {
    const { nameType, typeParameter } = declaration;
    if (nameType === undefined) return [name];
    const symbol = this.checker.getSymbolAtLocation(typeParameter.name)!;
    const inner = extendEnv(env, [[symbol, { kind: "string", names: [name] }]]);
    return this.keyNames(this.checker.getTypeFromTypeNode(nameType), inner, node);
  }

  /** @param name The property; undefined for any. */
  private template(declaration: ts.MappedTypeNode, env: Env, name: string | undefined, node: ts.Node): Ty {
    const symbol = this.checker.getSymbolAtLocation(declaration.typeParameter.name)!;
    const inner = extendEnv(env, [[symbol, name === undefined ? stringTy : { kind: "string", names: [name] }]]);
    return this.translator.translate(this.checker.getTypeFromTypeNode(declaration.type!), inner, node);
  }

  private property(
    declaration: ts.MappedTypeNode,
    env: Env,
    name: string,
    source: Ty | undefined,
    node: ts.Node,
  ): Property {
    const before =
      source === undefined
        ? undefined
        : this.translator.propertiesOf(source).find((property) => property.name === name);
    const optional = changed(declaration.questionToken, before?.optional === true);
    const readonly = changed(declaration.readonlyToken, before?.readonly === true);
    let type = this.template(declaration, env, name, node);
    if (optional) type = unionOf([type, undefinedTy]);
    else if (before?.optional === true) type = unionOf(membersOf(type).filter((member) => member.kind !== "undefined"));
    return { name, type, optional, readonly, method: before?.method === true && type.kind === "function" };
  }

  // ---- conditional types ----

  conditional(type: ts.ConditionalType, env: Env, node: ts.Node): Ty {
    const { root } = type;
    const inner = this.within(type as Instantiated, env, node);
    const check = this.argument(root.checkType, inner, node);
    const isParameter = root.isDistributive && (root.checkType.flags & ts.TypeFlags.TypeParameter) !== 0;
    const candidates: readonly Ty[] = !isParameter
      ? [check]
      : check.kind === "string" && check.names !== undefined
        ? check.names.map((name) => ({ kind: "string", names: [name] }))
        : check.kind === "never"
          ? []
          : membersOf(check);
    const outcomes = candidates.flatMap((candidate) => {
      const own = isParameter ? extendEnv(inner, [[root.checkType.symbol, candidate]]) : inner;
      return this.decide(root, candidate, own, node);
    });
    const names = outcomes.filter((outcome) => outcome.kind !== "never").map(namesOf);
    if (names.length > 0 && !names.includes(undefined))
      return { kind: "string", names: [...new Set(names.flat() as string[])] };
    return unionOf(outcomes);
  }

  private decide(root: ts.ConditionalRoot, candidate: Ty, env: Env, node: ts.Node): readonly Ty[] {
    const inferred = new Map<ts.Symbol, Ty>();
    const infers = new Set((root.inferTypeParameters ?? []).map((parameter) => parameter.symbol));
    const verdict =
      candidate.kind === "never" ? true : this.fits(candidate, root.extendsType, env, infers, inferred, node);
    const branch = (of: ts.TypeNode, inner: Env): Ty => {
      const type = this.checker.getTypeFromTypeNode(of);
      return this.argument(type, inner, node);
    };
    const yes = (): Ty => {
      const entries = [...infers].map((symbol): [ts.Symbol, Ty] => [symbol, inferred.get(symbol) ?? unknownTy]);
      return branch(root.node.trueType, extendEnv(env, entries));
    };
    const no = (): Ty => branch(root.node.falseType, env);
    if (verdict === undefined) return [yes(), no()];
    return [verdict ? yes() : no()];
  }

  /** What the type parameters of a function must be for it to stand where a function of another type is due. */
  typeArguments(declaration: ts.FunctionLikeDeclaration, env: Env, wanted: FunctionTy, node: ts.Node): Ty[] {
    const parameters = declaration.typeParameters ?? [];
    const symbols = parameters.map((parameter) => this.checker.getSymbolAtLocation(parameter.name)!);
    const infers = new Set(symbols);
    const inferred = new Map<ts.Symbol, Ty>();
    for (const [index, parameter] of declaration.parameters.entries()) {
      const type = this.checker.getTypeAtLocation(parameter);
      const given = wanted.params[index];
      if (parameter.dotDotDotToken !== undefined) {
        const elements = wanted.params.slice(index);
        const list: Ty = wanted.rest && elements.length === 1 ? elements[0]! : { kind: "tuple", elements };
        this.fits(list, type, env, infers, inferred, node);
      } else if (given !== undefined) this.fits(given, type, env, infers, inferred, node);
    }
    const result = this.checker.getSignatureFromDeclaration(declaration)?.getReturnType();
    if (symbols.some((symbol) => !inferred.has(symbol)) && result !== undefined && wanted.result.kind !== "void")
      this.fits(wanted.result, result, env, infers, inferred, node);
    return symbols.map((symbol) => inferred.get(symbol) ?? unknownTy);
  }

  /** What the type parameters of a class must be for its constructor to take what is passed; undefined if that does not say it. */
  classArguments(declaration: ts.ClassLikeDeclaration, wanted: FunctionTy, node: ts.Node): Ty[] | undefined {
    const symbols = (declaration.typeParameters ?? []).map(
      (parameter) => this.checker.getSymbolAtLocation(parameter.name)!,
    );
    const inferred = new Map<ts.Symbol, Ty>();
    const own = declaration.members.find(
      (member) => ts.isConstructorDeclaration(member) && member.body !== undefined,
    ) as ts.ConstructorDeclaration | undefined;
    for (const [index, parameter] of (own?.parameters ?? []).entries()) {
      const given = wanted.params[index];
      if (given !== undefined)
        this.fits(given, this.checker.getTypeAtLocation(parameter), emptyEnv, new Set(symbols), inferred, node);
    }
    const args = symbols.map((symbol) => inferred.get(symbol));
    return args.includes(undefined) ? undefined : (args as Ty[]);
  }

  /** Is a type assignable to a pattern? Fills in what the pattern infers. */
  private fits(
    ty: Ty,
    pattern: ts.Type,
    env: Env,
    infers: ReadonlySet<ts.Symbol>,
    inferred: Map<ts.Symbol, Ty>,
    node: ts.Node,
  ): Verdict {
    const inner = (part: Ty, of: ts.Type): Verdict => this.fits(part, of, env, infers, inferred, node);
    if (ty.kind === "never") return true;
    if (pattern.flags & ts.TypeFlags.TypeParameter && infers.has(pattern.symbol)) {
      const before = inferred.get(pattern.symbol);
      inferred.set(pattern.symbol, before === undefined ? ty : unionOf([before, ty]));
      return true;
    }
    if (pattern.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return true;
    if (ty.kind === "string" && ty.names !== undefined) {
      const names = this.keyNames(pattern, env, node);
      if (names !== undefined) return ty.names.every((name) => names.includes(name));
      return (pattern.flags & ts.TypeFlags.String) !== 0;
    }
    if (pattern.isUnion()) {
      // `boolean` is a union to the checker.
      if (ty.kind === "boolean" && pattern.flags & ts.TypeFlags.Boolean) return true;
      if (ty.kind === "union") return every(ty.members.map((member) => inner(member, pattern)));
      return some(pattern.types.map((part) => inner(ty, part)));
    }
    if (ty.kind === "union") return every(ty.members.map((member) => inner(member, pattern)));
    const primitive = primitiveOf(pattern);
    if (primitive !== undefined) {
      if (primitive.kind === ty.kind || (primitive.kind === "number" && (ty.kind === "int" || ty.kind === "f32")))
        return true;
      return primitive.kind === "undefined" && ty.kind === "void";
    }
    const literal = literalBase(pattern);
    if (literal !== undefined) return literal.kind === ty.kind ? undefined : false;
    if (pattern.flags & ts.TypeFlags.Never) return false;
    const isObject = ty.kind !== "unknown" && !primitiveKinds.has(ty.kind);
    if (pattern.flags & ts.TypeFlags.NonPrimitive) return isObject;
    if (pattern.flags & ts.TypeFlags.Object) {
      if (!isObject) {
        const isEmpty =
          this.checker.getPropertiesOfType(pattern).length === 0 && pattern.getCallSignatures().length === 0;
        return isEmpty && !["null", "undefined", "void", "unknown"].includes(ty.kind);
      }
      return this.fitsObject(ty, pattern as ts.ObjectType, env, node, inner);
    }
    const translated = this.translator.translate(pattern, env, node);
    return sameTy(translated, ty) ? true : undefined;
  }

  private fitsObject(
    ty: Ty,
    pattern: ts.ObjectType,
    env: Env,
    node: ts.Node,
    inner: (part: Ty, of: ts.Type) => Verdict,
  ): Verdict {
    const { checker } = this;
    if (checker.isTupleType(pattern)) return this.fitsTuple(ty, pattern as ts.TupleTypeReference, inner);
    if (checker.isArrayType(pattern)) {
      const [element] = checker.getTypeArguments(pattern as ts.TypeReference);
      if (ty.kind === "array") return inner(ty.element, element!);
      return ty.kind === "tuple" ? inner(unionOf(ty.elements), element!) : false;
    }
    const signature = pattern.getCallSignatures().at(-1);
    if (signature !== undefined) {
      if (ty.kind !== "function") return false;
      const verdicts = signature.parameters.map((parameter, index): Verdict => {
        const type = checker.getTypeOfSymbol(parameter);
        const declaration = parameter.valueDeclaration;
        const isRest =
          declaration !== undefined && ts.isParameter(declaration) && declaration.dotDotDotToken !== undefined;
        const [element] = checker.isArrayType(type) ? checker.getTypeArguments(type as ts.TypeReference) : [];
        // Parameters are compared the other way round: `never` takes any.
        if ((element ?? type).flags & (ts.TypeFlags.Never | ts.TypeFlags.Any)) return true;
        const elements = ty.params.slice(index);
        if (!isRest) return elements[0] === undefined ? true : inner(elements[0], type);
        // A parameter that may be left out can't be told from one that takes `undefined`: it has to be given.
        if (ty.rest && elements.length === 1) return inner(elements[0]!, type) !== false;
        return inner({ kind: "tuple", elements }, type) !== false;
      });
      return every([...verdicts, inner(ty.result.kind === "void" ? voidTy : ty.result, signature.getReturnType())]);
    }
    const declaration = pattern.symbol?.valueDeclaration;
    if (declaration !== undefined && ts.isClassLike(declaration)) {
      const wanted = this.translator.classOf(pattern);
      for (let at = ty.kind === "class" ? ty.info : undefined; at !== undefined; at = at.base) {
        if (at.declaration !== wanted) continue;
        const args = checker.getTypeArguments(pattern as ts.TypeReference);
        return every(at.args.map((arg, index) => (args[index] === undefined ? true : inner(arg, args[index]))));
      }
      const whole = this.translator.translate(pattern, env, node);
      return ty.kind === "class" && whole.kind === "class" && extendsClass(ty.info, whole.info);
    }
    const properties = this.translator.propertiesOf(ty);
    return every(
      checker.getPropertiesOfType(pattern).map((symbol): Verdict => {
        const property = properties.find((candidate) => candidate.name === symbol.name);
        if (property === undefined) return (symbol.flags & ts.SymbolFlags.Optional) !== 0;
        return inner(property.type, checker.getTypeOfSymbol(symbol));
      }),
    );
  }

  private fitsTuple(ty: Ty, pattern: ts.TupleTypeReference, inner: (part: Ty, of: ts.Type) => Verdict): Verdict {
    if (ty.kind !== "tuple") return false;
    const args = this.checker.getTypeArguments(pattern);
    const { elementFlags } = pattern.target;
    const open = elementFlags.findIndex((flags) => (flags & ts.ElementFlags.Variable) !== 0);
    if (open < 0)
      return args.length === ty.elements.length && every(args.map((arg, index) => inner(ty.elements[index]!, arg)));
    const after = args.length - open - 1;
    if (ty.elements.length < args.length - 1) return false;
    const middle = ty.elements.slice(open, ty.elements.length - after);
    const verdicts = args.map((arg, index): Verdict => {
      if (index < open) return inner(ty.elements[index]!, arg);
      if (index > open) return inner(ty.elements[ty.elements.length - args.length + index]!, arg);
      if (elementFlags[index]! & ts.ElementFlags.Variadic) return inner({ kind: "tuple", elements: middle }, arg);
      return every(middle.map((part) => inner(part, arg)));
    });
    return every(verdicts);
  }
}

/** Is it a type parameter that stands for nothing yet? */
function isUnbound(type: ts.Type, env: Env): boolean {
  return (type.flags & ts.TypeFlags.TypeParameter) !== 0 && !env.params.has(type.symbol);
}

function namesOf(ty: Ty): readonly string[] | undefined {
  return ty.kind === "string" ? ty.names : undefined;
}

function objectOf(key: string, display: string, properties: () => readonly Property[]): ObjectTy {
  return { kind: "object", key, display, properties };
}

/** What `?`, `+?` and `-?` in a mapped type make of a property. */
function changed(token: ts.Node | undefined, before: boolean): boolean {
  if (token === undefined) return before;
  return token.kind !== ts.SyntaxKind.MinusToken;
}

function primitiveOf(type: ts.Type): Ty | undefined {
  const { flags } = type;
  if (flags & ts.TypeFlags.String) return stringTy;
  if (flags & ts.TypeFlags.Number) return numberTy;
  if (flags & ts.TypeFlags.Boolean) return booleanTy;
  if (flags & ts.TypeFlags.Null) return { kind: "null" };
  if (flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) return undefinedTy;
  if (flags & ts.TypeFlags.ESSymbol) return { kind: "symbol" };
  return undefined;
}

function literalBase(type: ts.Type): Ty | undefined {
  if (type.flags & ts.TypeFlags.StringLike) return stringTy;
  if (type.flags & ts.TypeFlags.NumberLike) return numberTy;
  return type.flags & ts.TypeFlags.BooleanLike ? booleanTy : undefined;
}

function every(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(false)) return false;
  return verdicts.includes(undefined) ? undefined : true;
}

function some(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(true)) return true;
  return verdicts.includes(undefined) ? undefined : false;
}
