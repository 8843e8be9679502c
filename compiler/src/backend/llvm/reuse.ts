/**
 * Cells that go from a dead object to the next one. `reset` compares the whole header, so that one test says that there is no other reference, that the
 * class is the expected one, and that the object is neither a constant nor in a frame. The checking mode, which keeps what was freed, reuses nothing.
 */

import { type Instr, isCounted } from "../../ir/ir.ts";
import type { ClassLayout } from "../../ir/layout.ts";
import type { ModuleContext } from "./context.ts";
import { hasCyclicClasses } from "./cycles.ts";
import type { FunctionEmitter } from "./function.ts";
import { dropGlue, fieldTag } from "./objects.ts";
import { emitRetain, quietCall, releaseCall } from "./refcount.ts";
import { llvmType } from "./types.ts";

type Of<Op extends Instr["op"]> = Extract<Instr, { op: Op }>;

/** More counted fields than this are released by the drop function of the class. */
const mostFieldsInline = 3;

export function emitReset(emitter: FunctionEmitter, instr: Of<"reset">): void {
  const { context, fn } = emitter;
  const object = emitter.operand(instr.object);
  const release = releaseCall(context, "ref", object, fn);
  const kept = instr.kept.map(({ value }) => value);
  if (context.options.checked) {
    for (const value of kept) emitRetain(emitter, value);
    emitter.line(release);
    emitter.result(instr, "inttoptr i64 0 to ptr");
    return;
  }
  const layout = context.layout.class(instr.class);
  const [last, other, done] = ["last", "other", "reset"].map((name) => emitter.freshLabel(name)) as [
    string,
    string,
    string,
  ];
  // SAFETY: no alias tag, for it reads the count and the class at once.
  const header = emitter.define(`load i64, ptr ${object}, align 8`);
  const unique = emitter.define(`icmp eq i64 ${header}, ${BigInt(layout.id) << 32n}`);
  emitter.line(`br i1 ${unique}, label %${last}, label %${other}`);
  emitter.begin(last);
  if (mayBeKnownByPlace(context, layout)) emitter.line(onObject(context, "forget", object));
  releaseFields(emitter, layout, object, new Set(instr.kept.map(({ field }) => field)));
  emitter.line(`br label %${done}`);
  emitter.begin(other);
  for (const value of kept) emitRetain(emitter, value);
  emitter.line(release);
  emitter.line(`br label %${done}`);
  emitter.begin(done);
  emitter.result(instr, `phi ptr [ ${object}, %${last} ], [ null, %${other} ]`);
}

function releaseFields(emitter: FunctionEmitter, layout: ClassLayout, object: string, kept: ReadonlySet<string>): void {
  const { context, fn } = emitter;
  const counted = layout.fields.filter((field) => isCounted(field.type) && !kept.has(field.name));
  if (kept.size === 0 && counted.length > mostFieldsInline) {
    emitter.line(`call void ${dropGlue(context, layout)}(ptr ${object})`);
    return;
  }
  for (const field of counted) {
    const address = emitter.at(object, field.offset);
    const value = emitter.define(`load ${llvmType(field.type)}, ptr ${address}${fieldTag(context, field)}`);
    emitter.line(releaseCall(context, field.type, value, fn));
  }
}

/** May a weak reference or the cycle collector know an object of the class? */
function mayBeKnownByPlace(context: ModuleContext, layout: ClassLayout): boolean {
  if (layout.def.cyclic && hasCyclicClasses(context)) return true;
  return context.module.runtime.acquireCell !== undefined;
}

/**
 * Where the next object is of another class, LLVM has to forget what it knows: fields of different names never overlap, so it might move the last
 * reads of the old object behind the first writes of the new one.
 */
export function emitResetTake(emitter: FunctionEmitter, instr: Of<"reset.take">): void {
  const cell = emitter.operand(instr.cell);
  if (classOfCell(emitter, instr) === instr.class) emitter.result(instr, `bitcast ptr ${cell} to ptr`);
  else emitter.result(instr, `call ptr asm sideeffect "", "=r,0,~{memory}"(ptr ${cell})`);
}

function classOfCell({ fn }: FunctionEmitter, { cell }: Of<"reset.take">): string | undefined {
  if (cell.kind !== "value") return undefined;
  for (const { instrs } of fn.blocks) {
    const made = instrs.find(({ result }) => result === cell.id);
    if (made !== undefined) return made.op === "reset" ? made.class : undefined;
  }
  return undefined;
}

export function emitResetFree(emitter: FunctionEmitter, instr: Of<"reset.free">): void {
  const { context } = emitter;
  const helper = context.helper("@osm.reset.free", (name) =>
    [
      `define internal void ${name}(ptr %object) ${context.attributes.helper("never", true)} {`,
      "  %none = icmp eq ptr %object, null",
      "  br i1 %none, label %done, label %free",
      "free:",
      `  ${quietCall(context, "@osm.discard", context.module.runtime.discard!)}`,
      "  br label %done",
      "done:",
      "  ret void",
      "}",
    ].join("\n"),
  );
  emitter.line(`call void ${helper}(ptr ${emitter.operand(instr.cell)})`);
}

/** The call of a function of the runtime on an object. */
function onObject(context: ModuleContext, role: "forget", object: string): string {
  const helper = context.helper(`@osm.${role}`, (name) =>
    [
      `define internal void ${name}(ptr %object) ${context.attributes.helper("never")} {`,
      `  ${quietCall(context, `@osm.${role}.quiet`, context.module.runtime[role]!)}`,
      "  ret void",
      "}",
    ].join("\n"),
  );
  return `call void ${helper}(ptr ${object})`;
}
