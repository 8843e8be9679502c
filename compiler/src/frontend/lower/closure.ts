/**
 * Functions as values. A closure is an object whose first field is the address of code that takes the object itself and then the
 * arguments; what it captured stands in further fields. Callers pass arguments as the static function type says, so a function of a slightly different
 * type (fewer parameters, another representation) gets an adapter.
 */
import ts from "typescript";
import type { Operand } from "../../ir/ir.ts";
import { f64, functionPtr, i64, indirect, staticRef, undefinedRef } from "../../ir/operands.ts";
import type { ClassInfo } from "../types/class-info.ts";
import { type Env, emptyEnv } from "../types/env.ts";
import { representation, storage } from "../types/representation.ts";
import { callMember, type FunctionTy, membersOf, numberTy, type Pace, type Ty, tyKey, unknownTy } from "../types/ty.ts";
import { lowerAsyncBody } from "./async.ts";
import { lowerBody } from "./body.ts";
import { LocalFacts } from "./captures.ts";
import { coerce } from "./coerce.ts";
import { type BindReceiver, paceOf, type SuspendingFunction } from "./coroutine.ts";
import { describeVariable } from "./debug-variables.ts";
import { dispatch } from "./dispatch-entry.ts";
import { type Early, FunctionLowering, type Variable } from "./function-lowering.ts";
import { lowerAsyncGeneratorBody, lowerGeneratorBody } from "./generator.ts";
import { isGenericFunction, makeGeneric, plainGeneric } from "./generic-function.ts";
import { isHeldAlike } from "./held-alike.ts";
import { iterate } from "./iterate.ts";
import { type FunctionSignature, functionTyOf, signatureOf } from "./signature.ts";
import { undefinedVal, type Val, voidVal } from "./value.ts";

/** Calls a closure with values. */
export function callClosure(
  f: FunctionLowering,
  closure: Operand,
  ty: FunctionTy,
  args: readonly Val[],
  node: ts.Node,
): Val {
  const operands = ty.params.map((param, index) => coerce(f, args[index] ?? undefinedVal, param, node).op);
  return callClosureWith(f, closure, ty, operands);
}

export function callClosureWith(
  f: FunctionLowering,
  closure: Operand,
  ty: FunctionTy,
  operands: readonly Operand[],
): Val {
  const code = f.b.fieldGet("ptr", f.c.closureBase(), "code", closure);
  const signature = { params: ["ref" as const, ...ty.params.map(storage)], result: representation(ty.result) };
  const op = f.invoke(indirect(code, signature), [closure, ...operands], signature.result);
  return op === undefined
    ? { ...voidVal, ty: ty.result.kind === "never" ? ty.result : voidVal.ty }
    : { op, ty: ty.result };
}

/** A variable, or `this`, that a nested function uses. */
export interface Capture {
  readonly symbol: ts.Symbol | "this";
  readonly field: string;
  readonly type: "ref" | ReturnType<typeof storage>;
  readonly value: Operand;
  readonly variable: Variable | undefined;
  readonly ty: Ty;
  readonly boxed: boolean;
  readonly early?: Early;
}

