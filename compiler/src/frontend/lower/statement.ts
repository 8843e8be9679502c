/** Statements. */
import ts from "typescript";
import { CompileError, codes } from "../failure.ts";
import { storage } from "../types/representation.ts";
import { integerTy, membersOf, numberTy, type Ty, undefinedTy, unionOf, unknownTy } from "../types/ty.ts";
import { iterateAsync } from "./async-iterate.ts";
import { announceClass, lowerClassDeclaration } from "./class-value.ts";
import { coerce } from "./coerce.ts";
import { lowerCondition } from "./condition.ts";
import { finishCarried, lowerCoroutineReturn } from "./coroutine-return.ts";
import { destructureAssign, destructureDeclare } from "./destructure.ts";
import { entryNames, isEntry } from "./dictionary.ts";
import { evolvedTy, isEvolving } from "./evolving.ts";
import { lowerExpression, lowerTo, settled, unsupported } from "./expression.ts";
import type { Exit, FunctionLowering, JumpScope } from "./function-lowering.ts";
import { hoistFunctions } from "./hoist.ts";
import { iterate } from "./iterate.ts";
import { mayBeMissing } from "./match.ts";
import { equality } from "./operator.ts";
import { provePredicate } from "./predicate.ts";
import { staticIntTy, variableHolding } from "./reference.ts";
import { isGeneric, staticTruth, staticTypeof } from "./static-condition.ts";
import { lowerTry, lowerUsing, usingInLoop } from "./try.ts";
import { undefinedVal, type Val } from "./value.ts";

type Lower = (f: FunctionLowering, node: never) => void;

const lowerings: Partial<Record<ts.SyntaxKind, Lower>> = {
  [ts.SyntaxKind.ExpressionStatement]: (f, node: ts.ExpressionStatement) =>
    void lowerExpression(f, node.expression, { kind: "void" }),
  [ts.SyntaxKind.VariableStatement]: (f, node: ts.VariableStatement) => lowerDeclarations(f, node.declarationList),
  [ts.SyntaxKind.ReturnStatement]: lowerReturn,
  [ts.SyntaxKind.IfStatement]: lowerIf,
  [ts.SyntaxKind.WhileStatement]: lowerWhile,
  [ts.SyntaxKind.DoStatement]: lowerDo,
  [ts.SyntaxKind.ForStatement]: lowerFor,
  [ts.SyntaxKind.ForOfStatement]: lowerForOf,
  [ts.SyntaxKind.ForInStatement]: lowerForIn,
  [ts.SyntaxKind.SwitchStatement]: lowerSwitch,
  [ts.SyntaxKind.Block]: (f, node: ts.Block) => lowerStatements(f, node.statements),
  [ts.SyntaxKind.BreakStatement]: lowerJump,
  [ts.SyntaxKind.ContinueStatement]: lowerJump,
  [ts.SyntaxKind.LabeledStatement]: lowerLabeled,
  [ts.SyntaxKind.ThrowStatement]: lowerThrow,
  [ts.SyntaxKind.TryStatement]: lowerTry,
  [ts.SyntaxKind.EmptyStatement]: () => {},
  [ts.SyntaxKind.DebuggerStatement]: () => {},
  // Hoisted, or nothing to do at run time.
  [ts.SyntaxKind.FunctionDeclaration]: () => {},
  [ts.SyntaxKind.ClassDeclaration]: (f, node: ts.ClassDeclaration) => lowerClassDeclaration(f, node),
  [ts.SyntaxKind.InterfaceDeclaration]: () => {},
  [ts.SyntaxKind.TypeAliasDeclaration]: () => {},
  [ts.SyntaxKind.EnumDeclaration]: () => {},
};

const syntaxNames: Partial<Record<ts.SyntaxKind, [string, string]>> = {
  [ts.SyntaxKind.WithStatement]: ["'with'", "name the object"],
  [ts.SyntaxKind.ModuleDeclaration]: ["namespaces with content", "use a module"],
};

