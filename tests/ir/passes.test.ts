/** The passes before and after ownership, on small functions: what goes in beside what must come out. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { computeLayout } from "../../compiler/src/ir/layout.ts";
import { parseModule } from "../../compiler/src/ir/parse.ts";
import { printFunction } from "../../compiler/src/ir/print.ts";
import { verify } from "../../compiler/src/ir/verify.ts";
import { devirtualize } from "../../compiler/src/passes/devirtualize.ts";
import { inlineAccessors } from "../../compiler/src/passes/inline.ts";
import { checkInterrupts } from "../../compiler/src/passes/interrupt.ts";
import { insertOwnership } from "../../compiler/src/passes/ownership.ts";
import { inferOwnedParams } from "../../compiler/src/passes/params.ts";
import { simplify, simplifyFunction } from "../../compiler/src/passes/simplify.ts";
import { promoteFunction } from "../../compiler/src/passes/ssa.ts";
import { takeFromPlaces } from "../../compiler/src/passes/takes.ts";
import { inferThrows } from "../../compiler/src/passes/throws.ts";
import { Snapshots } from "../../compiler/src/passes/unchanged.ts";

const prelude = `
module linux start @start
runtime allocate @allocate
runtime drop @drop
class @null "null" object {}
class @undefined "undefined" undefined {}
class @string "string" string {}
class @A "A" object { f: ref, n: i32 }
global @g: ref
func @start () -> void {
entry:
  return
}
`;

function parse(text: string) {
  return parseModule(prelude + text);
}

test("a class and those that extend it are one range of numbers, fields at their natural alignment", () => {
  const module = parse(`
class @Late "Late" object extends @Base { flag: i1, small: i16, wide: i64 }
class @Base "Base" object { bit: i1, pair: any, half: f32 }
class @Last "Last" object extends @Late {}
class @Other "Other" object { x: i1 }
`);
  const layout = computeLayout(module);
  const numbers = layout.classes.map(({ def, id, lastId }) => `${def.name} ${id}-${lastId}`);
  const expected = [
    "null 0-0",
    "undefined 1-1",
    "string 2-2",
    "A 3-3",
    "Base 4-6",
    "Late 5-6",
    "Last 6-6",
    "Other 7-7",
  ];
  assert.deepEqual(numbers, expected);
  const places = layout.class("Last").fields.map(({ name, offset, owner }) => `${owner}.${name} ${offset}`);
  assert.deepEqual(places, [
    "Base.bit 8",
    "Base.pair 16",
    "Base.half 32",
    "Late.flag 36",
    "Late.small 38",
    "Late.wide 40",
  ]);
  assert.equal(layout.class("Base").size, 40);
  assert.equal(layout.class("Last").size, 48);
  assert.equal(layout.class("string").size, 16);
});

test("a local becomes a block parameter where two values meet, and only where it is live", () => {
  const module = parse(`
func @f (%0 c: i1) -> i32 {
  local x: i32
  local dead: ref
entry:
  local.set x, i32 1
  local.set dead, null
  branch %0, then(), join()
then:
  %1: i32 = local.get x
  %2: i32 = add %1, i32 1
  local.set x, %2
  local.set dead, undefined
  jump join()
join:
  %3: i32 = local.get x
  return %3
}`);
  const fn = module.functions.get("f")!;
  promoteFunction(fn);
  assert.equal(
    `\n${printFunction(fn)}`,
    `
func @f (%0 c: i1) -> i32 {
entry:
  branch %0, then(), join(i32 1)
then:
  %2: i32 = add i32 1, i32 1
  jump join(%2)
join(%4: i32):
  return %4
}`,
  );
});

test("a local that was never set is undefined or zero", () => {
  const module = parse(`
func @f () -> any {
  local a: any
  local n: f64
entry:
  %0: f64 = local.get n
  %1: any = any.box number %0
  %2: any = local.get a
  return %2
}`);
  const fn = module.functions.get("f")!;
  promoteFunction(fn);
  simplifyFunction(fn);
  assert.match(printFunction(fn), /%3: any = any.box ref undefined\n {2}return %3/);
});

test("a local set on both edges of an invoke comes after the implicit parameters", () => {
  const module = parse(`
func @g () -> ref throws {
entry:
  throw null
}
func @f () -> ref throws {
  local x: ref
entry:
  invoke @g() to a() unwind b()
a(%0: ref):
  local.set x, %0
  jump again()
again:
  invoke @g() to a() unwind b()
b(%1: ref):
  %2: ref = local.get x
  return %2
}`);
  const fn = module.functions.get("f")!;
  promoteFunction(fn);
  assert.deepEqual(verify(module, "ssa"), []);
  assert.match(printFunction(fn), /b\(%1: ref, %3: ref\):\n {2}return %3/);
});

test("simplifying folds branches, threads jumps, joins blocks and drops what is unused", () => {
  const module = parse(`
func @f (%0 x: i32) -> i32 {
entry:
  %1: i1 = compare slt i32 1, i32 2
  branch %1, a(%0, i32 7), never()
never:
  return i32 0
a(%2: i32, %3: i32):
  %4: i32 = mul %3, i32 9
  jump empty()
empty:
  jump end(%2)
end(%5: i32):
  return %5
}`);
  const fn = module.functions.get("f")!;
  simplifyFunction(fn);
  assert.equal(printFunction(fn), "func @f (%0 x: i32) -> i32 {\nentry:\n  return %0\n}");
});

test("a parameter that is the same around a loop is no parameter", () => {
  const module = parse(`
func @f (%0 x: ref, %1 c: i1) -> void {
entry:
  jump head(%0)
head(%2: ref):
  branch %1, head(%2), end(%2)
end(%3: ref):
  global.set @g, %3
  return
}`);
  const fn = module.functions.get("f")!;
  simplifyFunction(fn);
  assert.match(printFunction(fn), /head:\n {2}branch %1, head\(\), end\(\)\nend:\n {2}global.set @g, %0/);
});

test("recursion alone throws nothing, and invokes of what can't throw become calls", () => {
  const module = parse(`
func @even (%0 n: i32) -> ref throws {
entry:
  invoke @odd(%0) to a() unwind b()
a(%1: ref):
  return %1
b(%2: ref):
  throw %2
}
func @odd (%0 n: i32) -> ref throws {
entry:
  invoke @even(%0) to a() unwind b()
a(%1: ref):
  return %1
b(%2: ref):
  throw %2
}
func @thrower () -> void throws {
entry:
  throw "no"
}
func @catcher () -> void throws {
entry:
  invoke @thrower() to a() unwind b()
a:
  return
b(%0: ref):
  return
}
func @closure () -> void addressTaken throws {
entry:
  return
}`);
  inferThrows(module);
  const throwing = [...module.functions.values()].filter((fn) => fn.throws).map((fn) => fn.name);
  assert.deepEqual(throwing, ["thrower", "closure"]);
  assert.match(printFunction(module.functions.get("even")!), /%3: ref = call @odd\(%0\)\n {2}jump a\(%3\)/);
  assert.deepEqual(verify(module, "ssa"), []);
});

test("an error that would leave an interrupt handler is a panic", () => {
  const module = parse(`
runtime panicInInterrupt @panic
func @panic (%0 error: ref owned) -> void throws {
entry:
  unreachable
}
func @handler () -> void addressTaken interruptEntry throws {
entry:
  throw "no"
}`);
  inferThrows(module);
  assert.match(printFunction(module.functions.get("handler")!), /call @panic\("no"\)\n {2}unreachable/);
  assert.equal(module.functions.get("handler")!.throws, false);
});

test("a call through a table with one implementation is direct, and the table goes", () => {
  const module = parse(`
class @B "B" object extends @A {}
table @one { @A: @same, @B: @same }
table @two { @A: @same, @B: @other }
func @same (%0 this: ref) -> void addressTaken throws {
entry:
  return
}
func @other (%0 this: ref) -> void addressTaken throws {
entry:
  return
}
func @f (%0 x: ref) -> void throws {
entry:
  %1: ptr = table.get @one, %0
  invoke indirect %1 : (ref) -> void (%0) to a() unwind b()
a:
  return
b(%2: ref):
  throw %2
}`);
  assert.equal(devirtualize(module), 1);
  assert.match(printFunction(module.functions.get("f")!), /entry:\n {2}invoke @same\(%0\)/);
  assert.deepEqual([...module.tables.keys()], []);
  assert.equal(module.functions.get("same")!.addressTaken, false);
  inferThrows(module);
  assert.equal(module.functions.get("f")!.throws, false);
  assert.deepEqual(verify(module, "ssa"), []);
});

test("an accessor becomes a borrow of its caller, also where it is invoked", () => {
  const module = parse(`
func @get (%0 this: ref) -> ref addressTaken throws {
entry:
  %1: ref = field.get @A f, %0
  return %1
}
func @getget (%0 this: ref) -> i32 throws {
entry:
  invoke @get(%0) to a() unwind b()
a(%1: ref):
  %2: i32 = field.get @A n, %1
  return %2
b(%3: ref):
  throw %3
}
func @f (%0 x: ref) -> i32 throws {
entry:
  %1: i32 = call @getget(%0)
  return %1
}`);
  // `getget` can be inlined only once it has become a single block.
  for (let round = 0; round < 2; round++) {
    inlineAccessors(module);
    simplify(module, new Snapshots());
  }
  insertOwnership(module);
  assert.equal(
    printFunction(module.functions.get("f")!),
    `func @f (%0 x: ref) -> i32 throws {
entry:
  %2: ref = field.get @A f, %0
  %3: i32 = field.get @A n, %2
  return %3
}`,
  );
});

test("a parameter that is consumed on every way to a return becomes owned", () => {
  const module = parse(`
func @construct (%0 x: ref, %1 y: ref) -> ref throws {
entry:
  %2: ref = init @A, nullptr
  %3: i1 = is @A, %0
  branch %3, bad(), good()
good:
  field.init @A f, %2, %0
  return %2
bad:
  throw %1
}
func @forward (%0 x: ref) -> ref throws {
entry:
  invoke @construct(%0, null) to a() unwind b()
a(%1: ref):
  return %1
b(%2: ref):
  throw %2
}`);
  assert.equal(inferOwnedParams(module), 2);
  const text = printFunction(module.functions.get("construct")!);
  assert.match(text, /%0 x: ref owned, %1 y: ref\)/);
  insertOwnership(module);
  assert.deepEqual(verify(module, "owned"), []);
});

/** Violations of the handler `h` in a module, as text. */
function violations(text: string): string[] {
  const module = parse(text);
  assert.deepEqual(verify(module, "ssa"), []);
  insertOwnership(module);
  return checkInterrupts(module).map(({ message, path }) => `${path.join(" > ")}: ${message}`);
}

