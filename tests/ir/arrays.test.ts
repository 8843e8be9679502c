/** Which arrays of numbers hold integers, and what becomes of the functions that handle them: small programs beside the classes and calls that come out. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { IrModule } from "../../compiler/src/ir/ir.ts";
import { parseModule } from "../../compiler/src/ir/parse.ts";
import { printFunction } from "../../compiler/src/ir/print.ts";
import { verify } from "../../compiler/src/ir/verify.ts";
import { holdIntegers } from "../../compiler/src/passes/arrays.ts";

const prelude = `
module linux start @start
runtime allocate @allocate
runtime drop @drop
runtime allocateBuffer @allocateBuffer
runtime growBuffer @growBuffer
runtime freeBuffer @freeBuffer
class @null "null" object {}
class @undefined "undefined" undefined {}
class @string "string" string {}
class @Numbers "Array" object finalizer @finish elements f64 { length: i32, capacity: i32, data: ptr }
class @Lists "Array" object elements ref { length: i32, capacity: i32, data: ptr }
class @Holder "Holder" object { list: ref, other: ref }
table @lengths { @Numbers: @lengthOf }
global @kept: ref
global @pointer: ptr
data @primes align 8 "0000000000000040000000000000084000000000000014400000000000001c40"
data @halves align 8 "000000000000e03f000000000000084000000000000014400000000000001c40"
data @zeros align 8 "0000000000000080000000000000084000000000000014400000000000001c40"
func @allocate (%0 bytes: i64) -> ptr {
entry:
  return nullptr
}
func @drop (%0 object: ref) -> void {
entry:
  return
}
func @allocateBuffer (%0 bytes: i64) -> ptr {
entry:
  return nullptr
}
func @growBuffer (%0 buffer: ptr, %1 bytes: i64) -> i1 {
entry:
  return i1 0
}
func @freeBuffer (%0 buffer: ptr) -> void {
entry:
  return
}
func @finish (%0 array: ref) -> void {
entry:
  %1: ptr = field.get @Numbers data, %0
  call @freeBuffer(%1)
  return
}
func @lengthOf (%0 object: ref) -> i32 addressTaken {
entry:
  %1: i32 = field.get @Numbers length, %0
  return %1
}
func @make (%0 count: i32) -> ref {
entry:
  %1: i64 = convert zext %0 to i64
  %2: i64 = mul %1, i64 8
  %3: ptr = call @allocateBuffer(%2)
  %4: ptr = call @allocate(sizeof @Numbers)
  %5: ref = init @Numbers, %4
  field.init @Numbers data, %5, %3
  field.init @Numbers length, %5, %0
  return %5
}
func @fromData (%0 data: ptr) -> ref {
entry:
  %1: ref = call @make(i32 4)
  %2: ptr = field.get @Numbers data, %1
  intrinsic memcpy(%2, %0, i64 32)
  return %1
}
func @get (%0 array: ref, %1 index: i64) -> i64 {
entry:
  %2: ptr = field.get @Numbers data, %0
  %3: i64 = mul %1, i64 8
  %4: ptr = offset %2, %3
  %5: f64 = load element f64, %4
  %6: i64 = convert truncate %5 to i64
  return %6
}
func @set (%0 array: ref, %1 index: i64, %2 value: f64) -> void {
entry:
  %3: ptr = field.get @Numbers data, %0
  %4: i64 = mul %1, i64 8
  %5: ptr = offset %3, %4
  store element f64, %5, %2
  return
}
`;

function run(text: string): { module: IrModule; groups: number } {
  const module = parseModule(prelude + text);
  assert.deepEqual(verify(module, "ssa"), []);
  holdIntegers(module);
  assert.deepEqual(verify(module, "ssa"), []);
  const groups = [...module.classes.keys()].filter((name) => /as [iu]32>$/.test(name)).length;
  return { module, groups };
}

const main = (body: string, more = ""): string => `
func @start () -> void {
entry:
${body}
  return
}
${more}`;

/** A program that makes an array, stores a number and does something with the array. */
const program = (use: string, more = "", value = "f64 7"): string =>
  main(`  %0: ref = call @make(i32 4)\n  call @set(%0, i64 0, ${value})\n${use}`, more);

const textOf = (module: IrModule, name: string): string => printFunction(module.functions.get(name)!);

test("an array in which only small integers are stored holds integers, half as large", () => {
  const { module, groups } = run(program("  %1: i64 = call @get(%0, i64 0)\n"));
  assert.equal(groups, 1);
  assert.equal(module.classes.get("Numbers as i32>")?.elements, "i32");
  assert.equal(module.classes.get("Numbers as i32>")?.finalizer, "finish on i32");
  assert.match(textOf(module, "make on i32"), /mul %1, i64 4/);
  assert.match(textOf(module, "make on i32"), /init @"Numbers as i32>"/);
  assert.match(textOf(module, "get on i32"), /load element i32/);
  assert.match(textOf(module, "get on i32"), /convert sitofp/);
  assert.match(textOf(module, "set on i32"), /store element i32/);
  // Nobody calls the originals any more.
  assert.deepEqual([module.functions.has("set"), module.functions.has("get")], [false, false]);
});

