/** Calls and `new`: who is called, and with what. */
import ts from "typescript";
import type { Operand } from "../../ir/ir.ts";
import { f64, i64 } from "../../ir/operands.ts";
import { CompileError, codes } from "../failure.ts";
import { skipParentheses } from "../syntax.ts";
import { type ClassInfo, findField } from "../types/class-info.ts";
import { emptyEnv } from "../types/env.ts";
import { changesArray, hasModifier, memberName } from "../types/translate.ts";
import {
  constructMember,
  type FunctionTy,
  integerTy,
  intShapes,
  isNumeric,
  mayBeNullish,
  membersOf,
  numberTy,
  type Ty,
  tyDisplay,
  undefinedTy,
  unionOf,
  unknownTy,
} from "../types/ty.ts";
import { callClosureWith } from "./closure.ts";
import { coerce, toDouble } from "./coerce.ts";
import type { FunctionInstance } from "./compilation.ts";
import { callConsole } from "./console.ts";
import { constructClass, lowerSuperCall } from "./construct.ts";
import { conversions, isConversion } from "./conversion.ts";
import { dictionaryValue, getEntry } from "./dictionary.ts";
import {
  allHaveFunction,
  callMember,
  dispatch,
  gathersDifferently,
  getMember,
  memberFunctionTy,
  setMember,
} from "./dispatch-entry.ts";
import { callEitherArray } from "./either-array.ts";
import { lowerExpression, lowerTo, settled } from "./expression.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { isFunctionProperty } from "./function-property.ts";
import { callGenericFunction } from "./generic-function.ts";
import { isHeldAlike } from "./held-alike.ts";
import { checkClassInitialised } from "./initialisation.ts";
import { iterate } from "./iterate.ts";
import { callIteratorHelper } from "./iterator-helper.ts";
import { callMachineMember } from "./machine.ts";
import { lowerMachineCall } from "./machine-call.ts";
import { chained, lowerReceiver, nameOf, optionalValue, requireInChain, wellKnownName } from "./member.ts";
import { callObjectFunction } from "./object-function.ts";
import { toInt64 } from "./operator.ts";
import { callPromiseCombinator } from "./promise-combinator.ts";
import { narrowed } from "./reference.ts";
import { constructRegExp, isRegExp, patternMember, patternOfEither } from "./regexp.ts";
import type { FunctionSignature } from "./signature.ts";
import { callStaticInstance, type StaticTy, staticInstance, staticMember } from "./static-member.ts";
import { resolveSymbol } from "./symbols.ts";
import { lowerTemplate, toText } from "./text.ts";
import { copyAs } from "./tuple.ts";
import { typedArrayOf } from "./typed-array.ts";
import { undefinedVal, type Val, voidVal } from "./value.ts";

export function lowerCall(f: FunctionLowering, node: ts.CallExpression | ts.TaggedTemplateExpression): Val {
  return chained(f, node, () => {
    const val = asChecked(f, ts.isTaggedTemplateExpression(node) ? lowerTagged(f, node) : callValue(f, node), node);
    if (val.ty.kind === "never" && !f.b.isTerminated) {
      f.b.unreachable();
      f.b.setBlock(f.b.newBlock("dead"));
    }
    return val;
  });
}

/** What a function gives whose result depends on its type arguments, or on what `this` is, in a way that only the checker can follow. */
function asChecked(f: FunctionLowering, val: Val, node: ts.CallExpression | ts.TaggedTemplateExpression): Val {
  if (val.ty.kind !== "union" && val.ty.kind !== "unknown" && val.ty.kind !== "class") return val;
  const declaration = f.c.checker.getResolvedSignature(node)?.declaration;
  const type =
    declaration === undefined
      ? undefined
      : f.c.checker.getSignatureFromDeclaration(declaration as ts.SignatureDeclaration);
  const open = ts.TypeFlags.Conditional | ts.TypeFlags.IndexedAccess;
  const isOpen = (result: ts.Type): boolean =>
    (result.flags & open) !== 0 || (result.isUnion() && result.types.some(isOpen));
  if (type === undefined || declaration === undefined) return val;
  if (givesThis(type.getReturnType())) return narrowed(f, val, node, "checked");
  if (val.ty.kind === "class") return val;
  const { parent } = declaration;
  const overloads = f.c.checker
    .getTypeAtLocation(ts.isTypeElement(declaration) ? parent : declaration)
    .getCallSignatures();
  return overloads.length > 1 || isOpen(type.getReturnType()) ? narrowed(f, val, node, "checked") : val;
}

/** Is it `this`, of the class of the object that the method was called on? */
function givesThis(result: ts.Type): boolean {
  return (result as { readonly isThisType?: boolean }).isThisType === true;
}

function lowerTagged(f: FunctionLowering, node: ts.TaggedTemplateExpression): Val {
  const machine = lowerMachineCall(f, node);
  if (machine !== undefined) return machine;
  if (isStringRaw(f, node.tag)) return lowerTemplate(f, node.template, "raw");
  const { template } = node;
  const values = ts.isTemplateExpression(template) ? template.templateSpans.map((span) => span.expression) : [];
  const parts = [template, ...values];
  const tag = skipParentheses(node.tag);
  const symbol = resolveSymbol(f.c.checker, tag);
  const declaration = symbol?.declarations?.find(
    (candidate): candidate is ts.FunctionDeclaration =>
      ts.isFunctionDeclaration(candidate) && candidate.body !== undefined,
  );
  if (ts.isIdentifier(tag) && declaration !== undefined && !f.variables.has(symbol!) && f.self?.symbol !== symbol) {
    const instance = instanceFor(f, node, declaration);
    const params = instance.signature.params.map((param) => param.type);
    return f.callInstance(instance, argumentOperands(f, node, params, instance.signature.rest, parts));
  }
  const isMethod = symbol?.valueDeclaration !== undefined && ts.isMethodDeclaration(symbol.valueDeclaration);
  if (ts.isPropertyAccessExpression(tag) && isMethod && staticReceiver(f, tag.expression) === undefined) {
    const object = lowerReceiver(f, tag);
    const name = nameOf(f, tag.name);
    const type = memberFunctionTy(f.c, object.ty, name);
    if (type !== undefined) {
      const operands = argumentOperands(f, node, type.params, type.rest, parts);
      const args = operands.map((op, index): Val => ({ op, ty: type.params[index]! }));
      return callMember(f, object, name, args, node);
    }
  }
  const val = lowerExpression(f, tag);
  if (val.ty.kind !== "function")
    throw new CompileError(node, codes.unsupportedSyntax, `a '${tyDisplay(val.ty)}' can't be called`);
  return callClosureWith(f, val.op, val.ty, argumentOperands(f, node, val.ty.params, val.ty.rest, parts));
}

