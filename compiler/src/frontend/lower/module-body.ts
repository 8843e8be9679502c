/** Module bodies, and the function that runs them all: the program's start. */
import ts from "typescript";
import type { Operand } from "../../ir/ir.ts";
import { waitsAtTop } from "../modules.ts";
import { emptyEnv } from "../types/env.ts";
import { lowerAsyncModule } from "./async.ts";
import { LocalFacts } from "./captures.ts";
import { lowerClassDeclaration } from "./class-value.ts";
import { coerce } from "./coerce.ts";
import type { Compilation, GlobalVariable } from "./compilation.ts";
import { constantOfSymbol } from "./constant.ts";
import { destructureDeclare } from "./destructure.ts";
import { lowerExpression, lowerTo } from "./expression.ts";
import { FunctionLowering } from "./function-lowering.ts";
import { genericConstant } from "./generic-function.ts";
import { checkClassInitialised, markInitialised } from "./initialisation.ts";
import { moduleBodyPrefix } from "./module-name.ts";
import { globalOf, readSymbol } from "./reference.ts";
import { lowerStatement, lowerStatements } from "./statement.ts";
import { defaultExport, resolveSymbol } from "./symbols.ts";
import { dispose, withFinally } from "./try.ts";

export function moduleBodyName(c: Compilation, file: ts.SourceFile): string {
  return moduleBodyPrefix + c.fileName(file);
}

/** The function of a module's top-level statements. If they wait, it gives a promise. */
export function lowerModuleBody(c: Compilation, file: ts.SourceFile): void {
  const waits = waitsAtTop(file);
  const f = new FunctionLowering(
    c,
    {
      name: moduleBodyName(c, file),
      display: c.fileName(file),
      loc: c.loc(file),
      params: [],
      result: waits ? "ref" : "void",
    },
    emptyEnv,
    undefined,
    new LocalFacts(c.checker, file),
    { kind: "void" },
  );
  if (waits) {
    lowerAsyncModule(f, file, (g) => lowerFrom(g, file.statements));
  } else {
    lowerFrom(f, file.statements);
    if (!f.b.isTerminated) f.b.return();
  }
  c.addFunction(f.b.finish());
}

function lowerFrom(f: FunctionLowering, statements: readonly ts.Statement[]): void {
  for (const [index, statement] of statements.entries()) {
    f.at(statement);
    try {
      if (ts.isVariableStatement(statement) && statement.declarationList.flags & ts.NodeFlags.Using) {
        lowerTopLevelUsing(f, statement.declarationList, 0, statements.slice(index + 1));
        return;
      }
      lowerTopLevel(f, statement);
    } catch (error) {
      f.c.report(error, statement);
    }
  }
}

/** `using` in a module lasts until its body ends. */
function lowerTopLevelUsing(
  f: FunctionLowering,
  list: ts.VariableDeclarationList,
  index: number,
  rest: readonly ts.Statement[],
): void {
  const declaration = list.declarations[index];
  if (declaration === undefined) {
    lowerFrom(f, rest);
    return;
  }
  lowerGlobal(f, declaration);
  const isAwait = (list.flags & ts.NodeFlags.AwaitUsing) === ts.NodeFlags.AwaitUsing;
  const symbol = f.c.checker.getSymbolAtLocation(declaration.name)!;
  withFinally(
    f,
    declaration,
    () => lowerTopLevelUsing(f, list, index + 1, rest),
    () => dispose(f, readSymbol(f, symbol, declaration), isAwait, declaration),
  );
}

function lowerTopLevel(f: FunctionLowering, statement: ts.Statement): void {
  if (f.b.isTerminated) f.b.setBlock(f.b.newBlock("dead"));
  if (ts.isVariableStatement(statement)) {
    for (const declaration of statement.declarationList.declarations) lowerGlobal(f, declaration);
  } else if (ts.isClassDeclaration(statement)) lowerClass(f, statement);
  else if (
    ts.isImportDeclaration(statement) ||
    ts.isExportDeclaration(statement) ||
    ts.isImportEqualsDeclaration(statement)
  )
    return;
  else if (ts.isExportAssignment(statement)) lowerDefaultExport(f, statement);
  else if (ts.isBlock(statement)) lowerStatements(f, statement.statements);
  else lowerStatement(f, statement);
}

