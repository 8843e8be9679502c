/** The program's modules: in which order their bodies run, and which of them wait at their top. */
import ts from "typescript";
import type { Compilation } from "./lower/compilation.ts";

export interface ProgramModule {
  readonly file: ts.SourceFile;
  /** Modules that it imports and that come before it: others are in a cycle with it. */
  readonly imports: readonly ProgramModule[];
  /** Does its body wait, or something that it imports? */
  readonly isAsync: boolean;
}

/** The modules in the order in which JavaScript runs their bodies: imports first, depth first. */
export function moduleOrder(c: Compilation, main: ts.SourceFile): ProgramModule[] {
  const order: ProgramModule[] = [];
  const visited = new Set<ts.SourceFile>();
  const done = new Map<ts.SourceFile, ProgramModule>();
  const visit = (file: ts.SourceFile): void => {
    if (visited.has(file) || file.isDeclarationFile) return;
    visited.add(file);
    const imports: ProgramModule[] = [];
    for (const statement of file.statements) {
      const specifier = runtimeImport(statement);
      const symbol = specifier === undefined ? undefined : c.checker.getSymbolAtLocation(specifier);
      const target = symbol?.valueDeclaration;
      if (target === undefined || !ts.isSourceFile(target)) continue;
      visit(target);
      const imported = done.get(target);
      if (imported !== undefined && !imports.includes(imported)) imports.push(imported);
    }
    const module = { file, imports, isAsync: waitsAtTop(file) || imports.some((imported) => imported.isAsync) };
    done.set(file, module);
    order.push(module);
  };
  visit(main);
  return order.filter((module) => !c.library.isRuntimeFile(module.file));
}

/** Is there an `await` in a module outside of its functions? */
export function waitsAtTop(file: ts.SourceFile): boolean {
  const waits = (node: ts.Node): boolean => {
    if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined)) return true;
    if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.AwaitUsing) === ts.NodeFlags.AwaitUsing)
      return true;
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return false;
    return ts.forEachChild(node, (child) => waits(child) || undefined) === true;
  };
  return !file.isDeclarationFile && waits(file);
}

/** The module that a statement needs at run time; none for types. */
function runtimeImport(statement: ts.Statement): ts.Expression | undefined {
  if (ts.isImportDeclaration(statement)) {
    const clause = statement.importClause;
    if (clause?.phaseModifier === ts.SyntaxKind.TypeKeyword) return undefined;
    if (
      clause?.namedBindings !== undefined &&
      ts.isNamedImports(clause.namedBindings) &&
      clause.name === undefined &&
      clause.namedBindings.elements.length > 0
    ) {
      if (clause.namedBindings.elements.every((element) => element.isTypeOnly)) return undefined;
    }
    return statement.moduleSpecifier;
  }
  return ts.isExportDeclaration(statement) && !statement.isTypeOnly ? statement.moduleSpecifier : undefined;
}