/** What of the enclosing function a nested one uses. */
export function capturesOf(f: FunctionLowering, node: ts.Node): Capture[] {
  const captures = new Map<ts.Symbol | "this", Capture>();
  const addThis = (): void => {
    if (captures.has("this") || f.thisVal === undefined) return;
    captures.set("this", {
      symbol: "this",
      field: "this",
      type: storage(f.thisVal.ty),
      value: f.thisVal.op,
      variable: undefined,
      ty: f.thisVal.ty,
      boxed: false,
    });
  };
  const add = (symbol: ts.Symbol | undefined): void => {
    if (symbol === undefined || captures.has(symbol)) return;
    const field = `${symbol.name}${captures.size}`;
    if (f.self?.symbol === symbol) {
      captures.set(symbol, {
        symbol,
        field,
        type: "ref",
        value: f.self.val.op,
        variable: undefined,
        ty: f.self.val.ty,
        boxed: false,
      });
      return;
    }
    const variable = f.variables.get(symbol);
    if (variable === undefined) return;
    const declaration = symbol.valueDeclaration;
    if (declaration !== undefined && declaration.pos >= node.pos && declaration.end <= node.end) return;
    const boxed = variable.kind === "box" || (variable.kind === "captured" && variable.boxed);
    const value = boxed ? boxOf(f, variable) : f.read(variable).op;
    captures.set(symbol, {
      symbol,
      field,
      type: boxed ? "ref" : storage(variable.ty),
      value,
      variable,
      ty: variable.ty,
      boxed,
      early: variable.kind === "box" || variable.kind === "captured" ? variable.early : undefined,
    });
  };
  const visit = (at: ts.Node, ownThis: boolean): void => {
    if (ts.isTypeNode(at) && !ts.isExpressionWithTypeArguments(at)) return;
    if (ts.isIdentifier(at)) {
      add(
        ts.isShorthandPropertyAssignment(at.parent) && at.parent.name === at
          ? f.c.checker.getShorthandAssignmentValueSymbol(at.parent)
          : f.c.checker.getSymbolAtLocation(at),
      );
    } else if ((at.kind === ts.SyntaxKind.ThisKeyword || at.kind === ts.SyntaxKind.SuperKeyword) && !ownThis) addThis();
    const inner =
      ownThis ||
      (at !== node &&
        (ts.isFunctionExpression(at) ||
          ts.isFunctionDeclaration(at) ||
          ts.isMethodDeclaration(at) ||
          ts.isClassLike(at) ||
          ts.isAccessor(at)));
    ts.forEachChild(at, (child) => visit(child, inner));
  };
  visit(
    node,
    ts.isFunctionExpression(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isMethodDeclaration(node) ||
      ts.isAccessor(node),
  );
  return [...captures.values()];
}

function boxOf(f: FunctionLowering, variable: Variable): Operand {
  if (variable.kind === "box") return f.b.localGet(variable.local);
  if (variable.kind === "captured") return f.b.fieldGet("ref", variable.className, variable.field, variable.object);
  throw new Error("the variable has no box");
}

/** Makes captured variables readable inside a nested function, out of the object that holds them. */
export function bindCaptures(
  inner: FunctionLowering,
  captures: readonly Capture[],
  object: Operand,
  className: string,
): void {
  for (const capture of captures) {
    if (capture.symbol === "this") {
      inner.thisVal = { op: inner.b.fieldGet(capture.type, className, capture.field, object), ty: capture.ty };
    } else {
      inner.variables.set(capture.symbol, {
        kind: "captured",
        object,
        className,
        field: capture.field,
        boxed: capture.boxed,
        ty: capture.ty,
        early: capture.early,
      });
      describeVariable(
        inner,
        capture.symbol,
        capture.ty,
        inner.b.fieldGet(capture.type, className, capture.field, object),
      );
    }
  }
}

/** An arrow function or function expression. */
export function lowerClosure(
  f: FunctionLowering,
  node: ts.ArrowFunction | ts.FunctionExpression,
  expected: Ty | undefined,
): Val {
  const own = ownName(f, node);
  if (isGenericFunction(node)) return makeGeneric(f, node, own);
  const wanted =
    expected === undefined
      ? undefined
      : membersOf(expected).find((member): member is FunctionTy => member.kind === "function");
  return makeClosure(f, node, wanted, own);
}

/** The name under which the body of a function expression may call itself. */
function ownName(f: FunctionLowering, node: ts.Node): ts.Symbol | undefined {
  if (ts.isFunctionExpression(node) && node.name !== undefined) return f.c.checker.getSymbolAtLocation(node.name);
  const parent = node.parent;
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name) || parent.initializer !== node)
    return undefined;
  return ts.getCombinedNodeFlags(parent) & ts.NodeFlags.Const
    ? f.c.checker.getSymbolAtLocation(parent.name)
    : undefined;
}

