/**
 * Cells of dead objects that the next one is made in: where the `reuse` pass finds both, what happens to the cell on other paths, and that the
 * interpreter, which counts for real, finds each cell taken or freed once.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { IrModule } from "../../compiler/src/ir/ir.ts";
import { parseModule } from "../../compiler/src/ir/parse.ts";
import { printFunction } from "../../compiler/src/ir/print.ts";
import { verify } from "../../compiler/src/ir/verify.ts";
import { insertOwnership } from "../../compiler/src/passes/ownership.ts";
import { inferOwnedParams } from "../../compiler/src/passes/params.ts";
import { readEarly } from "../../compiler/src/passes/reuse/early-reads.ts";
import { findWanted } from "../../compiler/src/passes/reuse/wanted.ts";
import { reuseCells } from "../../compiler/src/passes/reuse.ts";
import { run } from "./interpreter.ts";

const prelude = `
module linux start @start
runtime allocate @allocate
runtime discard @discard
class @null "null" object {}
class @undefined "undefined" undefined {}
class @string "string" string {}
class @A "A" object { f: ref, n: i32 }
class @Same "Same" object { n: i64, m: i64 }
class @Larger "Larger" object { n: i64, m: i64, o: i64 }
class @Kept "Kept" object finalizer @look { f: ref, n: i32 }
global @g: ref
func @allocate (%0 bytes: i64) -> ptr throws {
entry:
  %1: ptr = call @new.cell()
  %2: ref = global.get @g
  %3: i1 = compare eq %2, "no memory"
  branch %3, none(), some()
none:
  throw "none"
some:
  return %1
}
func @new.cell () -> ptr {
entry:
  return nullptr
}
func @discard (%0 x: ref) -> void {
entry:
  return
}
func @look (%0 x: ref) -> void {
entry:
  return
}
func @mayThrow (%0 n: i32) -> void throws {
entry:
  %1: i1 = compare slt %0, i32 2
  branch %1, good(), bad()
good:
  return
bad:
  throw "error"
}
func @make (%0 n: i32) -> ref throws {
entry:
  invoke @allocate(sizeof @A) to made() unwind failed()
made(%1: ptr):
  %2: ref = init @A, %1
  field.init @A f, %2, null
  field.init @A n, %2, %0
  return %2
failed(%3: ref) [cold]:
  throw %3
}
func @makeKept () -> void throws {
entry:
  invoke @allocate(sizeof @Kept) to made() unwind failed()
made(%0: ptr):
  %1: ref = init @Kept, %0
  return
failed(%2: ref) [cold]:
  throw %2
}
`;

/** The function `f` of an object and a number, owned, in a program whose start calls it with a new object, and what the pass finds. */
function reuse(f: string, start = "release"): { module: IrModule; text: string; reused: number } {
  const module = parseModule(`${prelude}
func @start () -> void {
entry:
  invoke @make(i32 1) to made() unwind failed()
made(%0: ref):
  ${start === "shared" ? "global.set @g, %0" : ""}
  ${start === "no memory" ? 'global.set @g, "no memory"' : ""}
  invoke @f(%0, i32 ${start === "throws" ? 2 : 1}) to done() unwind failed()
done(%1: ref):
  return
failed(%2: ref) [cold]:
  return
}
${f}`);
  insertOwnership(module);
  const reused = reuseCells(module);
  const text = printFunction(module.functions.get("f")!);
  assert.deepEqual(verify(module, "owned"), [], text);
  return { module, text, reused };
}

const head = "func @f (%0 x: ref owned, %1 n: i32) -> ref throws";
const next = `invoke @allocate(sizeof @A) to made() unwind failed()
made(%11: ptr):
  %12: ref = init @A, %11
  field.init @A f, %12, null
  field.init @A n, %12, %10
  return %12
failed(%13: ref) [cold]:
  throw %13
}`;
const simple = `${head} {\nentry:\n  %10: i32 = field.get @A n, %0\n  ${next}`;
const acrossCall = `${head} {\nentry:\n  %10: i32 = field.get @A n, %0\n  invoke @mayThrow(%1) to called() unwind failed()\ncalled:\n  ${next}`;

test("a construction takes the cell of the object that ended in front of it", () => {
  const { module, text, reused } = reuse(simple);
  assert.equal(reused, 1);
  assert.match(
    text,
    /(%\d+): ptr = reset @A, %0\n {2}(%\d+): ptr = reset.take @A, \1\n {2}(%\d+): i1 = compare ne \2, nullptr\n {2}branch \3, made\(\2\), entry.fresh\(\)\n/,
  );
  assert.equal(run(module, true).reused, 1);
});

