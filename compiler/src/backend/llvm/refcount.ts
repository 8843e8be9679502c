/**
 * Counting. `retain` and `release` are two small functions per module; a count of 0 is one reference, n is n + 1, negative never
 * changes. The release of the last reference calls the runtime's `drop`. For an `any`, only a payload with tag 0 is counted.
 *
 * Linux programs get the common paths inlined, as do the functions of a kernel that are to be fast. The others call them, but by a convention that costs
 * the caller next to nothing: they keep all registers, and have no frame (a fault in one, for which memory must be corrupt, is reported without its
 * caller's line).
 */

import { AnyTag, type IrFunction, type IrType, isCounted, type Operand } from "../../ir/ir.ts";
import { isImmortal } from "../../ir/operands.ts";
import { runtimeCall } from "./calls.ts";
import type { ModuleContext } from "./context.ts";
import { cyclicTest, hasCyclicClasses } from "./cycles.ts";
import type { FunctionEmitter } from "./function.ts";
import { llvmType } from "./types.ts";

export function emitRetain(emitter: FunctionEmitter, operand: Operand): void {
  emitCounting(emitter, operand, retainCall);
}

export function emitRelease(emitter: FunctionEmitter, operand: Operand): void {
  emitCounting(emitter, operand, releaseCall);
}

function emitCounting(
  emitter: FunctionEmitter,
  operand: Operand,
  call: (context: ModuleContext, type: IrType, value: string, fn: IrFunction) => string,
): void {
  const type = emitter.typeOf(operand);
  if (!isCounted(type) || isImmortal(operand)) return;
  emitter.line(call(emitter.context, type, emitter.operand(operand), emitter.fn));
}

/**
 * - `inline`: the common path stands in the caller;
 * - `quiet`: a call that keeps all registers, to a function without a frame;
 * - `plain`: a call as any other.
 */
type Style = "inline" | "quiet" | "plain";

/** How counting is done in a function, or in code that the backend writes itself. */
function styleIn({ kernel, options }: ModuleContext, fn: IrFunction | undefined): Style {
  if (!kernel) return "inline";
  if (options.level === "O0" || options.checked) return "plain";
  return fn?.fast === true ? "inline" : "quiet";
}

/** What a helper's name ends in. Of Linux programs there is only one version. */
const suffixOf = (context: ModuleContext, style: Style): string =>
  context.kernel && style === "inline" ? ".inline" : "";

const prefixOf = (style: Style): string => (style === "quiet" ? "preserve_mostcc " : "");

function attributesOf({ attributes }: ModuleContext, style: Style): string {
  if (style === "quiet") return attributes.leaf();
  return attributes.helper(style === "inline" ? "always" : "never");
}

/** The instruction that retains a counted value. */
function retainCall(context: ModuleContext, type: IrType, value: string, fn?: IrFunction): string {
  const style = styleIn(context, fn);
  return `call ${prefixOf(style)}void ${retainHelper(context, type, style)}(${llvmType(type)} ${value})`;
}

/** The instruction that releases a counted value, in a function or in code that the backend writes itself. */
export function releaseCall(context: ModuleContext, type: IrType, value: string, fn?: IrFunction): string {
  const style = styleIn(context, fn);
  return `call ${prefixOf(style)}void ${releaseHelper(context, type, style)}(${llvmType(type)} ${value})`;
}

function releaseHelper(context: ModuleContext, type: IrType, style: Style): string {
  const suffix = suffixOf(context, style);
  if (type === "any")
    return context.helper(`@osm.release.any${suffix}`, (name) => countingAny(context, name, style, releaseHelper));
  return context.helper(`@osm.release${suffix}`, (name) => {
    const tag = context.aliasTag("refcount");
    return [
      `define internal ${prefixOf(style)}void ${name}(ptr %object) ${attributesOf(context, style)} {`,
      ...checkAlive(context),
      `  %count = load i32, ptr %object, align 8, !tbaa ${tag}`,
      "  %shared = icmp sgt i32 %count, 0",
      "  br i1 %shared, label %decrement, label %last",
      "decrement:",
      "  %fewer = add nsw i32 %count, -1",
      `  store i32 %fewer, ptr %object, align 8, !tbaa ${tag}`,
      ...(hasCyclicClasses(context) ? suspectIfCyclic(context) : []),
      "  ret void",
      "last:",
      "  %unique = icmp eq i32 %count, 0",
      "  br i1 %unique, label %drop, label %done",
      "drop:",
      ...dropLast(context, style),
      "  ret void",
      "done:",
      "  ret void",
      "}",
    ].join("\n");
  });
}

