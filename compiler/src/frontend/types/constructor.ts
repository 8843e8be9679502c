/**
 * Types of classes as values where the class itself can be told from them: `typeof C`, and what a mixin gives for a class that it is applied to
 * (`typeof Mixed & typeof C`). Type parameters that a mixin's constraint marks stand for such classes, so that a class can extend them.
 */
import ts from "typescript";
import { type ClassInfo, extendsClass } from "./class-info.ts";
import type { Env } from "./env.ts";
import type { TypeTranslator } from "./translate.ts";

/** Is it the rest parameter `...args: any[]` of a constructor type, or of the constructor of a class that extends another? TypeScript has no other way to write mixins. */
export function isMixinRest(node: ts.Node): node is ts.ParameterDeclaration {
  if (!ts.isParameter(node) || node.dotDotDotToken === undefined) return false;
  if (node.type === undefined || !ts.isArrayTypeNode(node.type)) return false;
  if (node.type.elementType.kind !== ts.SyntaxKind.AnyKeyword) return false;
  const { parent } = node;
  if (ts.isConstructorTypeNode(parent) || ts.isConstructSignatureDeclaration(parent)) return true;
  return (
    ts.isConstructorDeclaration(parent) && parent.parameters.length === 1 && extendsClause(parent.parent) !== undefined
  );
}

/** The `extends` clause of a class, if it has one. */
export function extendsClause(node: ts.ClassLikeDeclaration): ts.ExpressionWithTypeArguments | undefined {
  return node.heritageClauses?.find((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
}

/** Does a type parameter stand for a class that a mixin may extend? */
export function isMixinParameter(checker: ts.TypeChecker, type: ts.Type): boolean {
  const constraint = type.flags & ts.TypeFlags.TypeParameter ? checker.getBaseConstraintOfType(type) : undefined;
  return (
    constraint?.getConstructSignatures().some((signature) => {
      const [only] = signature.parameters;
      return only?.valueDeclaration !== undefined && isMixinRest(only.valueDeclaration);
    }) === true
  );
}

/** The one class that values of a constructor type are; undefined if the type does not tell. */
export function classOfConstructor(
  translator: TypeTranslator,
  type: ts.Type,
  env: Env,
  node: ts.Node,
): ClassInfo | undefined {
  if (type.flags & ts.TypeFlags.TypeParameter) {
    const found = env.params.get(type.symbol);
    return found?.kind === "static" ? found.info : undefined;
  }
  if (type.isIntersection()) {
    const parts = type.types.map((part) => classOfConstructor(translator, part, env, node));
    const [first] = parts;
    // What the mixin makes extends what it was applied to: another order, or anything else in between, is not what a mixin gives.
    const isMixed = parts.every((part) => part !== undefined && extendsClass(first!, part));
    return isMixed ? first : undefined;
  }
  const isTypeof =
    (type.flags & ts.TypeFlags.Object) !== 0 &&
    ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Anonymous) !== 0 &&
    type.symbol !== undefined &&
    (type.symbol.flags & ts.SymbolFlags.Class) !== 0;
  const signature = isTypeof ? type.getConstructSignatures()[0] : undefined;
  if (signature === undefined || signature.getTypeParameters() !== undefined) return undefined;
  const made = translator.translate(signature.getReturnType(), env, node);
  return made.kind === "class" && made.info.declaration === translator.classOf(type) ? made.info : undefined;
}

/** The type parameters that a class sees: those of the functions and classes around it, then its own. */
export function typeParametersOf(
  checker: ts.TypeChecker,
  declaration: ts.ClassLikeDeclaration,
): { readonly outer: readonly ts.TypeParameter[]; readonly all: readonly ts.TypeParameter[] } {
  const { symbol } = declaration as unknown as { readonly symbol: ts.Symbol };
  const type = checker.getDeclaredTypeOfSymbol(symbol) as ts.InterfaceType;
  return { outer: type.outerTypeParameters ?? [], all: type.typeParameters ?? [] };
}

/** Does the statement or expression run more than once, or where there may be local variables to see? */
export function isLocalClass(declaration: ts.ClassLikeDeclaration): boolean {
  for (let at: ts.Node = declaration.parent; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isFunctionLike(at) || ts.isBlock(at) || ts.isCaseBlock(at) || ts.isIterationStatement(at, false))
      return true;
    if (
      ts.isPropertyDeclaration(at) &&
      !ts.getModifiers(at)?.some((other) => other.kind === ts.SyntaxKind.StaticKeyword)
    )
      return true;
  }
  return false;
}
