/**
 * Do the instances of a generic class only give what their type arguments say, and never take it? Then a `Box<Point>` may pass for a `Box<Point | Name>`: nobody
 * can put a `Name` into it. Asked where the running program has to tell instances apart. Goes by what is declared: a field that can be assigned, and a parameter
 * of a method, take; what stands in the parameters of a callback is given. What is not understood does both.
 */
import ts from "typescript";
import { hasModifier, iterationTypes } from "../types/translate.ts";

/** Which way type arguments go. */
interface Ways {
  readonly gives: boolean;
  readonly takes: boolean;
}

const none: Ways = { gives: false, takes: false };
const both: Ways = { gives: true, takes: true };

/** Types of the library that only give. */
const giving: ReadonlySet<string> = new Set([...iterationTypes, "ReadonlyArray", "Promise", "PromiseLike"]);

export function onlyGives(checker: ts.TypeChecker, declaration: ts.ClassLikeDeclaration): boolean {
  const own = new Set(declaration.typeParameters?.map(({ name }) => checker.getSymbolAtLocation(name)));

  const join = (types: readonly ts.Type[]): Ways =>
    types.map(waysOf).reduce((a, b) => ({ gives: a.gives || b.gives, takes: a.takes || b.takes }), none);

  const turned = ({ gives, takes }: Ways): Ways => ({ gives: takes, takes: gives });

  const signatureWays = (signature: ts.Signature): Ways => {
    const params = turned(join(signature.parameters.map((parameter) => checker.getTypeOfSymbol(parameter))));
    const result = waysOf(signature.getReturnType());
    return { gives: params.gives || result.gives, takes: params.takes || result.takes };
  };

  const isUsed = (ways: Ways): boolean => ways.gives || ways.takes;

  function waysOf(type: ts.Type): Ways {
    // `this` is an instance for the same type arguments.
    const isThis = type.symbol?.valueDeclaration === declaration;
    if (type.flags & ts.TypeFlags.TypeParameter)
      return own.has(type.symbol) || isThis ? { gives: true, takes: false } : none;
    if (type.isUnionOrIntersection()) return join(type.types);
    if (type.flags & (ts.TypeFlags.Conditional | ts.TypeFlags.IndexedAccess | ts.TypeFlags.Index)) return both;
    if (!(type.flags & ts.TypeFlags.Object)) return none;
    const signatures = type.getCallSignatures();
    if (signatures.length > 0) {
      const ways = signatures.map(signatureWays);
      return { gives: ways.some((one) => one.gives), takes: ways.some((one) => one.takes) };
    }
    const { objectFlags } = type as ts.ObjectType;
    if (objectFlags & ts.ObjectFlags.Mapped) return both;
    if (objectFlags & ts.ObjectFlags.Reference) {
      const ways = join(checker.getTypeArguments(type as ts.TypeReference));
      const isGiving = type.symbol?.valueDeclaration === declaration || giving.has(type.symbol?.name ?? "");
      return isGiving || !isUsed(ways) ? ways : both;
    }
    if (!(objectFlags & ts.ObjectFlags.Anonymous)) return none;
    return isUsed(join(type.getProperties().map((property) => checker.getTypeOfSymbol(property)))) ? both : none;
  }

  const doesTake = (member: ts.ClassElement | ts.ParameterPropertyDeclaration): boolean => {
    if (hasModifier(member, ts.SyntaxKind.StaticKeyword)) return false;
    const type = checker.getTypeAtLocation(member);
    if (ts.isSetAccessor(member)) return isUsed(waysOf(type));
    const isField = ts.isPropertyDeclaration(member) || ts.isParameter(member);
    const isFixed = !isField || hasModifier(member, ts.SyntaxKind.ReadonlyKeyword);
    return isFixed ? waysOf(type).takes : isUsed(waysOf(type));
  };

  const members = declaration.members.flatMap<ts.ClassElement | ts.ParameterPropertyDeclaration>((member) =>
    ts.isConstructorDeclaration(member)
      ? member.parameters.filter((parameter) => ts.isParameterPropertyDeclaration(parameter, member))
      : [member],
  );
  const base = checker.getTypeAtLocation(declaration) as ts.InterfaceType;
  const inherited = base.isClassOrInterface() ? join(checker.getBaseTypes(base)) : none;
  return !isUsed(inherited) && !members.some(doesTake);
}
