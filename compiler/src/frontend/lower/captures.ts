/**
 * What is known about local variables before their function is lowered: which are captured by closures and need a box that both
 * share, and which numbers are only ever counted up and down, so that they can live in an integer register.
 *
 * A variable that is captured but never changes after its initialisation is copied into the closure instead.
 */
import ts from "typescript";
import { isAssignmentOperator, skipParentheses } from "../syntax.ts";

interface VariableFacts {
  captured: boolean;
  /** Assigned somewhere besides its declaration. */
  assigned: boolean;
  /** A closure that uses it may exist before it is initialised. */
  early: boolean;
  /** Everything that is ever assigned to it; undefined stands for something that is no expression (destructuring, `for…of`). */
  readonly sources: (ts.Expression | undefined)[];
  steps: boolean;
}

/** Instances of one generic function, and all functions that the compiler writes beside one of the library, have the same facts. */
const known = new WeakMap<ts.Node, LocalFacts>();

export class LocalFacts {
  private readonly facts: Map<ts.Symbol, VariableFacts>;
  private readonly checker: ts.TypeChecker;
  private readonly integers: Set<ts.Symbol>;

  constructor(checker: ts.TypeChecker, root: ts.Node) {
    this.checker = checker;
    const before = known.get(root);
    this.facts = before?.facts ?? new Map();
    this.integers = before?.integers ?? new Set();
    if (before !== undefined) return;
    known.set(root, this);
    this.visit(root);
    this.findIntegers();
  }

  needsBox(symbol: ts.Symbol): boolean {
    const facts = this.facts.get(symbol);
    return facts?.captured === true && (facts.assigned || facts.early);
  }

  /** May a closure see it before it is initialised? */
  isEarly(symbol: ts.Symbol): boolean {
    const facts = this.facts.get(symbol);
    return facts?.captured === true && facts.early;
  }

  isInteger(symbol: ts.Symbol): boolean {
    return this.integers.has(symbol);
  }

  isAssigned(symbol: ts.Symbol): boolean {
    return this.facts.get(symbol)?.assigned === true;
  }

  private of(symbol: ts.Symbol): VariableFacts {
    let facts = this.facts.get(symbol);
    if (facts === undefined) {
      facts = { captured: false, assigned: false, early: false, sources: [], steps: true };
      this.facts.set(symbol, facts);
    }
    return facts;
  }