/** Is it `String.raw`, the library's own? */
function isStringRaw(f: FunctionLowering, tag: ts.Expression): boolean {
  if (!ts.isPropertyAccessExpression(tag) || tag.name.text !== "raw" || !ts.isIdentifier(tag.expression)) return false;
  const symbol = resolveSymbol(f.c.checker, tag.expression);
  return symbol?.name === "String" && f.c.library.isGlobalDeclaration(symbol);
}

function callValue(f: FunctionLowering, node: ts.CallExpression): Val {
  const callee = skipParentheses(node.expression);
  if (callee.kind === ts.SyntaxKind.SuperKeyword)
    return lowerSuperCall(f, node, (signature) => argumentsFor(f, node, signature));
  if (callee.kind === ts.SyntaxKind.ImportKeyword)
    throw new CompileError(
      node,
      codes.unsupportedModule,
      "'import()' can't be compiled",
      "import the module at the top of the file",
    );
  const machine = lowerMachineCall(f, node);
  if (machine !== undefined) return machine;
  if (ts.isIdentifier(callee)) {
    const direct = callByName(f, node, callee);
    if (direct !== undefined) return direct;
  }
  if (ts.isPropertyAccessExpression(callee) && !isFunctionPropertyAccess(f, callee))
    return callMemberExpression(f, node, callee);
  if (ts.isElementAccessExpression(callee)) {
    const name = wellKnownName(f, callee.argumentExpression);
    if (name !== undefined && callee.expression.kind !== ts.SyntaxKind.SuperKeyword)
      return callObjectMember(f, node, lowerReceiver(f, callee), name);
    const method = methodByText(f, callee);
    if (method !== undefined) {
      const object = lowerReceiver(f, callee);
      return callIteratorHelper(f, node, object, method) ?? callObjectMember(f, node, object, memberName(method));
    }
  }
  const val = optionalValue(f, lowerExpression(f, callee), node.questionDotToken !== undefined, node);
  return callFunctionValue(f, node, val);
}

/** The method that is called in `object["name"](…)`: with its object, as in `object.name(…)`. */
function methodByText(f: FunctionLowering, callee: ts.ElementAccessExpression): ts.Symbol | undefined {
  const { expression, argumentExpression } = callee;
  if (!ts.isStringLiteralLike(argumentExpression) || expression.kind === ts.SyntaxKind.SuperKeyword) return undefined;
  const { checker } = f.c;
  const object = checker.getNonNullableType(checker.getTypeAtLocation(expression));
  const symbol = checker.getPropertyOfType(checker.getApparentType(object), argumentExpression.text);
  const isMethod = symbol?.declarations?.some(
    (one) =>
      (ts.isMethodDeclaration(one) || ts.isMethodSignature(one)) && !hasModifier(one, ts.SyntaxKind.StaticKeyword),
  );
  return isMethod ? symbol : undefined;
}

function isFunctionPropertyAccess(f: FunctionLowering, callee: ts.PropertyAccessExpression): boolean {
  const symbol = resolveSymbol(f.c.checker, callee.name);
  return symbol !== undefined && isFunctionProperty(f.c.checker, symbol);
}

/** A function of which the type does not say what it takes (`handler(event as never)`), as one that is told when it is called. */
function asTakingAnything(f: FunctionLowering, val: Val, node: ts.CallExpression): Val {
  const { ty } = val;
  if (ty.kind !== "function" || ty.generic !== undefined) return val;
  const isSaidToFit = (index: number): boolean => {
    const arg = node.arguments[index];
    return arg !== undefined && (f.c.checker.getTypeAtLocation(arg).flags & ts.TypeFlags.Never) !== 0;
  };
  const isOpen = ty.params.map((param, index) => param.kind === "never" && isSaidToFit(index));
  if (!isOpen.includes(true)) return val;
  const params = ty.params.map((param, index) => (isOpen[index] ? unknownTy : param));
  return coerce(f, val, { kind: "function", params, rest: ty.rest, result: ty.result }, node);
}

/** A function that is one of several, as one that takes and gives what any of them does. */
function asOneFunction(f: FunctionLowering, val: Val, node: ts.Node): Val {
  const functions = membersOf(val.ty).filter((member) => member.kind === "function");
  if (functions.length < 2 || functions.length < membersOf(val.ty).length) return val;
  if (functions.some((one) => one.rest || one.generic !== undefined)) return val;
  const longest = Math.max(...functions.map((one) => one.params.length));
  const params = Array.from({ length: longest }, (_, index) =>
    unionOf(functions.map((one) => one.params[index] ?? undefinedTy)),
  );
  const results = functions.map((one) => one.result);
  const result = results.every(({ kind }) => kind === "void") ? results[0]! : unionOf(results);
  return coerce(f, val, { kind: "function", params, rest: false, result }, node, "checked");
}

