/** Parameters and body of a plain function. */
import ts from "typescript";
import { representation, storage } from "../types/representation.ts";
import { membersOf, type Ty } from "../types/ty.ts";
import { coerce, undefinedOf } from "./coerce.ts";
import { join } from "./condition.ts";
import { describeVariable } from "./debug-variables.ts";
import { destructureDeclare } from "./destructure.ts";
import { lowerTo } from "./expression.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { isExactly } from "./operator.ts";
import { provePredicate } from "./predicate.ts";
import type { FunctionSignature } from "./signature.ts";
import { lowerStatements } from "./statement.ts";
import { makeTuple } from "./tuple.ts";
import type { Val } from "./value.ts";

export function lowerBody(
  f: FunctionLowering,
  node: ts.FunctionLikeDeclaration,
  signature: FunctionSignature,
  passed: readonly Val[],
): void {
  bindParameters(f, signature, passed);
  const body = node.body!;
  if (ts.isBlock(body)) {
    lowerStatements(f, body.statements);
    if (!f.b.isTerminated) endBody(f, body);
    return;
  }
  if (f.resultTy.kind === "void") {
    lowerTo(f, body, f.resultTy);
    if (f.b.isTerminated) return;
    provePredicate(f, body);
    f.b.return();
    return;
  }
  const val = lowerTo(f, body, f.resultTy);
  if (f.b.isTerminated) return;
  f.b.setLoc(f.c.loc(body));
  if (representation(f.resultTy) === "void") f.b.unreachable();
  else {
    provePredicate(f, body, val);
    f.b.return(val.op);
  }
}

/** Falling off the end gives `undefined`. */
function endBody(f: FunctionLowering, body: ts.Node): void {
  if (representation(f.resultTy) === "void") {
    if (f.resultTy.kind === "never") f.b.unreachable();
    else {
      provePredicate(f, body);
      f.b.return();
    }
    return;
  }
  f.b.return(
    membersOf(f.resultTy).some((member) => member.kind === "undefined")
      ? coerce(f, { op: { kind: "undefined" }, ty: { kind: "undefined" } }, f.resultTy, body).op
      : undefinedOf(f, f.resultTy),
  );
}

/** Declares the parameters: converts them from what the context passes, fills in defaults, takes patterns apart. */
export function bindParameters(f: FunctionLowering, signature: FunctionSignature, passed: readonly Val[]): void {
  signature.params.forEach((param, index) => {
    const declaration = param.declaration;
    if (declaration === undefined) return;
    f.at(declaration);
    let val = passed[index]!;
    if (declaration.initializer !== undefined) val = withDefault(f, val, param.inner, declaration.initializer);
    else val = coerce(f, val, param.inner, declaration, "narrow");
    bindParameter(f, declaration, param.inner, val);
  });
  if (signature.gathered === undefined) return;
  const { declaration, elements } = signature.gathered;
  f.at(declaration);
  const first = signature.params.length - elements.length;
  const parts = elements.map((ty, index) => coerce(f, passed[first + index]!, ty, declaration, "narrow"));
  const tuple = makeTuple(f, parts);
  bindParameter(f, declaration, tuple.ty, tuple);
}

function bindParameter(f: FunctionLowering, declaration: ts.ParameterDeclaration, ty: Ty, val: Val): void {
  if (!ts.isIdentifier(declaration.name)) {
    destructureDeclare(f, declaration.name, val);
    return;
  }
  const symbol = parameterSymbol(f, declaration, declaration.name);
  if (!f.facts.isAssigned(symbol) && !f.facts.needsBox(symbol)) {
    f.variables.set(symbol, { kind: "value", value: val.op, ty });
    describeVariable(f, symbol, ty, val.op);
  } else f.declare(symbol, ty, val.op);
}

/** The symbol of the parameter itself; a parameter property has a second one. */
function parameterSymbol(f: FunctionLowering, declaration: ts.ParameterDeclaration, name: ts.Identifier): ts.Symbol {
  if (ts.isParameterPropertyDeclaration(declaration, declaration.parent))
    return f.c.checker.getSymbolsOfParameterPropertyDeclaration(declaration, name.text)[0]!;
  return f.c.checker.getSymbolAtLocation(name)!;
}

/** `undefined` stands for the default. */
export function withDefault(f: FunctionLowering, val: Val, ty: Ty, initializer: ts.Expression): Val {
  if (val.ty.kind === "undefined") return lowerTo(f, initializer, ty);
  const type = storage(val.ty);
  if (type !== "ref" && type !== "any") return coerce(f, val, ty, initializer);
  if (!membersOf(val.ty).some((member) => member.kind === "undefined" || member.kind === "unknown"))
    return coerce(f, val, ty, initializer);
  return join(
    f,
    isExactly(f, val, "undefined"),
    ty,
    initializer,
    () => lowerTo(f, initializer, ty),
    () => {
      const present =
        val.ty.kind === "union"
          ? { ...val.ty, members: val.ty.members.filter((member) => member.kind !== "undefined") }
          : val.ty;
      const target = present.kind === "union" && present.members.length === 1 ? present.members[0]! : present;
      return coerce(f, coerce(f, val, target, initializer, "narrow"), ty, initializer);
    },
  );
}
