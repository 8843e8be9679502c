/**
 * Construction. `new C(…)` allocates, sets the fields to `undefined` and zero, and calls the constructor, a function that takes the object.
 * It calls the base's constructor, then runs the field initialisers in order, assigns the parameter properties, then runs its own body, as
 * JavaScript does. Without a base the initialisers come first, before the default values of parameters.
 */
import ts from "typescript";
import type { Operand } from "../../ir/ir.ts";
import { bool, direct } from "../../ir/operands.ts";
import { CompileError, codes } from "../failure.ts";
import type { ClassInfo } from "../types/class-info.ts";
import { isMixinRest } from "../types/constructor.ts";
import { storage } from "../types/representation.ts";
import type { Ty } from "../types/ty.ts";
import { bindParameters } from "./body.ts";
import { LocalFacts } from "./captures.ts";
import { bindClassOf, noteClass, noteSameClass } from "./class-object.ts";
import { coerce, require } from "./coerce.ts";
import type { Compilation } from "./compilation.ts";
import { setMember } from "./dispatch-entry.ts";
import { lowerTo } from "./expression.ts";
import { lowerUnreached, methodSignature } from "./function-instance.ts";
import { FunctionLowering } from "./function-lowering.ts";
import { not } from "./operator.ts";
import type { FunctionSignature } from "./signature.ts";
import { lowerStatements } from "./statement.ts";
import { undefinedVal, type Val } from "./value.ts";

export interface ConstructorOf {
  readonly name: string;
  readonly signature: FunctionSignature;
}

/** The constructor of a class, made up if it has none of its own. */
export function constructorOf(c: Compilation, info: ClassInfo): ConstructorOf {
  const own = info.declaration.members.find(
    (member): member is ts.ConstructorDeclaration => ts.isConstructorDeclaration(member) && member.body !== undefined,
  );
  if (own !== undefined) return c.instance(own, [], info);
  const signature = inheritedSignature(c, info);
  const name = c.memo(`constructor of ${info.key}`, () => {
    const functionName = `${info.name}.constructor`;
    c.whenMade(
      info,
      () => lowerImplicitConstructor(c, info, functionName, signature),
      info.declaration,
      () => lowerUnreached(c, functionName, true, signature),
    );
    return functionName;
  });
  return { name, signature };
}

function inheritedSignature(c: Compilation, info: ClassInfo): FunctionSignature {
  for (let at: ClassInfo | undefined = info; at !== undefined; at = at.base) {
    const own = at.declaration.members.find(
      (member): member is ts.ConstructorDeclaration => ts.isConstructorDeclaration(member) && member.body !== undefined,
    );
    if (own !== undefined) return methodSignature(c, own, at, at.env);
  }
  return { params: [], rest: false, result: { kind: "void" } };
}

function lowerImplicitConstructor(c: Compilation, info: ClassInfo, name: string, signature: FunctionSignature): void {
  const f = new FunctionLowering(
    c,
    {
      name,
      display: `new ${info.declaration.name?.text ?? "class"}`,
      constructs: true,
      loc: c.loc(info.declaration),
      params: [
        { name: "this", type: "ref" },
        ...signature.params.map((param) => ({ name: param.name, type: storage(param.type) })),
      ],
      result: "void",
    },
    info.env,
    info,
    new LocalFacts(c.checker, info.declaration),
    { kind: "void" },
  );
  const self = f.b.param(0);
  f.at(info.declaration);
  f.thisVal = { op: self, ty: { kind: "class", info } };
  bindClassOf(f, info, self);
  if (info.base !== undefined) {
    const base = constructorOf(c, info.base);
    f.invoke(direct(base.name), [self, ...signature.params.map((_, index) => f.b.param(index + 1))], "void");
  }
  initialiseFields(f, info, self);
  f.b.return();
  c.addFunction(f.b.finish());
}

export function lowerConstructorBody(
  f: FunctionLowering,
  node: ts.ConstructorDeclaration,
  info: ClassInfo,
  signature: FunctionSignature,
  passed: readonly Ty[],
): void {
  const self = f.b.param(0);
  f.at(node);
  f.thisVal = { op: self, ty: { kind: "class", info } };
  bindClassOf(f, info, self);
  // The fields of a base class are there before its parameters are bound: their default values may use them.
  if (info.base === undefined) initialiseFields(f, info, self);
  bindParameters(
    f,
    signature,
    passed.map((ty, index): Val => ({ op: f.b.param(index + 1), ty })),
  );
  if (info.base === undefined) assignParameterProperties(f, node, info, self);
  if (mayCallSuperAgain(node.body!)) {
    f.superCalled = f.b.addLocal("superCalled", "i1");
    f.b.localSet(f.superCalled, bool(false));
  }
  lowerStatements(f, node.body!.statements);
  if (!f.b.isTerminated) f.b.return();
}

