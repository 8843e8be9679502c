/** Regular expressions: literals, whose programs are made here, `new RegExp(…)`, and the methods of strings that take one. */
import ts from "typescript";
import { compilePattern } from "../../../../runtime/src/std/regexp/codegen.ts";
import { flagLetters, orderedFlags, parseFlags } from "../../../../runtime/src/std/regexp/flags.ts";
import { str } from "../../ir/operands.ts";
import { CompileError, codes } from "../failure.ts";
import { membersOf, stringTy, type Ty, tyDisplay } from "../types/ty.ts";
import type { Compilation } from "./compilation.ts";
import { getMember } from "./dispatch-entry.ts";
import { lowerExpression } from "./expression.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { undefinedVal, type Val } from "./value.ts";

/** Is it an instance of `RegExp`? */
export function isRegExp(c: Compilation, ty: Ty): boolean {
  return ty.kind === "class" && ty.info.declaration === c.library.classDeclaration("RegExp");
}

export function lowerRegExpLiteral(f: FunctionLowering, node: ts.RegularExpressionLiteral): Val {
  const end = node.text.lastIndexOf("/");
  const source = node.text.slice(1, end);
  const written = node.text.slice(end + 1);
  const flags = orderedFlags(written);
  if (flags === undefined)
    throw new CompileError(
      node,
      codes.unsupportedSyntax,
      `the flags '${written}' of a regular expression can't be compiled`,
      `use each of ${[...flagLetters].join(", ")} once at most`,
    );
  const program = compiled(node, source, flags);
  const parts = [source, flags, program.code, program.names].map((text): Val => ({ op: str(text), ty: stringTy }));
  return f.callRuntime(program.folds ? "newFoldingLiteral" : "newLiteral", parts, [], node);
}

function compiled(node: ts.Node, source: string, flags: string): ReturnType<typeof compilePattern> {
  try {
    return compilePattern(source, parseFlags(flags));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const reason = error.message.slice(error.message.lastIndexOf(": ") + 2);
    throw new CompileError(node, codes.unsupportedSyntax, `this is no regular expression: ${reason}`);
  }
}

/** `new RegExp(pattern, flags)`, and the same without `new`. */
export function constructRegExp(f: FunctionLowering, node: ts.CallExpression | ts.NewExpression): Val {
  const args = (node.arguments ?? []).flatMap((arg) =>
    ts.isSpreadElement(arg) ? spreadTuple(f, arg) : [lowerExpression(f, arg)],
  );
  const [pattern, flags = undefinedVal] = args;
  if (pattern === undefined) throw new CompileError(node, codes.unsupportedSyntax, "RegExp takes a pattern, and flags");
  f.at(node);
  if (isRegExp(f.c, pattern.ty)) return f.callRuntime("copyRegExp", [pattern, flags], [], node);
  if (isEither(f.c, pattern.ty)) return f.callRuntime("regExpOfEither", [pattern, flags], [], node);
  if (pattern.ty.kind !== "string") throw unknownPattern(node, pattern.ty);
  const letters = flags.ty.kind === "undefined" ? { op: str(""), ty: stringTy } : flags;
  return f.callRuntime("newRegExp", [pattern, letters], [], node);
}

/** The elements of a tuple that is spread. */
function spreadTuple(f: FunctionLowering, node: ts.SpreadElement): Val[] {
  const tuple = lowerExpression(f, node.expression);
  if (tuple.ty.kind === "tuple") return tuple.ty.elements.map((_, index) => getMember(f, tuple, String(index), node));
  throw new CompileError(
    node,
    codes.unsupportedSyntax,
    "only a tuple of a pattern, and flags, can be spread here",
    "pass them one by one",
  );
}

/** A text or a regular expression. */
function isEither(c: Compilation, ty: Ty): boolean {
  const members = membersOf(ty);
  return members.length === 2 && members.every((member) => member.kind === "string" || isRegExp(c, member));
}

function unknownPattern(node: ts.Node, ty: Ty): CompileError {
  return new CompileError(
    node,
    codes.unsupportedSyntax,
    `a '${tyDisplay(ty)}' can't be taken as a pattern`,
    "check first whether it is a string or a RegExp",
  );
}

const withPatterns = new Set(["match", "matchAll", "replace", "replaceAll", "search", "split"]);
/** Those that make a regular expression of a text. */
const makesPattern = new Set(["match", "search"]);

/** Those that search for a text as it is, and the flags of a regular expression that does the same. */
const flagsOfText: Readonly<Record<string, string>> = { replace: "", replaceAll: "g", split: "" };

/** What a method of strings searches for, made a regular expression where only the running program knows whether it is one. */
export function patternOfEither(f: FunctionLowering, val: Val, name: string, node: ts.Node): Val {
  if (!isEither(f.c, val.ty)) return val;
  const flags = flagsOfText[name];
  if (flags === undefined) return f.callRuntime("patternOfEither", [val], [], node);
  return f.callRuntime("searchOfEither", [val, { op: str(flags), ty: stringTy }], [], node);
}

/** The function of the runtime behind a method of strings, where that depends on what it is called with. */
export function patternMember(f: FunctionLowering, node: ts.CallExpression, name: string): string {
  const [first, second] = node.arguments;
  if (!withPatterns.has(name) || first === undefined || ts.isSpreadElement(first)) return name;
  const ty = f.typeOf(first);
  const isPattern = isRegExp(f.c, ty) || isEither(f.c, ty);
  if (!isPattern && membersOf(ty).some((member) => isRegExp(f.c, member))) throw unknownPattern(first, ty);
  const isFunction =
    second !== undefined &&
    name.startsWith("replace") &&
    f.c.checker.getTypeAtLocation(second).getCallSignatures().length > 0;
  if (isPattern) return `${name}RegExp${isFunction ? "By" : ""}`;
  return isFunction ? `${name}TextBy` : makesPattern.has(name) ? `${name}Text` : name;
}