/** The call of the runtime's `drop`; in the optimised kernel through a function that keeps all registers. */
function dropLast(context: ModuleContext, style: Style): string[] {
  const { drop } = context.module.runtime;
  if (!context.kernel || style === "plain") return [`  ${quietCall(context, "@osm.drop", drop)}`];
  const prefix = prefixOf("quiet");
  const last = context.helper("@osm.release.last", (name) =>
    [
      `define internal ${prefix}void ${name}(ptr %object) ${context.attributes.helper("never")} {`,
      ...runtimeCall(context, drop, ["ptr %object"]).map((line) => `  ${line}`),
      "  ret void",
      "}",
    ].join("\n"),
  );
  return [`  ${style === "quiet" ? "musttail " : ""}call ${prefix}void ${last}(ptr %object)`];
}

function retainHelper(context: ModuleContext, type: IrType, style: Style): string {
  const suffix = suffixOf(context, style);
  if (type === "any")
    return context.helper(`@osm.retain.any${suffix}`, (name) => countingAny(context, name, style, retainHelper));
  return context.helper(`@osm.retain${suffix}`, (name) => {
    const tag = context.aliasTag("refcount");
    return [
      `define internal ${prefixOf(style)}void ${name}(ptr %object) ${attributesOf(context, style)} {`,
      ...checkAlive(context),
      `  %count = load i32, ptr %object, align 8, !tbaa ${tag}`,
      "  %mortal = icmp sgt i32 %count, -1",
      "  br i1 %mortal, label %increment, label %done",
      "increment:",
      "  %more = add nsw i32 %count, 1",
      `  store i32 %more, ptr %object, align 8, !tbaa ${tag}`,
      "  ret void",
      "done:",
      "  ret void",
      "}",
    ].join("\n");
  });
}

/**
 * Calls a function of the runtime on `%object`; through a function of our own, `name`, if it has an error parameter, whose slot must not be in the
 * middle of code.
 */
export function quietCall(context: ModuleContext, name: string, role: string): string {
  const call = runtimeCall(context, role, ["ptr %object"]);
  if (call.length === 1) return call[0]!;
  const helper = context.helper(name, () =>
    [
      `define internal void ${name}(ptr %object) ${context.attributes.helper("never")} {`,
      ...call.map((line) => `  ${line}`),
      "  ret void",
      "}",
    ].join("\n"),
  );
  return `call void ${helper}(ptr %object)`;
}

/** What may be part of a cycle and lives on is a candidate for the cycle collector. */
function suspectIfCyclic(context: ModuleContext): string[] {
  const suspect = quietCall(context, "@osm.suspect", context.module.runtime.suspect!);
  return [
    `  %cyclic = call i1 ${cyclicTest(context)}(ptr %object)`,
    "  br i1 %cyclic, label %candidate, label %kept",
    "candidate:",
    `  ${suspect}`,
    "  ret void",
    "kept:",
  ];
}

/** Counting of an `any`: of its payload, if that is a reference. */
function countingAny(
  context: ModuleContext,
  name: string,
  style: Style,
  helper: (context: ModuleContext, type: IrType, style: Style) => string,
): string {
  const attributes = style === "inline" ? context.attributes.helper("auto") : attributesOf(context, style);
  const call = `${style === "quiet" ? "tail " : ""}call ${prefixOf(style)}void ${helper(context, "ref", style)}`;
  return payloadFunction(`define internal ${prefixOf(style)}void ${name}`, attributes, call);
}

/** A function that does to the payload of an `any` what `helper` does to a reference. */
export function anyHelper(
  context: ModuleContext,
  name: string,
  helper: (context: ModuleContext, type: IrType) => string,
): string {
  const attributes = context.attributes.helper(context.kernel ? "never" : "auto");
  return payloadFunction(`define internal void ${name}`, attributes, `call void ${helper(context, "ref")}`);
}

function payloadFunction(head: string, attributes: string, call: string): string {
  return [
    `${head}(${llvmType("any")} %value) ${attributes} {`,
    "  %tag = extractvalue { i64, i64 } %value, 0",
    `  %counted = icmp eq i64 %tag, ${AnyTag.ref}`,
    "  br i1 %counted, label %count, label %done",
    "count:",
    "  %payload = extractvalue { i64, i64 } %value, 1",
    "  %object = inttoptr i64 %payload to ptr",
    `  ${call}(ptr %object)`,
    "  ret void",
    "done:",
    "  ret void",
    "}",
  ].join("\n");
}

/** Checked programs stop when they count an object whose class number is none: freed memory, which the runtime overwrites. */
function checkAlive(context: ModuleContext): string[] {
  if (!context.options.checked) return [];
  return [
    "  %class.at = getelementptr inbounds i8, ptr %object, i64 4",
    "  %class = load i32, ptr %class.at, align 4",
    `  %alive = icmp ult i32 %class, ${context.layout.classes.length}`,
    `  br i1 %alive, label %live, label %dead${context.branchWeights("first")}`,
    "dead:",
    `  call void ${context.declare("@llvm.trap", "void @llvm.trap()")}()`,
    "  unreachable",
    "live:",
  ];
}