function callFunctionValue(f: FunctionLowering, node: ts.CallExpression, given: Val): Val {
  const val = asTakingAnything(f, asOneFunction(f, given, node), node);
  const ty = membersOf(val.ty).find((member): member is FunctionTy => member.kind === "function");
  if (ty === undefined || val.ty.kind === "union")
    throw new CompileError(
      node,
      codes.unsupportedSyntax,
      `a '${tyDisplay(val.ty)}' can't be called`,
      "check which type it is first",
    );
  if (ty.generic !== undefined)
    return callGenericFunction(f, val.op, ty.generic, typeArguments(f, node), (signature) => {
      const operands = argumentsFor(f, node, signature);
      f.at(node);
      return operands;
    });
  const operands = argumentOperands(f, node, ty.params, ty.rest, node.arguments);
  f.at(node);
  return callClosureWith(f, val.op, ty, operands);
}

// ---- by name ----

function callByName(f: FunctionLowering, node: ts.CallExpression, callee: ts.Identifier): Val | undefined {
  const symbol = resolveSymbol(f.c.checker, callee);
  if (symbol === undefined || f.variables.has(symbol) || f.self?.symbol === symbol) return undefined;
  if (f.c.library.isGlobalDeclaration(symbol)) return callGlobal(f, node, symbol);
  const declaration = symbol.declarations?.find(
    (candidate): candidate is ts.FunctionDeclaration =>
      ts.isFunctionDeclaration(candidate) && candidate.body !== undefined,
  );
  if (declaration === undefined) return undefined;
  const instance = instanceFor(f, node, declaration);
  return callWithArguments(f, node, instance, []);
}

function callGlobal(f: FunctionLowering, node: ts.CallExpression, symbol: ts.Symbol): Val {
  const conversion = isConversion(symbol.name) ? conversions[symbol.name].convert : undefined;
  if (conversion !== undefined) {
    const arg = node.arguments[0];
    return conversion(f, arg === undefined ? undefinedVal : lowerExpression(f, arg), node);
  }
  if (symbol.name === "RegExp") return constructRegExp(f, node);
  const own = f.c.library.global(symbol.name);
  const declaration = own?.declarations?.find(ts.isFunctionDeclaration);
  if (declaration === undefined)
    throw new CompileError(node, codes.unsupportedLibrary, `'${symbol.name}' is not in the runtime library yet`);
  return callWithArguments(f, node, instanceFor(f, node, declaration), []);
}

function instanceFor(
  f: FunctionLowering,
  node: ts.CallExpression | ts.TaggedTemplateExpression,
  declaration: ts.FunctionDeclaration,
): FunctionInstance {
  const nested = !ts.isSourceFile(declaration.parent);
  return f.c.instance(declaration, typeArguments(f, node), undefined, nested ? f.env : emptyEnv);
}

/** What the checker inferred, or was told, for the callee's own type parameters. */
export function typeArguments(
  f: FunctionLowering,
  node: ts.CallExpression | ts.NewExpression | ts.TaggedTemplateExpression,
): Ty[] {
  const signature = f.c.checker.getResolvedSignature(node);
  const args = signature === undefined ? undefined : f.c.checker.getTypeArgumentsForResolvedSignature(signature);
  const declared = signature?.declaration?.typeParameters;
  return (args ?? []).map((arg, index) => {
    const parameter = declared?.[index];
    if (parameter === undefined || !ts.isTypeParameterDeclaration(parameter))
      return settledArgument(f.translate(arg, node));
    const ty = standsForKeys(f, parameter)
      ? f.c.types.open.argument(arg, f.env, node)
      : f.c.types.argument(arg, f.c.checker.getTypeAtLocation(parameter), f.env, node);
    return settledArgument(ty);
  });
}

function settledArgument(ty: Ty): Ty {
  return ty.kind === "void" ? undefinedTy : ty;
}

/** Does the type parameter extend `keyof` something? What is then known of its names makes instances of their own. */
function standsForKeys(f: FunctionLowering, parameter: ts.TypeParameterDeclaration): boolean {
  if (parameter.constraint === undefined) return false;
  const mentionsKeys = (type: ts.Type): boolean =>
    (type.flags & ts.TypeFlags.Index) !== 0 || (type.isUnionOrIntersection() && type.types.some(mentionsKeys));
  const constraint = f.c.checker.getTypeFromTypeNode(parameter.constraint);
  const isKnown = (constraint.isUnion() ? constraint.types : [constraint]).every((type) => type.isStringLiteral());
  return mentionsKeys(constraint) || (isKnown && decidesTypes(parameter)) || isMappedOver(f, parameter);
}

/** Is it part of other types in its function's signature: `Events[K]`, `Extract<Message, { type: K }>`? */
function decidesTypes(parameter: ts.TypeParameterDeclaration): boolean {
  const { parent, name } = parameter;
  if (!ts.isFunctionLike(parent)) return false;
  const isIt = (node: ts.Node): boolean => ts.isTypeReferenceNode(node) && node.typeName.getText() === name.text;
  const within = (node: ts.Node): boolean =>
    isIt(node) || ts.forEachChild(node, (child) => within(child) || undefined) === true;
  return [...parent.parameters.map(({ type }) => type), parent.type].some(
    (type) => type !== undefined && !isIt(type) && within(type),
  );
}

/** Does its function name a mapped type over it, `Record<K, V>`, `{ [P in K]: V }`, or an alias of one? */
function isMappedOver(f: FunctionLowering, parameter: ts.TypeParameterDeclaration): boolean {
  const { text } = parameter.name;
  const names = (node: ts.Node | undefined): boolean =>
    node !== undefined && ts.isTypeReferenceNode(node) && node.typeName.getText() === text;
  const visit = (node: ts.Node): boolean => {
    if (ts.isMappedTypeNode(node) && names(node.typeParameter.constraint)) return true;
    if (ts.isTypeReferenceNode(node) && node.typeName.getText() === "Record" && names(node.typeArguments?.[0]))
      return true;
    if (ts.isTypeReferenceNode(node) && node.typeArguments?.some(names) && isMappedAlias(f, node)) return true;
    return ts.forEachChild(node, (child) => visit(child) || undefined) === true;
  };
  return visit(parameter.parent);
}

