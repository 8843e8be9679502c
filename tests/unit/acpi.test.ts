/** Reading ACPI tables: what firmware writes, and what broken firmware might. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  checksumHolds,
  findSoftOff,
  headerBytes,
  parseFixedTable,
  parseRootPointer,
  parseTableList,
} from "../../kernel/src/arch/x86_64/acpi-tables.ts";

/** A root pointer with its checksums. */
function rootPointer(revision: number, rsdt: number, xsdt: number): Uint8Array {
  const bytes = Buffer.alloc(revision >= 2 ? 36 : 20);
  bytes.write("RSD PTR ");
  bytes[15] = revision;
  bytes.writeUInt32LE(rsdt, 16);
  const sum = (end: number): number => bytes.subarray(0, end).reduce((total, byte) => total + byte, 0);
  if (revision >= 2) bytes.writeUInt32LE(xsdt, 24);
  bytes[8] = (256 - (sum(20) % 256)) % 256;
  if (revision >= 2) bytes[32] = (256 - (sum(36) % 256)) % 256;
  return bytes;
}

test("the root pointer leads to the list with 32 or 64 bits an entry", () => {
  assert.deepEqual(parseRootPointer(rootPointer(0, 0x7fe0000, 0)), { address: 0x7fe0000, entryBytes: 4 });
  assert.deepEqual(parseRootPointer(rootPointer(2, 0x7fe0000, 0x7fe1000)), { address: 0x7fe1000, entryBytes: 8 });
  assert.deepEqual(parseRootPointer(rootPointer(2, 0x7fe0000, 0)), { address: 0x7fe0000, entryBytes: 4 });
  const damaged = rootPointer(0, 0x7fe0000, 0);
  damaged[16]! ^= 1;
  assert.equal(parseRootPointer(damaged), null);
  assert.equal(parseRootPointer(new Uint8Array(19)), null);
});

test("a list's entries begin behind its header, and an incomplete one is left out", () => {
  const list = new Uint8Array(headerBytes + 10);
  list.set([1, 2, 3, 4, 5, 6, 7, 0, 9, 9], headerBytes);
  assert.deepEqual(parseTableList(list, 4), [0x04030201, 0x00070605]);
  assert.deepEqual(parseTableList(list, 8), [0x04030201 + 0x00070605 * 2 ** 32]);
});

test("the fixed table names ports, and the reset register if its flag is set", () => {
  const table = new DataView(new ArrayBuffer(244));
  table.setUint32(40, 0x7fe0040, true);
  table.setUint32(48, 0xb2, true);
  table.setUint8(52, 0xf1);
  table.setUint32(64, 0x604, true);
  const parse = () => parseFixedTable(new Uint8Array(table.buffer));
  assert.deepEqual(parse(), {
    dsdt: 0x7fe0040,
    smiCommand: 0xb2,
    acpiEnable: 0xf1,
    pm1aControl: 0x604,
    pm1bControl: 0,
    reset: null,
  });
  table.setUint32(112, 0x400, true);
  table.setUint8(116, 1);
  table.setUint32(120, 0xcf9, true);
  table.setUint8(128, 0x0f);
  assert.deepEqual(parse()?.reset, { register: { space: "port", address: 0xcf9 }, value: 0x0f });
  table.setUint8(172, 1);
  table.setUint32(176, 0x1804, true);
  table.setUint32(140, 0x7ff0000, true);
  assert.equal(parse()?.pm1aControl, 0x1804);
  assert.equal(parse()?.dsdt, 0x7ff0000);
  assert.equal(parseFixedTable(new Uint8Array(60)), null);
});

/** A table whose byte code is these bytes, with others around. */
function definitions(...code: number[]): Uint8Array {
  const before = [...new Array<number>(headerBytes).fill(0), 0x10, 0x03, 0x5c];
  return Uint8Array.from([...before, ...code, ...new Array<number>(8).fill(0)]);
}
const s5 = [0x5f, 0x53, 0x35, 0x5f];

test("_S5_ is found with any encoding of its numbers and its length", () => {
  const cases: [number[], { a: number; b: number }][] = [
    [[0x08, ...s5, 0x12, 0x06, 0x04, 0x00, 0x00, 0x00, 0x00], { a: 0, b: 0 }],
    [[0x08, 0x5c, ...s5, 0x12, 0x0a, 0x04, 0x0a, 0x05, 0x0a, 0x07, 0x00, 0x00], { a: 5, b: 7 }],
    [[0x08, ...s5, 0x12, 0x08, 0x02, 0x01, 0x0a, 0x06], { a: 1, b: 6 }],
    [[0x08, ...s5, 0x12, 0x48, 0x01, 0x02, 0x0a, 0x03, 0x0a, 0x04], { a: 3, b: 4 }],
    [[0x08, ...s5, 0x12, 0x0a, 0x02, 0x0b, 0x05, 0x00, 0x0c, 0x02, 0x00, 0x00, 0x00], { a: 5, b: 2 }],
  ];
  for (const [code, expected] of cases) assert.deepEqual(findSoftOff(definitions(...code)), expected);
});

test("what only looks like _S5_ is not taken for it", () => {
  assert.equal(findSoftOff(definitions(...s5, 0x12, 0x06, 0x04, 0x00, 0x00)), null); // a reference
  assert.equal(findSoftOff(definitions(0x08, 0x5f, 0x53, 0x34, 0x5f, 0x12, 0x06, 0x04, 0x01, 0x01)), null); // _S4_
  assert.equal(findSoftOff(definitions(0x08, ...s5, 0x0a, 0x05)), null); // a number
  assert.equal(findSoftOff(new Uint8Array(headerBytes)), null);
});

test("no bytes make the readers fail", () => {
  const seed = Date.now() % 0x7fffffff;
  console.log(`# seed ${seed}`);
  let state = seed || 1;
  const random = (limit: number): number => {
    state = (state * 48271) % 0x7fffffff;
    return state % limit;
  };
  for (let round = 0; round < 20_000; round++) {
    const bytes = Uint8Array.from({ length: random(260) }, () => random(256));
    if (random(2) === 0 && bytes.length > headerBytes + 8) {
      bytes.set([0x08, ...s5, 0x12], headerBytes + random(bytes.length - headerBytes - 7));
    }
    findSoftOff(bytes);
    parseFixedTable(bytes);
    parseRootPointer(bytes);
    parseTableList(bytes, random(2) === 0 ? 4 : 8);
    checksumHolds(bytes);
  }
});