const handler = (lines: string): string => `
func @h () -> void interruptEntry throws {
entry:
  ${lines}
}`;

test("an interrupt handler may read, compute and write numbers, and do anything on its way to a panic", () => {
  const text = `
global @once: ref
func @init () -> void {
entry:
  %0: ref = init @A, nullptr
  global.set @once, %0
  return
}
func @bump (%0 x: ref) -> i32 {
entry:
  %1: i32 = field.get @A n, %0
  %2: i32 = add %1, i32 1
  field.set @A n, %0, %2
  return %2
}
func @panic (%0 x: f64) -> void {
entry:
  unreachable
}
${handler(`%0: ref = global.get @once
  %1: i32 = call @bump(%0)
  %2: i1 = compare slt %1, i32 0
  branch %2, bad(), good()
good:
  return
bad:
  %3: ref = init @A, nullptr
  %4: f64 = convert sitofp %1 to f64
  call @panic(%4)
  unreachable`)}`.replace("func @init", "func @start2");
  const module = parse(text);
  // The start function sets the global once.
  module.functions
    .get("start")!
    .blocks[0]!.instrs.push({ op: "call", callee: { kind: "direct", name: "start2" }, args: [] });
  insertOwnership(module);
  assert.deepEqual(checkInterrupts(module), []);
  assert.equal(module.functions.get("bump")!.noFloat, true);
  assert.equal(module.functions.get("h")!.noFloat, false);
  assert.equal(module.functions.get("h")!.noImplicitFloat, true);
  assert.equal(module.functions.get("panic")!.noFloat, false);
});