function isMappedAlias(f: FunctionLowering, node: ts.TypeReferenceNode): boolean {
  const declarations = resolveSymbol(f.c.checker, node.typeName)?.declarations ?? [];
  return declarations.some((one) => ts.isTypeAliasDeclaration(one) && ts.isMappedTypeNode(one.type));
}

function callWithArguments(
  f: FunctionLowering,
  node: ts.CallExpression,
  instance: FunctionInstance,
  receiver: readonly Operand[],
): Val {
  const operands = argumentsFor(f, node, instance.signature);
  f.at(node);
  return f.callInstance(instance, [...receiver, ...operands]);
}

// ---- arguments ----

export function argumentsFor(
  f: FunctionLowering,
  node: ts.CallExpression | ts.NewExpression,
  signature: FunctionSignature,
): Operand[] {
  return argumentOperands(
    f,
    node,
    signature.params.map((param) => param.type),
    signature.rest,
    node.arguments ?? [],
  );
}

/** Evaluates arguments from left to right, as the parameters' types; gathers what belongs to a rest parameter. */
export function argumentOperands(
  f: FunctionLowering,
  node: ts.Node,
  params: readonly Ty[],
  rest: boolean,
  args: readonly ts.Expression[],
): Operand[] {
  const plain = rest ? params.length - 1 : params.length;
  const operands: Operand[] = [];
  const waiting = [...args];
  /** Elements of a tuple that was spread, which the parameters have not taken yet. */
  const spread: Val[] = [];
  for (const param of params.slice(0, plain)) {
    let arg = waiting[0];
    for (; spread.length === 0 && arg !== undefined && ts.isSpreadElement(arg); arg = waiting[0]) {
      const source = lowerExpression(f, arg.expression);
      waiting.shift();
      if (source.ty.kind !== "tuple")
        return [...operands, ...openArguments(f, node, params, rest, operands.length, source, waiting)];
      spread.push(...source.ty.elements.map((_, index) => getMember(f, source, String(index), arg!)));
    }
    const element = spread.shift();
    if (element !== undefined) operands.push(coerce(f, element, param, node).op);
    else if (arg === undefined) operands.push(coerce(f, undefinedVal, param, node).op);
    else {
      waiting.shift();
      operands.push(lowerTo(f, arg, param).op);
    }
  }
  if (rest) operands.push(restArray(f, node, params[plain]!, waiting, spread));
  else for (const extra of waiting) lowerExpression(f, ts.isSpreadElement(extra) ? extra.expression : extra);
  return operands;
}

/** Arguments from a spread on whose length only the running program knows: gathered first, then taken one by one. */
function openArguments(
  f: FunctionLowering,
  node: ts.Node,
  params: readonly Ty[],
  rest: boolean,
  from: number,
  source: Val,
  waiting: readonly ts.Expression[],
): Operand[] {
  const element = unknownTy;
  const none: Val = { op: i64(0), ty: integerTy, literal: 0n };
  const all = f.callRuntime("newArray", [none], [element], node);
  const append = (val: Val): void =>
    void f.callRuntime("append", [all, coerce(f, val, element, node)], [element], node);
  iterate(f, source, node, append);
  for (const arg of waiting) {
    if (ts.isSpreadElement(arg)) iterate(f, lowerExpression(f, arg.expression), arg, append);
    else append(settled(f, lowerExpression(f, arg), arg));
  }
  const plain = rest ? params.length - 1 : params.length;
  const at = f.c.instance(f.c.library.member("array", "at")!, [element], undefined);
  const operands = params
    .slice(from, plain)
    .map((param, index) => coerce(f, f.callInstance(at, [all.op, f64(index)]), param, node, "checked").op);
  const last = params[plain];
  if (!rest || last?.kind !== "array") return operands;
  const slice = f.c.instance(f.c.library.member("array", "slice")!, [element], undefined);
  const [start, end] = slice.signature.params.slice(1);
  const left = f.callInstance(slice, [
    all.op,
    coerce(f, { op: f64(plain - from), ty: numberTy }, start!.type, node).op,
    coerce(f, undefinedVal, end!.type, node).op,
  ]);
  return [...operands, copyAs(f, left, last.element, node).op];
}

/** @param first Values that come before the arguments. */
export function restArray(
  f: FunctionLowering,
  node: ts.Node,
  ty: Ty,
  args: readonly ts.Expression[],
  first: readonly Val[] = [],
): Operand {
  const element = ty.kind === "array" ? ty.element : ({ kind: "unknown" } as const);
  const only = args[0];
  if (first.length === 0 && args.length === 1 && only !== undefined && ts.isSpreadElement(only)) {
    const val = lowerExpression(f, only.expression);
    if (val.ty.kind === "array") return f.callRuntime("copyArray", [coerce(f, val, ty, only)], [element], node).op;
  }
  const array = f.callRuntime(
    "newArray",
    [{ op: i64(args.length), ty: integerTy, literal: BigInt(args.length) }],
    [element],
    node,
  );
  for (const val of first) f.callRuntime("append", [array, coerce(f, val, element, node)], [element], node);
  for (const arg of args) {
    if (ts.isSpreadElement(arg)) {
      iterate(
        f,
        lowerExpression(f, arg.expression),
        arg,
        (value) => void f.callRuntime("append", [array, coerce(f, value, element, arg)], [element], arg),
      );
    } else f.callRuntime("append", [array, lowerTo(f, arg, element)], [element], arg);
  }
  return array.op;
}