export function lowerStatement(f: FunctionLowering, node: ts.Statement): void {
  const lower = lowerings[node.kind];
  if (lower === undefined) {
    const [what, help] = syntaxNames[node.kind] ?? [ts.SyntaxKind[node.kind], "write it another way"];
    throw new CompileError(node, codes.unsupportedSyntax, `${what} can't be compiled`, help);
  }
  f.at(node);
  try {
    (lower as (f: FunctionLowering, node: ts.Node) => void)(f, node);
  } catch (error) {
    // One message a statement; then on, so that one run shows them all.
    f.c.report(error, node);
    if (ts.isVariableStatement(node)) f.c.poison(node.declarationList);
    const name = ts.isClassDeclaration(node) && node.name !== undefined ? node.name : undefined;
    const symbol = name === undefined ? undefined : f.c.checker.getSymbolAtLocation(name);
    if (symbol !== undefined) f.c.poisoned.add(symbol);
  }
}

/** A block's statements: first the functions that it declares, then the rest; `using` covers what follows it. */
export function lowerStatements(f: FunctionLowering, statements: readonly ts.Statement[]): void {
  for (const statement of statements) {
    if (ts.isVariableStatement(statement)) declareEarly(f, statement.declarationList);
    else if (ts.isClassDeclaration(statement)) announceClass(f, statement);
  }
  hoistFunctions(f, statements.filter(ts.isFunctionDeclaration));
  for (const [index, statement] of statements.entries()) {
    if (f.b.isTerminated) {
      // It may only make sense for other type arguments.
      if (isGeneric(f)) return;
      f.b.setBlock(f.b.newBlock("dead"));
    }
    if (ts.isVariableStatement(statement) && statement.declarationList.flags & ts.NodeFlags.Using) {
      lowerUsing(f, statement.declarationList, statements.slice(index + 1));
      return;
    }
    lowerStatement(f, statement);
  }
}

/** Variables that functions of the block capture before their declarations are reached. */
function declareEarly(f: FunctionLowering, list: ts.VariableDeclarationList): void {
  for (const name of list.declarations.flatMap((declaration) => boundNames(declaration.name))) {
    const symbol = f.c.checker.getSymbolAtLocation(name);
    if (symbol === undefined || !f.facts.isEarly(symbol)) continue;
    const type = f.c.checker.getTypeOfSymbol(symbol);
    if ((type.flags & ts.TypeFlags.Any) === 0) f.declareEarly(symbol, variableHolding(f.translate(type, name)));
  }
}

/** The variables that a declaration's name or pattern stands for. */
function boundNames(name: ts.BindingName): ts.Identifier[] {
  if (ts.isIdentifier(name)) return [name];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : boundNames(element.name)));
}

// ---- declarations ----

export function lowerDeclarations(f: FunctionLowering, list: ts.VariableDeclarationList): void {
  for (const declaration of list.declarations) lowerDeclaration(f, declaration);
}

export function lowerDeclaration(f: FunctionLowering, node: ts.VariableDeclaration): void {
  f.at(node);
  if (!ts.isIdentifier(node.name)) {
    const val = lowerExpression(f, node.initializer!, node.type === undefined ? undefined : f.typeOf(node));
    destructureDeclare(f, node.name, val);
    return;
  }
  const symbol = f.c.checker.getSymbolAtLocation(node.name)!;
  if (node.initializer === undefined) {
    const ty = uninitialisedTy(f, node, symbol);
    f.declare(symbol, ty, coerceUndefined(f, ty, node));
    return;
  }
  if (node.type !== undefined) {
    const ty = variableHolding(f.typeOf(node));
    f.declare(symbol, ty, lowerTo(f, node.initializer, ty).op);
    return;
  }
  const evolved = isEvolving(f, f.c.checker.getTypeOfSymbol(symbol), node) ? evolvedTy(f, node, symbol) : undefined;
  if (evolved !== undefined) {
    f.declare(symbol, evolved, lowerTo(f, node.initializer, evolved).op);
    return;
  }
  const val = lowerExpression(f, node.initializer);
  const ty = variableTy(f, node, symbol, val);
  f.declare(symbol, ty, coerce(f, val, ty, node.initializer).op);
}

