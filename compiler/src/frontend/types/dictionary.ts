/** Types of objects with any number of properties: `Record<string, T>`, `{ [name: string]: T }`. */
import ts from "typescript";
import type { Library } from "../library.ts";
import { mapsParameter } from "./open.ts";

/** Is what a type has by an index signature its own: is it none of the library's lists? */
export function isDictionary(library: Library, type: ts.Type): boolean {
  if ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Mapped) return true;
  const symbol = type.symbol as ts.Symbol | undefined;
  return symbol === undefined || symbol.name === "__type" || !library.isGlobalDeclaration(symbol);
}

/** What a string or number key gives, if the type has an index signature, whatever type parameters stand for; undefined for any other. */
export function indexedType(checker: ts.TypeChecker, type: ts.Type): ts.Type | undefined {
  if (!(type.flags & ts.TypeFlags.Object) || checker.isTupleType(type) || checker.isArrayType(type)) return undefined;
  if (type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0) return undefined;
  if (type.isClass() || mapsParameter(checker, type)) return undefined;
  const keys = ts.TypeFlags.String | ts.TypeFlags.Number;
  const infos = checker.getIndexInfosOfType(type).filter((info) => (info.keyType.flags & keys) !== 0);
  return (infos.find((info) => info.keyType.flags & ts.TypeFlags.String) ?? infos[0])?.type;
}
