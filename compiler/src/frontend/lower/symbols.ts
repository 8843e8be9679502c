/** From names to what they mean: aliases of imports resolved. */
import ts from "typescript";

export function resolveSymbol(checker: ts.TypeChecker, node: ts.Node): ts.Symbol | undefined {
  const symbol = checker.getSymbolAtLocation(node);
  return symbol === undefined ? undefined : targetOf(checker, symbol);
}

export function targetOf(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

export function isEnumObject(symbol: ts.Symbol): boolean {
  return (symbol.flags & ts.SymbolFlags.Enum) !== 0;
}
