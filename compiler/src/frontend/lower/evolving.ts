/**
 * Variables whose type the checker only finds as it reads on: `let x;`, `let x = null;` and `const list = [];` without annotations. Each use sees what
 * has been assigned before it; a variable that is held one way needs all of that in one type. Called where a declaration's type is asked for.
 *
 * The checker reports such variables as `any` if a nested function captures them, so all uses are in the function of the declaration.
 */
import ts from "typescript";
import { skipParentheses } from "../syntax.ts";
import { type Ty, undefinedTy, unionOf } from "../types/ty.ts";
import { enclosingFunction } from "./captures.ts";
import type { FunctionLowering } from "./function-lowering.ts";

const adding = new Set(["push", "unshift"]);

/** Does the checker follow the variable's type from use to use? */
export function isEvolving(f: FunctionLowering, type: ts.Type, { initializer }: ts.VariableDeclaration): boolean {
  const isAny = (type.flags & ts.TypeFlags.Any) !== 0;
  if (!isAny && !isOpenArray(f, type)) return false;
  if (initializer === undefined) return true;
  // Other values of no known type come from instances of a class whose type arguments nobody knows.
  const first = skipParentheses(initializer);
  const isList = ts.isArrayLiteralExpression(first) && first.elements.length === 0;
  return isAny ? isNothing(first) : isList || !isArrayOfAny(f.c.checker, type);
}

function isNothing(node: ts.Expression): boolean {
  return node.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(node) && node.text === "undefined");
}

function isArrayOfAny(checker: ts.TypeChecker, type: ts.Type): boolean {
  const [element] = checker.isArrayType(type) ? checker.getTypeArguments(type as ts.TypeReference) : [];
  return element !== undefined && (element.flags & ts.TypeFlags.Any) !== 0;
}

/** An array of which the checker does not know yet what it holds. */
function isOpenArray(f: FunctionLowering, type: ts.Type): boolean {
  if (!f.c.checker.isArrayType(type)) return false;
  const element = f.c.checker.getTypeArguments(type as ts.TypeReference)[0];
  return element !== undefined && (element.flags & (ts.TypeFlags.Never | ts.TypeFlags.Any)) !== 0;
}

/** All that the variable is at its uses; undefined if nothing is found. */
export function evolvedTy(f: FunctionLowering, node: ts.VariableDeclaration, symbol: ts.Symbol): Ty | undefined {
  if (node.type !== undefined) return undefined;
  const seen = new Seen(f);
  if (node.initializer !== undefined) seen.add(node.initializer);
  const visit = (at: ts.Node): void => {
    if (ts.isIdentifier(at) && at.text === symbol.name && f.c.checker.getSymbolAtLocation(at) === symbol) seen.use(at);
    ts.forEachChild(at, visit);
  };
  visit(enclosingFunction(node) ?? node.getSourceFile());
  return seen.all(node.initializer === undefined);
}

class Seen {
  private readonly types: Ty[] = [];
  private readonly elements: Ty[] = [];
  private hasArray = false;
  private readonly f: FunctionLowering;

  constructor(f: FunctionLowering) {
    this.f = f;
  }

  all(startsUndefined: boolean): Ty | undefined {
    const array: Ty[] =
      this.hasArray && this.elements.length > 0 ? [{ kind: "array", element: unionOf(this.elements) }] : [];
    const types = [...this.types, ...array];
    if (types.length === 0) return undefined;
    return unionOf(startsUndefined ? [...types, undefinedTy] : types);
  }

  /** A place where the variable stands, other than its declaration. */
  use(node: ts.Identifier): void {
    const { parent } = node;
    if (ts.isVariableDeclaration(parent) && parent.name === node) return;
    if (
      ts.isBinaryExpression(parent) &&
      parent.left === node &&
      parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
    ) {
      this.add(parent.right);
      return;
    }
    if (ts.isPropertyAccessExpression(parent) && parent.expression === node && adding.has(parent.name.text)) {
      const call = parent.parent;
      if (ts.isCallExpression(call) && call.expression === parent)
        for (const arg of call.arguments) this.addElement(arg);
    }
    if (ts.isElementAccessExpression(parent) && parent.expression === node) {
      const assignment = parent.parent;
      if (ts.isBinaryExpression(assignment) && assignment.left === parent) this.addElement(assignment.right);
    }
    this.addType(this.f.c.checker.getTypeAtLocation(node), node);
  }

  /** Something that is assigned to it. */
  add(value: ts.Expression): void {
    const inner = skipParentheses(value);
    const { checker } = this.f.c;
    // `null` and `undefined` alone are `any` to whom the variable's type is open.
    if (inner.kind === ts.SyntaxKind.NullKeyword) this.types.push({ kind: "null" });
    else this.addType(checker.getBaseTypeOfLiteralType(checker.getTypeAtLocation(inner)), inner);
  }

  private addType(type: ts.Type, node: ts.Node): void {
    if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Never)) return;
    if (type.isUnion() && (type.flags & ts.TypeFlags.Boolean) === 0) {
      for (const member of type.types) this.addType(member, node);
      return;
    }
    const { checker } = this.f.c;
    if (!checker.isArrayType(type)) {
      this.types.push(this.f.translate(checker.getBaseTypeOfLiteralType(type), node));
      return;
    }
    this.hasArray = true;
    if (isOpenArray(this.f, type)) return;
    this.elements.push(this.f.translate(checker.getTypeArguments(type as ts.TypeReference)[0]!, node));
  }

  private addElement(value: ts.Expression): void {
    const { checker } = this.f.c;
    this.hasArray = true;
    if (ts.isSpreadElement(value)) {
      const type = checker.getTypeAtLocation(value.expression);
      if (checker.isArrayType(type) && !isOpenArray(this.f, type)) this.addType(type, value);
      return;
    }
    const type = checker.getBaseTypeOfLiteralType(checker.getTypeAtLocation(value));
    if ((type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Never)) === 0) this.elements.push(this.f.translate(type, value));
  }
}