test("numbers up to 2^32 that are not negative are read without a sign", () => {
  const { module } = run(program("  %1: i64 = call @get(%0, i64 0)\n", "", "f64 4294967295"));
  assert.match(textOf(module, "get on u32"), /convert uitofp/);
});

for (const [what, value] of Object.entries({
  "a fraction": "f64 0.5",
  "a negative zero": "f64 -0",
  "a number that is none": "f64 nan",
  infinity: "f64 inf",
  "a number of more than 32 bits": "f64 4294967296",
  "a negative number beyond 31 bits": "f64 -2147483649",
})) {
  test(`an array that gets ${what} holds doubles`, () => {
    assert.equal(run(program("  %1: i64 = call @get(%0, i64 0)\n", "", value)).groups, 0);
  });
}

test("a number too large for i32 and a negative one have no kind in common", () => {
  const text = program("  call @set(%0, i64 1, f64 -1)\n  %1: i64 = call @get(%0, i64 0)\n", "", "f64 4294967295");
  assert.equal(run(text).groups, 0);
});

for (const [what, use] of Object.entries({
  "goes into an any": "  %1: any = any.box ref %0",
  "goes to an unknown function": "  %1: ptr = field.get @Function code, %0\n  call indirect %1 : (ref) -> void (%0)",
  "is looked up in a table": "  %1: ptr = table.get @lengths, %0",
  "is asked for its class": "  %1: i1 = is @Numbers, %0",
  "is asked for the number of its class": "  %1: i32 = intrinsic class.id(%0)",
  "becomes a number": "  %1: ptr = convert addressof %0 to ptr",
  "shows the address of its elements":
    "  %1: ptr = field.get @Numbers data, %0\n  %2: i64 = convert ptrtoint %1 to i64",
  "is read by bytes": "  %1: ptr = field.get @Numbers data, %0\n  %2: i8 = load i8, %1",
  "is read in between its elements": "  %1: ptr = field.get @Numbers data, %0\n  %2: ptr = offset %1, i64 4",
  "is set to bytes": "  %1: ptr = field.get @Numbers data, %0\n  intrinsic memset(%1, i8 0, i64 8)",
  "gets bytes from anywhere": "  %1: ptr = field.get @Numbers data, %0\n  intrinsic memcpy(%1, symbol @device, i64 8)",
  "is read while others write": "  %1: ptr = field.get @Numbers data, %0\n  %2: f64 = load volatile f64, %1",
})) {
  test(`an array that ${what} holds doubles`, () => {
    const more = `class @Function "Function" function { code: ptr }\n`;
    assert.equal(run(program(`${use}\n`, more)).groups, 0);
  });
}

test("an array that is thrown holds doubles, as does one that a function gives whose address is known", () => {
  const thrown = `func @raise (%0 list: ref) -> void throws {\nentry:\n  throw %0\n}`;
  const raising = `func @start () -> void throws {
entry:
  %0: ref = call @make(i32 4)
  call @set(%0, i64 0, f64 7)
  invoke @raise(%0) to done() unwind failed()
done:
  return
failed(%1: ref):
  return
}`;
  assert.equal(run(`${thrown}\n${raising}`).groups, 0);
  const giver = `func @give () -> ref addressTaken {\nentry:\n  %0: ref = call @make(i32 4)\n  call @set(%0, i64 0, f64 7)\n  return %0\n}`;
  assert.equal(run(`${giver}\n${main("  %0: i64 = convert ptrtoint function @give to i64")}`).groups, 0);
});

test("two arrays of which one is assigned to the other's variable are alike", () => {
  const both = (second: string): string =>
    main(`  %0: ref = call @make(i32 4)
  call @set(%0, i64 0, f64 7)
  %1: ref = call @make(i32 4)
  call @set(%1, i64 0, ${second})
  global.set @kept, %0
  global.set @kept, %1`);
  assert.equal(run(both("f64 8")).groups, 1);
  assert.equal(run(both("f64 8.5")).groups, 0);
});

