/**
 * Which methods and accessors some class of the program overrides or leaves abstract: only calls to these need a dispatch table. And which classes are
 * extended at all: of the others all members are known.
 */
import ts from "typescript";
import type { Compilation } from "./lower/compilation.ts";
import { hasModifier, memberName } from "./types/translate.ts";

export function findOverridden(c: Compilation): void {
  for (const file of c.program.getSourceFiles()) {
    if (file.isDeclarationFile) continue;
    const visit = (node: ts.Node): void => {
      if (ts.isClassLike(node)) visitClass(c, node);
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
}

function visitClass(c: Compilation, node: ts.ClassLikeDeclaration): void {
  for (const member of node.members) if (hasModifier(member, ts.SyntaxKind.AbstractKeyword)) c.overridden.add(member);
  const direct = baseOf(c, node);
  if (direct !== undefined) c.extended.add(direct);
  else if (extendsClause(node) !== undefined) c.extendsUnknown = true;
  for (let base = direct; base !== undefined; base = baseOf(c, base)) {
    for (const member of node.members) {
      if (!isCallable(member) || hasModifier(member, ts.SyntaxKind.StaticKeyword)) continue;
      for (const inherited of base.members) {
        if (inherited.kind === member.kind && isCallable(inherited) && nameOf(c, inherited) === nameOf(c, member))
          c.overridden.add(inherited);
      }
    }
  }
}

type Callable = ts.MethodDeclaration | ts.AccessorDeclaration;

function isCallable(member: ts.ClassElement): member is Callable {
  return ts.isMethodDeclaration(member) || ts.isAccessor(member);
}

function nameOf(c: Compilation, member: Callable): string {
  const symbol = c.checker.getSymbolAtLocation(member.name);
  return symbol === undefined ? member.name.getText() : memberName(symbol);
}

function baseOf(c: Compilation, node: ts.ClassLikeDeclaration): ts.ClassLikeDeclaration | undefined {
  const type = extendsClause(node)?.types[0];
  if (type === undefined) return undefined;
  const symbol = c.checker.getTypeAtLocation(type).symbol as ts.Symbol | undefined;
  if (symbol === undefined) return undefined;
  if (c.library.isGlobalDeclaration(symbol)) return c.library.classDeclaration(symbol.name);
  const declaration = symbol.valueDeclaration;
  return declaration !== undefined && ts.isClassLike(declaration) ? declaration : undefined;
}

function extendsClause(node: ts.ClassLikeDeclaration): ts.HeritageClause | undefined {
  return node.heritageClauses?.find((candidate) => candidate.token === ts.SyntaxKind.ExtendsKeyword);
}
