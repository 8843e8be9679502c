/**
 * Dispatch tables: how a member is reached when the object's class is only known at run time.
 *
 * A table belongs to a receiver type and a member. It has one entry for each class that may stand behind that type and that the
 * program creates: a small function that performs the operation on an object of that class and adapts parameters and result. Tables
 * and classes are found while lowering goes on, so entries are filled whenever the work list is empty.
 */
import type ts from "typescript";
import { FunctionBuilder } from "../../ir/builder.ts";
import { AnyTag, builtinClasses, type IrType, type Operand } from "../../ir/ir.ts";
import { bool, direct, i32, str, undefinedRef } from "../../ir/operands.ts";
import { CompileError } from "../failure.ts";
import { type ClassInfo, extendsClass } from "../types/class-info.ts";
import { typeArgsKey } from "../types/env.ts";
import { storage } from "../types/representation.ts";
import {
  type ArrayTy,
  callMember,
  type FunctionTy,
  type LiteralProperty,
  membersOf,
  type Pace,
  type Ty,
  tyKey,
} from "../types/ty.ts";
import type { Compilation } from "./compilation.ts";
import { hasMember, lowerAbsence, lowerDispatchEntry, lowerRefusal, memberFunctionTy } from "./dispatch-entry.ts";
import { isClassAlike, sameConvention } from "./held-alike.ts";
import { Kinship } from "./kinship.ts";
import { fixedText } from "./object-text.ts";

export type MemberOperation =
  /** `own`: not what a class has for all its objects, its methods. */
  | { readonly kind: "get"; readonly member: string; readonly result: Ty; readonly own?: true }
  | { readonly kind: "set"; readonly member: string; readonly value: Ty }
  | {
      readonly kind: "call";
      readonly member: string;
      readonly params: readonly Ty[];
      readonly result: Ty;
      /** Of a generic method: each class has an instance of its own for them. */
      readonly typeArgs?: readonly Ty[];
    }
  /** What the object is made of (`describe.ts`); to enumerate it is to evaluate its accessors, too. Any object can be asked. */
  | { readonly kind: "describe"; readonly member: "describe" | "enumerate"; readonly result: Ty }
  /** Its text (`object-text.ts`). Any object can be asked. */
  | { readonly kind: "text"; readonly member: "text"; readonly result: Ty };

export interface Shape {
  readonly className: string;
  readonly ty: Ty;
  /** Of functions: what they are called, or that they adapt another one. */
  readonly functionName?: FunctionName;
  /** Of functions: what they take and give, if that does not depend on the place that calls them. */
  readonly functionTy?: FunctionTy;
  /** Arrays that were made for one type (`lists.ts`). What is asked of them is asked of all that are held alike, but for what depends on the type. */
  readonly isList?: true;
}

/** Methods of arrays that put something in, or make an array or tuple of the same elements. */
const dependsOnElements: ReadonlySet<string> = new Set([
  ...["push", "unshift", "fill", "splice", "copyWithin", "reverse", "sort"],
  ...["slice", "filter", "concat", "flat", "with", "toSpliced", "toReversed", "toSorted", "entries"],
]);

export type FunctionName =
  | { readonly kind: "named"; readonly name: string; readonly pace: Pace }
  | { readonly kind: "adapter" };

const functionShape: Ty = { kind: "function", params: [], rest: false, result: { kind: "void" } };

/** Does the test hold for objects of a class? Or if this optional field is not `undefined`, or the object has an entry of this name. */
type ShapeTest = (shape: Shape) => boolean | { readonly field: string } | { readonly entry: string };

export interface Table {
  readonly name: string;
  /** The operation as text. */
  readonly action: string;
  readonly receiver: Ty;
  readonly operation: MemberOperation;
  /** How many shapes have been considered. */
  seen: number;
  /** For each shape, may it stand behind the receiver? Tables of one receiver share the answers. */
  readonly accepted: boolean[];
}

