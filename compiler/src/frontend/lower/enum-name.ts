/** `Enum[value]`: the name of a member, by a function of its own for each enum. */
import ts from "typescript";
import { FunctionBuilder } from "../../ir/builder.ts";
import { direct, f64, str, undefinedRef } from "../../ir/operands.ts";
import { stringTy, undefinedTy, unionOf } from "../types/ty.ts";
import { coerce, toDouble } from "./coerce.ts";
import { lowerExpression } from "./expression.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import type { Val } from "./value.ts";

export function enumName(f: FunctionLowering, symbol: ts.Symbol, node: ts.ElementAccessExpression): Val {
  const declaration = symbol.declarations!.find(ts.isEnumDeclaration)!;
  const name = f.c.memo(`enum name of ${f.c.types.declarationName(declaration, symbol.name)}`, () => {
    const b = new FunctionBuilder({
      name: f.c.uniqueName(`${symbol.name}[]`),
      display: symbol.name,
      params: [{ name: "value", type: "f64" }],
      result: "ref",
      throws: false,
    });
    for (const member of declaration.members) {
      const value = f.c.checker.getConstantValue(member);
      if (typeof value !== "number") continue;
      const yes = b.newBlock("yes");
      const next = b.newBlock("next");
      b.branch(b.compare("foeq", b.param(0), f64(value)), yes, next);
      b.setBlock(yes);
      b.return(
        str(ts.isIdentifier(member.name) || ts.isStringLiteral(member.name) ? member.name.text : member.name.getText()),
      );
      b.setBlock(next);
    }
    b.return(undefinedRef);
    f.c.addFunction(b.finish());
    return b.fn.name;
  });
  const index = lowerExpression(f, node.argumentExpression);
  const op = f.b.call(direct(name), [toDouble(f, index)], "ref");
  const val: Val = { op, ty: unionOf([stringTy, undefinedTy]) };
  return coerce(f, val, stringTy, node, "checked");
}