function coerceUndefined(f: FunctionLowering, ty: Ty, node: ts.Node) {
  const optional = membersOf(ty).some((member) => member.kind === "undefined" || member.kind === "unknown");
  return optional && storage(ty) === "any" ? coerce(f, undefinedVal, ty, node).op : undefined;
}

/** `let x;`: as annotated, or whatever the uses show. */
function uninitialisedTy(f: FunctionLowering, node: ts.VariableDeclaration, symbol: ts.Symbol): Ty {
  if (node.type !== undefined) return variableHolding(f.typeOf(node));
  if (f.facts.isInteger(symbol)) return integerTy;
  const evolved = evolvedTy(f, node, symbol);
  if (evolved !== undefined) return variableHolding(evolved);
  throw new CompileError(
    node,
    codes.any,
    `the type of '${node.name.getText()}' can't be found where it is declared`,
    "annotate it",
  );
}

/** What lowering saw, if it knows more than the checker; else the declared type. */
function variableTy(f: FunctionLowering, node: ts.VariableDeclaration, symbol: ts.Symbol, val: Val): Ty {
  if (val.ty.kind === "int" || val.ty.kind === "f32" || val.ty.kind === "pointer" || val.ty.kind === "struct")
    return val.ty;
  if (f.facts.isInteger(symbol) && val.ty.kind === "integer") return integerTy;
  if (val.ty.kind === "integer") return numberTy;
  const isDictionary = f.c.types.dictionaryValue(val.ty) !== undefined;
  if (val.ty.kind === "literal" || val.ty.kind === "function" || isDictionary) {
    const constant = ts.getCombinedNodeFlags(node) & ts.NodeFlags.Const;
    if (constant) return val.ty;
  }
  if (val.ty.kind === "void") return undefinedTy;
  const type = f.c.checker.getTypeOfSymbol(symbol);
  if (isEvolving(f, type, node)) {
    if (val.ty.kind === "array" && val.ty.element.kind !== "never") return val.ty;
    throw new CompileError(
      node,
      codes.any,
      `the type of '${node.name.getText()}' can't be found where it is declared`,
      "annotate it",
    );
  }
  const ty = variableHolding(f.translate(type, node));
  if (ty.kind === "object" && ty.family === "array" && val.ty.kind === "array") return val.ty;
  if (storage(ty) === "ref" && mayBeMissing(f.c.checker, f.c.library, node)) return unionOf([ty, undefinedTy]);
  if (ty.kind === "number" && staticIntTy(f, node.initializer!) !== undefined) return val.ty;
  return ty;
}

// ---- leaving ----

function lowerReturn(f: FunctionLowering, node: ts.ReturnStatement): void {
  if (f.coroutine !== undefined) {
    lowerCoroutineReturn(f, node);
    return;
  }
  const type = storage(f.resultTy);
  const val = node.expression === undefined ? undefinedVal : lowerExpression(f, node.expression, f.resultTy);
  if (f.b.isTerminated) return;
  f.at(node);
  if (f.resultTy.kind === "void" || f.resultTy.kind === "never") {
    provePredicate(f, node);
    leave(f, { kind: "return" }, () => f.b.return());
    return;
  }
  const op = coerce(f, val, f.resultTy, node.expression ?? node).op;
  provePredicate(f, node, { op, ty: f.resultTy });
  if (f.finallies.length === 0) {
    f.b.return(op);
    return;
  }
  f.returnLocal ??= f.b.addLocal("result", type);
  const local = f.returnLocal;
  f.b.localSet(local, op);
  leave(f, { kind: "return" }, () => f.b.return(f.b.localGet(local)));
}

