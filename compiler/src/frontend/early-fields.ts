/**
 * Which fields of a class may be read before they have their first value: by a method that a constructor calls on the object that it makes, or by whoever the
 * constructor hands the object to. In JavaScript they are `undefined` then, whatever their types say; so the types of these fields say it too.
 *
 * Methods are found by name, in all classes of the program: too many rather than too few. A field that is `undefined` anyway, or a machine integer, is
 * not asked about. Not used for kernels.
 */
import ts from "typescript";
import { extendsClause } from "./types/constructor.ts";

/** What is done with `this`. */
interface Uses {
  readonly reads: Set<string>;
  readonly calls: Set<string>;
  /** Somebody else gets the object. */
  leaks: boolean;
}

export class EarlyFields {
  readonly #checker: ts.TypeChecker;
  /** Methods and accessors of the program by name. */
  readonly #bodies = new Map<string, ts.Node[]>();
  readonly #classes: ts.ClassLikeDeclaration[] = [];
  readonly #known = new Map<ts.ClassLikeDeclaration, ReadonlySet<string>>();

  constructor(checker: ts.TypeChecker, files: readonly ts.SourceFile[]) {
    this.#checker = checker;
    const visit = (node: ts.Node): void => {
      if (ts.isMethodDeclaration(node) || ts.isAccessor(node)) {
        const name = node.name.getText();
        const list = this.#bodies.get(name);
        if (list === undefined) this.#bodies.set(name, [node]);
        else list.push(node);
      }
      if (ts.isClassLike(node)) this.#classes.push(node);
      ts.forEachChild(node, visit);
    };
    for (const file of files) visit(file);
  }

  of(declaration: ts.ClassLikeDeclaration): ReadonlySet<string> {
    let found = this.#known.get(declaration);
    if (found === undefined) {
      found = this.#find(declaration);
      this.#known.set(declaration, found);
    }
    return found;
  }

  #find(declaration: ts.ClassLikeDeclaration): ReadonlySet<string> {
    const early = new Set<string>();
    const add = (uses: Uses, fields: Iterable<string>): void => {
      if (uses.calls.size === 0 && !uses.leaks) return;
      const reached = this.#closure(uses);
      for (const field of fields) if (reached.leaks || reached.reads.has(field)) early.add(field);
    };
    const own = declaration.members.filter(isInstanceField);
    const ownConstructor = declaration.members.find(
      (member) => ts.isConstructorDeclaration(member) && member.body !== undefined,
    ) as ts.ConstructorDeclaration | undefined;
    const parameters = (ownConstructor?.parameters ?? []).filter((parameter) =>
      ts.isParameterPropertyDeclaration(parameter, ownConstructor!),
    );
    const all = [...own, ...parameters].map((field) => field.name.getText());
    for (const base of this.#basesOf(declaration)) {
      for (const member of base.members)
        if (ts.isConstructorDeclaration(member) || isInstanceField(member)) add(this.#usesIn(member, false), all);
    }
    const later = new Set(all);
    for (const field of own) {
      if (field.initializer !== undefined) {
        add(this.#usesIn(field.initializer, false), later);
        later.delete(field.name.getText());
      }
    }
    for (const parameter of parameters) later.delete(parameter.name.getText());
    for (const statement of ownConstructor?.body?.statements ?? []) {
      add(this.#usesIn(statement, false), later);
      for (const name of assignedBy(statement)) later.delete(name);
    }
    return early;
  }

  /** What happens to the object in all methods that may run. */
  #closure(start: Uses): Uses {
    const all: Uses = { reads: new Set(start.reads), calls: new Set(), leaks: start.leaks };
    const waiting = [...start.calls];
    for (let name = waiting.pop(); name !== undefined && !all.leaks; name = waiting.pop()) {
      if (all.calls.has(name)) continue;
      all.calls.add(name);
      for (const body of this.#bodies.get(name) ?? []) {
        const uses = this.#usesIn(body, true);
        for (const read of uses.reads) all.reads.add(read);
        waiting.push(...uses.calls);
        all.leaks ||= uses.leaks;
      }
    }
    return all;
  }

  #usesIn(root: ts.Node, isMethod: boolean): Uses {
    const uses: Uses = { reads: new Set(), calls: new Set(), leaks: false };
    const visit = (node: ts.Node): void => {
      if (node.kind === ts.SyntaxKind.ThisKeyword || node.kind === ts.SyntaxKind.SuperKeyword) noteUse(node, uses);
      const hasOwnThis = ts.isFunctionExpression(node) || ts.isFunctionDeclaration(node) || ts.isClassLike(node);
      const isNestedMethod = node !== root && (ts.isMethodDeclaration(node) || ts.isAccessor(node));
      if (!ts.isTypeNode(node) && !hasOwnThis && !isNestedMethod) ts.forEachChild(node, visit);
    };
    if (isMethod || !ts.isFunctionLike(root) || ts.isConstructorDeclaration(root)) ts.forEachChild(root, visit);
    visit(root);
    return uses;
  }