test("an object that others have stays, and another cell is asked for", () => {
  assert.equal(run(reuse(simple, "shared").module, true).reused, 0);
});

test("a construction with a cell asks for no memory", () => {
  const result = run(reuse(simple, "no memory").module, true);
  assert.equal(result.reused, 1);
});

test("a cell is kept across a call, and freed where that throws", () => {
  const { module, text } = reuse(acrossCall);
  assert.match(text, /reset @A, %0\n {2}invoke @mayThrow\(%1\) to called\(\) unwind entry.free.1.failed\(\)\n/);
  assert.match(text, /entry.free.1.failed\((%\d+): ref\) \[cold\]:\n {2}reset.free %\d+\n {2}jump failed\(\1\)/);
  assert.equal(run(module, true).reused, 1);
  assert.equal(run(reuse(acrossCall, "throws").module, true).reused, 0);
});

test("each of two ways may end in a construction of its own", () => {
  const { module, reused } = reuse(`${head} {
entry:
  %10: i32 = field.get @A n, %0
  %20: i1 = compare eq %10, i32 1
  branch %20, one(), other()
one:
  invoke @allocate(sizeof @Same) to same() unwind failed()
same(%21: ptr):
  %22: ref = init @Same, %21
  return %22
other:
  ${next}`);
  assert.equal(reused, 2);
  assert.equal(run(module, true).reused, 1);
});

const without: Record<string, string> = {
  "of another size": simple.replace("sizeof @A", "sizeof @Larger"),
  "on one of two ways only": `${head} {
entry:
  %10: i32 = field.get @A n, %0
  branch i1 1, one(), other()
one:
  return null
other:
  ${next}`,
  "around a loop": `${head} {
entry:
  %10: i32 = field.get @A n, %0
  jump loop()
loop:
  branch i1 1, loop(), other()
other:
  ${next}`,
  "of an object with a finalizer": simple.replace("field.get @A n, %0", "field.get @Kept n, %0"),
};
for (const [name, text] of Object.entries(without)) {
  test(`no cell is reused for a construction ${name}`, () => {
    assert.equal(reuse(text).reused, 0);
  });
}

test("nothing is expected of an object that is known to be null", () => {
  const { reused } = reuse(`${head} {
entry:
  %20: i1 = compare eq %0, null
  branch %20, nothing(), something()
something:
  %21: i32 = field.get @A n, %0
  return null
nothing:
  %10: i32 = sub i32 1, i32 1
  ${next}`);
  assert.equal(reused, 0);
});

const keeping = `${head} {
entry:
  %2: ref = field.get @A f, %0
  retain %2
  %10: i32 = field.get @A n, %0
  release %0
  release %2
  ${next}`;

test("what was retained in front of the end of its holder gets the token of the field", () => {
  for (const start of ["release", "shared"]) {
    const module = parseModule(`${prelude}
func @start () -> void {
entry:
  invoke @make(i32 1) to made() unwind failed()
made(%0: ref):
  invoke @make(i32 2) to both() unwind failed.made()
both(%1: ref):
  field.set @A f, %0, %1
  ${start === "shared" ? "retain %0\n global.set @g, %0" : ""}
  invoke @f(%0, i32 1) to done() unwind failed()
done(%2: ref):
  release %2
  return
failed.made(%4: ref) [cold]:
  release %0
  jump failed(%4)
failed(%3: ref) [cold]:
  release %3
  return
}
${keeping}`);
    for (const name of ["make", "makeKept", "allocate"]) own(module, name);
    assert.equal(reuseCells(module), 1);
    const text = printFunction(module.functions.get("f")!);
    assert.match(
      text,
      /%2: ref = field.get @A f, %0\n {2}%10: i32 = .*\n {2}%\d+: ptr = reset @A, %0 \(f %2\)\n {2}release %2\n/,
    );
    assert.deepEqual(verify(module, "owned"), [], text);
    assert.equal(run(module, true).reused, start === "shared" ? 0 : 1);
  }
});

test("what was read before its field was written is counted by itself", () => {
  const written = keeping.replace(
    "  %10: i32",
    "  field.set @A f, %0, null\n  retain %2\n  %11: ref = field.get @A f, %0\n  %10: i32",
  );
  const module = parseModule(`${prelude}\nfunc @start () -> void {\nentry:\n  return\n}\n${written}`);
  reuseCells(module);
  assert.match(printFunction(module.functions.get("f")!), /retain %2\n(.*\n){2} {2}%\d+: ptr = reset @A, %0\n/);
});

