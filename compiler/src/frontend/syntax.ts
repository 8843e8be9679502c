/** Small questions about syntax that the `typescript` package answers only inside. */
import ts from "typescript";

/** The expression inside parentheses. */
export function skipParentheses(node: ts.Expression): ts.Expression {
  let at = node;
  while (ts.isParenthesizedExpression(at)) at = at.expression;
  return at;
}

/** The expression inside parentheses, casts and `!`. */
export function skipCasts(node: ts.Expression): ts.Expression {
  let at = node;
  while (
    ts.isParenthesizedExpression(at) ||
    ts.isAsExpression(at) ||
    ts.isNonNullExpression(at) ||
    ts.isSatisfiesExpression(at)
  )
    at = at.expression;
  return at;
}

/** `=` and all compound assignments. */
export function isAssignmentOperator(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** The exact value of a numeric literal without fraction or exponent, read from its text; undefined for the others. */
export function integerLiteral(node: ts.NumericLiteral): bigint | undefined {
  const text = node.getText().replaceAll("_", "");
  return /^(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|0|[1-9][0-9]*)$/.test(text) ? BigInt(text) : undefined;
}