/** Leaves by an exit: through the `finally` regions in between, then by `direct`. */
export function leave(f: FunctionLowering, exit: Exit, direct: () => void): void {
  const depth = exit.kind === "return" ? 0 : exit.scope.depth;
  if (f.finallies.length > depth) f.finallies.at(-1)!.leaveTo(exit);
  else direct();
}

/** Continues an exit behind a `finally`. */
export function continueExit(f: FunctionLowering, exit: Exit, node: ts.Node): void {
  leave(f, exit, () => {
    if (exit.kind === "break") f.b.jump(exit.scope.breakBlock);
    else if (exit.kind === "continue") f.b.jump(exit.scope.continueBlock!);
    else if (f.coroutine !== undefined) finishCarried(f, node);
    else if (f.returnLocal !== undefined) f.b.return(f.b.localGet(f.returnLocal));
    else f.b.return();
  });
}

function lowerJump(f: FunctionLowering, node: ts.BreakOrContinueStatement): void {
  const isContinue = ts.isContinueStatement(node);
  const label = node.label?.text;
  const scope = f.jumps.findLast(
    (candidate) =>
      (label === undefined ? !isContinue || candidate.continueBlock !== undefined : candidate.label === label) &&
      (label !== undefined || candidate.breakable),
  );
  if (scope === undefined) throw unsupported(node);
  leave(f, { kind: isContinue ? "continue" : "break", scope }, () =>
    f.b.jump(isContinue ? scope.continueBlock! : scope.breakBlock),
  );
}

function lowerLabeled(f: FunctionLowering, node: ts.LabeledStatement): void {
  const inner = node.statement;
  if (ts.isIterationStatement(inner, false)) {
    f.pendingLabel = node.label.text;
    lowerStatement(f, inner);
    return;
  }
  const done = f.b.newBlock("labelled");
  withScope(f, { breakBlock: done, continueBlock: undefined, label: node.label.text, breakable: false }, () =>
    lowerStatement(f, inner),
  );
  if (!f.b.isTerminated) f.b.jump(done);
  f.b.setBlock(done);
}

export function withScope(f: FunctionLowering, scope: Omit<JumpScope, "depth">, body: () => void): void {
  f.jumps.push({ ...scope, depth: f.finallies.length });
  body();
  f.jumps.pop();
}

function loopScope(f: FunctionLowering, breakBlock: string, continueBlock: string, body: () => void): void {
  const label = f.pendingLabel;
  f.pendingLabel = undefined;
  withScope(f, { breakBlock, continueBlock, label, breakable: true }, body);
}

function lowerThrow(f: FunctionLowering, node: ts.ThrowStatement): void {
  const val = lowerExpression(f, node.expression);
  f.at(node);
  f.throwError(thrownObject(f, val, node));
}

/** Errors travel as references: what is no object is put into one. */
export function thrownObject(f: FunctionLowering, val: Val, node: ts.Node) {
  if (storage(val.ty) === "ref") return val.op;
  return f.callRuntime("boxThrown", [coerce(f, val, unknownTy, node)], [], node).op;
}

// ---- branches and loops ----

function lowerIf(f: FunctionLowering, node: ts.IfStatement): void {
  const known = staticTruth(f, node.expression);
  if (known !== undefined) {
    const taken = known ? node.thenStatement : node.elseStatement;
    if (taken !== undefined) lowerStatement(f, taken);
    return;
  }
  const yes = f.b.newBlock("then");
  const no = f.b.newBlock("else");
  const done = node.elseStatement === undefined ? no : f.b.newBlock("done");
  lowerCondition(f, node.expression, yes, no);
  f.b.setBlock(yes);
  lowerStatement(f, node.thenStatement);
  if (!f.b.isTerminated) f.b.jump(done);
  if (node.elseStatement !== undefined) {
    f.b.setBlock(no);
    lowerStatement(f, node.elseStatement);
    if (!f.b.isTerminated) f.b.jump(done);
  }
  f.b.setBlock(done);
}