/** Counts one function of a module whose others are counted by hand. */
function own(module: IrModule, name: string): void {
  const alone: IrModule = { ...module, functions: new Map([[name, module.functions.get(name)!]]) };
  insertOwnership(alone);
}

/** A list that is mapped: the fields are read in front of the call and behind it. */
const mapped = `
func @map (%0 list: ref) -> ref throws {
entry:
  %1: i1 = compare eq %0, null
  branch %1, nothing(), something()
nothing:
  return null
something:
  %2: ref = field.get @A f, %0
  invoke @map(%2) to mapped() unwind failed()
mapped(%3: ref):
  %4: i32 = field.get @A n, %0
  invoke @allocate(sizeof @A) to made() unwind failed()
made(%5: ptr):
  %6: ref = init @A, %5
  field.init @A f, %6, %3
  field.init @A n, %6, %4
  return %6
failed(%7: ref) [cold]:
  throw %7
}`;

function wanted(start: string, more = ""): { module: IrModule; text: string; reused: number; cells: number } {
  const module = parseModule(`${prelude}
func @start () -> void {
entry:
  invoke @make(i32 1) to made() unwind failed()
made(%0: ref):
  invoke @make(i32 2) to both() unwind failed()
both(%1: ref):
  field.init @A f, %1, %0
  ${start}
done(%2: ref):
  return
failed(%3: ref) [cold]:
  return
}
${mapped}
${more}`);
  const cells = findWanted(module);
  inferOwnedParams(module, cells);
  readEarly(module, cells);
  insertOwnership(module, cells);
  reuseCells(module);
  const text = printFunction(module.functions.get("map")!);
  assert.deepEqual(verify(module, "owned"), [], text);
  return { module, text, reused: run(module, true).reused, cells: cells.size };
}

test("a list that is given away is mapped in its own cells", () => {
  const { text, reused } = wanted("invoke @map(%1) to done() unwind failed()");
  assert.match(
    text,
    /something:\n {2}%2: ref = field.get @A f, %0\n {2}%4: i32 = field.get @A n, %0\n {2}(%\d+): ptr = reset @A, %0 \(f %2\)\n {2}invoke @map\(%2\)/,
  );
  assert.equal(reused, 2);
});

test("a field that somebody writes is read where the program says", () => {
  const writer = "func @write (%0 x: ref) -> void {\nentry:\n  field.set @A n, %0, i32 1\n  return\n}";
  const { text } = wanted("invoke @map(%1) to done() unwind failed()", writer);
  assert.match(text, /mapped\(%3: ref\):\n {2}%4: i32 = field.get @A n, %0\n/);
});

/** Writes the field of an object between two reads of it, and makes another. */
const writing = (attribute: string): string => `
func @write (%0 x: ref) -> ref ${attribute} throws {
entry:
  %1: ref = field.get @A f, %0
  field.set @A n, %0, i32 5
  invoke @mayThrow(i32 1) to called() unwind failed()
called:
  %2: i32 = field.get @A n, %0
  invoke @allocate(sizeof @A) to made() unwind failed()
made(%3: ptr):
  %4: ref = init @A, %3
  field.init @A f, %4, %1
  field.init @A n, %4, %2
  return %4
failed(%5: ref) [cold]:
  throw %5
}`;

test("what a constructor writes to its own object is not read before", () => {
  for (const attribute of ["", "constructs"]) {
    const start =
      "invoke @map(%1) to mapped() unwind failed()\nmapped(%9: ref):\n  invoke @write(%9) to done() unwind failed()";
    const { module, text } = wanted(start, writing(attribute));
    assert.match(printFunction(module.functions.get("write")!), /called:\n {2}%2: i32 = field.get @A n, %0\n/);
    const early = /something:\n {2}%2: ref = field.get @A f, %0\n {2}%4: i32 = field.get @A n, %0\n/;
    // Only a constructor's writes leave the reads of others where they are best.
    if (attribute === "constructs") assert.match(text, early);
    else assert.doesNotMatch(text, early);
  }
});

test("a list that nobody gives away stays borrowed", () => {
  const { text, cells, reused } = wanted(
    "global.set @g, %1\n  %9: ref = global.get @g\n  invoke @map(%9) to done() unwind failed()",
  );
  assert.equal(cells, 0);
  assert.match(text, /^func @map \(%0 list: ref\) /);
  assert.equal(reused, 0);
});
