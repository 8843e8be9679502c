/**
 * Random programs, interpreted and compiled: both must log the same. The programs count references, throw, catch, dispatch and suspend; the
 * native runtime overwrites freed memory, so that a use after free stops the program.
 */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { emitModules } from "../../compiler/src/backend/llvm/emit.ts";
import { direct, i32, i64, valueRef } from "../../compiler/src/ir/builder.ts";
import type { Instr, IrFunction, IrModule, IrType, Operand } from "../../compiler/src/ir/ir.ts";
import { parseModule } from "../../compiler/src/ir/parse.ts";
import { compileExecutable } from "../../compiler/src/link/compile.ts";
import { runPasses } from "../../compiler/src/passes/pipeline.ts";
import { generateProgram } from "../ir/generator.ts";
import { run } from "../ir/interpreter.ts";
import { testRuntime } from "../support/ir-program.ts";

/** What the interpreter has built in, natively: the log, the cells, the queue of suspended coroutines, the program's frame. */
/** Memory never runs out: to the passes, `rt.allocate` is the interpreter's, which does not throw. */
function allocating(runtime: string): string {
  const text = "func @rt.allocate (%0 bytes: i64) -> ptr {\nentry:\n  %1: ptr = call @bump(%0)\n  return %1\n}";
  return runtime.replace(/func @rt\.allocate [\s\S]*?\n}/, text);
}

const builtins = `module linux start @native.start
${allocating(testRuntime("intrinsic memset(%1, i8 -34, i64 16)"))}
class @A "A" object { serial: i32 }
global @serial: i32
global @queue.head: i64
global @queue.tail: i64
data @queue align 8 writable "${"00".repeat(65536)}"
func @native.decimal (%0 x: i32) -> void {
entry:
  %1: i1 = compare slt %0, i32 0
  branch %1, minus(), plus()
minus:
  call @print("-")
  %2: i64 = convert sext %0 to i64
  %3: i64 = sub i64 0, %2
  jump start(%3)
plus:
  %4: i64 = convert sext %0 to i64
  jump start(%4)
start(%5: i64):
  jump scale(i64 1)
scale(%6: i64):
  %7: i64 = udiv %5, %6
  %8: i1 = compare ult %7, i64 10
  branch %8, digit(%6), more()
more:
  %9: i64 = mul %6, i64 10
  jump scale(%9)
digit(%10: i64):
  %11: i64 = udiv %5, %10
  %12: i64 = urem %11, i64 10
  %13: ptr = offset data @digits, %12
  call @write(%13, i64 1)
  %14: i64 = udiv %10, i64 10
  %15: i1 = compare eq %14, i64 0
  branch %15, done(), digit(%14)
done:
  return
}
func @native.describe (%0 x: ref) -> void {
entry:
  %1: i1 = is @A, %0
  branch %1, object(), immortal()
object:
  %2: ref = intrinsic class.name(%0)
  call @print(%2)
  call @print("#")
  %3: i32 = field.get @A serial, %0
  %6: i1 = compare eq %3, i32 0
  branch %6, first(), known(%3)
first:
  %7: i32 = global.get @serial
  %8: i32 = add %7, i32 1
  global.set @serial, %8
  field.set @A serial, %0, %8
  jump known(%8)
known(%9: i32):
  call @native.decimal(%9)
  return
immortal:
  %4: i1 = compare eq %0, null
  branch %4, null(), other()
null:
  call @print("\\"null\\"")
  return
other:
  %5: i1 = compare eq %0, undefined
  branch %5, undefined(), string()
undefined:
  call @print("\\"undefined\\"")
  return
string:
  call @print("\\"")
  call @print(%0)
  call @print("\\"")
  return
}
func @log.ref (%0 x: ref) -> void {
entry:
  call @native.describe(%0)
  call @print("\\n")
  return
}
func @log.i32 (%0 x: i32) -> void {
entry:
  call @native.decimal(%0)
  call @print("\\n")
  return
}
func @log.any (%0 x: any) -> void {
entry:
  %1: i32 = any.tag %0
  switch %1 [0: ref(), 5: int()] default other()
ref:
  call @print("any ref ")
  %2: ref = any.unbox ref %0
  call @log.ref(%2)
  return
int:
  call @print("any i32 ")
  %3: i32 = any.unbox i32 %0
  call @log.i32(%3)
  return
other:
  call @exit(i64 77)
  unreachable
}
func @new.cell () -> ptr {
entry:
  %0: ptr = call @bump(i64 24)
  store ref, %0, undefined
  %1: ptr = offset %0, i64 8
  store ref, %1, undefined
  %2: ptr = offset %0, i64 16
  store ref, %2, undefined
  return %0
}
func @native.register (%0 handle: ptr) -> void {
entry:
  %1: i64 = global.get @queue.tail
  %2: i64 = shl %1, i64 3
  %3: ptr = offset data @queue, %2
  store ptr, %3, %0
  %4: i64 = add %1, i64 1
  global.set @queue.tail, %4
  return
}
func @native.start () -> void {
entry:
  invoke @start() to returned() unwind threw()
returned(%0: ref):
  release %0
  jump turn(i64 0)
threw(%1: ref):
  call @print("uncaught ")
  call @log.ref(%1)
  release %1
  jump turn(i64 0)
turn(%2: i64):
  %3: i64 = global.get @queue.tail
  %4: i1 = compare eq %2, %3
  branch %4, done(), next()
next:
  %5: i64 = shl %2, i64 3
  %6: ptr = offset data @queue, %5
  %7: ptr = load ptr, %6
  %8: i64 = add %2, i64 1
  %9: i64 = urem %2, i64 3
  %10: i1 = compare eq %9, i64 2
  branch %10, destroy(), resume()
resume:
  intrinsic coro.resume(%7)
  jump turn(%8)
destroy:
  intrinsic coro.destroy(%7)
  jump turn(%8)
done:
  %11: ptr = global.get @cell
  intrinsic module.fini()
  %12: i1 = compare eq %11, nullptr
  branch %12, end(), cells()
cells:
  intrinsic drop.at.ref(%11)
  %13: ptr = offset %11, i64 8
  intrinsic drop.at.ref(%13)
  %14: ptr = offset %11, i64 16
  intrinsic drop.at.ref(%14)
  jump end()
end:
  call @exit(i64 0)
  unreachable
}
`;

