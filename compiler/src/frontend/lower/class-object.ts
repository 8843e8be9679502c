/**
 * Classes that are made anew whenever their statement runs: those in functions and blocks, those that extend such a class, and those that extend what
 * only an expression gives. The object that stands for such a class holds what its members captured, its static fields and the object of its base. Its
 * instances know it by a hidden field; static methods take it as their receiver.
 *
 * Members are lowered when it is known what the class captures, that is after its statement: until then they wait here.
 */
import ts from "typescript";
import type { Operand } from "../../ir/ir.ts";
import { CompileError, codes } from "../failure.ts";
import type { ClassInfo } from "../types/class-info.ts";
import { extendsClause, isLocalClass, typeParametersOf } from "../types/constructor.ts";
import { emptyEnv } from "../types/env.ts";
import { storage } from "../types/representation.ts";
import { hasModifier, memberName } from "../types/translate.ts";
import { type Ty, tyKey, unknownTy } from "../types/ty.ts";
import { bindCaptures, type Capture, capturesOf } from "./closure.ts";
import { coerce } from "./coerce.ts";
import type { Compilation } from "./compilation.ts";
import { lowerExpression } from "./expression.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import type { Val } from "./value.ts";

/** The field of an instance for the object of a class. */
export function objectField(info: ClassInfo): string {
  return `class ${info.name}`;
}

const baseField = "base";

function staticField(name: string): string {
  return `static ${name}`;
}

/** What the members of classes that have objects captured, and what waits for that. */
export class ClassObjects {
  readonly #captures = new Map<string, readonly Capture[]>();
  readonly #waiting = new Map<string, { readonly lower: () => void; readonly giveUp: () => void }[]>();
  readonly #enqueue: (job: () => void) => void;

  constructor(enqueue: (job: () => void) => void) {
    this.#enqueue = enqueue;
  }

  /** Lowers a member of the class as soon as that is possible; `giveUp` if the class is never made. */
  whenMade(info: ClassInfo, lower: () => void, giveUp: () => void): void {
    if (this.#captures.has(info.objectName)) {
      this.#enqueue(lower);
      return;
    }
    const list = this.#waiting.get(info.objectName);
    if (list === undefined) this.#waiting.set(info.objectName, [{ lower, giveUp }]);
    else list.push({ lower, giveUp });
  }