  /** What a class extends; if that does not show, as in a mixin, any class. */
  #basesOf(declaration: ts.ClassLikeDeclaration): readonly ts.ClassLikeDeclaration[] {
    const bases: ts.ClassLikeDeclaration[] = [];
    for (let at = declaration; extendsClause(at) !== undefined; ) {
      const base = this.#baseOf(at);
      if (base === undefined)
        return this.#isLibrary(at) ? bases : this.#classes.filter((other) => other !== declaration);
      bases.push(base);
      at = base;
    }
    return bases;
  }

  #isLibrary(node: ts.ClassLikeDeclaration): boolean {
    const symbol = this.#checker.getSymbolAtLocation(extendsClause(node)!.expression);
    return symbol?.declarations?.every((declaration) => declaration.getSourceFile().isDeclarationFile) === true;
  }

  #baseOf(node: ts.ClassLikeDeclaration): ts.ClassLikeDeclaration | undefined {
    const clause = node.heritageClauses?.find((candidate) => candidate.token === ts.SyntaxKind.ExtendsKeyword);
    const type = clause?.types[0];
    const symbol =
      type === undefined ? undefined : (this.#checker.getTypeAtLocation(type).symbol as ts.Symbol | undefined);
    const declaration = symbol?.valueDeclaration;
    return declaration !== undefined && ts.isClassLike(declaration) ? declaration : undefined;
  }
}

function isInstanceField(member: ts.ClassElement): member is ts.PropertyDeclaration {
  return ts.isPropertyDeclaration(member) && (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static) === 0;
}

function noteUse(node: ts.Node, uses: Uses): void {
  const { parent } = node;
  if (ts.isCallExpression(parent) && parent.expression === node) return; // super(…)
  if (ts.isVariableDeclaration(parent) && ts.isObjectBindingPattern(parent.name)) {
    for (const element of parent.name.elements) uses.reads.add((element.propertyName ?? element.name).getText());
    return;
  }
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== node) {
    uses.leaks = true;
    return;
  }
  const name = parent.name.text;
  const around = parent.parent;
  const isTarget =
    ts.isBinaryExpression(around) && around.left === parent && around.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  // It may be an accessor, whichever way it is used.
  uses.calls.add(name);
  if (!isTarget) uses.reads.add(name);
}

/** The fields that a statement of a constructor certainly gives a value. */
function assignedBy(statement: ts.Statement): readonly string[] {
  if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return [];
  const { left, operatorToken } = statement.expression;
  const isField = ts.isPropertyAccessExpression(left) && left.expression.kind === ts.SyntaxKind.ThisKeyword;
  return isField && operatorToken.kind === ts.SyntaxKind.EqualsToken ? [left.name.text] : [];
}