function lowerWhile(f: FunctionLowering, node: ts.WhileStatement): void {
  const head = f.b.newBlock("while");
  const body = f.b.newBlock("body");
  const done = f.b.newBlock("done");
  f.b.jump(head);
  f.b.setBlock(head);
  lowerCondition(f, node.expression, body, done);
  f.b.setBlock(body);
  loopScope(f, done, head, () => lowerStatement(f, node.statement));
  f.at(node); // the way back is the loop's, not the last statement's
  if (!f.b.isTerminated) f.b.jump(head);
  f.b.setBlock(done);
}

function lowerDo(f: FunctionLowering, node: ts.DoStatement): void {
  const body = f.b.newBlock("do");
  const test = f.b.newBlock("test");
  const done = f.b.newBlock("done");
  f.b.jump(body);
  f.b.setBlock(body);
  loopScope(f, done, test, () => lowerStatement(f, node.statement));
  if (!f.b.isTerminated) f.b.jump(test);
  f.b.setBlock(test);
  lowerCondition(f, node.expression, body, done);
  f.b.setBlock(done);
}

function lowerFor(f: FunctionLowering, node: ts.ForStatement): void {
  const { initializer } = node;
  const boxed: { local: string; type: ReturnType<typeof storage> }[] = [];
  if (initializer !== undefined && ts.isVariableDeclarationList(initializer)) {
    lowerDeclarations(f, initializer);
    if (initializer.flags & ts.NodeFlags.Let) {
      for (const declaration of initializer.declarations) {
        const symbol = f.c.checker.getSymbolAtLocation(declaration.name);
        const variable = symbol === undefined ? undefined : f.variables.get(symbol);
        if (variable?.kind === "box") boxed.push({ local: variable.local, type: storage(variable.ty) });
      }
    }
  } else if (initializer !== undefined) lowerExpression(f, initializer, { kind: "void" });
  const head = f.b.newBlock("for");
  const body = f.b.newBlock("body");
  const next = f.b.newBlock("next");
  const done = f.b.newBlock("done");
  f.b.jump(head);
  f.b.setBlock(head);
  if (node.condition !== undefined) lowerCondition(f, node.condition, body, done);
  else f.b.jump(body);
  f.b.setBlock(body);
  loopScope(f, done, next, () => lowerStatement(f, node.statement));
  if (!f.b.isTerminated) f.b.jump(next);
  f.b.setBlock(next);
  f.at(node.incrementor ?? node);
  // Each turn has variables of its own: closures made in the last one keep theirs.
  for (const { local, type } of boxed) {
    const value = f.b.fieldGet(type, f.c.boxClass(type), "value", f.b.localGet(local));
    f.newBox(local, type, value);
  }
  if (node.incrementor !== undefined) lowerExpression(f, node.incrementor, { kind: "void" });
  f.b.jump(head);
  f.b.setBlock(done);
}

function lowerForOf(f: FunctionLowering, node: ts.ForOfStatement): void {
  const source = lowerExpression(f, node.expression);
  f.at(node);
  const through = node.awaitModifier === undefined ? iterate : iterateAsync;
  through(f, source, node.expression, (value, blocks) => {
    f.at(node.initializer);
    const using = usingInLoop(f, node.initializer, value);
    const body = (): void => lowerStatement(f, node.statement);
    if (using === undefined) bindLoopVariable(f, node.initializer, value);
    loopScope(f, blocks.done, blocks.next, using === undefined ? body : () => using(body));
    f.at(node);
  });
}