function assignParameterProperties(
  f: FunctionLowering,
  node: ts.ConstructorDeclaration,
  info: ClassInfo,
  self: Operand,
): void {
  for (const parameter of node.parameters) {
    if (!ts.isParameterPropertyDeclaration(parameter, node) || !ts.isIdentifier(parameter.name)) continue;
    const field = info.fields().find((candidate) => candidate.declaration === parameter)!;
    const symbol = parameterSymbol(f, parameter);
    const variable = symbol === undefined ? undefined : f.variables.get(symbol);
    if (variable === undefined)
      throw new CompileError(parameter, codes.unsupportedSyntax, "this parameter property can't be compiled");
    const val = coerce(f, f.read(variable), field.type, parameter);
    if (field.redeclares) setMember(f, { op: self, ty: { kind: "class", info } }, field.name, val, parameter);
    else f.b.fieldInit(info.name, field.name, self, val.op);
  }
}

/** The parameter, not the property of the same name. */
function parameterSymbol(f: FunctionLowering, parameter: ts.ParameterDeclaration): ts.Symbol | undefined {
  for (const symbol of f.variables.keys()) if (symbol.valueDeclaration === parameter) return symbol;
  return undefined;
}

function initialiseFields(f: FunctionLowering, info: ClassInfo, self: Operand): void {
  f.c.ensureClass(info);
  for (const field of info.fields()) {
    if (!ts.isPropertyDeclaration(field.declaration) || field.declaration.initializer === undefined) continue;
    const val = lowerTo(f, field.declaration.initializer, field.type);
    if (field.redeclares) setMember(f, { op: self, ty: { kind: "class", info } }, field.name, val, field.declaration);
    else f.b.fieldInit(info.name, field.name, self, val.op);
  }
}

/** `super(…)`. */
export function lowerSuperCall(
  f: FunctionLowering,
  node: ts.CallExpression,
  args: (signature: FunctionSignature) => Operand[],
): Val {
  const info = f.owner!;
  const base = constructorOf(f.c, info.base!);
  const self = f.thisVal!.op;
  const operands = isPassedOn(f, node)
    ? base.signature.params.map((_, index) => f.b.param(index + 1))
    : args(base.signature);
  if (f.superCalled !== undefined) refuseSecondCall(f, base, info, operands, node);
  f.invoke(direct(base.name), [self, ...operands], "void");
  const own = info.declaration.members.find(
    (member): member is ts.ConstructorDeclaration => ts.isConstructorDeclaration(member) && member.body !== undefined,
  );
  initialiseFields(f, info, self);
  if (own !== undefined) assignParameterProperties(f, own, info, self);
  return undefinedVal;
}

/** Is there more than one call of `super`, or one in a loop? Nested functions have none. */
function mayCallSuperAgain(body: ts.Node): boolean {
  let calls = 0;
  const visit = (node: ts.Node, isRepeated: boolean): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword) calls += isRepeated ? 2 : 1;
    const isLoop = ts.isIterationStatement(node, false);
    ts.forEachChild(node, (child) => visit(child, isRepeated || isLoop));
  };
  visit(body, false);
  return calls > 1;
}

/** A second call makes an object of the base class, as the first did, but `this` has its value: that throws. */
function refuseSecondCall(
  f: FunctionLowering,
  base: ConstructorOf,
  info: ClassInfo,
  operands: readonly Operand[],
  node: ts.Node,
): void {
  require(f, not(f, f.b.localGet(f.superCalled!)), () => {
    const other = f.allocate(info.name);
    noteSameClass(f, info, other, f.thisVal!.op);
    f.invoke(direct(base.name), [other, ...operands], "void");
    f.callRuntime("throwSuperAgain", [], [], node);
  });
  f.b.localSet(f.superCalled!, bool(true));
}

/** Is it `super(...args)` in a constructor that takes `...args: any[]`: what the base takes? */
function isPassedOn(f: FunctionLowering, node: ts.CallExpression): boolean {
  const [only] = node.arguments;
  if (node.arguments.length !== 1 || only === undefined || !ts.isSpreadElement(only)) return false;
  const declaration = f.c.checker.getSymbolAtLocation(only.expression)?.valueDeclaration;
  return declaration !== undefined && isMixinRest(declaration) && ts.isConstructorDeclaration(declaration.parent);
}

/** Allocates and constructs. `made` is the object that stands for the class, if it has one. */
export function constructClass(
  f: FunctionLowering,
  info: ClassInfo,
  operands: (signature: FunctionSignature) => Operand[],
  made?: Operand,
): Val {
  const target = constructorOf(f.c, info);
  const args = operands(target.signature);
  f.c.tables.addClass(info);
  const object = f.allocate(info.name);
  if (info.hasObject) noteClass(f, info, object, made!);
  f.invoke(direct(target.name), [object, ...args], "void");
  return { op: object, ty: { kind: "class", info } };
}
