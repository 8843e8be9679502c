/** Patterns: `const { a, b: [c = 1], ...rest } = value` and the same in assignments. */
import ts from "typescript";
import { skipParentheses } from "../syntax.ts";
import { storage } from "../types/representation.ts";
import { sameTy, type Ty, unionOf } from "../types/ty.ts";
import { lowerPlace } from "./assign.ts";
import { withDefault } from "./body.ts";
import { enclosingFunction, isInsideBlock } from "./captures.ts";
import { coerce } from "./coerce.ts";
import { copyWithout, dictionaryValue } from "./dictionary.ts";
import { getMember } from "./dispatch-entry.ts";
import { settled, unsupported } from "./expression.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { markInitialised } from "./initialisation.ts";
import { machineMember, structField } from "./machine.ts";
import { matchElement, matchMember } from "./match.ts";
import { nameOf } from "./member.ts";
import { copyObject } from "./object-literal.ts";
import { hold, takeApart } from "./positions.ts";
import { globalOf } from "./reference.ts";
import { copyAs } from "./tuple.ts";
import type { Val } from "./value.ts";

// ---- parts of a value ----

function partByName(f: FunctionLowering, val: Val, name: string, node: ts.Node): Val {
  if (val.ty.kind === "struct" && structField(val.ty.info, name, node) !== undefined)
    return machineMember(f, val, name, node)!;
  return matchMember(f, val, name, node) ?? getMember(f, val, name, node);
}

function restWithout(f: FunctionLowering, val: Val, taken: ReadonlySet<string>, node: ts.Node): Val {
  if (dictionaryValue(f.c, val.ty, node) !== undefined) return copyWithout(f, val, taken, node);
  return copyObject(f, val, taken, node);
}

// ---- declarations ----

export function destructureDeclare(f: FunctionLowering, pattern: ts.BindingPattern, source: Val): void {
  if (ts.isArrayBindingPattern(pattern)) {
    takeApart(f, source, pattern, (positions) => {
      for (const [index, element] of pattern.elements.entries()) {
        f.at(element);
        if (ts.isOmittedExpression(element)) positions.skip(index, element);
        else
          declareElement(
            f,
            element,
            element.dotDotDotToken ? positions.rest(index, element) : positions.part(index, element),
          );
      }
    });
    return;
  }
  const val = hold(f, source);
  const taken = new Set<string>();
  for (const element of pattern.elements) {
    f.at(element);
    if (element.dotDotDotToken) {
      declareElement(f, element, restWithout(f, val(), taken, element));
      continue;
    }
    const name = propertyNameOf(f, element.propertyName ?? (element.name as ts.Identifier), element);
    taken.add(name);
    declareElement(f, element, partByName(f, val(), name, element));
  }
}

function propertyNameOf(f: FunctionLowering, name: ts.PropertyName, element: ts.BindingElement): string {
  if (ts.isIdentifier(name) || ts.isStringLiteral(name)) return name.text;
  if (ts.isPrivateIdentifier(name)) return nameOf(f, name);
  if (ts.isNumericLiteral(name)) return String(Number(name.text));
  const type = ts.isComputedPropertyName(name) ? f.c.checker.getTypeAtLocation(name.expression) : undefined;
  if (type !== undefined && (type.isStringLiteral() || type.isNumberLiteral())) return String(type.value);
  throw unsupported(element);
}

function declareElement(f: FunctionLowering, element: ts.BindingElement, source: Val): void {
  let part = settled(f, source, element);
  if (element.dotDotDotToken !== undefined) part = asRest(f, element, part);
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
  else {
    f.b.globalSet(global.name, coerce(f, { op, ty }, global.type, element).op);
    markInitialised(f, symbol);
  }
}

/** The rest of a tuple may hold less than the whole. */
function asRest(f: FunctionLowering, element: ts.BindingElement, part: Val): Val {
  // Groups of a match that took no part stay undefined.
  if (part.ty.kind !== "array" || sameTy(part.ty.element, matchElement)) return part;
  const ty = f.translate(f.c.checker.getTypeAtLocation(element.name), element);
  if (ty.kind !== "array" || sameTy(ty.element, part.ty.element)) return part;
  return copyAs(f, part, ty.element, element);
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

// ---- assignments ----

export function destructureAssign(f: FunctionLowering, target: ts.Expression, source: Val): void {
  const inner = skipParentheses(target);
  if (ts.isArrayLiteralExpression(inner)) {
    takeApart(f, source, inner, (positions) => {
      for (const [index, element] of inner.elements.entries()) {
        if (ts.isOmittedExpression(element)) positions.skip(index, element);
        else if (ts.isSpreadElement(element)) destructureAssign(f, element.expression, positions.rest(index, element));
        else assignElement(f, element, positions.part(index, element));
      }
    });
    return;
  }
  if (ts.isObjectLiteralExpression(inner)) {
    const val = hold(f, source);
    const taken = new Set<string>();
    for (const property of inner.properties) {
      if (ts.isSpreadAssignment(property)) {
        destructureAssign(f, property.expression, restWithout(f, val(), taken, property));
        continue;
      }
      if (property.name !== undefined && !ts.isComputedPropertyName(property.name)) taken.add(nameOf(f, property.name));
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