/** The names of a Record's properties, as they are when the loop begins; those that are removed before their turn are left out. */
function lowerForIn(f: FunctionLowering, node: ts.ForInStatement): void {
  const object = lowerExpression(f, node.expression);
  if (f.c.types.dictionaryValue(object.ty) === undefined)
    throw new CompileError(
      node,
      codes.unsupportedSyntax,
      "'for…in' can't be compiled for objects whose type names their properties",
      "use 'for…of' over an array, a Map's keys, or Object.keys",
    );
  f.at(node);
  iterate(f, entryNames(f, object, node), node.expression, (name, blocks) => {
    const there = f.b.newBlock("there");
    f.b.branch(isEntry(f, object, name, node).op, there, blocks.next);
    f.b.setBlock(there);
    f.at(node.initializer);
    bindLoopVariable(f, node.initializer, name);
    loopScope(f, blocks.done, blocks.next, () => lowerStatement(f, node.statement));
    f.at(node);
  });
}

function bindLoopVariable(f: FunctionLowering, initializer: ts.ForInitializer, value: Val): void {
  if (!ts.isVariableDeclarationList(initializer)) {
    destructureAssign(f, initializer as ts.Expression, value);
    return;
  }
  const declaration = initializer.declarations[0]!;
  if (!ts.isIdentifier(declaration.name)) {
    destructureDeclare(f, declaration.name, value);
    return;
  }
  const symbol = f.c.checker.getSymbolAtLocation(declaration.name)!;
  const val = settled(f, value, declaration);
  f.declare(symbol, val.ty, val.op);
}

// ---- switch ----

function lowerSwitch(f: FunctionLowering, node: ts.SwitchStatement): void {
  const done = f.b.newBlock("done");
  const clauses = node.caseBlock.clauses;
  const blocks = clauses.map((clause) => f.b.newBlock(ts.isDefaultClause(clause) ? "default" : "case"));
  // Clauses that type arguments exclude need not make sense.
  const known = ts.isTypeOfExpression(node.expression) ? staticTypeof(f, node.expression.expression) : undefined;
  const isExcluded = (clause: ts.CaseOrDefaultClause): boolean =>
    known !== undefined &&
    ts.isCaseClause(clause) &&
    ts.isStringLiteralLike(clause.expression) &&
    !known.has(clause.expression.text);
  const val = lowerExpression(f, node.expression);
  const held = holdSubject(f, val);
  const fallback = clauses.findIndex(ts.isDefaultClause);
  clauses.forEach((clause, index) => {
    if (ts.isDefaultClause(clause) || isExcluded(clause)) return;
    const next = f.b.newBlock("next");
    const candidate = lowerExpression(f, clause.expression, val.ty.kind === "int" ? val.ty : undefined);
    f.at(clause);
    f.b.branch(equality(f, held(), candidate, ts.SyntaxKind.EqualsEqualsEqualsToken, clause), blocks[index]!, next);
    f.b.setBlock(next);
  });
  f.b.jump(fallback >= 0 ? blocks[fallback]! : done);
  withScope(f, { breakBlock: done, continueBlock: undefined, label: undefined, breakable: true }, () => {
    clauses.forEach((clause, index) => {
      f.b.setBlock(blocks[index]!);
      if (!isExcluded(clause) || fallsThrough(clauses[index - 1])) lowerStatements(f, clause.statements);
      if (!f.b.isTerminated) f.b.jump(blocks[index + 1] ?? done);
    });
  });
  f.b.setBlock(done);
}

/** May control come out of a clause into the next one? */
function fallsThrough(clause: ts.CaseOrDefaultClause | undefined): boolean {
  const last = clause?.statements.at(-1);
  if (clause === undefined || last === undefined) return clause !== undefined;
  return !(
    ts.isBreakStatement(last) ||
    ts.isReturnStatement(last) ||
    ts.isThrowStatement(last) ||
    ts.isContinueStatement(last)
  );
}

/** Keeps the subject across the tests. */
function holdSubject(f: FunctionLowering, val: Val): () => Val {
  if (val.op.kind !== "value") return () => val;
  const local = f.b.addLocal("subject", storage(val.ty));
  f.b.localSet(local, val.op);
  return () => ({ ...val, op: f.b.localGet(local) });
}
