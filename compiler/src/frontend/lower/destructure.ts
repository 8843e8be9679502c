/** Patterns: `const { a, b: [c = 1], ...rest } = value` and the same in assignments. */
import ts from "typescript";
import { i64 } from "../../ir/operands.ts";
import { CompileError, codes } from "../failure.ts";
import { skipParentheses } from "../syntax.ts";
import { storage } from "../types/representation.ts";
import { type LiteralProperty, type Ty, undefinedTy, unionOf } from "../types/ty.ts";
import { lowerPlace } from "./assign.ts";
import { withDefault } from "./body.ts";
import { enclosingFunction, isInsideBlock } from "./captures.ts";
import { coerce } from "./coerce.ts";
import { getMember } from "./dispatch-entry.ts";
import { settled, unsupported } from "./expression.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { machineMember, structField } from "./machine.ts";
import { nameOf } from "./member.ts";
import { globalOf } from "./reference.ts";
import type { Val } from "./value.ts";

// ---- parts of a value ----

function partByName(f: FunctionLowering, val: Val, name: string, node: ts.Node): Val {
  if (val.ty.kind === "struct" && structField(val.ty.info, name, node) !== undefined)
    return machineMember(f, val, name, node)!;
  return getMember(f, val, name, node);
}

/** Element `index` of an array or tuple; `undefined` behind the end. */
function partByIndex(f: FunctionLowering, val: Val, index: number, node: ts.Node): Val {
  if (val.ty.kind === "tuple")
    return index < val.ty.elements.length
      ? getMember(f, val, String(index), node)
      : { op: { kind: "undefined" }, ty: undefinedTy };
  if (val.ty.kind === "array") {
    const at = f.c.library.member("array", "at")!;
    const instance = f.c.instance(at, [val.ty.element], undefined);
    return f.callInstance(instance, [val.op, { kind: "float", type: "f64", value: index }]);
  }
  throw new CompileError(
    node,
    codes.unsupportedSyntax,
    "only arrays and tuples can be taken apart by position",
    "copy it into an array first: [...value]",
  );
}

function restFrom(f: FunctionLowering, val: Val, index: number, node: ts.Node): Val {
  if (val.ty.kind !== "array") {
    if (val.ty.kind !== "tuple") throw unsupported(node);
    const elements = val.ty.elements.slice(index);
    const className = f.c.tupleClass(elements);
    const parts = elements.map((_, at) => getMember(f, val, String(index + at), node));
    const rest = f.allocate(className);
    for (const [at, part] of parts.entries()) f.b.fieldInit(className, String(at), rest, part.op);
    return { op: rest, ty: { kind: "tuple", elements } };
  }
  const slice = f.c.instance(f.c.library.member("array", "slice")!, [val.ty.element], undefined);
  const operands = [
    val.op,
    ...slice.signature.params
      .slice(1)
      .map(
        (param, at) =>
          coerce(
            f,
            at === 0
              ? { op: i64(index), ty: { kind: "integer" }, literal: BigInt(index) }
              : { op: { kind: "undefined" }, ty: undefinedTy },
            param.type,
            node,
          ).op,
      ),
  ];
  return f.callInstance(slice, operands);
}

function restWithout(f: FunctionLowering, val: Val, taken: ReadonlySet<string>, node: ts.Node): Val {
  const names =
    val.ty.kind === "object"
      ? val.ty.properties().map((property) => property.name)
      : val.ty.kind === "literal"
        ? val.ty.info.properties.map((property) => property.name)
        : undefined;
  if (names === undefined) throw unsupported(node);
  const parts = names.filter((name) => !taken.has(name)).map((name) => ({ name, val: getMember(f, val, name, node) }));
  const properties = parts.map((part): LiteralProperty => ({ name: part.name, type: part.val.ty, kind: "field" }));
  const info = f.c.literalClass(properties, "rest");
  const object = f.allocate(info.name);
  for (const part of parts) f.b.fieldInit(info.name, part.name, object, part.val.op);
  return { op: object, ty: { kind: "literal", info } };
}

// ---- declarations ----

export function destructureDeclare(f: FunctionLowering, pattern: ts.BindingPattern, source: Val): void {
  const val = hold(f, source);
  const taken = new Set<string>();
  pattern.elements.forEach((element, index) => {
    if (ts.isOmittedExpression(element)) return;
    f.at(element);
    let part: Val;
    if (ts.isArrayBindingPattern(pattern))
      part = element.dotDotDotToken ? restFrom(f, val(), index, element) : partByIndex(f, val(), index, element);
    else if (element.dotDotDotToken) part = restWithout(f, val(), taken, element);
    else {
      const name = propertyNameOf(f, element.propertyName ?? (element.name as ts.Identifier), element);
      taken.add(name);
      part = partByName(f, val(), name, element);
    }
    declareElement(f, element, part);
  });
}

