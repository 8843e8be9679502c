/**
 * Runs programs written as textual IR: adds a small runtime (output, exit, a bump allocator that counts what is alive), compiles for the
 * Linux target, runs, and gives what was printed. The backend's tests use it, so that they depend on neither the frontend nor the runtime library.
 */

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmitOptions, emitModule } from "../../compiler/src/backend/llvm/emit.ts";
import { parseModule } from "../../compiler/src/ir/parse.ts";
import { verify } from "../../compiler/src/ir/verify.ts";
import { compileExecutable } from "../../compiler/src/link/compile.ts";
import type { Step } from "../../compiler/src/link/parts.ts";

/**
 * `print(string)`, `print.i64(value)` (hexadecimal), `exit(code)`, `live() → i64`: objects and frames that exist. `allocate` throws null
 * when `fail.next` is set, `allocateFrame` gives zero then. `onDrop` is run on the memory `%1` of an object that is freed.
 */
export const testRuntime = (onDrop = ""): string => `
runtime allocate @"rt.allocate"
runtime drop @"rt.drop"
runtime allocateFrame @"rt.allocateFrame"
runtime freeFrame @"rt.freeFrame"
class @null "null" object {}
class @undefined "undefined" undefined {}
class @string "string" string {}
global @heap.used: i64
global @heap.live: i64
global @fail.next: i1
data @heap align 16 writable "${"00".repeat(65536)}"

func @write (%0 from: ptr, %1 bytes: i64) -> void {
entry:
  %2: i64 = asm "syscall" -> "={rax}" ("0" i64 1, "{rdi}" i64 1, "{rsi}" %0, "{rdx}" %1) ("rcx", "r11")
  return
}
func @print (%0 s: ref) -> void {
entry:
  %1: ptr = convert addressof %0 to ptr
  %2: ptr = offset %1, i64 16
  %3: ptr = offset %1, i64 8
  %4: i32 = load i32, %3
  %5: i64 = convert zext %4 to i64
  call @write(%2, %5)
  return
}
func @print.i64 (%0 value: i64) -> void {
entry:
  jump digit(i64 60)
digit(%1: i64):
  %2: i64 = lshr %0, %1
  %3: i64 = and %2, i64 15
  %4: ptr = offset data @digits, %3
  call @write(%4, i64 1)
  %5: i1 = compare eq %1, i64 0
  branch %5, done(), next()
next:
  %6: i64 = sub %1, i64 4
  jump digit(%6)
done:
  call @print("\\n")
  return
}
data @digits align 1 "30313233343536373839616263646566"
func @exit (%0 code: i64) -> void {
entry:
  asm "syscall" ("{rax}" i64 60, "{rdi}" %0) ("rcx", "r11")
  unreachable
}
func @live () -> i64 {
entry:
  %0: i64 = global.get @heap.live
  return %0
}
func @bump (%0 bytes: i64) -> ptr {
entry:
  %1: i64 = global.get @heap.used
  %2: i64 = add %0, i64 15
  %3: i64 = and %2, i64 -16
  %4: i64 = add %1, %3
  global.set @heap.used, %4
  %5: i64 = global.get @heap.live
  %6: i64 = add %5, i64 1
  global.set @heap.live, %6
  %7: ptr = offset data @heap, %1
  return %7
}
func @free (%0 at: ptr) -> void {
entry:
  %1: i64 = global.get @heap.live
  %2: i64 = sub %1, i64 1
  global.set @heap.live, %2
  return
}
func @rt.allocate (%0 bytes: i64) -> ptr throws {
entry:
  %1: i1 = global.get @fail.next
  branch %1, fail(), ok()
fail [cold]:
  throw "out of memory"
ok:
  %2: ptr = call @bump(%0)
  return %2
}
func @rt.drop (%0 object: ref) -> void {
entry:
  intrinsic drop.fields(%0)
  %1: ptr = convert addressof %0 to ptr
  ${onDrop}
  call @free(%1)
  return
}
func @rt.allocateFrame (%0 bytes: i64) -> ptr {
entry:
  %1: i1 = global.get @fail.next
  branch %1, fail(), ok()
fail [cold]:
  return nullptr
ok:
  %2: ptr = call @bump(%0)
  return %2
}
func @rt.freeFrame (%0 at: ptr) -> void {
entry:
  call @free(%0)
  return
}
`;

export interface IrProgramOptions extends Partial<EmitOptions> {
  /** Compile the text as it is, without the test runtime. */
  readonly bare?: boolean;
}

export interface ProgramResult {
  readonly stdout: string;
  readonly code: number | null;
  readonly signal: string | null;
}

const step: Step = (_name, body) => body();

/** Compiles `text` (whose start function is `@start`) to an executable at `output`. */
export async function buildIr(text: string, output: string, options: IrProgramOptions = {}): Promise<void> {
  const level = options.level ?? "O2";
  const full = `module linux start @start\n${options.bare ? "" : testRuntime()}\n${text}`;
  const module = parseModule(full);
  const mistakes = verify(module, "owned");
  if (mistakes.length > 0) throw new Error(`the program's IR is wrong:\n${mistakes.join("\n")}`);
  const debug = options.debug ?? false;
  const llvm = emitModule(module, { level, debug, checked: options.checked ?? false });
  await compileExecutable([llvm], output, { target: "linux", level, debug }, step);
}

/** Compiles and runs. */
export async function runIr(text: string, options: IrProgramOptions = {}): Promise<ProgramResult> {
  const directory = mkdtempSync(join(tmpdir(), "osmium-test-"));
  try {
    const program = join(directory, "program");
    await buildIr(text, program, options);
    const result = spawnSync(program, { encoding: "utf8", timeout: 10_000 });
    return { stdout: result.stdout, code: result.status, signal: result.signal };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Calls the body for each optimisation level. */
export function forEachLevel(body: (level: "O0" | "O2") => void): void {
  body("O0");
  body("O2");
}