export class DispatchTables {
  private readonly tables = new Map<string, Table>();
  private readonly shapes: Shape[] = [];
  /** By receiver. */
  private readonly accepted = new Map<string, boolean[]>();
  private readonly tests = new Map<string, ShapeTest>();
  /** The tests that have bodies. */
  private readonly finished = new Set<string>();
  private readonly known = new Set<string>();
  private readonly compilation: Compilation;
  private readonly kinship: Kinship;

  constructor(compilation: Compilation) {
    this.compilation = compilation;
    this.kinship = new Kinship(compilation);
    this.addShape(builtinClasses.string, { kind: "string" });
  }

  /** The program creates objects of this class. */
  addShape(className: string, ty: Ty): void {
    if (this.known.has(className)) return;
    this.known.add(className);
    this.shapes.push({ className, ty });
  }

  addFunction(className: string, functionName: FunctionName, functionTy?: FunctionTy): void {
    if (this.known.has(className)) return;
    this.known.add(className);
    this.shapes.push({ className, ty: functionShape, functionName, functionTy });
  }

  addList(className: string, ty: ArrayTy): void {
    this.shapes.push({ className, ty, isList: true });
  }

  addClass(info: ClassInfo): void {
    this.addShape(this.compilation.ensureClass(info), { kind: "class", info });
  }

  table(receiver: Ty, operation: MemberOperation): Table {
    const types =
      operation.kind === "call"
        ? [...operation.params, operation.result]
        : [operation.kind === "set" ? operation.value : operation.result];
    const own = operation.kind === "get" && operation.own === true ? " of its own" : "";
    const typeArgs = operation.kind === "call" ? typeArgsKey(operation.typeArgs ?? []) : own;
    const action = `${operation.kind} ${operation.member}${typeArgs}(${types.map(tyKey).join(",")})`;
    const receiverKey = tyKey(receiver);
    const name = `${receiverKey} ${action}`;
    let table = this.tables.get(name);
    if (table === undefined) {
      const accepted = this.accepted.get(receiverKey) ?? [];
      this.accepted.set(receiverKey, accepted);
      table = { name, action, receiver, operation, seen: 0, accepted };
      this.tables.set(name, table);
      this.compilation.module.tables.set(name, { name, entries: new Map() });
    }
    return table;
  }

  /** Adds the entries for classes that have appeared since the last time. */
  fill(): void {
    for (const table of this.tables.values()) {
      while (table.seen < this.shapes.length) {
        const index = table.seen++;
        const shape = this.shapes[index]!;
        if (shape.isList && !(table.operation.kind === "call" && dependsOnElements.has(table.operation.member)))
          continue;
        table.accepted[index] ??= this.accepts(table.receiver, shape) || this.mayHave(table.receiver, shape);
        const isAccepted = table.accepted[index];
        const { kind } = table.operation;
        if (kind !== "describe" && kind !== "text" && !isAccepted) continue;
        if (shape.isList) this.compilation.lists.require(shape.className);
        try {
          const entry = this.isAbsent(table, shape)
            ? this.compilation.memo(`absence of ${table.action}`, () => lowerAbsence(this.compilation, table))
            : this.compilation.memo(this.entryName(table, shape), () =>
                lowerDispatchEntry(this.compilation, table, shape),
              );
          this.compilation.module.tables.get(table.name)!.entries.set(shape.className, entry);
        } catch (error) {
          // The members have the right names but types that don't fit: should such an object get here, it is refused.
          if (!(error instanceof CompileError)) throw error;
          this.compilation.module.tables.get(table.name)!.entries.set(shape.className, this.refusal(table));
        }
      }
    }
  }

  /** Has the class nothing to read or call there? Then one entry serves it and all others like it: types whose members are all optional fit any class. */
  private isAbsent({ operation }: Table, shape: Shape): boolean {
    if (this.compilation.types.dictionaryValue(shape.ty) !== undefined || operation.member === callMember) return false;
    return (
      (operation.kind === "get" || operation.kind === "call") &&
      !hasMember(this.compilation, shape.ty, operation.member)
    );
  }

