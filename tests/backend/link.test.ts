/** The linked file: segments of the kernel, the trace table. */

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { emitModule } from "../../compiler/src/backend/llvm/emit.ts";
import { parseModule } from "../../compiler/src/ir/parse.ts";
import { compileExecutable } from "../../compiler/src/link/compile.ts";
import { type Elf, readElf } from "../../compiler/src/link/elf.ts";
import { encodeTraceTable } from "../../compiler/src/link/trace-table.ts";
import { decodeTrace } from "../support/trace-decoder.ts";

const classes = `
class @null "null" object {}
class @undefined "undefined" undefined {}
class @string "string" string {}
`;

async function inDirectory<T>(body: (directory: string) => T | Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), "osmium-test-"));
  try {
    return await body(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function build(text: string, output: string, level: "O0" | "O2"): Promise<Elf> {
  const module = parseModule(text);
  const llvm = emitModule(module, { level, debug: false, checked: false });
  await compileExecutable([llvm], output, { target: module.target, level, debug: false }, (_name, body) => body());
  return readElf(readFileSync(output));
}

const kernel = `module kernel start @start
file "kernel.ts"
${classes}
asm ".section .boot.text,\\"ax\\"\\n.globl _start\\n_start: movabsq $osm_start, %rax\\njmp *%rax\\n.section .boot.bss,\\"aw\\",@nobits\\n.skip 64\\n.section .note.Xen,\\"a\\",@note\\n.long 4,4,18\\n.asciz \\"Xen\\"\\n.long _start\\n.text"
global @counter: i64
data @page align 4096 writable "${"00".repeat(8192)}"
data @message align 1 "48656c6c6f"
func @start () -> void !0:1:1 {
entry:
  %0: i64 = convert ptrtoint symbol @osm_trace_table to i64
  %1: i64 = call @use(data @message, data @page, %0) !0:2:5
  global.set @counter, %1
  return
}
func @use (%0 message: ptr, %1 page: ptr, %2 x: i64) -> i64 inline never !0:4:1 {
entry:
  asm "" ("r" %0, "r" %1, "r" %2) ()
  %3: f64 = convert sitofp %2 to f64
  %4: f64 = intrinsic floor(%3)
  %5: i64 = convert fptosi %4 to i64
  return %5
}
`;

test("a kernel has its boot part at 1 MiB and the rest in the top 2 GiB, never writable and executable", () =>
  inDirectory(async (directory) => {
    const elf = await build(kernel, join(directory, "kernel.elf"), "O2");
    const loads = elf.segments.filter((segment) => segment.kind === "load" && segment.memoryBytes > 0);
    assert.deepEqual(
      loads.map(({ access, address }) => `${access} ${address < 0x8000_0000n ? "low" : "high"}`),
      ["r-x low", "rw- low", "r-x high", "r-- high", "rw- high"],
    );
    assert.equal(elf.entry, elf.section(".boot.text")?.address);
    assert.equal(loads[0]?.physical, 0x10_0000n);
    for (const { address, physical } of loads) {
      assert.equal(address % 4096n, physical % 4096n);
      if (address >= 0x8000_0000n) assert.equal(address - physical, 0xffff_ffff_8000_0000n);
    }
    assert.equal(elf.segments.filter((segment) => segment.kind === "note").length, 1);
    assert.ok(elf.section(".bss")!.size >= 8192);
    assert.equal(elf.section(".bss")!.bytes.length, 0);
    assert.ok(elf.section(".trace")!.size > 40);
  }));

test("kernel code uses no red zone and interrupt code no vector registers", async () => {
  const text = `module kernel start @start
${classes}
asm ".section .boot.text,\\"ax\\"\\n.globl _start\\n_start: movabsq $osm_start, %rax\\njmp *%rax\\n.text"
data @from align 1 "${"11".repeat(256)}"
data @to align 1 writable "${"00".repeat(256)}"
func @start () -> void {
entry:
  call @handler()
  call @handler()
  return
}
func @handler () -> void noFloat {
entry:
  intrinsic memcpy(data @to, data @from, i64 64)
  intrinsic memset(data @to, i8 0, i64 128)
  return
}`;
  await inDirectory(async (directory) => {
    await build(text, join(directory, "kernel.elf"), "O2");
    const listing = execFileSync("llvm-objdump-19", ["-d", join(directory, "kernel.elf")], { encoding: "utf8" });
    assert.match(listing, /ret/);
    assert.doesNotMatch(listing, /%[xy]mm/);
  });
});

for (const level of ["O0", "O2"] as const) {
  test(`the trace table names the line of a call inside an inlined function (${level})`, async () => {
    const text = `module linux start @start
file "src/hello.ts"
file "src/util/other.ts"
${classes}
asm ".globl where\\nwhere: .quad 0"
func @inner "Inner.method" (%0 s: i64) -> i64 inline always !1:10:3 {
entry:
  %1: i64 = call @leaf(%0) !1:11:7
  %2: i64 = add %1, i64 1 !1:12:9
  return %2 !1:12:3
}
func @leaf (%0 s: i64) -> i64 inline never !1:20:3 {
entry:
  %1: i64 = asm "movq 8(%rbp), $0" -> "=r" () () !1:21:7
  return %1 !1:22:3
}
func @start () -> void !0:3:1 {
entry:
  %0: i64 = call @inner(i64 3) !0:4:9
  %3: i64 = convert ptrtoint symbol @osm_trace_table to i64 !0:4:9
  %4: i64 = call @show(%0) !0:5:3
  asm "syscall" ("{rax}" i64 60, "{rdi}" %4) ("rcx", "r11") !0:5:5
  unreachable
}
func @show (%0 x: i64) -> i64 inline never !0:7:1 {
entry:
  store i64, data @cell, %0 !0:8:1
  %1: i64 = asm "syscall" -> "={rax}" ("0" i64 1, "{rdi}" i64 1, "{rsi}" data @cell, "{rdx}" i64 8) ("rcx", "r11") !0:9:1
  return i64 0 !0:10:1
}
data @cell align 8 writable "0000000000000000"
`
      .replace(
        "%3: i64 = convert ptrtoint symbol @osm_trace_table to i64",
        "%3: i64 = call @show2(symbol @osm_trace_table)",
      )
      .concat(`func @show2 (%0 x: ptr) -> i64 inline never !0:11:1 {
entry:
  store ptr, data @cell, %0 !0:12:1
  return i64 0 !0:12:1
}`);
    await inDirectory(async (directory) => {
      const path = join(directory, "program");
      const elf = await build(text, path, level);
      const { stdout, status } = spawnSync(path);
      assert.equal(status, 0);
      // The program wrote the return address of the call in Inner.method, less 1 because the method adds 1.
      const returnAddress = stdout.readBigUInt64LE(0) - 1n;
      const frames = decodeTrace(elf.section(".trace")!.bytes, returnAddress - 1n);
      assert.deepEqual(
        frames.map((frame) => `${frame.function} ${frame.file}:${frame.line}:${frame.column}`),
        ["Inner.method src/util/other.ts:11:7", "start src/hello.ts:4:9"],
      );
    });
  });
}

test("the trace table's rows survive coding, over many blocks", () => {
  const at = (index: number) => ({
    function: `f${index % 7}`,
    file: `${index % 3}.ts`,
    line: (index * 37) % 5000,
    column: index % 90,
  });
  const ranges = Array.from({ length: 1000 }, (_, index) => ({
    address: 0xffff_ffff_8010_0000n + BigInt(index * 13),
    frames: index % 50 === 49 ? [] : index % 4 === 0 ? [at(index), at(index + 1), at(5)] : [at(index)],
    contains: "call" as const,
  }));
  const table = encodeTraceTable(ranges, ranges.at(-1)!.address + 100n);
  for (const { address, frames } of ranges) {
    assert.deepEqual(decodeTrace(table, address), frames);
    assert.deepEqual(decodeTrace(table, address + 12n), frames);
  }
  assert.deepEqual(decodeTrace(table, ranges[0]!.address - 1n), []);
  assert.deepEqual(decodeTrace(table, ranges.at(-1)!.address + 100n), []);
});

test("wrong use and missing files exit with 2, errors in the program with 1, without a stack trace", () =>
  inDirectory(async (directory) => {
    const osc = (...args: string[]) =>
      spawnSync(process.execPath, ["compiler/bin/osc.mjs", ...args], { encoding: "utf8" });
    const missing = osc(join(directory, "missing.ts"), "-o", join(directory, "out"));
    assert.equal(missing.status, 2);
    assert.match(missing.stderr, /^osc: there is no file .*missing\.ts\n$/);
    assert.equal(osc("--nonsense").status, 2);
    assert.equal(osc().status, 2);
    writeFileSync(join(directory, "bad.ir"), "module linux start @start\nnonsense");
    const bad = osc(join(directory, "bad.ir"), "-o", join(directory, "out"));
    assert.equal(bad.status, 1);
    assert.match(bad.stderr, /bad\.ir\(2,1\): error OSC0001: /);
  }));