export function makeClosure(
  f: FunctionLowering,
  node: ts.ArrowFunction | ts.FunctionExpression | ts.FunctionDeclaration | ts.MethodDeclaration,
  wanted: FunctionTy | undefined,
  selfSymbol: ts.Symbol | undefined,
): Val {
  const signature = signatureOf(f.c.types, node, f.env);
  const own = functionTyOf(signature);
  // The closure takes what its context passes, where that is known, so that no adapter is needed.
  const fits = wanted !== undefined && takesAs(f, own, wanted);
  // What suspends gives a promise or a generator, even where its context wants something wider.
  const keepsResult = fits && paceOf(node) !== "plain" && wanted.result.kind !== "class";
  const ty: FunctionTy = !fits ? own : keepsResult ? withResult(wanted, own.result) : wanted;
  const selfCaptures = selfSymbol === undefined ? [] : [selfSymbol];
  const captures = capturesOf(f, node).filter(
    (capture) => capture.symbol === "this" || !selfCaptures.includes(capture.symbol),
  );
  const display = nameFor(node, f);
  const codeName = f.c.uniqueName(`${f.b.fn.name}/${display}`);
  const className = codeName;
  const fields = captures.map((capture) => ({ name: capture.field, type: capture.type }));
  f.c.module.classes.set(className, {
    name: className,
    display: "Function",
    base: f.c.closureBase(),
    fields,
    typeof: "function",
  });
  f.c.held.addFunction(
    className,
    captures.map((capture) => capture.ty),
  );
  f.c.tables.addFunction(className, { kind: "named", name: functionNameOf(node), pace: paceOf(node) }, ty);
  const inner = new FunctionLowering(
    f.c,
    {
      name: codeName,
      display,
      loc: f.c.loc(node),
      params: [
        { name: "closure", type: "ref" },
        ...ty.params.map((param, index) => ({
          name: signature.params[index]?.name ?? `unused${index}`,
          type: storage(param),
        })),
      ],
      result: representation(ty.result),
      addressTaken: true,
    },
    f.env,
    f.owner,
    f.facts,
    ty.result,
  );
  lowerFunctionBody(inner, node, signature, ty.params, (g, object) => {
    g.hasNoThis = f.hasNoThis;
    bindCaptures(g, captures, object, className);
    if (selfSymbol !== undefined) g.self = { symbol: selfSymbol, val: { op: object, ty } };
  });
  f.c.addFunction(inner.b.finish());
  const closure = captures.length === 0 ? sharedClosure(f, className, codeName) : newClosure(f, className, codeName);
  for (const capture of captures) f.b.fieldInit(className, capture.field, closure, capture.value);
  return { op: closure, ty };
}

function withResult({ params, rest }: FunctionTy, result: Ty): FunctionTy {
  return { kind: "function", params, rest, result };
}

/**
 * The body of any function: suspended or plain. `passed` are the types of the arguments; if there is a receiver, it is the first
 * parameter, and `bindReceiver` says what it stands for.
 */
export function lowerFunctionBody(
  f: FunctionLowering,
  node: ts.FunctionLikeDeclaration,
  signature: FunctionSignature,
  passed: readonly Ty[],
  bindReceiver: BindReceiver | undefined,
): void {
  f.at(node);
  const pace = paceOf(node);
  if (pace !== "plain") {
    lowerSuspending[pace](f, { node, signature, passed, bindReceiver });
    return;
  }
  const first = bindReceiver === undefined ? 0 : 1;
  bindReceiver?.(f, f.b.param(0));
  lowerBody(
    f,
    node,
    signature,
    passed.map((ty, index): Val => ({ op: f.b.param(index + first), ty })),
  );
}

const lowerSuspending: Record<
  Exclude<Pace, "plain">,
  (f: FunctionLowering, fn: SuspendingFunction<ts.FunctionLikeDeclaration>) => void
> = {
  async: lowerAsyncBody,
  generator: lowerGeneratorBody,
  "async generator": lowerAsyncGeneratorBody,
};

export function newClosure(f: FunctionLowering, className: string, codeName: string): Operand {
  const closure = f.allocate(className);
  f.b.fieldInit(f.c.closureBase(), "code", closure, functionPtr(codeName));
  return closure;
}

/** A closure without captures is one object, as in JavaScript: it lies in the image. */
export function sharedClosure(f: FunctionLowering, className: string, codeName: string): Operand {
  const { statics } = f.c.module;
  const name = `closure ${codeName}`;
  if (!statics.has(name))
    statics.set(name, { name, class: className, constant: true, fields: new Map([["code", functionPtr(codeName)]]) });
  return staticRef(name);
}

/** An object that is made when it is first needed, and then kept. */
export function sharedObject(f: FunctionLowering, key: string, create: () => Operand): Operand {
  const global = f.c.hiddenGlobal(key, "ref");
  const local = f.b.addLocal("closure", "ref");
  f.b.localSet(local, f.b.globalGet("ref", global));
  const make = f.b.newBlock("make");
  const done = f.b.newBlock("done");
  f.b.branch(f.b.compare("eq", f.b.localGet(local), undefinedRef), make, done);
  f.b.setBlock(make);
  f.b.markCold();
  const closure = create();
  f.b.globalSet(global, closure);
  f.b.localSet(local, closure);
  f.b.jump(done);
  f.b.setBlock(done);
  return f.b.localGet(local);
}

function nameFor(node: ts.Node, f: FunctionLowering): string {
  if ((ts.isFunctionExpression(node) || ts.isFunctionDeclaration(node)) && node.name !== undefined)
    return node.name.text;
  const parent = node.parent;
  if (
    (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) &&
    ts.isIdentifier(parent.name)
  )
    return parent.name.text;
  return `${f.b.fn.display.replace(/\/.*$/, "")}/arrow`;
}