// ---- members ----

function callMemberExpression(f: FunctionLowering, node: ts.CallExpression, callee: ts.PropertyAccessExpression): Val {
  const left = ts.isIdentifier(callee.expression) ? resolveSymbol(f.c.checker, callee.expression) : undefined;
  if (left !== undefined && f.c.library.isGlobalDeclaration(left)) {
    const special = callNamespace(f, node, callee, left);
    if (special !== undefined) return special;
  }
  if (callee.expression.kind === ts.SyntaxKind.SuperKeyword) return callSuperMethod(f, node, callee);
  const symbol = resolveSymbol(f.c.checker, callee.name);
  const declaration = symbol?.declarations?.find(
    (candidate): candidate is ts.FunctionLikeDeclaration =>
      ts.isFunctionLike(candidate) && "body" in candidate && candidate.body !== undefined,
  );
  if (declaration !== undefined && ts.isFunctionDeclaration(declaration))
    return callWithArguments(f, node, instanceFor(f, node, declaration), []);
  if (declaration !== undefined && hasModifier(declaration, ts.SyntaxKind.StaticKeyword)) {
    const receiver = staticReceiver(f, callee.expression);
    if (receiver !== undefined) {
      const name = nameOf(f, callee.name);
      const own = staticMember(f.c, receiver, name)?.member ?? declaration;
      const method = ts.isMethodDeclaration(own) ? own : declaration;
      return callWithArguments(f, node, staticInstance(f.c, method, receiver, typeArguments(f, node)), []);
    }
  }
  const object = lowerReceiver(f, callee);
  const name = nameOf(f, callee.name);
  f.at(node);
  return callIteratorHelper(f, node, object, symbol) ?? callObjectMember(f, node, object, name);
}

/** The class whose static members an expression has, if that is known here. */
export function staticReceiver(f: FunctionLowering, node: ts.Expression): ClassInfo | undefined {
  const inner = skipParentheses(node);
  if (inner.kind === ts.SyntaxKind.ThisKeyword) {
    const ty = f.thisVal?.ty ?? f.env.thisTy;
    return ty?.kind === "static" && !ty.info.hasObject ? ty.info : undefined;
  }
  if (!f.c.types.isClassName(inner)) return undefined;
  checkClassInitialised(f, inner);
  const symbol = (f.c.checker.getTypeAtLocation(inner) as { readonly symbol?: ts.Symbol }).symbol;
  const declaration = symbol?.valueDeclaration;
  return declaration !== undefined && ts.isClassLike(declaration)
    ? f.c.types.classInfo(declaration, [], emptyEnv)
    : undefined;
}

/** `Math.floor(x)`, `Promise.all(…)`, `console.log(…)`. */
function callNamespace(
  f: FunctionLowering,
  node: ts.CallExpression,
  callee: ts.PropertyAccessExpression,
  left: ts.Symbol,
): Val | undefined {
  const name = callee.name.text;
  if (f.c.library.isNamespace(left.name)) {
    if (left.name === "console") return callConsole(f, node, name);
    const special = left.name === "Object" ? callObjectFunction(f, node, name) : undefined;
    if (special !== undefined) return special;
    const member = f.c.library.namespaceMember(left.name, name);
    const declaration = member?.declarations?.find(ts.isFunctionDeclaration);
    if (declaration === undefined)
      throw new CompileError(
        callee,
        codes.unsupportedLibrary,
        `'${left.name}.${name}' is not in the runtime library yet`,
      );
    return callWithArguments(
      f,
      node,
      f.c.instance(chooseOverload(f, left.name, name, node) ?? declaration, typeArguments(f, node), undefined),
      [],
    );
  }
  const combined = left.name === "Promise" ? callPromiseCombinator(f, node, name) : undefined;
  if (combined !== undefined) return combined;
  const own = f.c.library.classDeclaration(left.name);
  const method = own?.members.find(
    (member): member is ts.MethodDeclaration =>
      ts.isMethodDeclaration(member) &&
      hasModifier(member, ts.SyntaxKind.StaticKeyword) &&
      member.name.getText() === name &&
      member.body !== undefined,
  );
  if (own === undefined) return undefined;
  if (method === undefined)
    throw new CompileError(
      callee,
      codes.unsupportedLibrary,
      `'${left.name}.${name}' is not in the runtime library yet`,
    );
  let args = typeArguments(f, node);
  const isFrom = name === "from" && args.length > 0;
  const made = isFrom ? f.c.types.classInfo(own, [], emptyEnv) : undefined;
  if (made !== undefined && typedArrayOf(f, { kind: "class", info: made }) !== undefined)
    return typedArrayFrom(f, node, made, args);
  if (args.length === 0 && (method.typeParameters?.length ?? 0) > 0) args = [undefinedTy];
  return callWithArguments(f, node, f.c.instance(method, args, undefined), []);
}

/** `Uint8Array.from(values, f)` of what are no numbers, or of a length: made of the array that `Array.from` gives. */
function typedArrayFrom(f: FunctionLowering, node: ts.CallExpression, info: ClassInfo, typeArgs: readonly Ty[]): Val {
  const declaration = chooseOverload(f, "Array", "from", node)!;
  const types = [...typeArgs.slice(0, -1), numberTy];
  const list = callWithArguments(f, node, f.c.instance(declaration, types, undefined), []);
  return constructClass(f, info, ({ params }) =>
    params.map((param, index) => coerce(f, index === 0 ? list : undefinedVal, param.type, node).op),
  );
}

