/** Which methods and accessors some class of the program overrides or leaves abstract: only calls to these need a dispatch table. */
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
  for (let base = baseOf(c, node); base !== undefined; base = baseOf(c, base)) {
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
  const clause = node.heritageClauses?.find((candidate) => candidate.token === ts.SyntaxKind.ExtendsKeyword);
  const type = clause?.types[0];
  if (type === undefined) return undefined;
  const symbol = c.checker.getTypeAtLocation(type).symbol as ts.Symbol | undefined;
  if (symbol === undefined) return undefined;
  if (c.library.isGlobalDeclaration(symbol)) return c.library.classDeclaration(symbol.name);
  const declaration = symbol.valueDeclaration;
  return declaration !== undefined && ts.isClassLike(declaration) ? declaration : undefined;
}