  private visit(node: ts.Node): void {
    if (ts.isIdentifier(node)) this.visitIdentifier(node);
    else if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name)) {
      const symbol = this.checker.getSymbolAtLocation(node.name);
      if (symbol !== undefined) this.of(symbol).sources.push(node.initializer);
    } else if (ts.isBinaryExpression(node) && isAssignmentOperator(node.operatorToken.kind)) this.visitAssignment(node);
    else if ((ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) && isStep(node.operator)) {
      const symbol = this.variable(node.operand);
      if (symbol !== undefined) this.of(symbol).assigned = true;
    } else if (
      (ts.isForOfStatement(node) || ts.isForInStatement(node)) &&
      !ts.isVariableDeclarationList(node.initializer)
    ) {
      this.markPattern(node.initializer);
    }
    ts.forEachChild(node, (child) => this.visit(child));
  }

  private visitAssignment(node: ts.BinaryExpression): void {
    if (ts.isArrayLiteralExpression(node.left) || ts.isObjectLiteralExpression(node.left)) {
      this.markPattern(node.left);
      return;
    }
    const symbol = this.variable(node.left);
    if (symbol === undefined) return;
    const facts = this.of(symbol);
    facts.assigned = true;
    const operator = node.operatorToken.kind;
    if (operator === ts.SyntaxKind.EqualsToken) facts.sources.push(node.right);
    else if (operator === ts.SyntaxKind.PlusEqualsToken || operator === ts.SyntaxKind.MinusEqualsToken) {
      if (integerLiteral(node.right) === undefined) facts.steps = false;
    } else if (!bitwiseAssignments.has(operator)) facts.steps = false;
  }

  private markPattern(node: ts.Node): void {
    if (ts.isIdentifier(node)) {
      const symbol = this.checker.getSymbolAtLocation(node);
      if (symbol !== undefined) {
        const facts = this.of(symbol);
        facts.assigned = true;
        facts.sources.push(undefined);
      }
      return;
    }
    if (ts.isShorthandPropertyAssignment(node)) {
      const symbol = this.checker.getShorthandAssignmentValueSymbol(node);
      if (symbol !== undefined) {
        const facts = this.of(symbol);
        facts.assigned = true;
        facts.sources.push(undefined);
      }
      return;
    }
    ts.forEachChild(node, (child) => this.markPattern(child));
  }

  private variable(node: ts.Expression): ts.Symbol | undefined {
    const inner = skipParentheses(node);
    return ts.isIdentifier(inner) ? this.checker.getSymbolAtLocation(inner) : undefined;
  }

  private visitIdentifier(node: ts.Identifier): void {
    const symbol =
      ts.isShorthandPropertyAssignment(node.parent) && node.parent.name === node
        ? this.checker.getShorthandAssignmentValueSymbol(node.parent)
        : this.checker.getSymbolAtLocation(node);
    const declaration = symbol?.valueDeclaration;
    if (symbol === undefined || declaration === undefined || declaration.getSourceFile() !== node.getSourceFile())
      return;
    if (
      !ts.isVariableDeclaration(declaration) &&
      !ts.isParameter(declaration) &&
      !ts.isBindingElement(declaration) &&
      !ts.isFunctionDeclaration(declaration) &&
      !ts.isClassDeclaration(declaration)
    )
      return;
    // Inside, a class knows itself.
    if (ts.isClassDeclaration(declaration) && node.pos >= declaration.pos && node.end <= declaration.end) return;
    const home = ts.isParameter(declaration) ? declaration.parent : enclosingFunction(declaration);
    let closure: ts.Node | undefined;
    for (let at = enclosingFunction(node); at !== undefined && at !== home; at = enclosingFunction(at)) closure = at;
    if (closure === undefined || closure === declaration) return;
    if (home === undefined && !isInsideBlock(declaration)) return;
    const facts = this.of(symbol);
    facts.captured = true;
    if (ts.isParameter(declaration)) return;
    const owner = ts.isBindingElement(declaration) ? bindingRoot(declaration) : declaration;
    if (ts.isFunctionDeclaration(closure) || ts.isFunctionDeclaration(owner) || closure.getStart() < owner.getEnd())
      facts.early = true;
  }

  private findIntegers(): void {
    for (const [symbol, facts] of this.facts) {
      const declaration = symbol.valueDeclaration;
      if (declaration === undefined || !ts.isVariableDeclaration(declaration) || declaration.type !== undefined)
        continue;
      if (!facts.steps || facts.sources.length === 0 || facts.sources.includes(undefined)) continue;
      if ((this.checker.getTypeAtLocation(declaration).flags & ts.TypeFlags.NumberLike) === 0) continue;
      this.integers.add(symbol);
    }
    for (let changed = true; changed; ) {
      changed = false;
      for (const symbol of this.integers) {
        if (this.facts.get(symbol)!.sources.every((source) => source !== undefined && this.isIntegerExpression(source)))
          continue;
        this.integers.delete(symbol);
        changed = true;
      }
    }
  }

  /** Is the value certainly an integer that counting could reach? */
  private isIntegerExpression(node: ts.Expression): boolean {
    const inner = skipParentheses(node);
    if (integerLiteral(inner) !== undefined) return true;
    if (ts.isIdentifier(inner)) {
      const symbol = this.checker.getSymbolAtLocation(inner);
      return symbol !== undefined && this.integers.has(symbol);
    }
    if (ts.isPropertyAccessExpression(inner) && inner.name.text === "length") {
      const type = this.checker.getTypeAtLocation(inner.expression);
      return (type.flags & ts.TypeFlags.StringLike) !== 0 || this.checker.isArrayType(type);
    }
    if (ts.isBinaryExpression(inner)) {
      const operator = inner.operatorToken.kind;
      if (operator === ts.SyntaxKind.PlusToken || operator === ts.SyntaxKind.MinusToken) {
        return this.isIntegerExpression(inner.left) && integerLiteral(inner.right) !== undefined;
      }
    }
    return false;
  }
}

const bitwiseAssignments: ReadonlySet<ts.SyntaxKind> = new Set([]);

export function isStep(operator: ts.SyntaxKind): boolean {
  return operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;
}

function integerLiteral(node: ts.Expression): number | undefined {
  const inner = skipParentheses(node);
  if (ts.isNumericLiteral(inner)) {
    const value = Number(inner.text);
    return Number.isInteger(value) && value < 2 ** 31 ? value : undefined;
  }
  if (
    ts.isPrefixUnaryExpression(inner) &&
    inner.operator === ts.SyntaxKind.MinusToken &&
    ts.isNumericLiteral(inner.operand)
  ) {
    const value = Number(inner.operand.text);
    return Number.isInteger(value) && value !== 0 && value < 2 ** 31 ? -value : undefined;
  }
  return undefined;
}

export function enclosingFunction(node: ts.Node): ts.Node | undefined {
  let at: ts.Node | undefined = node.parent;
  while (at !== undefined && !ts.isFunctionLike(at) && !ts.isClassStaticBlockDeclaration(at) && !isInstanceField(at))
    at = at.parent;
  return at;
}

/** Field initialisers run in the constructor: a function of their own. */
function isInstanceField(node: ts.Node): boolean {
  return ts.isPropertyDeclaration(node);
}

function bindingRoot(element: ts.BindingElement): ts.Node {
  let at: ts.Node = element;
  while (ts.isBindingElement(at) || ts.isObjectBindingPattern(at) || ts.isArrayBindingPattern(at)) at = at.parent;
  return at;
}

/** Is a declaration of a module body inside a block, so that it is a local and no global? */
export function isInsideBlock(declaration: ts.Node): boolean {
  let at: ts.Node = declaration.parent;
  while (
    ts.isVariableDeclarationList(at) ||
    ts.isVariableStatement(at) ||
    ts.isBindingElement(at) ||
    ts.isObjectBindingPattern(at) ||
    ts.isArrayBindingPattern(at) ||
    ts.isVariableDeclaration(at)
  ) {
    at = at.parent;
  }
  return !ts.isSourceFile(at);
}
