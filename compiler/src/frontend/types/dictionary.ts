/** Types of objects with any number of properties: `Record<string, T>`, `{ [name: string]: T }`. */
import ts from "typescript";

/** What a string or number key gives, if the type has an index signature; undefined for any other. */
export function indexedType(checker: ts.TypeChecker, type: ts.Type): ts.Type | undefined {
  if (!(type.flags & ts.TypeFlags.Object) || checker.isTupleType(type) || checker.isArrayType(type)) return undefined;
  if (type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0) return undefined;
  if (type.isClass()) return undefined;
  const keys = ts.TypeFlags.String | ts.TypeFlags.Number;
  const infos = checker.getIndexInfosOfType(type).filter((info) => (info.keyType.flags & keys) !== 0);
  return (infos.find((info) => info.keyType.flags & ts.TypeFlags.String) ?? infos[0])?.type;
}
