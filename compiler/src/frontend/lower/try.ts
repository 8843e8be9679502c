/**
 * `try`, `catch`, `finally`, `using`. A `finally` is lowered once: whoever gets there leaves a note of where to go on (out of the end, with an error, by a
 * `return`, `break` or `continue`), and a switch behind it sends control there.
 */
import ts from "typescript";
import type { Operand } from "../../ir/ir.ts";
import { i32, undefinedRef } from "../../ir/operands.ts";
import { CompileError, codes } from "../failure.ts";
import { mayBeNullish, unknownTy, withoutNullish } from "../types/ty.ts";
import { awaitValue } from "./async.ts";
import { coerce } from "./coerce.ts";
import { destructureDeclare } from "./destructure.ts";
import { callMember } from "./dispatch-entry.ts";
import { lowerExpression } from "./expression.ts";
import type { Exit, FunctionLowering } from "./function-lowering.ts";
import { isNullish } from "./operator.ts";
import { continueExit, lowerStatements } from "./statement.ts";
import type { Val } from "./value.ts";

export function lowerTry(f: FunctionLowering, node: ts.TryStatement): void {
  if (node.finallyBlock === undefined) {
    lowerTryCatch(f, node.tryBlock, node.catchClause!);
    return;
  }
  const finallyBlock = node.finallyBlock;
  withFinally(
    f,
    node,
    () => {
      if (node.catchClause === undefined) lowerStatements(f, node.tryBlock.statements);
      else lowerTryCatch(f, node.tryBlock, node.catchClause);
    },
    () => lowerStatements(f, finallyBlock.statements),
  );
}

function lowerTryCatch(f: FunctionLowering, body: ts.Block, clause: ts.CatchClause): void {
  const handler = f.b.newBlock("catch");
  const done = f.b.newBlock("done");
  const error = f.b.addBlockParam(handler, "ref");
  f.withHandler(handler, () => lowerStatements(f, body.statements));
  if (!f.b.isTerminated) f.b.jump(done);
  f.b.setBlock(handler);
  f.at(clause);
  bindCaught(f, clause, error);
  lowerStatements(f, clause.block.statements);
  if (!f.b.isTerminated) f.b.jump(done);
  f.b.setBlock(done);
}

function bindCaught(f: FunctionLowering, clause: ts.CatchClause, error: Val["op"]): void {
  const declaration = clause.variableDeclaration;
  if (declaration === undefined) return;
  const val = f.callRuntime("caughtValue", [{ op: f.b.anyBox("ref", error), ty: unknownTy }], [], clause);
  if (!ts.isIdentifier(declaration.name)) destructureDeclare(f, declaration.name, val);
  else f.declare(f.c.checker.getSymbolAtLocation(declaration.name)!, unknownTy, val.op);
}

/** What waits for the end of a `finally`: why it runs, and the error if it is one. */
export interface Pending {
  readonly route: string;
  readonly error: string;
}

const routes = { end: 0, error: 1, firstExit: 2 } as const;

/** i1: does the `finally` run because of an error? */
export function isError(f: FunctionLowering, pending: Pending): Operand {
  return f.b.compare("eq", f.b.localGet(pending.route), i32(routes.error));
}

/** Runs `cleanup` however `body` is left. */
export function withFinally(
  f: FunctionLowering,
  node: ts.Node,
  body: () => void,
  cleanup: (pending: Pending) => void,
): void {
  const b = f.b;
  const route = b.addLocal("route", "i32");
  const pending = b.addLocal("error", "ref");
  const start = b.newBlock("finally");
  const done = b.newBlock("done");
  const handler = b.newBlock("unwind");
  const error = b.addBlockParam(handler, "ref");
  const exits: Exit[] = [];
  b.localSet(pending, undefinedRef);
  f.finallies.push({
    leaveTo: (exit) => {
      const known = exits.findIndex(
        (other) => other.kind === exit.kind && (exit.kind === "return" || (other as typeof exit).scope === exit.scope),
      );
      const index = known >= 0 ? known : exits.push(exit) - 1;
      b.localSet(route, i32(index + routes.firstExit));
      b.jump(start);
    },
  });
  f.withHandler(handler, body);
  if (!b.isTerminated) {
    b.localSet(route, i32(routes.end));
    b.jump(start);
  }
  f.finallies.pop();
  b.setBlock(handler);
  b.localSet(pending, error);
  b.localSet(route, i32(routes.error));
  b.jump(start);
  b.setBlock(start);
  cleanup({ route, error: pending });
  if (b.isTerminated) {
    b.setBlock(done);
    b.unreachable();
    b.setBlock(b.newBlock("dead"));
    return;
  }
  const rethrow = b.newBlock("rethrow");
  const exitBlocks = exits.map((exit) => ({ exit, block: b.newBlock(exit.kind) }));
  const isRethrow = { value: BigInt(routes.error), target: { block: rethrow, args: [] } };
  b.switch(
    b.localGet(route),
    [
      isRethrow,
      ...exitBlocks.map(({ block }, index) => ({
        value: BigInt(index + routes.firstExit),
        target: { block, args: [] },
      })),
    ],
    { block: done, args: [] },
  );
  b.setBlock(rethrow);
  f.throwError(b.localGet(pending));
  for (const { exit, block } of exitBlocks) {
    b.setBlock(block);
    continueExit(f, exit, node);
  }
  b.setBlock(done);
}

