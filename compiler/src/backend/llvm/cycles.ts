/**
 * What the cycle collector needs to know of classes: which may be part of cycles, and how to visit what an object holds. The counterpart of the drop
 * functions in `objects.ts`. Programs without cyclic classes get none of it.
 */

import type { IrType } from "../../ir/ir.ts";
import { isCounted } from "../../ir/ir.ts";
import type { ClassLayout } from "../../ir/layout.ts";
import { runtimeCall } from "./calls.ts";
import type { ModuleContext } from "./context.ts";
import { traceGlueName } from "./names.ts";
import { classIdOffset, dropNothing, fieldTag, pointerArray } from "./objects.ts";
import { anyHelper, quietCall } from "./refcount.ts";
import { llvmType } from "./types.ts";

export function hasCyclicClasses(context: ModuleContext): boolean {
  return context.module.runtime.suspect !== undefined && context.layout.classes.some((one) => one.def.cyclic);
}

/** The name of a function `i1 (ptr)`: is the object's class cyclic? */
export function cyclicTest(context: ModuleContext): string {
  return context.helper("@osm.is.cyclic", (name) => {
    const { classes } = context.layout;
    const flags = context.helper("@osm.cyclic", (table) => {
      const items = classes.map((one) => `i1 ${one.def.cyclic ? "true" : "false"}`).join(", ");
      return `${table} = internal unnamed_addr constant [${classes.length} x i1] [ ${items} ], align 1`;
    });
    return [
      `define internal i1 ${name}(ptr %object) ${context.attributes.helper("always")} {`,
      `  %id.at = getelementptr inbounds i8, ptr %object, i64 ${classIdOffset}`,
      `  %id = load i32, ptr %id.at, align 4, !tbaa ${context.aliasTag("class id")}`,
      "  %index = zext i32 %id to i64",
      `  %entry = getelementptr inbounds i1, ptr ${flags}, i64 %index`,
      `  %cyclic = load i1, ptr %entry, align 1, !invariant.load ${context.emptyNode}`,
      "  ret i1 %cyclic",
      "}",
    ].join("\n");
  });
}

/** The name of the function that passes a counted value to the collector. */
export function visitHelper(context: ModuleContext, type: IrType): string {
  if (type === "any") return context.helper("@osm.visit.any", (name) => anyHelper(context, name, visitHelper));
  return context.helper("@osm.visit", (name) => {
    const { visitReference } = context.module.runtime;
    const body =
      visitReference === undefined ? [] : [`  ${quietCall(context, "@osm.visit.reference", visitReference)}`];
    return [
      `define internal void ${name}(ptr %object) ${context.attributes.helper("auto")} {`,
      ...body,
      "  ret void",
      "}",
    ].join("\n");
  });
}

/** The function behind `trace.fields`: goes by class id to the class's trace function. */
export function traceFieldsHelper(context: ModuleContext): string {
  return context.helper("@osm.trace.fields", (name) => {
    const header = `define internal void ${name}(ptr %object) ${context.attributes.helper("auto")} {`;
    if (!hasCyclicClasses(context)) return `${header}\n  ret void\n}`;
    const table = context.helper("@osm.trace.table", (tableName) =>
      pointerArray(
        tableName,
        context.layout.classes.map((one) => (one.def.cyclic ? traceGlue(context, one) : dropNothing(context))),
      ),
    );
    return [
      header,
      `  %id.at = getelementptr inbounds i8, ptr %object, i64 ${classIdOffset}`,
      "  %id = load i32, ptr %id.at, align 4",
      "  %index = zext i32 %id to i64",
      `  %entry = getelementptr inbounds ptr, ptr ${table}, i64 %index`,
      `  %trace = load ptr, ptr %entry, align 8, !invariant.load ${context.emptyNode}`,
      "  call void %trace(ptr %object)",
      "  ret void",
      "}",
    ].join("\n");
  });
}

/**
 * Where a coroutine is for the collector, in a word in front of its frame; `opaque` are those that it does not look into. Only one that is suspended can be shown: between the moment when a coroutine
 * registers with what it waits for and its suspension others have its handle already.
 */
export const coroutineState = { running: 0, suspended: 1, traced: 2, opaque: 3 } as const;
/** Bytes in front of the frame, which must stay aligned. */
export const coroutineStateBytes = 16;

/** The function behind `coro.trace`: lets a suspended coroutine run from where it is, to show what it holds, and back (`emitSuspend`). */
export function traceCoroutineHelper(context: ModuleContext): string {
  return context.helper("@osm.trace.coroutine", (name) => {
    const resume = context.declare("@llvm.coro.resume", "void @llvm.coro.resume(ptr)");
    return [
      `define internal i1 ${name}(ptr %handle) ${context.attributes.helper("never")} {`,
      `  %state.at = getelementptr i8, ptr %handle, i64 -${coroutineStateBytes}`,
      "  %state = load i64, ptr %state.at, align 8",
      `  %suspended = icmp eq i64 %state, ${coroutineState.suspended}`,
      "  br i1 %suspended, label %trace, label %done",
      "trace:",
      `  store i64 ${coroutineState.traced}, ptr %state.at, align 8`,
      `  call void ${resume}(ptr %handle)`,
      "  ret i1 true",
      "done:",
      `  %opaque = icmp eq i64 %state, ${coroutineState.opaque}`,
      "  ret i1 %opaque",
      "}",
    ].join("\n");
  });
}

/** The trace function of a class: all counted fields, then its tracer. */
function traceGlue(context: ModuleContext, layout: ClassLayout): string {
  const counted = layout.fields.filter((field) => isCounted(field.type));
  if (counted.length === 0 && layout.tracer === undefined) return dropNothing(context);
  return context.helper(traceGlueName(layout.def.name), (name) => {
    const lines = [`define internal void ${name}(ptr %object) ${context.attributes.helper("never")} {`];
    for (const field of counted) {
      const type = llvmType(field.type);
      const [address, value] = [`%at.${field.offset}`, `%field.${field.offset}`];
      lines.push(
        `  ${address} = getelementptr inbounds i8, ptr %object, i64 ${field.offset}`,
        `  ${value} = load ${type}, ptr ${address}${fieldTag(context, field)}`,
        `  call void ${visitHelper(context, field.type)}(${type} ${value})`,
      );
    }
    if (layout.tracer !== undefined) {
      lines.push(...runtimeCall(context, layout.tracer, ["ptr %object"]).map((line) => `  ${line}`));
    }
    lines.push("  ret void", "}");
    return lines.join("\n");
  });
}