function lowerDefaultExport(f: FunctionLowering, node: ts.ExportAssignment): void {
  const symbol = defaultExport(f.c.checker, node);
  const global = symbol === undefined ? undefined : globalOf(f, symbol);
  if (symbol === undefined || global === undefined) {
    lowerExpression(f, node.expression);
    return;
  }
  f.c.module.globals.get(global.name)!.settled = true;
  const first = lowerTo(f, node.expression, global.type).op;
  if (!isZero(first)) f.b.globalSet(global.name, first);
  markInitialised(f, symbol);
}

function lowerClass(f: FunctionLowering, node: ts.ClassDeclaration): void {
  const symbol = node.name === undefined ? undefined : f.c.checker.getSymbolAtLocation(node.name);
  for (const clause of node.heritageClauses ?? [])
    if (clause.token === ts.SyntaxKind.ExtendsKeyword) checkClassInitialised(f, clause.types[0]!.expression);
  // The name is there once the class is: for its static members, too.
  lowerClassDeclaration(f, node, () => {
    if (symbol !== undefined) markInitialised(f, symbol);
  });
}

/** A module's variable. In the runtime library it is only initialised if something uses it. */
function lowerGlobal(f: FunctionLowering, declaration: ts.VariableDeclaration): void {
  if (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Ambient) return;
  f.at(declaration);
  if (!ts.isIdentifier(declaration.name)) {
    destructureDeclare(f, declaration.name, lowerExpression(f, declaration.initializer!));
    return;
  }
  const symbol = f.c.checker.getSymbolAtLocation(declaration.name)!;
  const constant = constantOfSymbol(f, symbol, declaration);
  if (constant !== undefined) {
    // Checked against its annotation, then inlined wherever it is used.
    if (declaration.type !== undefined) coerce(f, constant, f.typeOf(declaration), declaration);
    return;
  }
  if (genericConstant(f, symbol) === undefined && !isOtherName(f, declaration)) {
    const global = globalOf(f, symbol)!;
    // A `var` may be read before, and so may what gets its first value later: it is undefined then.
    const isLexical = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.BlockScoped) !== 0;
    if (isLexical && declaration.initializer !== undefined) f.c.module.globals.get(global.name)!.settled = true;
    initialise(f, declaration, global);
  }
  markInitialised(f, symbol);
}

/** `const B = Box`, where the class is generic: just another name, no value. */
function isOtherName(f: FunctionLowering, { initializer, name }: ts.VariableDeclaration): boolean {
  if (initializer === undefined || !ts.isIdentifier(initializer) || !f.c.types.isClassName(name as ts.Identifier))
    return false;
  const declaration = resolveSymbol(f.c.checker, initializer)?.valueDeclaration;
  return declaration !== undefined && ts.isClassLike(declaration) && declaration.typeParameters !== undefined;
}

function initialise(f: FunctionLowering, declaration: ts.VariableDeclaration, global: GlobalVariable): void {
  if (declaration.initializer === undefined) {
    const undefinedFirst = coerceUndefined(f, global.type, declaration);
    if (undefinedFirst !== undefined) f.b.globalSet(global.name, undefinedFirst);
    return;
  }
  const first = lowerTo(f, declaration.initializer, global.type).op;
  if (!isZero(first)) f.b.globalSet(global.name, first);
}

/** Globals are zero from the start: what was written before the body ran, by the allocator say, is kept. */
function isZero(op: Operand): boolean {
  return (
    (op.kind === "int" && op.value === 0n) || (op.kind === "float" && Object.is(op.value, 0)) || op.kind === "nullptr"
  );
}

function coerceUndefined(f: FunctionLowering, ty: Parameters<typeof coerce>[2], node: ts.Node) {
  const optional =
    ty.kind === "unknown" || (ty.kind === "union" && ty.members.some((member) => member.kind === "undefined"));
  return optional ? coerce(f, { op: { kind: "undefined" }, ty: { kind: "undefined" } }, ty, node).op : undefined;
}
