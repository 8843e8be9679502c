/** `value instanceof C`: of a class by its name, or of a class as a value. */
import ts from "typescript";
import { AnyTag, type Operand } from "../../ir/ir.ts";
import { bool, i32 } from "../../ir/operands.ts";
import { CompileError, codes } from "../failure.ts";
import { skipParentheses } from "../syntax.ts";
import { emptyEnv } from "../types/env.ts";
import { storage } from "../types/representation.ts";
import { booleanTy, instanceMember, unknownTy } from "../types/ty.ts";
import { classHere, ownSymbol } from "./class-object.ts";
import { coerce } from "./coerce.ts";
import { dispatch } from "./dispatch-entry.ts";
import { lowerExpression } from "./expression.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { checkClassInitialised } from "./initialisation.ts";
import { isInstance } from "./static-member.ts";
import type { Val } from "./value.ts";

export function lowerInstanceof(f: FunctionLowering, node: ts.BinaryExpression): Val {
  const val = lowerExpression(f, node.left);
  if (!f.c.types.isClassName(skipParentheses(node.right))) return isInstanceOfValue(f, val, node);
  checkClassInitialised(f, node.right);
  const classType = f.c.checker.getTypeAtLocation(node.right);
  const signature = classType.getConstructSignatures()[0];
  const prototype = classType.getProperty("prototype");
  const instance = prototype === undefined ? signature?.getReturnType() : f.c.checker.getTypeOfSymbol(prototype);
  if (instance === undefined)
    throw new CompileError(node.right, codes.unsupportedSyntax, "'instanceof' needs the name of a class on its right");
  const symbol = instance.symbol;
  const declaration = symbol?.valueDeclaration;
  const own =
    symbol?.declarations?.some(ts.isClassLike) && f.c.library.isGlobalDeclaration(symbol)
      ? f.c.library.classDeclaration(symbol.name)
      : declaration;
  if (own === undefined || !ts.isClassLike(own))
    throw new CompileError(node.right, codes.unsupportedSyntax, "'instanceof' needs the name of a class on its right");
  if ((own.typeParameters?.length ?? 0) > 0) return isOfGeneric(f, own, val);
  return testReference(f, val, (op) => f.b.is(f.c.ensureClass(f.c.types.classInfo(own, [], emptyEnv)), op));
}

function isInstanceOfValue(f: FunctionLowering, val: Val, node: ts.BinaryExpression): Val {
  const tested = lowerExpression(f, node.right);
  if (tested.ty.kind === "static") {
    const { declaration } = tested.ty.info;
    if (declaration.typeParameters !== undefined) return isOfGeneric(f, declaration, val);
    return { op: isInstance(f, { ...tested, ty: tested.ty }, val), ty: booleanTy };
  }
  const operation = { kind: "call", member: instanceMember, params: [unknownTy], result: booleanTy } as const;
  return { op: dispatch(f, tested, operation, [coerce(f, val, unknownTy, node).op])!, ty: booleanTy };
}

/** Any instance of a generic class, whatever its type arguments. */
function isOfGeneric(f: FunctionLowering, declaration: ts.ClassLikeDeclaration, val: Val): Val {
  const name = f.c.tables.genericTest(declaration);
  return testReference(f, val, (op) => f.b.call({ kind: "direct", name }, [op], "i1")!);
}

/** `#name in value`: is it an instance of the class that declares the name, or of one that extends it? */
export function lowerHasPrivate(f: FunctionLowering, name: ts.PrivateIdentifier, val: Val): Val {
  const declaration = f.c.checker.getSymbolAtLocation(name)?.valueDeclaration?.parent;
  if (declaration === undefined || !ts.isClassLike(declaration))
    throw new CompileError(name, codes.unsupportedSyntax, `'${name.text}' is not known`);
  if (declaration.typeParameters !== undefined) return isOfGeneric(f, declaration, val);
  const info = classHere(f, declaration);
  const own = ownSymbol(f, declaration);
  const known = own === undefined ? undefined : f.variables.get(own);
  if (info.hasObject && known !== undefined)
    return { op: isInstance(f, { op: f.read(known).op, ty: { kind: "static", info } }, val), ty: booleanTy };
  return testReference(f, val, (op) => f.b.is(f.c.ensureClass(info), op));
}

/** The test of an object; what is none is no instance of anything. */
function testReference(f: FunctionLowering, val: Val, test: (op: Operand) => Operand): Val {
  const type = storage(val.ty);
  if (type !== "ref" && type !== "any") return { op: bool(false), ty: booleanTy };
  if (type === "ref") return { op: test(val.op), ty: booleanTy };
  const result = f.b.addLocal("instanceof", "i1");
  const yes = f.b.newBlock("reference");
  const done = f.b.newBlock("instanceof");
  f.b.localSet(result, bool(false));
  f.b.branch(f.b.compare("eq", f.b.anyTag(val.op), i32(AnyTag.ref)), yes, done);
  f.b.setBlock(yes);
  f.b.localSet(result, test(f.b.anyUnbox("ref", val.op)));
  f.b.jump(done);
  f.b.setBlock(done);
  return { op: f.b.localGet(result), ty: booleanTy };
}
