/**
 * The functions that a block declares, which exist from its start. One that captures nothing is an instance like any other; the others are closures, made before
 * the block's first statement. Functions that call each other in a circle find each other through boxes.
 */
import ts from "typescript";
import { CompileError, codes } from "../failure.ts";
import { capturesOf, makeClosure } from "./closure.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { isGenericFunction, makeGeneric } from "./generic-function.ts";
import { functionTyOf, signatureOf } from "./signature.ts";

interface Local {
  readonly node: ts.FunctionDeclaration;
  readonly symbol: ts.Symbol;
  /** Others of the block that it names. */
  readonly uses: readonly ts.Symbol[];
  state: "waiting" | "started" | "boxed" | "made";
}

export function hoistFunctions(f: FunctionLowering, nodes: readonly ts.FunctionDeclaration[]): void {
  const declared = nodes.filter(
    (node) => node.body !== undefined && node.name !== undefined && !ts.isSourceFile(node.parent),
  );
  if (declared.length === 0) return;
  const symbols = new Map(declared.map((node) => [f.c.checker.getSymbolAtLocation(node.name!)!, node]));
  const locals = [...symbols].map(
    ([symbol, node]): Local => ({ node, symbol, uses: namesIn(f, node, symbols), state: "waiting" }),
  );
  const closures = new Map(
    locals
      .filter((local) => capturesOf(f, local.node).some(({ symbol }) => symbol !== local.symbol))
      .map((local) => [local.symbol, local]),
  );
  for (let changed = true; changed; ) {
    changed = false;
    for (const local of locals) {
      if (closures.has(local.symbol) || !local.uses.some((used) => used !== local.symbol && closures.has(used)))
        continue;
      closures.set(local.symbol, local);
      changed = true;
    }
  }
  for (const local of closures.values()) hoist(f, local, closures);
}

/** Makes a closure after those that it captures. */
function hoist(f: FunctionLowering, local: Local, closures: ReadonlyMap<ts.Symbol, Local>): void {
  if (local.state !== "waiting") return;
  const { node, symbol } = local;
  local.state = "started";
  for (const used of local.uses) {
    const other = closures.get(used);
    if (other === undefined || other === local) continue;
    if (other.state === "started") announce(f, other);
    else hoist(f, other, closures);
  }
  f.at(node);
  const val = isGenericFunction(node) ? makeGeneric(f, node, symbol) : makeClosure(f, node, undefined, symbol);
  const variable = f.variables.get(symbol);
  if (isAnnounced(local) && variable !== undefined) f.write(variable, val.op);
  else f.declare(symbol, val.ty, val.op);
  local.state = "made";
}

function isAnnounced(local: Local): boolean {
  return local.state === "boxed";
}

/** Another function captures it before it is made: it gets its box now. */
function announce(f: FunctionLowering, local: Local): void {
  if (isGenericFunction(local.node))
    throw new CompileError(
      local.node,
      codes.unsupportedSyntax,
      "a generic function that captures variables can't be part of a circle of functions that call each other",
      "pass the other function as a parameter",
    );
  f.declare(local.symbol, functionTyOf(signatureOf(f.c.types, local.node, f.env)), undefined);
  local.state = "boxed";
}

function namesIn(f: FunctionLowering, node: ts.Node, symbols: ReadonlyMap<ts.Symbol, ts.Node>): readonly ts.Symbol[] {
  const found = new Set<ts.Symbol>();
  const visit = (at: ts.Node): void => {
    if (ts.isIdentifier(at)) {
      const symbol = ts.isShorthandPropertyAssignment(at.parent)
        ? f.c.checker.getShorthandAssignmentValueSymbol(at.parent)
        : f.c.checker.getSymbolAtLocation(at);
      if (symbol !== undefined && symbols.has(symbol)) found.add(symbol);
    }
    ts.forEachChild(at, visit);
  };
  visit(node);
  return [...found];
}
