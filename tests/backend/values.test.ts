/** Arithmetic, comparisons, conversions, strings, `any`, memory. Programs print in hexadecimal. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { forEachLevel, runIr } from "../support/ir-program.ts";

/** Runs a body that defines values and calls `print.i64`; gives the printed numbers. */
async function numbers(body: string, level: "O0" | "O2", more = ""): Promise<bigint[]> {
  const text = `${more}
func @start () -> void {
entry:
${body}
  call @exit(i64 0)
  unreachable
}`;
  const { stdout, code } = await runIr(text, { level });
  assert.equal(code, 0, stdout);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => BigInt(`0x${line}`));
}

forEachLevel((level) => {
  test(`integers wrap at their width (${level})`, async () => {
    const results = await numbers(
      `%0: i8 = call @opaque(i8 200)
       %1: i8 = add %0, i8 100
       %2: i64 = convert zext %1 to i64
       call @print.i64(%2)
       %3: i64 = convert sext %0 to i64
       call @print.i64(%3)
       %4: i8 = lshr %0, i8 3
       %5: i64 = convert zext %4 to i64
       call @print.i64(%5)`,
      level,
      "func @opaque (%0 x: i8) -> i8 inline never {\nentry:\n return %0\n}",
    );
    assert.deepEqual(results, [44n, 0xffff_ffff_ffff_ffc8n, 25n]);
  });

  test(`doubles convert with saturation, NaN to 0, and keep their bits (${level})`, async () => {
    const results = await numbers(
      `%0: f64 = call @opaque(f64 1e300)
       %1: i32 = convert fptosi %0 to i32
       %2: i64 = convert zext %1 to i64
       call @print.i64(%2)
       %3: f64 = call @opaque(f64 nan)
       %4: i64 = convert fptosi %3 to i64
       call @print.i64(%4)
       %5: f64 = call @opaque(f64 -0)
       %6: i64 = convert bits %5 to i64
       call @print.i64(%6)
       %7: f64 = call @opaque(f64 -2.5)
       %8: f64 = intrinsic floor(%7)
       %9: i64 = convert fptosi %8 to i64
       call @print.i64(%9)
       %10: i1 = compare fune %3, %3
       %11: i64 = convert zext %10 to i64
       call @print.i64(%11)`,
      level,
      "func @opaque (%0 x: f64) -> f64 inline never {\nentry:\n return %0\n}",
    );
    assert.deepEqual(results, [0x7fffffffn, 0n, 0x8000000000000000n, 0xffff_ffff_ffff_fffdn, 1n]);
  });

  test(`any carries a tag and a payload through calls and memory (${level})`, async () => {
    const results = await numbers(
      `%0: any = call @pass(f64 1.5)
       %1: i32 = any.tag %0
       %2: i64 = convert zext %1 to i64
       call @print.i64(%2)
       %3: f64 = any.unbox number %0
       %4: i64 = convert bits %3 to i64
       call @print.i64(%4)
       store any, data @cell, %0
       %5: any = load any, data @cell
       %6: i32 = any.tag %5
       %7: i64 = convert zext %6 to i64
       call @print.i64(%7)`,
      level,
      `data @cell align 16 writable "${"00".repeat(16)}"
       func @pass (%0 x: f64) -> any inline never {\nentry:\n %1: any = any.box number %0\n return %1\n}`,
    );
    assert.deepEqual(results, [1n, 0x3ff8000000000000n, 1n]);
  });

  test(`strings are Latin-1 if they can be, and shared (${level})`, async () => {
    const results = await numbers(
      `%0: ptr = convert addressof "caf\u00e9" to ptr
       %1: ptr = convert addressof "caf\u00e9" to ptr
       %2: i1 = compare eq %0, %1
       %3: i64 = convert zext %2 to i64
       call @print.i64(%3)
       %4: ptr = offset %0, i64 8
       %5: i64 = load i64, %4
       call @print.i64(%5)
       %6: ptr = convert addressof "\u20ac\\ud800" to ptr
       %7: ptr = offset %6, i64 8
       %8: i64 = load i64, %7
       call @print.i64(%8)
       %9: ptr = offset %6, i64 16
       %10: i32 = load i32, %9
       %11: i64 = convert zext %10 to i64
       call @print.i64(%11)
       `,
      level,
    );
    assert.deepEqual(results, [1n, 4n, 0x1_0000_0002n, 0xd800_20acn]);
  });

  test(`memory is copied, filled and compared at every size (${level})`, async () => {
    const bytes = (length: number): string =>
      Array.from({ length }, (_, index) => ((index * 7 + 3) & 0xff).toString(16).padStart(2, "0")).join("");
    // For each size: move within a buffer by 3 up and down, and check a running sum of the bytes.
    const { stdout, code } = await runIr(
      `data @source align 1 "${bytes(2048)}"
       data @buffer align 1 writable "${"00".repeat(4096)}"
       func @sum (%0 at: ptr, %1 count: i64) -> i64 inline never {
       entry:
         jump loop(i64 0, i64 0)
       loop(%2: i64, %3: i64):
         %4: i1 = compare ult %2, %1
         branch %4, body(), done()
       body:
         %5: ptr = offset %0, %2
         %6: i8 = load i8, %5
         %7: i64 = convert zext %6 to i64
         %8: i64 = mul %3, i64 31
         %9: i64 = add %8, %7
         %10: i64 = add %2, i64 1
         jump loop(%10, %9)
       done:
         return %3
       }
       func @check (%0 size: i64, %1 shift: i64) -> void inline never {
       entry:
         %2: ptr = offset data @buffer, i64 64
         %3: ptr = offset %2, %1
         intrinsic memset(data @buffer, i8 85, i64 4096)
         intrinsic memcpy(%2, data @source, %0)
         %4: i32 = intrinsic memcmp(%2, data @source, %0)
         %5: i1 = compare eq %4, i32 0
         branch %5, same(), bad()
       same:
         intrinsic memmove(%3, %2, %0)
         %6: i64 = call @sum(%3, %0)
         %7: i64 = call @sum(data @source, %0)
         %8: i1 = compare eq %6, %7
         branch %8, edges(), bad()
       edges:
         %9: ptr = offset %3, %0
         %14: i1 = compare sgt %1, i64 0
         branch %14, up(), down()
       up:
         %10: i8 = load i8, %9
         %11: i1 = compare eq %10, i8 85
         branch %11, filled(), bad()
       down:
         %12: ptr = offset %3, i64 -1
         %13: i8 = load i8, %12
         %15: i1 = compare eq %13, i8 85
         branch %15, filled(), bad()
       filled:
         intrinsic memset(%2, i8 -86, %0)
         %16: ptr = offset %2, %0
         %17: i1 = compare eq %0, i64 0
         branch %17, done(), last()
       last:
         %18: ptr = offset %16, i64 -1
         %19: i8 = load i8, %18
         %20: i1 = compare eq %19, i8 -86
         branch %20, done(), bad()
       done:
         return
       bad:
         call @print.i64(%0)
         call @print.i64(%1)
         call @exit(i64 1)
         unreachable
       }
       func @start () -> void {
       entry:
         jump loop(i64 0)
       loop(%0: i64):
         call @check(%0, i64 3)
         call @check(%0, i64 -3)
         call @check(%0, i64 40)
         %1: i64 = add %0, i64 1
         %2: i1 = compare ult %1, i64 1200
         branch %2, loop(%1), done()
       done:
         call @exit(i64 0)
         unreachable
       }`,
      { level },
    );
    assert.equal(stdout, "");
    assert.equal(code, 0);
  });

  test(`a branch may reach one block twice with different arguments (${level})`, async () => {
    const results = await numbers(
      `%0: i64 = call @choose(i64 0)
       call @print.i64(%0)
       %1: i64 = call @choose(i64 5)
       call @print.i64(%1)
       %2: i64 = call @choose(i64 9)
       call @print.i64(%2)`,
      level,
      `func @choose (%0 x: i64) -> i64 inline never {
       entry:
         %1: i1 = compare eq %0, i64 0
         branch %1, join(i64 10), more()
       more:
         switch %0 [5: join(i64 20), 6: join(i64 30)] default join(i64 40)
       join(%2: i64):
         return %2
       }`,
    );
    assert.deepEqual(results, [10n, 20n, 40n]);
  });

  test(`assembly has inputs, one output and clobbers (${level})`, async () => {
    const results = await numbers(
      `%0: i64 = asm "leaq 5($1,$2,2), $0" -> "=r" ("r" i64 100, "r" i64 7) ()
       call @print.i64(%0)
       asm "xorl %ebx, %ebx" () ("rbx")
       %1: i8 = asm "movb $$42, $0" -> "={al}" () ()
       %2: i64 = convert zext %1 to i64
       call @print.i64(%2)`,
      level,
    );
    assert.deepEqual(results, [119n, 42n]);
  });

  test(`bits are counted and swapped, atomics return the old value (${level})`, async () => {
    const results = await numbers(
      `%0: i16 = intrinsic bswap(i16 4660)
       %1: i64 = convert zext %0 to i64
       call @print.i64(%1)
       %2: i32 = intrinsic ctlz(i32 0)
       %3: i64 = convert zext %2 to i64
       call @print.i64(%3)
       %4: i64 = intrinsic atomic.exchange(data @cell, i64 11)
       call @print.i64(%4)
       %5: i64 = intrinsic atomic.compare.exchange(data @cell, i64 11, i64 12)
       call @print.i64(%5)
       %6: i64 = intrinsic atomic.add(data @cell, i64 5)
       call @print.i64(%6)
       %7: i64 = intrinsic atomic.load(data @cell)
       call @print.i64(%7)`,
      level,
      'data @cell align 8 writable "0900000000000000"',
    );
    assert.deepEqual(results, [0x3412n, 32n, 9n, 11n, 12n, 17n]);
  });
});

test("volatile accesses stay, in number and width", async () => {
  const { emitModule } = await import("../../compiler/src/backend/llvm/emit.ts");
  const { parseModule } = await import("../../compiler/src/ir/parse.ts");
  const { compileObject } = await import("../../compiler/src/link/compile.ts");
  const module = parseModule(`module kernel start @start
runtime allocate @a
class @null "null" object {}
class @undefined "undefined" undefined {}
class @string "string" string {}
func @start () -> void {
entry:
  %0: ptr = convert inttoptr i64 753664 to ptr
  store volatile i16, %0, i16 1
  store volatile i16, %0, i16 2
  %1: i16 = load volatile i16, %0
  return
}`);
  const llvm = emitModule(module, { level: "O2", debug: false, checked: false });
  const assembly = new TextDecoder().decode(
    await compileObject(llvm, "asm", { target: "kernel", level: "O2", debug: false }),
  );
  assert.equal([...assembly.matchAll(/movw\s+\$[12], 753664/g)].length, 2);
  assert.equal([...assembly.matchAll(/mov(w|zwl)\s+753664, %/g)].length, 1);
});
