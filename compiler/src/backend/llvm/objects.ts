/**
 * Objects: their birth, their fields, tests of their class, dispatch, and the tables indexed by class id (drop functions, sizes, names).
 */

import type { DispatchTable, Instr, IrType } from "../../ir/ir.ts";
import { isCounted } from "../../ir/ir.ts";
import { type ClassLayout, classFamily, type FieldLayout, typeAlign } from "../../ir/layout.ts";
import { runtimeCall } from "./calls.ts";
import type { ModuleContext } from "./context.ts";
import type { FunctionEmitter } from "./function.ts";
import { dropGlueName, tableName } from "./names.ts";
import { releaseCall } from "./refcount.ts";
import { llvmType, zeroOf } from "./types.ts";
import { undefinedOf } from "./undefined.ts";

type Of<Op extends Instr["op"]> = Extract<Instr, { op: Op }>;

export const classIdOffset = 4;

export function fieldTag(context: ModuleContext, field: FieldLayout): string {
  return `, align ${typeAlign[field.type]}, !tbaa ${context.aliasTag(`${classFamily(field.owner)}.${field.name}`)}`;
}

/** Count 0 (one reference) and the class id as one word, then the fields. */
export function emitInit(emitter: FunctionEmitter, instr: Of<"init">): void {
  const { context } = emitter;
  const layout = context.layout.class(instr.class);
  const address = emitter.operand(instr.address);
  emitHeader(emitter, address, layout, 0);
  emitter.result(instr, `bitcast ptr ${address} to ptr`);
}

/** The header, and every field `undefined` or zero. */
export function emitHeader(emitter: FunctionEmitter, address: string, layout: ClassLayout, count: number): void {
  const { context } = emitter;
  const header = (BigInt(layout.id) << 32n) | BigInt.asUintN(32, BigInt(count));
  emitter.line(`store i64 ${header}, ptr ${address}, align 8`);
  for (const field of layout.fields) {
    const value = isCounted(field.type) ? undefinedOf(field.type) : `${llvmType(field.type)} ${zeroOf(field.type)}`;
    emitter.line(`store ${value}, ptr ${emitter.at(address, field.offset)}${fieldTag(context, field)}`);
  }
}

export function emitFieldGet(emitter: FunctionEmitter, instr: Of<"field.get" | "field.take">): void {
  const field = emitter.context.layout.field(instr.class, instr.field);
  const address = emitter.at(emitter.operand(instr.object), field.offset);
  emitter.result(instr, `load ${llvmType(field.type)}, ptr ${address}${fieldTag(emitter.context, field)}`);
}

export function emitFieldInit(emitter: FunctionEmitter, instr: Of<"field.init">): void {
  const field = emitter.context.layout.field(instr.class, instr.field);
  const address = emitter.at(emitter.operand(instr.object), field.offset);
  const value = `${llvmType(field.type)} ${emitter.operand(instr.value)}`;
  emitter.line(`store ${value}, ptr ${address}${fieldTag(emitter.context, field)}`);
}

/** The old value is released last: its drop may run code that looks at this very field. */
export function emitFieldSet(emitter: FunctionEmitter, instr: Of<"field.set">): void {
  const { context } = emitter;
  const field = context.layout.field(instr.class, instr.field);
  const type = llvmType(field.type);
  const address = emitter.at(emitter.operand(instr.object), field.offset);
  const tag = fieldTag(context, field);
  const old = isCounted(field.type) ? emitter.define(`load ${type}, ptr ${address}${tag}`) : undefined;
  emitter.line(`store ${type} ${emitter.operand(instr.value)}, ptr ${address}${tag}`);
  if (old) emitter.line(releaseCall(context, field.type, old, emitter.fn));
}

/** The class id of an object, `i32`. */
export function loadClassId(emitter: FunctionEmitter, object: string): string {
  const address = emitter.at(object, classIdOffset);
  return emitter.define(`load i32, ptr ${address}, align 4, !tbaa ${emitter.context.aliasTag("class id")}`);
}

/** Classes are numbered so that a class and all that extend it are one range. */
export function emitIs(emitter: FunctionEmitter, instr: Of<"is">): void {
  const { id, lastId } = emitter.context.layout.class(instr.class);
  const actual = loadClassId(emitter, emitter.operand(instr.object));
  if (id === lastId) {
    emitter.result(instr, `icmp eq i32 ${actual}, ${id}`);
    return;
  }
  const distance = emitter.define(`sub i32 ${actual}, ${id}`);
  emitter.result(instr, `icmp ule i32 ${distance}, ${lastId - id}`);
}

interface IdRange {
  readonly first: number;
  readonly last: number;
}

function tableRange(context: ModuleContext, table: DispatchTable): IdRange {
  const ids = [...table.entries.keys()].map((name) => context.layout.class(name).id);
  return ids.length === 0 ? { first: 0, last: 0 } : { first: Math.min(...ids), last: Math.max(...ids) };
}

export function emitTableGet(emitter: FunctionEmitter, instr: Of<"table.get">): void {
  const { context } = emitter;
  const table = context.module.tables.get(instr.table);
  if (!table) throw new Error(`${emitter.fn.name}: no dispatch table ${instr.table}`);
  const { first, last } = tableRange(context, table);
  const actual = loadClassId(emitter, emitter.operand(instr.object));
  const index = emitter.define(`sub i32 ${actual}, ${first}`);
  if (context.options.checked) {
    const inside = emitter.define(`icmp ule i32 ${index}, ${last - first}`);
    const [found, missing] = [emitter.freshLabel("in.table"), emitter.freshLabel("not.in.table")];
    emitter.line(`br i1 ${inside}, label %${found}, label %${missing}${context.branchWeights("first")}`);
    emitter.begin(missing);
    emitter.line(`call void ${context.declare("@llvm.trap", "void @llvm.trap()")}()`);
    emitter.line("unreachable");
    emitter.begin(found);
  }
  const wide = emitter.define(`zext i32 ${index} to i64`);
  const entry = emitter.define(`getelementptr inbounds ptr, ptr ${context.table(table.name)}, i64 ${wide}`);
  emitter.result(instr, `load ptr, ptr ${entry}, align 8, !invariant.load ${context.emptyNode}`);
}

