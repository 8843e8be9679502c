/**
 * Properties of functions: `function test() { … }` and, in the same module, `test.fails = …`. TypeScript gives the function's type a property then. Each is a
 * variable of the module: it belongs to the name of the function, and a function that goes about as a value does not take it along.
 */
import ts from "typescript";
import { resolveSymbol } from "./symbols.ts";

/** The assignment by which TypeScript knows such a property. */
export type FunctionProperty = ts.PropertyAccessExpression;

/** Is the symbol a property of a function that a module declares? */
export function isFunctionProperty(checker: ts.TypeChecker, symbol: ts.Symbol): boolean {
  return propertyDeclaration(checker, symbol) !== undefined;
}

/** Where the property is first assigned; undefined if the symbol is none. */
export function propertyDeclaration(checker: ts.TypeChecker, symbol: ts.Symbol): FunctionProperty | undefined {
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined || !ts.isPropertyAccessExpression(declaration)) return undefined;
  if (!ts.isIdentifier(declaration.expression)) return undefined;
  const owner = resolveSymbol(checker, declaration.expression)?.valueDeclaration;
  const isModuleFunction = owner !== undefined && ts.isFunctionDeclaration(owner) && ts.isSourceFile(owner.parent);
  return isModuleFunction ? declaration : undefined;
}