  made(info: ClassInfo, captures: readonly Capture[], node: ts.Node): void {
    const known = this.#captures.get(info.objectName);
    if (known !== undefined && !sameCaptures(known, captures))
      throw new CompileError(
        node,
        codes.unsupportedSyntax,
        "this class is in code that is compiled for several kinds of what it captures",
        "declare the class outside, and pass its constructor what it needs",
      );
    this.#captures.set(info.objectName, known ?? captures);
    for (const { lower } of this.#waiting.get(info.objectName) ?? []) this.#enqueue(lower);
    this.#waiting.delete(info.objectName);
  }

  capturesOf(info: ClassInfo): readonly Capture[] {
    return this.#captures.get(info.objectName)!;
  }

  /** Members of classes whose statements are never reached: nothing calls them. */
  giveUp(): void {
    const jobs = [...this.#waiting.values()].flat();
    this.#waiting.clear();
    for (const { giveUp } of jobs) giveUp();
  }
}

function sameCaptures(a: readonly Capture[], b: readonly Capture[]): boolean {
  const same = (x: Capture, y: Capture): boolean =>
    x.symbol === y.symbol && x.boxed === y.boxed && x.type === y.type && tyKey(x.ty) === tyKey(y.ty);
  return a.length === b.length && a.every((capture, index) => same(capture, b[index]!));
}

/** The class that a declaration means here, for the type parameters of the functions around it. */
export function classHere(
  f: FunctionLowering,
  declaration: ts.ClassLikeDeclaration,
  own: readonly Ty[] = [],
): ClassInfo {
  const { outer, all } = typeParametersOf(f.c.checker, declaration);
  const args = outer.map((parameter) => f.c.types.translate(parameter, f.env, declaration));
  const missing = all.slice(outer.length + own.length).map(() => unknownTy);
  return f.c.types.classInfo(declaration, [...args, ...own, ...missing], outer.length > 0 ? f.env : emptyEnv);
}

/** The IR class of the object that stands for a class. */
export function objectClass(c: Compilation, info: ClassInfo): string {
  const name = info.objectName;
  if (!c.module.classes.has(name)) {
    const base = c.closureBase();
    c.module.classes.set(name, { name, display: "Function", base, fields: [], typeof: "function" });
    c.tables.addShape(name, { kind: "static", info });
    if (info.hasObject) {
      for (const member of info.declaration.members)
        if (isStaticField(member)) staticPlace(c, info, memberOf(c, member));
      if (info.base?.hasObject) addField(c, name, baseField, { kind: "static", info: info.base });
      c.held.addClassObject(name);
    }
  }
  return name;
}

function addField(c: Compilation, className: string, name: string, ty: Ty): void {
  const { fields } = c.module.classes.get(className)!;
  if (fields.some((field) => field.name === name)) return;
  (fields as { name: string; type: ReturnType<typeof storage> }[]).push({ name, type: storage(ty) });
  c.held.addToClassObject(className, ty);
}

export function isStaticField(member: ts.ClassElement): member is ts.PropertyDeclaration {
  return ts.isPropertyDeclaration(member) && hasModifier(member, ts.SyntaxKind.StaticKeyword);
}

function memberOf(c: Compilation, member: ts.PropertyDeclaration): string {
  return memberName(c.checker.getSymbolAtLocation(member.name)!);
}

// ---- making one ----

/** Makes the object where the class stands. Its static members get their values later. */
export function makeClassObject(f: FunctionLowering, node: ts.ClassLikeDeclaration): Val {
  const info = classHere(f, node);
  const base = info.base?.hasObject ? baseObject(f, info.base, node) : undefined;
  const own = ownSymbol(f, node);
  const captures = isLocalClass(node) ? capturesOf(f, node).filter((capture) => capture.symbol !== own) : [];
  const className = objectClass(f.c, info);
  for (const capture of captures) addCapture(f.c, className, capture);
  f.c.classObjects.made(info, captures, node);
  f.at(node);
  const object = f.allocate(className);
  if (base !== undefined) f.b.fieldInit(className, baseField, object, base);
  for (const capture of captures) f.b.fieldInit(className, capture.field, object, capture.value);
  return { op: object, ty: { kind: "static", info } };
}

function addCapture(c: Compilation, className: string, capture: Capture): void {
  const { fields } = c.module.classes.get(className)!;
  if (fields.some((field) => field.name === capture.field)) return;
  (fields as { name: string; type: Capture["type"] }[]).push({ name: capture.field, type: capture.type });
  c.held.addToClassObject(className, capture.ty);
}

function baseObject(f: FunctionLowering, base: ClassInfo, node: ts.ClassLikeDeclaration): Operand {
  const clause = extendsClause(node)!;
  return coerce(f, lowerExpression(f, clause.expression), { kind: "static", info: base }, clause, "checked").op;
}

/** The name by which a class knows itself. */
export function ownSymbol(f: FunctionLowering, node: ts.ClassLikeDeclaration): ts.Symbol | undefined {
  return node.name === undefined ? undefined : f.c.checker.getSymbolAtLocation(node.name);
}

/** Where a class that is no local one, but has an object all the same, keeps it. */
export function objectGlobal(c: Compilation, info: ClassInfo): string {
  objectClass(c, info);
  return c.hiddenGlobal(`object of ${info.objectName}`, "ref");
}

// ---- inside the class ----

/** Makes what a class captured, and its own name, known inside a member. */
export function bindClassObject(inner: FunctionLowering, info: ClassInfo, object: Operand): void {
  if (!isLocalClass(info.declaration)) return;
  bindCaptures(inner, inner.c.classObjects.capturesOf(info), object, objectClass(inner.c, info));
  const own = ownSymbol(inner, info.declaration);
  if (own !== undefined) inner.variables.set(own, { kind: "value", value: object, ty: { kind: "static", info } });
}

/** As `bindClassObject`, in a function that has an instance. */
export function bindClassOf(inner: FunctionLowering, info: ClassInfo, self: Operand): void {
  if (!info.hasObject) return;
  inner.c.ensureClass(info);
  bindClassObject(inner, info, inner.b.fieldGet("ref", info.name, objectField(info), self));
}

/** The object of a base class, from that of a class that extends it. */
export function objectOf(f: FunctionLowering, from: ClassInfo, object: Operand, to: ClassInfo): Operand {
  let op = object;
  for (let at = from; at.key !== to.key && at.base?.hasObject; at = at.base)
    op = f.b.fieldGet("ref", objectClass(f.c, at), baseField, op);
  return op;
}

/** Tells a new instance its class, and the classes that this extends. */
export function noteClass(f: FunctionLowering, info: ClassInfo, instance: Operand, object: Operand): void {
  f.c.ensureClass(info);
  for (let at: ClassInfo | undefined = info; at?.hasObject; at = at.base)
    f.b.fieldInit(at.name, objectField(at), instance, objectOf(f, info, object, at));
}

/** Tells a new instance that its class is that of another one. */
export function noteSameClass(f: FunctionLowering, info: ClassInfo, instance: Operand, other: Operand): void {
  for (let at: ClassInfo | undefined = info; at?.hasObject; at = at.base)
    f.b.fieldInit(at.name, objectField(at), instance, f.b.fieldGet("ref", at.name, objectField(at), other));
}

/** i1: is an object, known to be of some class of the declaration, an instance of this very one? */
export function isMadeBy(f: FunctionLowering, info: ClassInfo, instance: Operand, object: Operand): Operand {
  return f.b.compare("eq", f.b.fieldGet("ref", f.c.ensureClass(info), objectField(info), instance), object);
}

// ---- static fields ----

export interface StaticPlace {
  readonly className: string;
  readonly field: string;
  readonly ty: Ty;
}

/** The field of the object for a static field that the class declares. */
export function staticPlace(c: Compilation, info: ClassInfo, name: string): StaticPlace {
  const className = objectClass(c, info);
  const member = info.declaration.members.find((other) => isStaticField(other) && memberOf(c, other) === name)!;
  const declared = c.types.translate(c.checker.getTypeAtLocation(member), info.env, member);
  const ty: Ty = declared.kind === "void" || declared.kind === "never" ? { kind: "undefined" } : declared;
  addField(c, className, staticField(name), ty);
  return { className, field: staticField(name), ty };
}

/** Where a class keeps a value of its own of a static field that it inherits, and whether it has one. */
export function ownStaticPlace(
  c: Compilation,
  info: ClassInfo,
  name: string,
  ty: Ty,
): { readonly className: string; readonly value: string; readonly exists: string } {
  const className = objectClass(c, info);
  const value = staticField(name);
  const exists = `${value} exists`;
  addField(c, className, value, ty);
  addField(c, className, exists, { kind: "boolean" });
  return { className, value, exists };
}
