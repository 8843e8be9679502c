/** The `statics` pass: which objects of module bodies become objects of the image, and which stay what the program makes when it runs. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { IrModule } from "../../compiler/src/ir/ir.ts";
import { parseModule } from "../../compiler/src/ir/parse.ts";
import { printFunction, printModule } from "../../compiler/src/ir/print.ts";
import { verify } from "../../compiler/src/ir/verify.ts";
import { insertOwnership } from "../../compiler/src/passes/ownership.ts";
import { makeStatics } from "../../compiler/src/passes/statics.ts";
import { run } from "./interpreter.ts";

const prelude = `
module linux start @start
runtime allocate @allocate
runtime allocateBuffer @buffer
class @null "null" object {}
class @undefined "undefined" undefined {}
class @string "string" string {}
class @Plain "Plain" object { n: i32, name: ref }
class @Holder "Holder" object { held: ref, a: any }
class @Pair "Pair" object { held: ref, a: any }
class @Ended "Ended" object finalizer @end { n: i32 }
class @Array "Array" object finalizer @end elements ref { length: i32, capacity: i32, data: ptr }
global @kept: ref settled
global @changing: ref
func @allocate (%0 bytes: i64) -> ptr {
entry:
  %1: ptr = call @new.cell()
  return %1
}
func @buffer (%0 bytes: i64) -> ptr {
entry:
  %1: ptr = call @new.cell()
  return %1
}
func @new.cell () -> ptr {
entry:
  unreachable
}
func @log.ref (%0 x: ref) -> void {
entry:
  intrinsic trap()
  return
}
func @end (%0 x: ref) -> void {
entry:
  return
}
func @plain (%0 n: i32) -> ref {
entry:
  %1: ptr = call @allocate(sizeof @Plain)
  %2: ref = init @Plain, %1
  %3: i32 = add %0, i32 1
  field.init @Plain n, %2, %3
  field.init @Plain name, %2, "plain"
  return %2
}
func @list (%0 first: ref) -> ref {
entry:
  %1: ptr = call @buffer(i64 16)
  %2: ptr = call @allocate(sizeof @Array)
  %3: ref = init @Array, %2
  field.init @Array data, %3, %1
  field.init @Array capacity, %3, i32 2
  store element ref, %1, %0
  field.init @Array length, %3, i32 1
  return %3
}
func @write (%0 holder: ref, %1 value: ref) -> void {
entry:
  field.set @Holder held, %0, %1
  return
}
`;

/** A program whose start is this, and what the pass makes of it. */
function evaluated(body: string, more = ""): { module: IrModule; start: string; statics: string[] } {
  const module = parseModule(`${prelude}${more}\nfunc @start () -> void {\nentry:\n${body}\n  return\n}`);
  assert.deepEqual(verify(module, "ssa"), []);
  makeStatics(module);
  assert.deepEqual(verify(module, "ssa"), []);
  assert.equal(printModule(parseModule(printModule(module))), printModule(module));
  const statics = printModule(module)
    .split("\n")
    .filter((line) => line.startsWith("static "));
  return { module, start: printFunction(module.functions.get("start")!), statics };
}

test("an object with constants lies in the image, and the variable that holds nothing else goes", () => {
  const { module, start, statics } = evaluated(
    "  %0: ref = call @plain(i32 4)\n  global.set @kept, %0\n  %1: ref = global.get @kept\n  call @log.ref(%1)",
  );
  assert.deepEqual(statics, ['static @"start 1" @Plain { n: i32 5, name: "plain" }']);
  assert(!module.globals.has("kept"));
  assert.match(start, /call @log\.ref\(static @"start 1"\)/);
  assert.doesNotMatch(start, /@plain|allocate/);
});

test("what leads to other objects takes them along, once each", () => {
  const { statics } = evaluated(`
  %0: ref = call @plain(i32 0)
  %1: ref = call @list(%0)
  %2: ptr = call @allocate(sizeof @Pair)
  %3: ref = init @Pair, %2
  %4: any = any.box ref %0
  field.init @Pair held, %3, %1
  field.init @Pair a, %3, %4
  global.set @kept, %3`);
  assert.deepEqual(statics, [
    'static @"start 3" @Plain { n: i32 1, name: "plain" }',
    'static @"start 2" @Array { length: i32 1 } [static @"start 3", undefined]',
    'static @"start 1" @Pair { held: static @"start 2", a: boxed ref static @"start 3" }',
  ]);
});

test("a value that only the running program knows is written when it runs", () => {
  const { start, statics } = evaluated(`
  %0: ref = global.get @changing
  %1: ptr = call @allocate(sizeof @Holder)
  %2: ref = init @Holder, %1
  field.init @Holder held, %2, %0
  global.set @kept, %2`);
  assert.deepEqual(statics, ['static @"start 1" @Holder {}']);
  assert.match(start, /field\.init @Holder held, static @"start 1", %0/);
});

test("what could get something that must end with it, and may be let go, is made when the program runs", () => {
  const writes = "  %9: ref = global.get @changing\n  call @write(%9, %9)";
  for (const body of [
    // A list in a variable that changes, or in another list that does.
    "  %0: ref = call @list(null)\n  global.set @changing, %0",
    "  %0: ref = call @list(null)\n  call @log.ref(%0)",
    `  %0: ref = call @list(null)\n  %1: ref = call @list(%0)\n  global.set @changing, %1`,
    // An object that somebody may write to.
    `  %0: ptr = call @allocate(sizeof @Holder)\n  %1: ref = init @Holder, %0\n  global.set @changing, %1\n${writes}`,
    // One with a finalizer.
    "  %0: ptr = call @allocate(sizeof @Ended)\n  %1: ref = init @Ended, %0\n  global.set @kept, %1",
  ]) {
    const { start, statics } = evaluated(body);
    assert.deepEqual(statics, [], body);
    assert.match(start, /call @(list|allocate)/);
  }
});

test("what runs more than once makes a new object each time", () => {
  const loop = `func @start () -> void {
entry:
  jump loop(i32 0)
loop(%0: i32):
  %1: ref = call @plain(%0)
  global.set @changing, %1
  %2: i32 = add %0, i32 1
  %3: i1 = compare slt %2, i32 3
  branch %3, loop(%2), done()
done:
  call @twice()
  call @twice()
  return
}
func @twice () -> void {
entry:
  %0: ref = call @plain(i32 1)
  global.set @changing, %0
  return
}`;
  const module = parseModule(prelude + loop);
  makeStatics(module);
  assert.equal(module.statics.size, 0);
});

test("programs with weak references are left alone", () => {
  const module = parseModule(
    `${prelude}runtime acquireCell @end\nfunc @start () -> void {\nentry:\n  %0: ref = call @plain(i32 4)\n  global.set @kept, %0\n  return\n}`,
  );
  makeStatics(module);
  assert.equal(module.statics.size, 0);
});

test("counting leaves objects of the image alone, and what they get is counted", () => {
  const { module } = evaluated(`
  %0: ptr = call @allocate(sizeof @Holder)
  %1: ref = init @Holder, %0
  global.set @kept, %1
  %2: ref = global.get @kept
  %3: ptr = call @allocate(sizeof @Ended)
  %4: ref = init @Ended, %3
  call @write(%2, %4)
  %5: ptr = call @allocate(sizeof @Ended)
  %6: ref = init @Ended, %5
  call @write(%2, %6)
  %7: ref = field.get @Holder held, %2
  call @log.ref(%7)`);
  assert.equal(module.statics.size, 1);
  insertOwnership(module);
  assert.deepEqual(verify(module, "owned"), []);
  assert.equal(run(module, true).log.length, 1);
});
