/**
 * What an assignment that the checker allows would let go by another type, although something else could then be put into it (`alias.ts`), is a diagnostic. What
 * nobody else knows is no matter: an array that has just been made, or an instance, which is made as what is due (`lowerNew`).
 */
import ts from "typescript";
import { CompileError, codes } from "../failure.ts";
import { skipCasts } from "../syntax.ts";
import type { ClassInfo } from "../types/class-info.ts";
import { membersOf, type Ty, tyDisplay } from "../types/ty.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { isHeldAlike } from "./held-alike.ts";

/** Checks what is held by a value as it is. Functions, arrays and tuples that are no members of a union are seen to where they are converted. */
export function checkAliases(f: FunctionLowering, from: Ty, to: Ty, node: ts.Node): void {
  for (const member of membersOf(from)) {
    if (member.kind !== "class" && from.kind !== "union") continue;
    const targets = membersOf(to).filter((other) => isOfKind(member, other));
    if (targets.length === 0 || isOfAny(f, member, to)) continue;
    const alike = targets.filter((other) => isHeldAlike(f.c.library, member, other));
    if (alike.length === 0) {
      if (targets.some((other) => isSameKind(member, other))) throw otherPlaces(member, targets[0]!, node);
    } else if (!alike.some((other) => f.c.aliases.mayGoBy(member, other))) throw otherContents(member, alike[0]!, node);
  }
}

/** Is it a promise, or a generator, of which `instanceof` found that it is one, but not of what? That is proved when it is taken for one of something. */
export function isOfAny(f: FunctionLowering, from: Ty, to: Ty): boolean {
  if (from.kind !== "class" || !f.c.library.isUniform(from.info.declaration)) return false;
  return membersOf(to).some(
    (other) =>
      other.kind === "class" &&
      other.info.declaration === from.info.declaration &&
      from.info.args.some((arg, index) => arg.kind === "unknown" && other.info.args[index]!.kind !== "unknown"),
  );
}

/** Could the one be taken for the other, if only what they hold is right? */
function isOfKind(from: Ty, to: Ty): boolean {
  if (from.kind === "class")
    return to.kind === "class" && to.info.args.length > 0 && instanceOf(from.info, to.info) !== undefined;
  return from.kind === to.kind && (from.kind === "array" || from.kind === "tuple" || from.kind === "function");
}

const isSameKind = (from: Ty, to: Ty): boolean =>
  from.kind !== "class" || (to.kind === "class" && from.info.declaration === to.info.declaration);

/** What an instance is of the class that another one is of: itself, or what it extends. */
function instanceOf(info: ClassInfo, of: ClassInfo): ClassInfo | undefined {
  for (let at: ClassInfo | undefined = info; at !== undefined; at = at.base)
    if (at.declaration === of.declaration) return at;
  return undefined;
}

function otherContents(from: Ty, to: Ty, node: ts.Node): CompileError {
  return new CompileError(
    node,
    codes.representation,
    `a '${tyDisplay(from)}' can't be used as '${tyDisplay(to)}': something else could be put into it`,
    `give it the type '${tyDisplay(to)}' where it is made, take it as an interface or class that only gives what it holds, or copy it`,
  );
}

/** `mayRead`: only because elements could be put in. */
export function otherElements(from: Ty, to: Ty, mayRead: boolean, node: ts.Node): CompileError {
  const list = tyDisplay({ kind: "array", element: to });
  return new CompileError(
    node,
    codes.representation,
    `an array of '${tyDisplay(from)}' can't be used as an array of '${tyDisplay(to)}': something else could be put into ${mayRead ? "it" : "them"}`,
    mayRead
      ? `take it as 'readonly ${list}', or copy it: [...array]`
      : `give the elements the type '${tyDisplay(to)}' where they are made`,
  );
}

/** What is held in another way, or at other places. */
export function otherPlaces(from: Ty, to: Ty, node: ts.Node): CompileError {
  const isGeneric =
    from.kind === "class" && membersOf(to).some((member) => member.kind === "class" && member.info.args.length > 0);
  const [reason, help] = isGeneric
    ? ["what they hold is held differently", `give it the type '${tyDisplay(to)}' where it is made`]
    : from.kind === "array" || from.kind === "tuple" || from.kind === "function"
      ? ["they are held differently", "find out which it is first, and convert that"]
      : [
          "the checker compares their members, but compiled code finds those of a class at fixed places",
          `make it with 'new ${tyDisplay(to)}', or declare an interface with the members that are needed`,
        ];
  return new CompileError(
    node,
    codes.representation,
    `a '${tyDisplay(from)}' can't be used as '${tyDisplay(to)}': ${reason}`,
    help,
  );
}

const freshMethods = new Set(["map", "filter", "slice", "concat", "flatMap", "flat", "splice", "split", "from", "of"]);

/** Is the array the result of a library call that makes a new one, which nobody else knows? */
export function isFreshArray(f: FunctionLowering, node: ts.Node): boolean {
  const inner = ts.isExpression(node) ? skipCasts(node) : node;
  if (ts.isArrayLiteralExpression(inner)) return true;
  if (!ts.isCallExpression(inner) || !ts.isPropertyAccessExpression(inner.expression)) return false;
  const member = f.c.checker.getSymbolAtLocation(inner.expression.name);
  return member !== undefined && freshMethods.has(member.name) && f.c.library.isGlobalDeclaration(member);
}