  /** Classes whose objects have the same text share an entry. */
  private entryName({ operation, action }: Table, { ty, className }: Shape): string {
    const text = operation.kind === "text" ? fixedText(this.compilation, ty) : undefined;
    return `${text ?? className} ${action}`;
  }

  private refusal(table: Table): string {
    return this.compilation.memo(`refusal of ${table.name}`, () => lowerRefusal(this.compilation, table));
  }

  /** The function `(object) → i1` that tells whether an object has the members of a type. Its body is known when all classes are. */
  testFunction(receiver: Ty): string {
    return this.test(`is ${tyKey(receiver)}`, (shape) => this.accepts(receiver, shape));
  }

  /** As `testFunction`, but for any object that the tables of a type have an entry for: also one with any number of properties. */
  standsFor(receiver: Ty): string {
    return this.test(
      `stands for ${tyKey(receiver)}`,
      (shape) => this.accepts(receiver, shape) || this.mayHave(receiver, shape),
    );
  }

  /** The function `(object) → i1` for `instanceof` with a generic class: any instance of it. */
  genericTest(declaration: ts.ClassLikeDeclaration): string {
    const name = this.compilation.types.declarationName(declaration, declaration.name?.text ?? "class");
    return this.test(`instanceof ${name}`, (shape) => isOfFamily(shape.ty, declaration));
  }

  /** The function `(object) → i1` that tells the instances of a class for certain type arguments from others: also those that only promise to give less. */
  instanceTest(to: ClassInfo): string {
    const { library, aliases } = this.compilation;
    return this.test(`is one of ${to.key}`, ({ ty }) => {
      if (ty.kind !== "class") return false;
      return extendsClass(ty.info, to) || (isClassAlike(library, ty.info, to) && aliases.mayClassGoBy(ty.info, to));
    });
  }

  /** The same, for all instances that are held alike, whatever could be put into them. */
  alikeTest(to: ClassInfo): string {
    const { library } = this.compilation;
    return this.test(`is held as ${to.key}`, ({ ty }) => ty.kind === "class" && isClassAlike(library, ty.info, to));
  }

  /** The function `(object) → i1` that tells the functions which can be called as those of a type are. */
  functionTest(to: FunctionTy): string {
    const { library, aliases } = this.compilation;
    return this.test(
      `is ${tyKey(to)}`,
      ({ functionTy }) =>
        functionTy !== undefined && sameConvention(library, functionTy, to) && aliases.mayFunctionGoBy(functionTy, to),
    );
  }

  /** The function `(object) → i1` for `"name" in object`. */
  memberTest(member: string): string {
    return this.test(`in ${member}`, (shape) => {
      if (roomOf(shape, member) !== undefined) return { field: member };
      if (this.compilation.types.dictionaryValue(shape.ty) !== undefined) return { entry: member };
      return hasMember(this.compilation, shape.ty, member);
    });
  }

  /** The function `(object) → i1` for objects with a `then` method that are no promises. */
  thenableTest(): string {
    const promise = this.compilation.library.classDeclaration("Promise")!;
    return this.test("has then", ({ ty }) => {
      const isObject = ty.kind === "class" || ty.kind === "literal";
      return isObject && !isOfFamily(ty, promise) && memberFunctionTy(this.compilation, ty, "then") !== undefined;
    });
  }

  private test(name: string, accepts: ShapeTest): string {
    this.tests.set(name, accepts);
    return name;
  }

  /** When no class can appear any more that a test would find: the bodies of the tests that have none yet. */
  finish(): void {
    for (const [name, accepts] of this.tests) {
      if (this.finished.has(name)) continue;
      this.finished.add(name);
      const b = new FunctionBuilder({ name, params: [{ name: "object", type: "ref" }], result: "i1", throws: false });
      for (const shape of this.shapes) {
        if (shape.isList) continue;
        const accepted = accepts(shape);
        if (accepted === false) continue;
        const yes = b.newBlock("yes");
        const next = b.newBlock("next");
        b.branch(b.is(shape.className, b.param(0)), yes, next);
        b.setBlock(yes);
        if (accepted === true) b.return(bool(true));
        else if ("field" in accepted) b.return(isAssigned(b, shape, accepted.field));
        else b.return(this.hasEntry(b, shape, accepted.entry));
        b.setBlock(next);
      }
      b.return(bool(false));
      this.compilation.addFunction(b.finish());
    }
  }

