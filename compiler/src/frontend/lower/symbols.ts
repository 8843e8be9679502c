/** From names to what they mean: aliases of imports resolved. */
import ts from "typescript";

export function resolveSymbol(checker: ts.TypeChecker, node: ts.Node): ts.Symbol | undefined {
  const isShorthand = ts.isShorthandPropertyAssignment(node.parent) && node.parent.name === node;
  const symbol = isShorthand
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
  return symbol === undefined ? undefined : targetOf(checker, symbol);
}

export function targetOf(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** What `export default expression` declares; undefined if it is another name for something. */
export function defaultExport(checker: ts.TypeChecker, node: ts.ExportAssignment): ts.Symbol | undefined {
  const symbol = checker.getSymbolAtLocation(node.getSourceFile())?.exports?.get(ts.InternalSymbolName.Default);
  return symbol?.valueDeclaration === node ? symbol : undefined;
}

export function isEnumObject(symbol: ts.Symbol): boolean {
  return (symbol.flags & ts.SymbolFlags.Enum) !== 0;
}
