/** Objects in the frame: what the `stack` pass puts there and what it leaves on the heap, where they end, and what the verifier refuses. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { IrModule } from "../../compiler/src/ir/ir.ts";
import { parseModule } from "../../compiler/src/ir/parse.ts";
import { printFunction } from "../../compiler/src/ir/print.ts";
import { verify } from "../../compiler/src/ir/verify.ts";
import { insertOwnership } from "../../compiler/src/passes/ownership.ts";
import { useStack } from "../../compiler/src/passes/stack.ts";

const prelude = `
module linux start @start
runtime allocate @allocate
class @null "null" object {}
class @undefined "undefined" undefined {}
class @string "string" string {}
class @A "A" object { f: ref, a: any, n: i32 }
class @Kept "Kept" object finalizer @keep { f: ref }
class @Large "Large" object { ${Array.from({ length: 32 }, (_, index) => `f${index}: i64`).join(", ")} }
global @g: ref
table @t { @A: @virtualKeep }
func @start () -> void {
entry:
  return
}
func @allocate (%0 bytes: i64) -> ptr throws {
entry:
  throw "out of memory"
}
func @look (%0 x: ref) -> void {
entry:
  %1: i32 = field.get @A n, %0
  return
}
func @lookTwice (%0 x: ref) -> void {
entry:
  call @look(%0)
  call @lookTwice(%0)
  return
}
func @take (%0 x: ref owned) -> void {
entry:
  return
}
func @inside (%0 x: ref) -> ref {
entry:
  %1: ref = field.get @A f, %0
  return %1
}
func @keep (%0 x: ref) -> void {
entry:
  global.set @g, %0
  return
}
func @keepLater (%0 x: ref, %1 y: ref) -> void {
entry:
  call @keep(%1)
  call @look(%0)
  return
}
func @virtualKeep (%0 x: ref) -> void addressTaken {
entry:
  global.set @g, %0
  return
}
func @hold (%0 x: ref, %1 y: ref) -> void {
entry:
  field.set @A f, %0, %1
  return
}
`;

const make = (value: number, name = "A", after = `m${value}`): string =>
  `invoke @allocate(sizeof @${name}) to ${after}() unwind failed()\n${after}(%${value - 1}: ptr):\n  %${value}: ref = init @${name}, %${value - 1}`;

const body = (text: string, result = "void"): string =>
  `func @f (%0 p: ref, %1 c: i1) -> ${result} throws {\nentry:\n  ${text}\nfailed(%99: ref):\n  throw %99\n}`;

function compiled(text: string, result?: string): { module: IrModule; moved: number } {
  const module = parseModule(prelude + body(text, result));
  assert.deepEqual(verify(module, "ssa"), []);
  const moved = useStack(module);
  assert.deepEqual(verify(module, "ssa"), []);
  return { module, moved };
}

const onStack: Record<string, string> = {
  "only looked at": `${make(11)}\n  %12: i32 = field.get @A n, %11\n  return`,
  "written to": `${make(11)}\n  field.set @A f, %11, %0\n  return`,
  "passed to who looks, by whatever way": `${make(11)}\n  call @lookTwice(%11)\n  return`,
  "given to who takes it over and lets go": `${make(11)}\n  call @take(%11)\n  call @take(%11)\n  return`,
  "passed beside what is kept": `${make(11)}\n  call @keepLater(%11, %0)\n  return`,
  "on one path only": `branch %1, a(), b()\na:\n ${make(11)}\n  jump b()\nb:\n  return`,
  "once around a loop": `jump a()\na:\n  ${make(11)}\n  branch %1, a(), b()\nb:\n  return`,
};

const onHeap: Record<string, [text: string, result?: string]> = {
  returned: [`${make(11)}\n  return %11`, "ref"],
  thrown: [`${make(11)}\n  throw %11`],
  "put into a global": [`${make(11)}\n  global.set @g, %11\n  return`],
  "put into an object that was there before": [`${make(11)}\n  field.set @A f, %0, %11\n  return`],
  "put into one that is returned": [`${make(11)}\n  ${make(13)}\n  field.set @A f, %13, %11\n  return %13`, "ref"],
  "put into raw memory": [`${make(11)}\n  %12: ptr = convert addressof %0 to ptr\n  store ref, %12, %11\n  return`],
  "turned into an address": [`${make(11)}\n  %12: ptr = convert addressof %11 to ptr\n  return`],
  "passed to who keeps it": [`${make(11)}\n  call @keepLater(%0, %11)\n  return`],
  "passed to who may keep it": [
    `${make(11)}\n  %12: ptr = table.get @t, %11\n  invoke indirect %12 : (ref) -> void (%11) to b() unwind failed()\nb:\n  return`,
  ],
  "held by an object that the callee gets": [`${make(11)}\n  call @hold(%0, %11)\n  return`],
  "kept by its finalizer": [`${make(11, "Kept")}\n  return`],
  "larger than a frame is to be": [`${make(11, "Large")}\n  return`],
  "alive when the next is made": [
    `jump a(%0)\na(%10: ref):\n  invoke @allocate(sizeof @A) to m() unwind failed()\nm(%11: ptr):\n  %12: ref = init @A, %11\n  call @look(%10)\n  branch %1, a(%12), b()\nb:\n  return`,
  ],
  "one of two that meet": [
    `branch %1, a(), b(%0)\na:\n ${make(11)}\n  jump b(%11)\nb(%12: ref):\n  call @look(%12)\n  return`,
  ],
  boxed: [`${make(11)}\n  %12: any = any.box ref %11\n  return`],
};

for (const [name, text] of Object.entries(onStack)) {
  test(`in the frame: an object that is ${name}`, () => assert.equal(compiled(text).moved, 1));
}

for (const [name, [text, result]] of Object.entries(onHeap)) {
  test(`on the heap: an object that is ${name}`, () => assert.equal(compiled(text, result).moved, 0));
}

const pair = (rest: string): string => `${make(11)}\n  ${make(13)}\n  field.set @A f, %13, %11\n  ${rest}`;

test("an object may be held by a younger one, and ends behind it", () => {
  const { module, moved } = compiled(pair("%14: i32 = field.get @A n, %13\n  return"));
  assert.equal(moved, 2);
  insertOwnership(module);
  assert.deepEqual(verify(module, "owned"), []);
  assert.match(
    printFunction(module.functions.get("f")!),
    /%14: i32 = field.get @A n, %13\n {2}stack.end @A, %13\n {2}stack.end @A, %11\n {2}return/,
  );
});

test("what was read out of an object in the frame keeps what that holds", () => {
  const read = "%14: ref = field.get @A f, %13\n  field.set @A f, %13, null\n  call @look(%14)\n  return";
  const { module, moved } = compiled(pair(read));
  assert.equal(moved, 2);
  insertOwnership(module);
  assert.deepEqual(verify(module, "owned"), []);
  assert.match(
    printFunction(module.functions.get("f")!),
    /call @look\(%14\)\n {2}release %14\n {2}stack.end @A, %13\n {2}stack.end @A, %11\n/,
  );
});

test("an object stays on the heap where it is held by an older one, or by one that is on the heap", () => {
  assert.equal(compiled(`${make(11)}\n  ${make(13)}\n  field.set @A f, %11, %13\n  return`).moved, 1);
  // Two that hold each other: neither ends by counting alone.
  assert.equal(compiled(pair("field.set @A f, %11, %13\n  return")).moved, 0);
  assert.equal(compiled(pair("global.set @g, %13\n  return")).moved, 0);
});

test("an object stays on the heap where what holds it gives it away", () => {
  assert.equal(compiled(pair("%14: ref = call @inside(%13)\n  return")).moved, 1);
  assert.equal(compiled(pair("%14: ref = field.get @A f, %13\n  return %14"), "ref").moved, 1);
  const meets = "%14: ref = field.get @A f, %13\n  branch %1, b(%14), b(%0)\nb(%15: ref):\n  call @look(%15)\n  return";
  assert.equal(compiled(pair(meets)).moved, 1);
});

const makers = `
func @make (%0 x: ref) -> ref throws {
entry:
  invoke @allocate(sizeof @A) to m() unwind failed()
m(%1: ptr):
  %2: ref = init @A, %1
  field.init @A f, %2, %0
  return %2
failed(%3: ref):
  throw %3
}
func @makeOrThrow (%0 c: i1) -> ref throws {
entry:
  invoke @allocate(sizeof @A) to m() unwind failed()
m(%1: ptr):
  %2: ref = init @A, %1
  call @look(%2)
  branch %0, good(), bad()
good:
  return %2
bad:
  throw "bad"
failed(%3: ref):
  throw %3
}
func @makeLater (%0 x: ref) -> ref throws {
entry:
  invoke @make(%0) to m() unwind failed()
m(%1: ref):
  call @look(%1)
  return %1
failed(%3: ref):
  throw %3
}
func @makeAndKeep (%0 x: ref) -> ref throws {
entry:
  invoke @make(%0) to m() unwind failed()
m(%1: ref):
  global.set @g, %1
  return %1
failed(%3: ref):
  throw %3
}
func @makeOr (%0 c: i1, %1 x: ref) -> ref throws {
entry:
  branch %0, new(), old()
old:
  return %1
new:
  invoke @make(%1) to m() unwind failed()
m(%2: ref):
  return %2
failed(%3: ref):
  throw %3
}
`;

const call = (maker: string, args: string, rest: string): string =>
  `${makers}${body(`invoke @${maker}(${args}) to r() unwind failed()\nr(%11: ref):\n  ${rest}`)}`;

function withMakers(text: string): { module: IrModule; moved: number } {
  const module = parseModule(prelude + text);
  assert.deepEqual(verify(module, "ssa"), []);
  const moved = useStack(module);
  assert.deepEqual(verify(module, "ssa"), []);
  insertOwnership(module);
  assert.deepEqual(verify(module, "owned"), []);
  return { module, moved };
}

test("what a function makes lies in its caller's frame", () => {
  const { module, moved } = withMakers(call("make", "%0", "call @look(%11)\n  return"));
  assert.equal(moved, 1);
  const text = printFunction(module.functions.get("f")!);
  assert.match(
    text,
    /(%\d+): ptr = stack.room @A\n {2}invoke @"make into its caller's frame"\(%0, \1\) to r\(\) unwind failed\(\)\nr:\n {2}%11: ref = room.get @A, \1\n {2}call @look\(%11\)\n {2}stack.end @A, %11\n/,
  );
  const version = printFunction(module.functions.get("make into its caller's frame")!);
  assert.match(version, /%2: ref = room.init @A, %4\n.*\n.*field.init @A f, %2, %0\n {2}room.leave %2\n {2}return\n/);
});

test("where a maker throws, what it made ends", () => {
  const { module, moved } = withMakers(call("makeOrThrow", "%1", "call @look(%11)\n  return"));
  assert.equal(moved, 1);
  const version = printFunction(module.functions.get("makeOrThrow into its caller's frame")!);
  assert.match(version, /good:\n {2}room.leave %2\n {2}return\nbad:\n {2}stack.end @A, %2\n {2}throw "bad"/);
});

test("a maker hands on the room of its caller", () => {
  const { module, moved } = withMakers(call("makeLater", "%0", "call @look(%11)\n  return"));
  assert.equal(moved, 1);
  const version = printFunction(module.functions.get("makeLater into its caller's frame")!);
  assert.match(version, /invoke @"make into its caller's frame"\(%0, %4\)/);
  assert.match(version, /%1: ref = room.get @A, %4\n {2}call @look\(%1\)\n {2}room.leave %1\n {2}return/);
});

test("a result lies on the heap where its maker or its caller keeps it", () => {
  assert.equal(withMakers(call("makeAndKeep", "%0", "call @look(%11)\n  return")).moved, 0);
  assert.equal(withMakers(call("makeOr", "%1, %0", "call @look(%11)\n  return")).moved, 0);
  assert.equal(withMakers(call("make", "%0", "global.set @g, %11\n  return")).moved, 0);
  assert.equal(withMakers(call("make", "%0", "field.set @A f, %0, %11\n  return")).moved, 0);
  assert.equal(withMakers(call("make", "%0", "%12: any = any.box ref %11\n  return")).moved, 0);
});

const frame = (text: string): string => `
func @f (%0 p: ref, %1 c: i1) -> ref throws {
entry:
  %2: ref = stack.init @A
  ${text}
}
`;

test("the verifier refuses what could outlive the frame", () => {
  const refused: Record<string, string> = {
    "return %2": "could outlive",
    "throw %2": "could outlive",
    "global.set @g, %2\n  return null": "could outlive",
    "field.set @A f, %0, %2\n  return null": "could outlive",
    "%3: any = any.box ref %2\n  return null": "could outlive",
    "jump a(%2)\na(%3: ref):\n  return null": "could outlive",
    "%3: ref = stack.init @A\n  field.init @A f, %2, %3\n  return null": "could outlive",
    "return null": "%2 is never released",
    "stack.end @A, %2\n  %3: i32 = field.get @A n, %2\n  return null": "nothing keeps it alive",
    "%3: ref = stack.init @A\n  field.init @A f, %3, %2\n  stack.end @A, %2\n  stack.end @A, %3\n  return null": "",
    "%3: ref = stack.init @A\n  field.init @A f, %3, %2\n  stack.end @A, %2\n  %4: i32 = field.get @A n, %3\n  stack.end @A, %3\n  return null":
      "nothing keeps it alive",
  };
  for (const [text, expected] of Object.entries(refused)) {
    const problems = verify(parseModule(prelude + frame(text)), "owned").join("\n");
    if (expected !== "") assert.match(problems, new RegExp(expected.replace(/[%.]/g, "\\$&")), text);
  }
});