  /** i1: has an object with any number of properties this one? */
  private hasEntry(b: FunctionBuilder, shape: Shape, name: string): Operand {
    const info = shape.ty.kind === "class" ? shape.ty.info : undefined;
    const method = this.compilation.methodOf(info!, "hasEntry")!;
    const instance = this.compilation.instance(method.declaration, [], method.owner);
    return b.call(direct(instance.name), [b.param(0), str(name)], "i1")!;
  }

  /** An object with any number of properties may have those that a type names. */
  private mayHave(receiver: Ty, shape: Shape): boolean {
    if (this.compilation.types.dictionaryValue(shape.ty) === undefined) return false;
    return membersOf(receiver).some((member) => member.kind === "object");
  }

  /** May an object of this class stand behind a value of the receiver's type? */
  accepts(receiver: Ty, shape: Shape): boolean {
    return membersOf(receiver).some((member) => {
      switch (member.kind) {
        case "class":
          return (
            shape.ty.kind === "class" &&
            (extendsClass(shape.ty.info, member.info) || sameGeneric(shape.ty.info, member.info))
          );
        case "literal":
          return shape.ty.kind === "literal" && shape.ty.info === member.info;
        case "object":
          if (member.family !== undefined) return isOfFamily(shape.ty, member.family);
          return (
            member
              .properties()
              .every((property) => property.optional || hasMember(this.compilation, shape.ty, property.name)) &&
            this.kinship.mayBe(shape.ty, member)
          );
        case "string":
          return shape.ty.kind === "string";
        case "array":
          return shape.ty.kind === "array" && storage(shape.ty.element) === storage(member.element);
        case "function":
          return shape.ty.kind === "function";
        default:
          return false;
      }
    });
  }
}

function roomOf(shape: Shape, member: string): LiteralProperty | undefined {
  return shape.ty.kind === "literal"
    ? shape.ty.info.properties.find((property) => property.name === member && property.room)
    : undefined;
}

/** i1: has the optional field of an object literal been assigned? */
function isAssigned(b: FunctionBuilder, shape: Shape, field: string): Operand {
  const type = storage(roomOf(shape, field)!.type);
  const value = b.fieldGet(type, shape.className, field, b.param(0));
  if (type !== "any") return b.compare("ne", value, undefinedRef);
  const isReference = b.compare("eq", b.anyTag(value), i32(AnyTag.ref));
  const isUndefined = b.compare("eq", b.anyUnbox("ref", value), undefinedRef);
  return b.binary("xor", b.binary("and", isReference, isUndefined), bool(true));
}

/** Instances of one generic class for arguments that are held alike may stand for each other. */
function sameGeneric(a: ClassInfo, b: ClassInfo): boolean {
  for (let at: ClassInfo | undefined = a; at !== undefined; at = at.base) {
    if (
      at.declaration === b.declaration &&
      at.args.length > 0 &&
      at.args.every((arg, index) => storage(arg) === storage(b.args[index]!))
    )
      return true;
  }
  return false;
}

/** Is it an instance of a generic class, whatever its type arguments, or an array of whatever? */
function isOfFamily(ty: Ty, declaration: ts.ClassLikeDeclaration | "array"): boolean {
  if (declaration === "array") return ty.kind === "array" || ty.kind === "tuple";
  for (let at = ty.kind === "class" ? ty.info : undefined; at !== undefined; at = at.base)
    if (at.declaration === declaration) return true;
  return false;
}

export function operationTypes(operation: MemberOperation): { params: IrType[]; result: Ty } {
  switch (operation.kind) {
    case "get":
    case "describe":
    case "text":
      return { params: [], result: operation.result };
    case "set":
      return { params: [storage(operation.value)], result: { kind: "void" } };
    case "call":
      return { params: operation.params.map(storage), result: operation.result };
  }
}
