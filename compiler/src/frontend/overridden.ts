/**
 * Which methods and accessors some class of the program overrides or leaves abstract: only calls to these need a dispatch table. And which classes are
 * extended at all: of the others all members are known.
 */
import ts from "typescript";
import type { Compilation } from "./lower/compilation.ts";
import { resolveSymbol } from "./lower/symbols.ts";
import { extendsClause } from "./types/constructor.ts";
import { hasModifier, memberName } from "./types/translate.ts";

export function findOverridden(c: Compilation): void {
  const classes: ts.ClassLikeDeclaration[] = [];
  for (const file of c.program.getSourceFiles()) {
    if (file.isDeclarationFile) continue;
    const visit = (node: ts.Node): void => {
      if (ts.isClassLike(node)) classes.push(node);
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  const named = new Map<string, Callable[]>();
  // What a mixin extends is not known here: then all members of the same name count.
  if (classes.some((node) => extendsUnknown(c, node))) {
    for (const member of classes.flatMap((node) => [...node.members]).filter(isCallable)) {
      const list = named.get(nameOf(c, member));
      if (list === undefined) named.set(nameOf(c, member), [member]);
      else list.push(member);
    }
  }
  for (const node of classes) visitClass(c, node, named);
}

/** Does the class, or one that it extends, extend what only an expression gives? */
function extendsUnknown(c: Compilation, node: ts.ClassLikeDeclaration): boolean {
  for (let at: ts.ClassLikeDeclaration | undefined = node; at !== undefined; ) {
    const clause = extendsClause(at);
    if (clause === undefined) return false;
    const base = baseOf(c, at);
    const named = resolveSymbol(c.checker, clause.expression)?.valueDeclaration;
    const isKnown = c.types.isClassName(clause.expression) || (named !== undefined && ts.isClassLike(named));
    if (base === undefined || !isKnown) return true;
    at = base;
  }
  return false;
}

function visitClass(
  c: Compilation,
  node: ts.ClassLikeDeclaration,
  named: ReadonlyMap<string, readonly Callable[]>,
): void {
  for (const member of node.members) if (hasModifier(member, ts.SyntaxKind.AbstractKeyword)) c.overridden.add(member);
  const direct = baseOf(c, node);
  if (direct !== undefined) c.extended.add(direct);
  if (extendsUnknown(c, node)) {
    c.extendsUnknown = true;
    for (const member of node.members)
      if (isCallable(member)) for (const other of named.get(nameOf(c, member)) ?? []) c.overridden.add(other);
    return;
  }
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
  const type = extendsClause(node);
  if (type === undefined) return undefined;
  const symbol = c.checker.getTypeAtLocation(type).symbol as ts.Symbol | undefined;
  if (symbol === undefined) return undefined;
  if (c.library.isGlobalDeclaration(symbol)) return c.library.classDeclaration(symbol.name);
  const declaration = symbol.valueDeclaration;
  return declaration !== undefined && ts.isClassLike(declaration) ? declaration : undefined;
}
