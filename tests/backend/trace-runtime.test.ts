/**
 * The runtime's trace decoder, run under Node against the compiler's encoder: the machine modules are replaced by a few lines that read
 * from a byte array.
 */

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { encodeTraceTable } from "../../compiler/src/link/trace-table.ts";

/** Memory: the table at 0x10000, a stack at 0x20000. */
const tableAt = 0x1_0000;
const stackAt = 0x2_0000;

const machine = `
export const memory = new DataView(new ArrayBuffer(0x40000));
let tableBytes = 0;
export function setTable(bytes) { new Uint8Array(memory.buffer).set(bytes, ${tableAt}); tableBytes = bytes.length; }
export const i32 = (x) => x | 0;
export const u32 = (x) => Math.trunc(x) >>> 0;
export const usize = (x) => x;
// Width of an access by the kind of place in the source: bytes are read one at a time, words by the width that the caller names.
export const access = (width) => (address) => ({
  address,
  read: () => width === 1 ? memory.getUint8(address) : width === 4 ? memory.getUint32(address, true) : Number(memory.getBigUint64(address, true)),
  write: (value) => memory.setUint8(address, value),
});
export const symbolAddress = (name) => name === "osm_trace_table" ? ${tableAt} : ${tableAt} + tableBytes;
export const u8 = (value) => value & 0xff;
let strings = 0x30000;
export function newString(bytes) { const at = strings; strings += bytes; return { at, bytes, toString() { return Buffer.from(memory.buffer, at, bytes).toString("latin1"); } }; }
export const stringData = (text) => ({ address: text.at });
`;

interface Runtime {
  printTrace(
    address: number,
    frame: number,
    low: number,
    high: number,
    most: number,
    write: (byte: number) => void,
  ): void;
  traceLines(address: number): unknown[];
}
interface Machine {
  readonly memory: DataView;
  setTable(bytes: Uint8Array): void;
}

async function load(): Promise<{ runtime: Runtime; machine: Machine }> {
  const directory = mkdtempSync(join(tmpdir(), "osmium-test-"));
  try {
    const source = readFileSync(new URL("../../runtime/src/rt/trace.ts", import.meta.url), "utf8")
      .replace(/"osmium(\/\w+)?"/g, '"./machine.mjs"')
      .replace("import { pointer, symbolAddress }", "import { access, symbolAddress }")
      .replace(/pointer<u8>\(/g, "access(1)(")
      .replace(/pointer<u32>\(/g, "access(4)(")
      .replace(/pointer<usize>\(/g, "access(8)(");
    writeFileSync(join(directory, "machine.mjs"), machine);
    writeFileSync(join(directory, "trace.mts"), source);
    const runtime = (await import(pathToFileURL(join(directory, "trace.mts")).href)) as Runtime;
    return { runtime, machine: (await import(pathToFileURL(join(directory, "machine.mjs")).href)) as Machine };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

test("the runtime prints what the compiler encoded, and walks a stack", async () => {
  const { runtime, machine } = await load();
  const frame = (index: number) => ({
    function: `größe${index % 11}`,
    file: `kernel/src/${index % 5}.ts`,
    line: 1 + ((index * 37) % 4000),
    column: 1 + (index % 90),
  });
  const base = 0x40_0000;
  const ranges = Array.from({ length: 500 }, (_, index) => ({
    address: BigInt(base + index * 9),
    frames: index % 40 === 39 ? [] : index % 3 === 0 ? [frame(index), frame(index + 1)] : [frame(index)],
    contains: "call" as const,
  }));
  machine.setTable(encodeTraceTable(ranges, BigInt(base + 500 * 9)));
  const text = (one: { function: string; file: string; line: number; column: number }): string =>
    `${one.function} (${one.file}:${one.line}:${one.column})`;

  for (const { address, frames } of ranges) {
    assert.deepEqual(runtime.traceLines(Number(address) + 8).map(String), frames.map(text));
  }
  assert.deepEqual(runtime.traceLines(base - 1), []);
  assert.deepEqual(runtime.traceLines(base + 4500), []);

  // Two frame records; the second says that the walk ends.
  machine.memory.setBigUint64(stackAt, BigInt(stackAt + 64), true);
  machine.memory.setBigUint64(stackAt + 8, BigInt(base + 9 * 9), true);
  machine.memory.setBigUint64(stackAt + 64, 0n, true);
  machine.memory.setBigUint64(stackAt + 72, BigInt(base + 100 * 9), true);
  const out: number[] = [];
  runtime.printTrace(base, stackAt, stackAt, stackAt + 0x1000, 20, (byte) => out.push(byte));
  const expected = [0, 8, 99].flatMap((index) => ranges[index]!.frames.map((one) => `    at ${text(one)}\n`));
  assert.equal(Buffer.from(out).toString("utf8"), expected.join(""));
});