/** A function's `name` in JavaScript (ECMA-262, NamedEvaluation): its own, or that of what it is the first value of. */
export function functionNameOf(node: ts.FunctionLikeDeclaration): string {
  if (node.name !== undefined) return node.name.getText();
  let at: ts.Node = node;
  while (ts.isParenthesizedExpression(at.parent)) at = at.parent;
  const { parent } = at;
  if (
    (ts.isVariableDeclaration(parent) ||
      ts.isPropertyAssignment(parent) ||
      ts.isPropertyDeclaration(parent) ||
      ts.isParameter(parent) ||
      ts.isBindingElement(parent)) &&
    parent.initializer === at
  )
    return ts.isStringLiteral(parent.name)
      ? parent.name.text
      : ts.isBindingName(parent.name) || ts.isPropertyName(parent.name)
        ? parent.name.getText()
        : "";
  if (
    ts.isBinaryExpression(parent) &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    parent.right === at &&
    ts.isIdentifier(parent.left)
  )
    return parent.left.text;
  return "";
}

/** A function declaration as a value; or a method, which gets no `this`. A generic one is what its type arguments make of it. */
export function functionValue(
  f: FunctionLowering,
  declaration: ts.FunctionDeclaration | ts.MethodDeclaration,
  node: ts.Node,
  owner?: ClassInfo,
  typeArgs?: readonly Ty[],
  outer: Env = owner?.env ?? (f.variables.size > 0 && isNested(declaration) ? f.env : emptyEnv),
): Val {
  if (typeArgs === undefined && (declaration.typeParameters?.length ?? 0) > 0)
    return plainGeneric(f.c, declaration, outer);
  const instance = f.c.instance(declaration, typeArgs ?? [], owner, outer);
  const ty = functionTyOf(instance.signature);
  const className = `${instance.name} as value`;
  if (!f.c.module.classes.has(className)) {
    f.c.module.classes.set(className, {
      name: className,
      display: "Function",
      base: f.c.closureBase(),
      fields: [],
      typeof: "function",
    });
    const name = functionNameOf(declaration);
    f.c.tables.addFunction(className, { kind: "named", name, pace: paceOf(declaration) }, ty);
    const adapter = new FunctionLowering(
      f.c,
      {
        name: className,
        display: instance.display,
        params: [
          { name: "closure", type: "ref" },
          ...ty.params.map((param, index) => ({ name: `p${index}`, type: storage(param) })),
        ],
        result: representation(ty.result),
        addressTaken: true,
      },
      emptyEnv,
      undefined,
      new LocalFacts(f.c.checker, declaration),
      ty.result,
    );
    adapter.at(declaration);
    const args = ty.params.map((_, index) => adapter.b.param(index + 1));
    const result = adapter.callInstance(instance, owner === undefined ? args : [undefinedRef, ...args]);
    finishAdapter(adapter, result, ty.result, node);
    f.c.addFunction(adapter.b.finish());
  }
  return { op: sharedClosure(f, className, className), ty };
}

function isNested(declaration: ts.Node): boolean {
  return !ts.isSourceFile(declaration.parent);
}

export function finishAdapter(f: FunctionLowering, result: Val, ty: Ty, node: ts.Node): void {
  if (f.b.isTerminated) return;
  if (representation(ty) === "void") f.b.return();
  else f.b.return(coerce(f, result, ty, node, "part").op);
}

/** Arguments as a function with other parameters takes them: the rest gathered, or one by one. */
export function passedOn(
  f: FunctionLowering,
  args: readonly Val[],
  from: FunctionTy,
  to: FunctionTy,
  node: ts.Node,
): Val[] {
  if (from.rest === to.rest) return from.rest ? gatheredAnew(f, args, from, to, node) : [...args];
  const list = to.rest ? args.at(-1) : undefined;
  if (list?.ty.kind === "array") {
    const { element } = list.ty;
    const plain = args.slice(0, -1);
    const at = f.c.instance(f.c.library.member("array", "at")!, [element], undefined);
    const more = from.params.slice(plain.length).map((param, index): Val => {
      const value = f.callInstance(at, [list.op, f64(index)]);
      return coerce(f, value, param, node, "checked");
    });
    return [...plain, ...more];
  }
  const last = from.params.at(-1);
  if (!from.rest || last?.kind !== "array") return [...args];
  const plain = from.params.length - 1;
  const none: Val = { op: i64(0), ty: { kind: "integer" }, literal: 0n };
  const rest = f.callRuntime("newArray", [none], [last.element], node);
  for (const arg of args.slice(plain))
    f.callRuntime("append", [rest, coerce(f, arg, last.element, node)], [last.element], node);
  return [...args.slice(0, plain), { op: rest.op, ty: last }];
}