test("an interrupt handler may not allocate, count, float, suspend or call what isn't known", () => {
  const found = violations(`
func @allocate (%0 bytes: i64) -> ptr {
entry:
  return nullptr
}
func @deep () -> void {
entry:
  %0: ptr = call @allocate(i64 16)
  %1: ref = init @A, %0
  global.set @g, %1
  return
}
func @float () -> i32 {
entry:
  %0: f64 = fadd f64 1, f64 2
  return i32 0
}
func @virtual (%0 x: ref) -> void addressTaken throws {
entry:
  call @deep()
  return
}
table @t { @A: @virtual }
${handler(`%0: i32 = call @float()
  %1: ref = global.get @g
  %2: ptr = table.get @t, %1
  invoke indirect %2 : (ref) -> void (%1) to a() unwind b()
a:
  %3: ptr = load ptr, nullptr
  call indirect %3 : () -> void ()
  return
b(%4: ref):
  throw %4`)}`);
  assert.deepEqual(found, [
    "h: counts a reference",
    "h: counts a reference",
    "h: calls a function that isn't known at compile time",
    "h > float: uses floating point",
    "h > virtual > deep: allocates",
    "h > virtual > deep: allocates",
    "h > virtual > deep: overwrites a reference, which counts",
  ]);
});

test("an interrupt handler may not catch errors", () => {
  const found = violations(`
func @thrower () -> void throws {
entry:
  throw "no"
}
${handler("invoke @thrower() to a() unwind b()\na:\n return\nb(%0: ref):\n return")}`);
  assert.deepEqual(found, ["h: catches an error (throwing one allocates)", "h: counts a reference"]);
});