/** A dispatch table, from the lowest class id with an entry to the highest; calls that can't happen go to a trap. */
export function dispatchTable(context: ModuleContext, table: DispatchTable): string {
  const { first, last } = tableRange(context, table);
  const entries = new Array<string | undefined>(last - first + 1);
  for (const [className, fn] of table.entries) {
    entries[context.layout.class(className).id - first] = context.convention(fn).symbol;
  }
  return pointerArray(
    tableName(table.name),
    Array.from(entries, (entry) => entry ?? missingEntry(context)),
  );
}

function missingEntry(context: ModuleContext): string {
  return context.helper("@osm.missing", (name) =>
    [
      `define internal void ${name}() ${context.attributes.helper("never", true)} {`,
      `  call void ${context.declare("@llvm.trap", "void @llvm.trap()")}()`,
      "  unreachable",
      "}",
    ].join("\n"),
  );
}

export function pointerArray(name: string, pointers: readonly string[]): string {
  const items = pointers.map((pointer) => `ptr ${pointer}`).join(", ");
  return `${name} = internal unnamed_addr constant [${pointers.length} x ptr] [ ${items} ], align 8`;
}

/** `i64`: the fixed size of an object of the class with this id. */
export function emitClassSize(emitter: FunctionEmitter, id: string): string {
  const { context } = emitter;
  const sizes = context.helper("@osm.class.sizes", (name) => {
    const items = context.layout.classes.map((one) => `i32 ${one.size}`).join(", ");
    return `${name} = internal unnamed_addr constant [${context.layout.classes.length} x i32] [ ${items} ], align 4`;
  });
  const wide = emitter.define(`zext i32 ${id} to i64`);
  const entry = emitter.define(`getelementptr inbounds i32, ptr ${sizes}, i64 ${wide}`);
  const size = emitter.define(`load i32, ptr ${entry}, align 4, !invariant.load ${context.emptyNode}`);
  return `zext i32 ${size} to i64`;
}

/** `ref`: the name of the class with this id. */
export function emitClassName(emitter: FunctionEmitter, id: string): string {
  const { context } = emitter;
  // The strings have to be known before the pool is written, so they are asked for here.
  const texts = context.layout.classes.map((one) => context.strings.reference(one.def.display));
  const names = context.helper("@osm.class.names", (name) => pointerArray(name, texts));
  const wide = emitter.define(`zext i32 ${id} to i64`);
  const entry = emitter.define(`getelementptr inbounds ptr, ptr ${names}, i64 ${wide}`);
  return `load ptr, ptr ${entry}, align 8, !invariant.load ${context.emptyNode}`;
}

/** The function behind `drop.fields`: goes by class id to the class's drop function. */
export function dropFieldsHelper(context: ModuleContext): string {
  return context.helper("@osm.drop.fields", (name) => {
    const table = context.helper("@osm.drop.table", (tableName) =>
      pointerArray(
        tableName,
        context.layout.classes.map((one) => dropGlue(context, one)),
      ),
    );
    return [
      `define internal void ${name}(ptr %object) ${context.attributes.helper("auto")} {`,
      `  %id.at = getelementptr inbounds i8, ptr %object, i64 ${classIdOffset}`,
      "  %id = load i32, ptr %id.at, align 4",
      "  %index = zext i32 %id to i64",
      `  %entry = getelementptr inbounds ptr, ptr ${table}, i64 %index`,
      `  %drop = load ptr, ptr %entry, align 8, !invariant.load ${context.emptyNode}`,
      "  call void %drop(ptr %object)",
      "  ret void",
      "}",
    ].join("\n");
  });
}

/**
 * The drop function of a class: its finalizer, then all counted fields. A class that adds neither to its base shares the base's.
 */
export function dropGlue(context: ModuleContext, layout: ClassLayout): string {
  const { def, fields, finalizer } = layout;
  if (def.base !== undefined && def.finalizer === undefined && !def.fields.some((field) => isCounted(field.type))) {
    return dropGlue(context, context.layout.class(def.base));
  }
  const counted = fields.filter((field) => isCounted(field.type));
  if (counted.length === 0 && finalizer === undefined) return dropNothing(context);
  return context.helper(dropGlueName(def.name), (name) => {
    const lines = [`define internal void ${name}(ptr %object) ${context.attributes.helper("never")} {`];
    if (finalizer !== undefined) {
      lines.push(...runtimeCall(context, finalizer, ["ptr %object"]).map((line) => `  ${line}`));
    }
    for (const field of counted) lines.push(...releaseField(context, field));
    lines.push("  ret void", "}");
    return lines.join("\n");
  });
}

function releaseField(context: ModuleContext, field: FieldLayout): string[] {
  const type: IrType = field.type;
  const [address, value] = [`%at.${field.offset}`, `%field.${field.offset}`];
  return [
    `  ${address} = getelementptr inbounds i8, ptr %object, i64 ${field.offset}`,
    `  ${value} = load ${llvmType(type)}, ptr ${address}${fieldTag(context, field)}`,
    `  ${releaseCall(context, type, value)}`,
  ];
}

export function dropNothing(context: ModuleContext): string {
  return context.helper(
    "@osm.drop.nothing",
    (name) => `define internal void ${name}(ptr %object) ${context.attributes.helper("auto")} {\n  ret void\n}`,
  );
}