/** Overloads that the runtime has as functions of their own: by the number of type arguments, and of arguments where none is spread. */
function chooseOverload(
  f: FunctionLowering,
  namespace: string,
  name: string,
  node: ts.CallExpression,
): ts.FunctionDeclaration | undefined {
  const count = typeArguments(f, node).length;
  const symbol =
    (node.arguments.some(ts.isSpreadElement)
      ? undefined
      : f.c.library.namespaceMember(namespace, `${name}${count}_${node.arguments.length}`)) ??
    f.c.library.namespaceMember(namespace, `${name}${count}`);
  return symbol?.declarations?.find(ts.isFunctionDeclaration);
}

function callSuperMethod(f: FunctionLowering, node: ts.CallExpression, callee: ts.PropertyAccessExpression): Val {
  const receiver = f.env.thisTy;
  const base = f.owner?.base;
  const name = nameOf(f, callee.name);
  if (receiver?.kind === "static" && f.owner === undefined) {
    const declaration = resolveSymbol(f.c.checker, callee.name)?.valueDeclaration;
    if (declaration !== undefined && ts.isMethodDeclaration(declaration) && f.thisVal !== undefined)
      return callStaticMethod(f, node, { ...f.thisVal, ty: receiver }, declaration);
    if (declaration !== undefined && ts.isMethodDeclaration(declaration))
      return callWithArguments(f, node, staticInstance(f.c, declaration, receiver.info, typeArguments(f, node)), []);
  }
  const method = base === undefined ? undefined : f.c.methodOf(base, name);
  if (method === undefined)
    throw new CompileError(node, codes.unsupportedSyntax, `the base class has no method '${callee.name.text}'`);
  return callWithArguments(f, node, f.c.instance(method.declaration, typeArguments(f, node), method.owner), [
    f.thisVal!.op,
  ]);
}

function callObjectMember(f: FunctionLowering, node: ts.CallExpression, object: Val, name: string): Val {
  const machine = callMachineMember(f, object, name, node);
  if (machine !== undefined) return machine;
  const { ty } = object;
  const entry = dictionaryValue(f.c, ty, node);
  if (entry !== undefined) {
    const member = optionalValue(f, getEntry(f, object, name, node), node.questionDotToken !== undefined, node);
    return callFunctionValue(f, node, member);
  }
  if (ty.kind === "class" || ty.kind === "struct") {
    const own = typeArguments(f, node);
    const method =
      f.c.methodOf(ty.info, `${name}${own.length}_${node.arguments.length}`) ?? f.c.methodOf(ty.info, name);
    if (method !== undefined)
      return callMethod(f, node, object, method.declaration, f.c.instance(method.declaration, own, method.owner), name);
  }
  if (ty.kind === "array" || ty.kind === "string" || isNumeric(ty) || ty.kind === "boolean")
    return callPrimitiveMember(f, node, object, name);
  if (ty.kind === "static") {
    const method = staticMember(f.c, ty.info, name)?.member;
    if (method !== undefined && ts.isMethodDeclaration(method))
      return callStaticMethod(f, node, { ...object, ty }, method);
  }
  const typeArgs = typeArguments(f, node);
  if (ty.kind === "literal") {
    const property = ty.info.properties.find((candidate) => candidate.name === name);
    const generic = property?.instance?.(typeArgs).type;
    const type = generic?.kind === "function" ? generic : memberFunctionTy(f.c, ty, name);
    if (property?.kind === "method" && type !== undefined) {
      const operands = argumentOperands(f, node, type.params, type.rest, node.arguments);
      return callMember(
        f,
        object,
        name,
        operands.map((op, index) => ({ op, ty: type.params[index]! })),
        node,
        typeArgs,
      );
    }
  }
  const isOneOf = ty.kind === "union" && !allHaveFunction(f.c, ty, name);
  const either = isOneOf ? callEitherArray(f, node, object, name, typeArgs) : undefined;
  if (either !== undefined) return either;
  if (ty.kind === "union" && gathersDifferently(f.c, ty, name))
    throw new CompileError(
      node,
      codes.unsupportedSyntax,
      `some of '${tyDisplay(ty)}' have a '${name}' with a rest parameter where others have none`,
      "check which type it is first",
    );
  if (ty.kind === "object" || ty.kind === "union") {
    const isOfEither = ty.kind === "union" && ty.members.some(({ kind }) => kind === "array");
    const type = typeArgs.length > 0 && !isOfEither ? instantiatedTy(f, node) : memberFunctionTy(f.c, ty, name);
    const property = ty.kind === "object" ? ty.properties().find((candidate) => candidate.name === name) : undefined;
    const mayBeMissing = property?.optional === true && property.method && node.questionDotToken !== undefined;
    if (mayBeMissing)
      requireInChain(f, f.b.call({ kind: "direct", name: f.c.tables.memberTest(name) }, [object.op], "i1"));
    const isField = node.questionDotToken !== undefined && mayBeNullishField(ty, name);
    if (type !== undefined && !isField && (property?.optional !== true || mayBeMissing)) {
      const operands = argumentOperands(f, node, type.params, type.rest, node.arguments);
      f.at(node);
      const op = dispatch(
        f,
        object,
        { kind: "call", member: name, params: type.params, result: type.result, typeArgs },
        operands,
      );
      return op === undefined
        ? type.result.kind === "never"
          ? { ...voidVal, ty: type.result }
          : voidVal
        : { op, ty: type.result };
    }
  }
  if (ty.kind === "tuple") {
    if (changesLength.has(name))
      throw new CompileError(
        node,
        codes.unsupportedLibrary,
        `'${name}' would change the length of a tuple`,
        "use an array if the length varies",
      );
    if (changesOrder.has(name)) return changeTuple(f, node, object, ty.elements, name);
    const array = coerce(f, object, { kind: "array", element: unionOf(ty.elements) }, node);
    return callPrimitiveMember(f, node, array, name);
  }
  if (ty.kind === "object" && ty.family === "array" && changesArray.has(name))
    throw new CompileError(
      node,
      codes.unsupportedSyntax,
      "nothing can be put into an array of which only that is known",
      "copy it: [...array], or cast it to the type that it has",
    );
  const found = narrowed(f, getMember(f, object, name, node), node.expression, "checked");
  return callFunctionValue(f, node, optionalValue(f, found, node.questionDotToken !== undefined, node));
}