/** `using x = …;` and what follows it in the block. */
export function lowerUsing(f: FunctionLowering, list: ts.VariableDeclarationList, rest: readonly ts.Statement[]): void {
  const isAwait = (list.flags & ts.NodeFlags.AwaitUsing) === ts.NodeFlags.AwaitUsing;
  const [declaration, ...others] = list.declarations;
  if (declaration === undefined) {
    lowerStatements(f, rest);
    return;
  }
  if (!ts.isIdentifier(declaration.name))
    throw new CompileError(declaration, codes.unsupportedSyntax, "'using' declares a plain name");
  f.at(declaration);
  const remaining = others.length === 0 ? undefined : others;
  withResource(f, declaration, lowerExpression(f, declaration.initializer!), isAwait, () => {
    if (remaining === undefined) lowerStatements(f, rest);
    else lowerUsingRest(f, list, remaining, rest);
  });
}

/** `for (using x of …)`: what a round does. Undefined for other loops. */
export function usingInLoop(
  f: FunctionLowering,
  initializer: ts.ForInitializer,
  value: Val,
): ((body: () => void) => void) | undefined {
  if (!ts.isVariableDeclarationList(initializer) || (initializer.flags & ts.NodeFlags.Using) === 0) return undefined;
  const isAwait = (initializer.flags & ts.NodeFlags.AwaitUsing) === ts.NodeFlags.AwaitUsing;
  return (body) => withResource(f, initializer.declarations[0]!, value, isAwait, body);
}

/** Declares the variable of a `using`, runs `body`, and disposes of what the variable holds. */
function withResource(
  f: FunctionLowering,
  declaration: ts.VariableDeclaration,
  val: Val,
  isAwait: boolean,
  body: () => void,
): void {
  const symbol = f.c.checker.getSymbolAtLocation(declaration.name)!;
  f.declare(symbol, val.ty, val.op);
  const variable = f.variables.get(symbol)!;
  withFinally(f, declaration, body, (pending) =>
    disposeSuppressing(f, pending, declaration, () => dispose(f, f.read(variable), isAwait, declaration)),
  );
}

function lowerUsingRest(
  f: FunctionLowering,
  list: ts.VariableDeclarationList,
  others: readonly ts.VariableDeclaration[],
  rest: readonly ts.Statement[],
): void {
  const shorter = Object.create(list, { declarations: { value: others } }) as ts.VariableDeclarationList;
  lowerUsing(f, shorter, rest);
}

/** An error of a disposal while another one is on its way carries that one along. */
function disposeSuppressing(f: FunctionLowering, pending: Pending, node: ts.Node, disposal: () => void): void {
  const b = f.b;
  const done = b.newBlock("disposed");
  const failed = b.newBlock("failed");
  const error = b.addBlockParam(failed, "ref");
  b.markCold(failed);
  f.withHandler(failed, disposal);
  if (!b.isTerminated) b.jump(done);
  b.setBlock(failed);
  const [both, alone] = [b.newBlock("both"), b.newBlock("alone")];
  b.branch(isError(f, pending), both, alone);
  b.setBlock(both);
  const errors = [error, b.localGet(pending.error)].map((op): Val => ({ op: b.anyBox("ref", op), ty: unknownTy }));
  f.throwError(f.callRuntime("suppressedError", errors, [], node).op);
  b.setBlock(alone);
  f.throwError(error);
  b.setBlock(done);
}

/** What a `using` does at the end. */
export function dispose(f: FunctionLowering, val: Val, isAwait: boolean, node: ts.Node): void {
  const done = f.b.newBlock("disposed");
  let subject = val;
  if (mayBeNullish(val.ty)) {
    const present = f.b.newBlock("present");
    f.b.branch(isNullish(f, val), done, present);
    f.b.setBlock(present);
    subject = coerce(f, val, withoutNullish(val.ty), node, "narrow");
  }
  f.at(node);
  if (subject.ty.kind === "never") f.b.unreachable();
  else if (isAwait) {
    const result = callMember(f, subject, "@@asyncDispose", [], node);
    if (result.ty.kind === "class") awaitValue(f, result, node);
  } else callMember(f, subject, "@@dispose", [], node);
  if (!f.b.isTerminated) f.b.jump(done);
  f.b.setBlock(done);
}
