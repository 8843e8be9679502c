/**
 * What a type predicate says (`value is Point`, `asserts value is Point`, `asserts value`) is proved where its function returns: callers go by it, and read fields
 * at fixed places. A function that says what is not so throws `TypeError`, as a wrong cast does. Predicates that the checker infers are right.
 *
 * What the members of an interface hold is proved when they are used.
 */
import ts from "typescript";
import { direct } from "../../ir/operands.ts";
import { anyObjectTy, membersOf, stringTy, type Ty, tyDisplay } from "../types/ty.ts";
import { coerce, require } from "./coerce.ts";
import { truth } from "./condition.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import type { Val } from "./value.ts";

/** `result`: what a function that asserts nothing returns. `node` is the `return`, or the body. */
export function provePredicate(f: FunctionLowering, node: ts.Node, result?: Val): void {
  const declaration = ts.findAncestor(node, ts.isFunctionLike);
  const predicate = declaration?.type;
  if (declaration === undefined || predicate === undefined || !ts.isTypePredicateNode(predicate)) return;
  const subject = subjectOf(f, declaration, predicate);
  if (subject === undefined) return;
  if (predicate.assertsModifier !== undefined) {
    prove(f, subject, predicate, node);
    return;
  }
  if (result === undefined) return;
  const [yes, done] = [f.b.newBlock("said"), f.b.newBlock("done")];
  f.b.branch(truth(f, result, node), yes, done);
  f.b.setBlock(yes);
  prove(f, subject, predicate, node);
  if (!f.b.isTerminated) f.b.jump(done);
  f.b.setBlock(done);
}

/** The value that a predicate is about. */
function subjectOf(
  f: FunctionLowering,
  declaration: ts.SignatureDeclaration,
  { parameterName }: ts.TypePredicateNode,
): Val | undefined {
  if (ts.isThisTypeNode(parameterName)) return f.thisVal;
  const parameter = declaration.parameters.find(
    ({ name }) => ts.isIdentifier(name) && name.text === parameterName.text,
  );
  const symbol = parameter && f.c.checker.getSymbolAtLocation(parameter.name);
  const variable = symbol && f.variables.get(symbol);
  return variable && f.read(variable);
}

function prove(f: FunctionLowering, subject: Val, predicate: ts.TypePredicateNode, node: ts.Node): void {
  if (predicate.type === undefined) {
    require(f, truth(f, subject, node), () => refuse(f, "true", node));
    return;
  }
  const said = f.translate(f.c.checker.getTypeFromTypeNode(predicate.type), predicate);
  if (said.kind === "unknown") return;
  const tests = membersOf(said).map((member) => testOf(f, member));
  if (tests.includes(undefined)) {
    coerce(f, subject, said, node, "checked");
    return;
  }
  const { op } = coerce(f, subject, anyObjectTy, node, "checked");
  const results = tests.map((test) => f.b.call(direct(test!), [op], "i1")!);
  require(f, results.reduce((one, other) => f.b.binary("or", one, other)), () => refuse(f, tyDisplay(said), node));
}

/**
 * The test for what is reached by names, whose values are proved when they are used: interfaces, and objects with any number of properties. A `Record<string, number | string>`
 * is a `Record<string, unknown>` to a predicate.
 */
function testOf(f: FunctionLowering, ty: Ty): string | undefined {
  if (ty.kind === "object" && ty.family === undefined) return f.c.tables.standsFor(ty);
  const isDictionary = ty.kind === "class" && f.c.types.dictionaryValue(ty) !== undefined;
  return isDictionary ? f.c.tables.alikeTest(ty.info) : undefined;
}

function refuse(f: FunctionLowering, wanted: string, node: ts.Node): void {
  f.callRuntime("throwCast", [{ op: { kind: "string", text: wanted }, ty: stringTy }], [], node);
}