function propertyNameOf(f: FunctionLowering, name: ts.PropertyName, element: ts.BindingElement): string {
  if (ts.isIdentifier(name) || ts.isStringLiteral(name)) return name.text;
  if (ts.isPrivateIdentifier(name)) return nameOf(f, name);
  throw unsupported(element);
}

function declareElement(f: FunctionLowering, element: ts.BindingElement, source: Val): void {
  let part = settled(f, source, element);
  if (element.initializer !== undefined)
    part = withDefault(f, part, elementTy(f, element, part.ty), element.initializer);
  if (!ts.isIdentifier(element.name)) {
    destructureDeclare(f, element.name, part);
    return;
  }
  const symbol = f.c.checker.getSymbolAtLocation(element.name)!;
  const ty = element.initializer === undefined ? narrowToChecked(f, element, part) : part.ty;
  const op = coerce(f, part, ty, element, "checked").op;
  const global = isLocal(element) ? undefined : globalOf(f, symbol);
  if (global === undefined) f.declare(symbol, ty, op);
  else f.b.globalSet(global.name, coerce(f, { op, ty }, global.type, element).op);
}

function isLocal(element: ts.BindingElement): boolean {
  return enclosingFunction(element) !== undefined || isInsideBlock(element);
}

/** `const [a] = array` has the type of an element, although it may be missing. */
function narrowToChecked(f: FunctionLowering, element: ts.BindingElement, part: Val): Ty {
  const type = f.c.checker.getTypeAtLocation(element.name);
  if (type.flags & ts.TypeFlags.Any) return part.ty;
  const ty = f.translate(type, element);
  const numeric = part.ty.kind === "int" || ty.kind === "void" || ty.kind === "never";
  return numeric || storage(ty) === storage(part.ty) ? part.ty : ty;
}

function elementTy(f: FunctionLowering, element: ts.BindingElement, part: Ty): Ty {
  const ty = f.translate(f.c.checker.getTypeAtLocation(element.name), element);
  const inner = unionOf(
    [part]
      .flatMap((member) => (member.kind === "union" ? member.members : [member]))
      .filter((member) => member.kind !== "undefined"),
  );
  return ty.kind === "number" && inner.kind === "int" ? inner : ty;
}

/** The value of a pattern is read several times. */
function hold(f: FunctionLowering, val: Val): () => Val {
  const local = f.b.addLocal("pattern", storage(val.ty));
  f.b.localSet(local, val.op);
  return () => ({ op: f.b.localGet(local), ty: val.ty });
}

// ---- assignments ----

export function destructureAssign(f: FunctionLowering, target: ts.Expression, source: Val): void {
  const inner = skipParentheses(target);
  if (ts.isArrayLiteralExpression(inner)) {
    const val = hold(f, source);
    inner.elements.forEach((element, index) => {
      if (ts.isOmittedExpression(element)) return;
      if (ts.isSpreadElement(element)) destructureAssign(f, element.expression, restFrom(f, val(), index, element));
      else assignElement(f, element, partByIndex(f, val(), index, element));
    });
    return;
  }
  if (ts.isObjectLiteralExpression(inner)) {
    const val = hold(f, source);
    for (const property of inner.properties) {
      if (ts.isShorthandPropertyAssignment(property)) {
        let part = partByName(f, val(), property.name.text, property);
        const place = lowerPlace(f, property.name);
        if (property.objectAssignmentInitializer !== undefined)
          part = withDefault(f, part, place.ty, property.objectAssignmentInitializer);
        place.set(coerce(f, part, place.ty, property, "checked"));
      } else if (ts.isPropertyAssignment(property) && !ts.isComputedPropertyName(property.name)) {
        assignElement(f, property.initializer, partByName(f, val(), nameOf(f, property.name), property));
      } else throw unsupported(property);
    }
    return;
  }
  const place = lowerPlace(f, inner);
  place.set(coerce(f, source, place.ty, inner, "checked"));
}

function assignElement(f: FunctionLowering, target: ts.Expression, part: Val): void {
  if (ts.isBinaryExpression(target) && target.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    if (ts.isArrayLiteralExpression(target.left) || ts.isObjectLiteralExpression(target.left)) {
      destructureAssign(f, target.left, withDefault(f, part, f.typeOf(target.left), target.right));
      return;
    }
    const place = lowerPlace(f, target.left);
    place.set(withDefault(f, part, place.ty, target.right));
    return;
  }
  destructureAssign(f, target, part);
}