/** May the member be a field with nothing in it, so that an optional call has to look first? */
function mayBeNullishField(ty: Ty, name: string): boolean {
  return membersOf(ty).some((member) => {
    if (member.kind === "class") {
      const type = findField(member.info, name)?.field.type;
      return type !== undefined && mayBeNullish(type);
    }
    if (member.kind !== "object") return false;
    const property = member.properties().find((candidate) => candidate.name === name);
    return property !== undefined && !property.method && mayBeNullish(property.type);
  });
}

function callStaticMethod(
  f: FunctionLowering,
  node: ts.CallExpression,
  object: Val & { readonly ty: StaticTy },
  method: ts.MethodDeclaration,
): Val {
  return callStaticInstance(f, object, method, typeArguments(f, node), (signature) => {
    const operands = argumentsFor(f, node, signature);
    f.at(node);
    return operands;
  });
}

/** What a generic method takes and gives in this call. */
function instantiatedTy(f: FunctionLowering, node: ts.CallExpression): FunctionTy | undefined {
  const signature = f.c.checker.getResolvedSignature(node);
  const ty = signature === undefined ? undefined : f.c.types.functionTy(signature, f.env, node);
  return ty?.kind === "function" ? ty : undefined;
}

const changesLength = new Set(["push", "pop", "shift", "unshift", "splice"]);
/** Methods besides `push` that put something into an array. */
const putsIn = new Set(["unshift", "splice", "fill"]);
const changesOrder = new Set(["reverse", "sort", "fill", "copyWithin"]);

/** A method that moves elements, called on a tuple: done to a copy, whose elements then go back. */
function changeTuple(
  f: FunctionLowering,
  node: ts.CallExpression,
  object: Val,
  elements: readonly Ty[],
  name: string,
): Val {
  const element = unionOf(elements);
  const array = coerce(f, object, { kind: "array", element }, node);
  callPrimitiveMember(f, node, array, name);
  elements.forEach((ty, index) => {
    const at = f.c.instance(f.c.library.member("array", "at")!, [element], undefined);
    const value = f.callInstance(at, [array.op, f64(index)]);
    setMember(f, object, String(index), coerce(f, value, ty, node, "checked"), node);
  });
  return object;
}

function callMethod(
  f: FunctionLowering,
  node: ts.CallExpression,
  object: Val,
  declaration: ts.FunctionLikeDeclaration,
  instance: FunctionInstance,
  name: string,
): Val {
  const operands = argumentsFor(f, node, instance.signature);
  f.at(node);
  if (object.ty.kind === "class" && (f.c.overridden.has(declaration) || declaration.body === undefined)) {
    const params = instance.signature.params.map((param) => param.type);
    const result = instance.signature.result;
    const typeArgs = (declaration.typeParameters?.length ?? 0) > 0 ? typeArguments(f, node) : undefined;
    const op = dispatch(f, object, { kind: "call", member: name, params, result, typeArgs }, operands);
    return op === undefined ? { ...voidVal, ty: result.kind === "never" ? result : voidVal.ty } : { op, ty: result };
  }
  return f.callInstance(instance, [object.op, ...operands]);
}

/** Methods of arrays, strings and numbers: functions of the runtime library that take the receiver first. */
function callPrimitiveMember(f: FunctionLowering, node: ts.CallExpression, object: Val, name: string): Val {
  const { ty } = object;
  if (name === "toString" && node.arguments.length === 0 && ty.kind !== "array") return toText(f, object, node);
  if (ty.kind === "array" && name === "push") return pushAll(f, node, object, ty.element);
  const kind =
    ty.kind === "array" ? "array" : ty.kind === "string" ? "string" : ty.kind === "boolean" ? "boolean" : "number";
  if (ty.kind === "array" && putsIn.has(name)) noteChanged(f, ty.element, node);
  const own = typeArguments(f, node);
  const overload =
    kind === "array" ? f.c.library.member(kind, `${name}${own.length}_${node.arguments.length}`) : undefined;
  const shown =
    ty.kind === "int" && name === "toString"
      ? intShapes[ty.name].signed
        ? "signedToString"
        : "unsignedToString"
      : name;
  const declaration = overload ?? f.c.library.member(kind, kind === "string" ? patternMember(f, node, name) : shown);
  if (declaration === undefined)
    throw new CompileError(
      node.expression,
      codes.unsupportedLibrary,
      `'${name}' of '${tyDisplay(ty)}' is not in the runtime library yet`,
    );
  const instance = f.c.instance(declaration, ty.kind === "array" ? [ty.element, ...own] : own, undefined);
  const [self, ...params] = instance.signature.params.map((param) => param.type);
  // A method may ask for elements of a certain type: `flat` for arrays.
  const receiver =
    kind === "number"
      ? self!.kind === "int"
        ? { op: toInt64(f, object), ty: self! }
        : { op: toDouble(f, object), ty: numberTy }
      : ty.kind === "array" && self!.kind === "array"
        ? coerce(f, object, { ...self!, readonly: true }, node.expression)
        : object;
  const [first, ...others] = node.arguments;
  if (kind === "string" && first !== undefined && params[0] !== undefined && isRegExp(f.c, params[0])) {
    const pattern = lowerExpression(f, first);
    const more = argumentOperands(f, node, params.slice(1), instance.signature.rest, others);
    f.at(node);
    const searched = coerce(f, patternOfEither(f, pattern, name, node), params[0], first);
    return f.callInstance(instance, [receiver.op, searched.op, ...more]);
  }
  const operands = argumentOperands(f, node, params, instance.signature.rest, node.arguments);
  f.at(node);
  return f.callInstance(instance, [receiver.op, ...operands]);
}