/**
 * Gives the module what the interpreter does by itself: memory and room for a serial number in objects, registration of suspensions. The programs also
 * compute addresses inside objects, where the interpreter's model of memory holds the object itself and else zero; so it is made here.
 */
function makeNative(module: IrModule): IrModule {
  const native = parseModule(builtins);
  module.classes.get("A")!.fields.push({ name: "serial", type: "i32" });
  for (const fn of module.functions.values()) instrument(fn);
  for (const [name, fn] of native.functions) module.functions.set(name, fn);
  for (const [name, global] of native.globals) module.globals.set(name, global);
  for (const [name, data] of native.data) module.data.set(name, data);
  return { ...module, start: "native.start" };
}

function instrument(fn: IrFunction): void {
  const define = (type: IrType): { id: number; ref: Operand } => {
    fn.types.push(type);
    const id = fn.types.length - 1;
    return { id, ref: valueRef(id) };
  };
  const inside = new Set<number>();
  const isInside = (operand: Operand): boolean => operand.kind === "value" && inside.has(operand.id);
  for (const block of fn.blocks) {
    block.instrs = block.instrs.flatMap((instr): Instr[] => {
      if (instr.op === "convert" && instr.conversion === "addressof") inside.add(instr.result!);
      if (instr.op === "offset" && isInside(instr.address)) {
        inside.add(instr.result!);
        return [{ ...instr, bytes: i64(0) }];
      }
      if (instr.op === "load" && isInside(instr.address)) {
        return [{ op: "binary", operator: "add", left: i32(0), right: i32(0), result: instr.result }];
      }
      if (instr.op !== "init" && instr.op !== "stack.init" && instr.op !== "room.init") return [instr];
      return [instr, { op: "field.init", class: "A", field: "serial", object: valueRef(instr.result!), value: i32(0) }];
    });
    if (block.terminator.op !== "suspend") continue;
    const handle = define("ptr");
    block.instrs.push(
      { op: "intrinsic", name: "coro.handle", args: [], result: handle.id },
      { op: "call", callee: direct("native.register"), args: [handle.ref] },
    );
  }
}

interface Variant {
  readonly name: string;
  readonly level: "O0" | "O2";
  readonly checked: boolean;
  readonly partSize?: number;
}

const variants: readonly Variant[] = [
  { name: "O0", level: "O0", checked: false },
  { name: "O2", level: "O2", checked: false },
  { name: "O2, checked", level: "O2", checked: true },
  // Functions, tables, variables and the singletons are shared by several LLVM modules.
  { name: "O2, in parts", level: "O2", checked: false, partSize: 60 },
];

async function checkSeed(seed: number, directory: string): Promise<void> {
  const { module } = generateProgram(seed);
  runPasses(module, { level: "O2", verifyEach: false });
  const { log } = run(module, true);
  const native = makeNative(module);
  for (const { name, level, checked, partSize } of variants) {
    const modules = emitModules(native, { level, debug: false, checked }, partSize);
    if (partSize !== undefined) assert.ok(modules.length > 1, `${which(seed, name)}: is in one part`);
    const program = join(directory, "program");
    await compileExecutable(modules, program, { target: "linux", level, debug: true }, (_name, body) => body());
    const { stdout, status, signal } = spawnSync(program, { encoding: "utf8", timeout: 10_000 });
    assert.deepEqual(stdout.split("\n").slice(0, -1), log, which(seed, name));
    assert.equal(signal, null, which(seed, name));
    assert.equal(status, 0, which(seed, name));
  }
}

const which = (seed: number, variant: string): string => `seed ${seed}, ${variant}`;

const first = Number(process.env.OSC_SEED ?? 1);
const count = Number(process.env.OSC_SEEDS ?? 12);

test(`random programs log natively what they log when interpreted (${count} from ${first})`, async () => {
  const directory = mkdtempSync(join(tmpdir(), "osmium-test-"));
  try {
    for (let seed = first; seed < first + count; seed++) await checkSeed(seed, directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});