test("a queue gives up what it holds without counting: the read becomes a take", () => {
  const module = parse(`
func @next (%0 queue: ref) -> ref {
entry:
  %1: ref = field.get @A f, %0
  field.set @A f, %0, null
  return %1
}
func @later (%0 queue: ref) -> ref {
entry:
  %1: ref = global.get @g
  %2: i1 = compare eq %1, null
  branch %2, empty(), full()
empty:
  return null
full:
  global.set @g, %0
  return %1
}
func @drops (%0 queue: ref) -> void {
entry:
  %1: ref = field.get @A f, %0
  field.set @A f, %0, null
  return
}
`);
  takeFromPlaces(module);
  assert.deepEqual(verify(module, "ssa"), []);
  insertOwnership(module);
  assert.deepEqual(verify(module, "owned"), []);
  const text = (name: string) => printFunction(module.functions.get(name)!);
  assert.match(text("next"), /%1: ref = field.take @A f, %0\n {2}field.init @A f, %0, null\n {2}return %1/);
  // The write comes a branch later, so the take does; what was read before it is only compared.
  assert.match(
    text("later"),
    /full:\n {2}%3: ref = global.take @g\n {2}retain %0\n {2}global.init @g, %0\n {2}return %3/,
  );
  // Nothing uses the value behind the write: its release must come after it, as field.set's does.
  assert.match(text("drops"), /field.set @A f, %0, null/);
});
