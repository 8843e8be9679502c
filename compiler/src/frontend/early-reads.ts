/**
 * Which variables and classes of modules may be used before their statement has run: by a function that an earlier statement calls, or in a cycle of
 * imports. Only they get a flag that says whether they are there, and uses that look at it (`lower/initialisation.ts`).
 *
 * What runs early is found by names: whatever an earlier statement mentions may be called, with all that it mentions itself, methods of a class and
 * functions in an object included. That finds too many rather than too few. Not asked for kernels, whose allocator and handlers use variables before the
 * bodies of modules run, by design: there they are zero until then.
 */
import ts from "typescript";
import type { Compilation } from "./lower/compilation.ts";
import { defaultExport, resolveSymbol } from "./lower/symbols.ts";
import type { ProgramModule } from "./modules.ts";

export function findEarlyReads(c: Compilation, modules: readonly ProgramModule[]): ReadonlySet<ts.Symbol> {
  return new EarlyReads(c).find(modules.map((module) => module.file));
}

class EarlyReads {
  readonly #c: Compilation;
  readonly #early = new Set<ts.Symbol>();
  /** When each variable or class gets its value: the number of its declaration, over all modules in the order of their bodies. */
  readonly #declared = new Map<ts.Symbol, number>();
  /** What is known to run, or to have run. */
  readonly #visited = new Set<ts.Node>();
  #now = 0;

  constructor(c: Compilation) {
    this.#c = c;
  }

  find(files: readonly ts.SourceFile[]): ReadonlySet<ts.Symbol> {
    let time = 0;
    for (const statement of files.flatMap((file) => [...file.statements])) {
      const exported = this.#defaultExport(statement);
      if (exported !== undefined) this.#declared.set(exported, ++time);
      for (const names of declaredNames(statement)) {
        time++;
        for (const name of names) {
          const symbol = this.#c.checker.getSymbolAtLocation(name);
          if (symbol !== undefined) this.#declared.set(symbol, time);
        }
      }
    }
    const last = time;
    for (const statement of files.flatMap((file) => [...file.statements])) {
      if (this.#now >= last && declaredNames(statement).length === 0) break;
      this.#run(statement);
    }
    return this.#early;
  }

  #defaultExport(statement: ts.Statement): ts.Symbol | undefined {
    return ts.isExportAssignment(statement) ? defaultExport(this.#c.checker, statement) : undefined;
  }

  /** What a statement of a module evaluates. */
  #run(statement: ts.Statement): void {
    if (ts.isVariableStatement(statement)) {
      for (const declaration of statement.declarationList.declarations) {
        if (isLexical(statement.declarationList)) this.#now++;
        if (declaration.initializer !== undefined) this.#evaluate(declaration.initializer);
        if (!ts.isIdentifier(declaration.name)) this.#mention(declaration.name);
      }
    } else if (ts.isClassDeclaration(statement)) {
      this.#now++;
      this.#evaluateClass(statement);
    } else if (ts.isExportAssignment(statement)) {
      if (this.#defaultExport(statement) !== undefined) this.#now++;
      this.#evaluate(statement.expression);
    } else if (
      !ts.isFunctionDeclaration(statement) &&
      !ts.isImportDeclaration(statement) &&
      !ts.isExportDeclaration(statement)
    ) {
      // Between two declarations: what comes later is not there yet.
      this.#now += 0.5;
      this.#mention(statement);
      this.#now -= 0.5;
    }
  }

  #evaluate(node: ts.Expression): void {
    if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return;
    if (ts.isClassExpression(node)) this.#evaluateClass(node);
    else this.#mention(node);
  }

  #evaluateClass(node: ts.ClassLikeDeclaration): void {
    for (const clause of node.heritageClauses ?? []) this.#mention(clause);
    for (const member of node.members) {
      const isStatic =
        ts.canHaveModifiers(member) &&
        ts.getModifiers(member)?.some((modifier) => modifier.kind === ts.SyntaxKind.StaticKeyword);
      if (ts.isClassStaticBlockDeclaration(member)) this.#mention(member);
      else if (isStatic && ts.isPropertyDeclaration(member) && member.initializer !== undefined)
        this.#mention(member.initializer);
    }
  }

  /** All that is named in a piece of code may run now. */
  #mention(node: ts.Node): void {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    if (ts.isIdentifier(node)) {
      this.#use(resolveSymbol(this.#c.checker, node));
      return;
    }
    ts.forEachChild(node, (child) => this.#mention(child));
  }

  #use(symbol: ts.Symbol | undefined): void {
    const time = symbol === undefined ? undefined : this.#declared.get(symbol);
    if (symbol !== undefined && time !== undefined && time >= this.#now) this.#early.add(symbol);
    const declaration = symbol?.valueDeclaration;
    if (declaration === undefined || this.#visited.has(declaration)) return;
    const file = declaration.getSourceFile();
    if (file.isDeclarationFile || this.#c.library.isRuntimeFile(file)) return;
    const isCode = ts.isFunctionDeclaration(declaration) || ts.isClassLike(declaration);
    const isVariable = ts.isVariableDeclaration(declaration) || ts.isExportAssignment(declaration);
    if (!isCode && !(isVariable && time !== undefined)) return;
    this.#visited.add(declaration);
    for (const part of symbol?.declarations ?? []) ts.forEachChild(part, (child) => this.#mention(child));
  }
}

function isLexical(list: ts.VariableDeclarationList): boolean {
  return (list.flags & ts.NodeFlags.BlockScoped) !== 0;
}

/** The variables and classes that a statement of a module declares, one list for each that gets its value by itself. */
function declaredNames(statement: ts.Statement): readonly (readonly ts.Identifier[])[] {
  const isAmbient =
    ts.canHaveModifiers(statement) &&
    ts.getModifiers(statement)?.some((modifier) => modifier.kind === ts.SyntaxKind.DeclareKeyword);
  if (isAmbient === true) return [];
  if (ts.isClassDeclaration(statement)) return [statement.name === undefined ? [] : [statement.name]];
  if (!ts.isVariableStatement(statement) || !isLexical(statement.declarationList)) return [];
  return statement.declarationList.declarations.map((declaration) => boundNames(declaration.name));
}

function boundNames(name: ts.BindingName): readonly ts.Identifier[] {
  if (ts.isIdentifier(name)) return [name];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : boundNames(element.name)));
}