function noteChanged(f: FunctionLowering, element: Ty, node: ts.Node): void {
  if (f.c.isProgramNode(node)) f.c.held.noteChangedContainer(f.c.arrayClass(element), [element]);
}

function pushAll(f: FunctionLowering, node: ts.CallExpression, array: Val, element: Ty): Val {
  noteChanged(f, element, node);
  const args = node.arguments;
  const append = (val: Val, at: ts.Node): void => void f.callRuntime("append", [array, val], [element], at);
  // All are known before the first is put in: they may look at the array, or change it.
  if (args.some(ts.isSpreadElement)) {
    const all = spreadValues(f, node, element);
    iterate(f, all, node, (value) => append(coerce(f, value, element, node), node));
  } else {
    const values = args.map((arg) => lowerTo(f, arg, element));
    for (const [index, value] of values.entries()) {
      f.at(args[index]!);
      append(value, args[index]!);
    }
  }
  return getMember(f, array, "length", node);
}

/** What arguments give of which some are spread, in an array that nobody else knows. */
function spreadValues(f: FunctionLowering, node: ts.CallExpression, element: Ty): Val {
  const [only, ...others] = node.arguments;
  if (others.length === 0 && only !== undefined && ts.isSpreadElement(only)) {
    const source = lowerExpression(f, only.expression);
    // It may be the array itself.
    if (source.ty.kind === "array") return f.callRuntime("copyArray", [source], [source.ty.element], only);
    const gathered = f.callRuntime("newArray", [{ op: i64(0), ty: integerTy, literal: 0n }], [element], node);
    iterate(
      f,
      source,
      only,
      (value) => void f.callRuntime("append", [gathered, coerce(f, value, element, only)], [element], only),
    );
    return gathered;
  }
  const all: Ty = { kind: "array", element };
  return { op: restArray(f, node, all, node.arguments), ty: all };
}

// ---- new ----

export function lowerNew(f: FunctionLowering, node: ts.NewExpression, expected?: Ty): Val {
  if (!f.c.types.isClassName(skipParentheses(node.expression))) return constructValue(f, node);
  checkClassInitialised(f, node.expression);
  const ty = asExpected(f, f.typeOf(node), node, expected);
  const isOfRuntime = f.c.library.isRuntimeFile(node.getSourceFile());
  if (isRegExp(f.c, ty) && !isOfRuntime) return constructRegExp(f, node);
  if (ty.kind === "array") {
    if (node.parent && isFilled(node)) {
      return f.callRuntime("newFilledArray", [lowerExpression(f, node.arguments![0]!)], [ty.element], node);
    }
    if ((node.arguments?.length ?? 0) === 0)
      return f.callRuntime("newArray", [{ op: i64(0), ty: integerTy, literal: 0n }], [ty.element], node);
    throw new CompileError(
      node,
      codes.unsupportedSyntax,
      "'new Array(n)' would make an array of holes",
      "use 'new Array<T>(n).fill(value)' or 'Array.from({ length: n }, …)'",
    );
  }
  if (ty.kind !== "class")
    throw new CompileError(
      node,
      codes.unsupportedSyntax,
      `'new' can't make a '${tyDisplay(ty)}'`,
      "only classes can be constructed",
    );
  if (hasModifier(ty.info.declaration, ts.SyntaxKind.AbstractKeyword))
    throw new CompileError(node, codes.unsupportedSyntax, "an abstract class can't be constructed");
  return constructClass(f, ty.info, (signature) => {
    const operands = argumentsFor(f, node, signature);
    f.at(node);
    return operands;
  });
}

/** The type arguments that the place asks for, where those that the checker found would be held in another way, or leave others out. */
function asExpected(f: FunctionLowering, ty: Ty, node: ts.NewExpression, expected: Ty | undefined): Ty {
  if (ty.kind !== "class" || expected === undefined) return ty;
  const { declaration } = ty.info;
  const same = membersOf(expected).filter((other) => other.kind === "class" && other.info.declaration === declaration);
  const [wanted] = same;
  if (wanted === undefined || same.length > 1) return ty;
  const isAlike = isHeldAlike(f.c.library, ty, wanted);
  if (!isAlike && node.typeArguments !== undefined) return ty;
  return isAlike && f.c.aliases.mayGoBy(ty, wanted) ? ty : wanted;
}

/** `new` of a value: a class that only the running program knows. */
function constructValue(f: FunctionLowering, node: ts.NewExpression): Val {
  const val = lowerExpression(f, node.expression);
  const operands = (signature: FunctionSignature): Operand[] => argumentsFor(f, node, signature);
  if (val.ty.kind === "static" && !hasModifier(val.ty.info.declaration, ts.SyntaxKind.AbstractKeyword)) {
    const { info } = val.ty;
    const made = info.declaration.typeParameters === undefined ? undefined : f.typeOf(node);
    return constructClass(f, made?.kind === "class" ? made.info : info, operands, val.op);
  }
  const type = memberFunctionTy(f.c, val.ty, constructMember);
  if (type === undefined)
    throw new CompileError(
      node,
      codes.unsupportedSyntax,
      `'new' can't make anything of a '${tyDisplay(val.ty)}'`,
      "only classes can be constructed",
    );
  const args = argumentOperands(f, node, type.params, type.rest, node.arguments ?? []);
  f.at(node);
  const { params, result } = type;
  const op = dispatch(f, val, { kind: "call", member: constructMember, params, result }, args);
  return op === undefined ? voidVal : { op, ty: result };
}

/** Is it `new Array(n).fill(…)`? */
function isFilled(node: ts.NewExpression): boolean {
  const parent = node.parent;
  return node.arguments?.length === 1 && ts.isPropertyAccessExpression(parent) && parent.name.text === "fill";
}