/** Can a function be compiled so that it takes what another one does, in the same places? */
function takesAs(f: FunctionLowering, own: FunctionTy, wanted: FunctionTy): boolean {
  if (wanted.rest !== own.rest) return false;
  if (!own.rest) return wanted.params.length >= own.params.length;
  const isAlike = isHeldAlike(f.c.library, wanted.params.at(-1)!, own.params.at(-1)!);
  return wanted.params.length === own.params.length && isAlike;
}

/** Between functions that both have a rest parameter: what is gathered may begin elsewhere, or be held in another way. */
function gatheredAnew(
  f: FunctionLowering,
  args: readonly Val[],
  from: FunctionTy,
  to: FunctionTy,
  node: ts.Node,
): Val[] {
  const [wanted, list] = [from.params.at(-1), args.at(-1)];
  if (wanted?.kind !== "array" || list?.ty.kind !== "array") return [...args];
  const missing = from.params.length - to.params.length;
  const given = list.ty.element;
  if (missing === 0 && isHeldAlike(f.c.library, given, wanted.element)) return [...args];
  const at = f.c.instance(f.c.library.member("array", "at")!, [given], undefined);
  const plain = args.slice(0, Math.min(args.length - 1, from.params.length - 1));
  const taken = from.params.slice(plain.length, -1).map((param, index): Val => {
    return coerce(f, f.callInstance(at, [list.op, f64(index)]), param, node, "checked");
  });
  const none: Val = { op: i64(0), ty: { kind: "integer" }, literal: 0n };
  const rest = f.callRuntime("newArray", [none], [wanted.element], node);
  const append = (val: Val): void =>
    void f.callRuntime("append", [rest, coerce(f, val, wanted.element, node, "checked")], [wanted.element], node);
  for (const arg of args.slice(plain.length, -1)) append(arg);
  const slice = f.c.instance(f.c.library.member("array", "slice")!, [given], undefined);
  const [start, end] = slice.signature.params.slice(1);
  const first: Val = { op: f64(Math.max(missing, 0)), ty: numberTy };
  const left = f.callInstance(slice, [
    list.op,
    coerce(f, first, start!.type, node).op,
    coerce(f, undefinedVal, end!.type, node).op,
  ]);
  iterate(f, left, node, append);
  return [...plain, ...taken, { op: rest.op, ty: wanted }];
}

function callByTable(f: FunctionLowering, target: Operand, args: readonly Val[], to: FunctionTy): Val {
  const operation = { kind: "call", member: callMember, params: to.params, result: to.result } as const;
  const operands = args.map(({ op }) => op);
  const op = dispatch(f, { op: target, ty: to }, operation, operands);
  return op === undefined ? voidVal : { op, ty: to.result };
}

/** A closure of type `to` that calls one of type `from`; undefined: of which only the running program knows what it takes and gives. */
export function adaptFunction(
  f: FunctionLowering,
  closure: Operand,
  from: FunctionTy | undefined,
  to: FunctionTy,
  node: ts.Node,
): Operand {
  const fromKey = from === undefined ? "function" : tyKey(from);
  const className = f.c.memo(`adapter ${fromKey} -> ${tyKey(to)}`, () => {
    const name = f.c.uniqueName(`${fromKey} as ${tyKey(to)}`);
    f.c.module.classes.set(name, {
      name,
      display: "Function",
      base: f.c.closureBase(),
      fields: [{ name: "target", type: "ref" }],
      typeof: "function",
    });
    f.c.held.addFunction(name, [from ?? unknownTy]);
    f.c.tables.addFunction(name, { kind: "adapter" }, to);
    const adapter = new FunctionLowering(
      f.c,
      {
        name,
        display: "(adapter)",
        params: [
          { name: "closure", type: "ref" },
          ...to.params.map((param, index) => ({ name: `p${index}`, type: storage(param) })),
        ],
        result: representation(to.result),
        addressTaken: true,
      },
      emptyEnv,
      undefined,
      f.facts,
      to.result,
    );
    adapter.at(node);
    const target = adapter.b.fieldGet("ref", name, "target", adapter.b.param(0));
    const args = to.params.map((param, index): Val => ({ op: adapter.b.param(index + 1), ty: param }));
    const result =
      from === undefined
        ? callByTable(adapter, target, args, to)
        : callClosure(adapter, target, from, passedOn(adapter, args, from, to, node), node);
    finishAdapter(adapter, result, to.result, node);
    f.c.addFunction(adapter.b.finish());
    return name;
  });
  const adapted = newClosure(f, className, className);
  f.b.fieldInit(className, "target", adapted, closure);
  return adapted;
}