test("a function that is called with both kinds has a copy for each", () => {
  const { module, groups } = run(
    main(`  %0: ref = call @make(i32 4)
  call @set(%0, i64 0, f64 7)
  %1: ref = call @make(i32 4)
  call @set(%1, i64 0, f64 0.5)
  %2: i64 = call @get(%0, i64 0)
  %3: i64 = call @get(%1, i64 0)`),
  );
  assert.equal(groups, 1);
  const calls = [...textOf(module, "start").matchAll(/call @("?)([\w ]+)\1\(/g)].map((match) => match[2]);
  assert.deepEqual(calls, ["make on i32", "set on i32", "make", "set", "get on i32", "get"]);
});

test("a function that only sees the address of elements is copied, too", () => {
  const more = `func @first (%0 elements: ptr) -> i64 {
entry:
  %1: f64 = load f64, %0
  %2: i64 = convert truncate %1 to i64
  return %2
}
func @second (%0 elements: ptr) -> ptr {
entry:
  %1: ptr = offset %0, i64 8
  return %1
}`;
  const { module, groups } = run(
    program(
      `  %1: ptr = field.get @Numbers data, %0
  %2: i64 = call @first(%1)
  %3: ptr = call @second(%1)
  %4: i64 = call @first(%3)
`,
      more,
    ),
  );
  assert.equal(groups, 1);
  assert.match(textOf(module, "first on i32"), /load i32/);
  assert.match(textOf(module, "second on i32"), /offset %0, i64 4/);
});

test("a function that calls itself is one for all that call it", () => {
  const walk = `func @walk (%0 array: ref, %1 index: i64) -> i64 {
entry:
  %2: i1 = compare eq %1, i64 0
  branch %2, stop(), more()
stop:
  %3: i64 = call @get(%0, i64 0)
  return %3
more:
  %4: i64 = sub %1, i64 1
  %5: i64 = call @walk(%0, %4)
  return %5
}`;
  const both = (second: string): string =>
    main(
      `  %0: ref = call @make(i32 4)
  call @set(%0, i64 0, f64 7)
  %1: ref = call @make(i32 4)
  call @set(%1, i64 0, ${second})
  %2: i64 = call @walk(%0, i64 3)
  %3: i64 = call @walk(%1, i64 3)`,
      walk,
    );
  assert.equal(run(both("f64 0.5")).groups, 0);
  const { module, groups } = run(both("f64 1"));
  assert.equal(groups, 1);
  assert.match(textOf(module, "walk"), /call @"get on i32"/);
});

test("arrays in the fields of objects and in arrays are found there", () => {
  const inField = program(
    `  %1: ptr = call @allocate(sizeof @Holder)
  %2: ref = init @Holder, %1
  field.init @Holder list, %2, %0
  %3: ref = field.get @Holder list, %2
  %4: i64 = call @get(%3, i64 0)
`,
  );
  assert.equal(run(inField).groups, 1);
  const inArray = (second: string): string =>
    program(
      `  %1: ptr = call @allocate(sizeof @Lists)
  %2: ref = init @Lists, %1
  %3: ptr = call @allocateBuffer(i64 8)
  field.init @Lists data, %2, %3
  %4: ptr = field.get @Lists data, %2
  store element ref, %4, %0
  %5: ptr = field.get @Lists data, %2
  %6: ref = load element ref, %5
  call @set(%6, i64 1, ${second})
  %7: i64 = call @get(%6, i64 0)
`,
    );
  assert.equal(run(inArray("f64 3")).groups, 1);
  assert.equal(run(inArray("f64 3.5")).groups, 0);
});

test("what escapes takes along what it holds, but not what its class tells", () => {
  const list = program(
    `  %1: ptr = call @allocate(sizeof @Lists)
  %2: ref = init @Lists, %1
  %3: ptr = field.get @Lists data, %2
  store element ref, %3, %0
  %4: any = any.box ref %2
`,
  );
  assert.equal(run(list).groups, 0);
  const holder = program(
    `  %1: ptr = call @allocate(sizeof @Holder)
  %2: ref = init @Holder, %1
  field.init @Holder list, %2, %0
  %3: any = any.box ref %2
`,
  );
  assert.equal(run(holder).groups, 1);
});

test("a number that goes through an any stays the number that it was", () => {
  const more = (value: string): string => `func @last (%0 array: ref, %1 some: i1) -> any {
entry:
  branch %1, there(), missing()
there:
  %2: ptr = field.get @Numbers data, %0
  %3: f64 = load f64, %2
  %4: any = any.box number %3
  return %4
missing:
  %5: any = any.box ref undefined
  return %5
}
func @start () -> void {
entry:
  %0: ref = call @make(i32 4)
  call @set(%0, i64 0, f64 7)
  %1: any = call @last(%0, i1 1)
  %2: i32 = any.tag %1
  %3: i1 = compare eq %2, i32 1
  branch %3, number(), done()
number:
  %4: f64 = any.unbox number %1
  %5: f64 = ${value}
  call @set(%0, i64 1, %5)
  %6: i64 = call @get(%0, i64 1)
  return
done:
  return
}`;
  assert.equal(run(more("fadd %4, f64 0")).groups, 1);
  assert.equal(run(more("fmul %4, f64 0.5")).groups, 0);
  assert.equal(run(more("fadd %4, f64 1")).groups, 0, "grows without end");
});

test("constants in the image are written as integers, if they are", () => {
  const from = (data: string): string =>
    main(`  %0: ref = call @fromData(data @${data})\n  %1: i64 = call @get(%0, i64 2)`);
  const { module, groups } = run(from("primes"));
  assert.equal(groups, 1);
  assert.match(textOf(module, "start"), /data @"primes as i32"/);
  assert.deepEqual([...module.data.get("primes as i32")!.bytes], [2, 0, 0, 0, 3, 0, 0, 0, 5, 0, 0, 0, 7, 0, 0, 0]);
  assert.match(textOf(module, "fromData on i32"), /memcpy\(%2, %0, i64 16\)/);
  assert.equal(run(from("halves")).groups, 0);
  assert.equal(run(from("zeros")).groups, 0);
});
