/** The passes that look at which functions there are: those that do the same become one, those that nothing reaches go. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseModule } from "../../compiler/src/ir/parse.ts";
import { printModule } from "../../compiler/src/ir/print.ts";
import { verify } from "../../compiler/src/ir/verify.ts";
import { mergeFunctions } from "../../compiler/src/passes/merge.ts";
import { dropUnreachable } from "../../compiler/src/passes/reach.ts";

const prelude = `
module linux start @start
runtime allocate @allocate
file "a.ts"
class @null "null" object {}
class @undefined "undefined" undefined {}
class @string "string" string {}
class @A "A" object { f: ref }
class @B "B" object { f: ref }
`;

function functionsAfter(pass: (module: ReturnType<typeof parseModule>) => number, text: string): string[] {
  const module = parseModule(prelude + text);
  assert.deepEqual(verify(module, "ssa"), []);
  const before = module.functions.size;
  const gone = pass(module);
  assert.deepEqual(verify(module, "ssa"), []);
  assert.equal(gone, before - module.functions.size);
  return [...module.functions.keys()].filter((name) => name !== "start" && name !== "allocate");
}

const allocate = `
func @allocate (%0 bytes: i64) -> ptr throws {
entry:
  return nullptr
}
`;

/** The functions are called in their order. */
const start = (...names: string[]): string => `${allocate}
func @start () -> void {
entry:
${names.map((name) => `  call @${name}()`).join("\n")}
  return
}
`;

const leaf = (name: string, value: number, more = ""): string => `
func @${name} "leaf" () -> void ${more}{
entry:
  asm "nop" ("r" i64 ${value}) ()
  return
}
`;

const caller = (name: string, callee: string): string => `
func @${name} "caller" () -> void {
entry:
  call @${callee}()
  return
}
`;

test("functions of equal text become one, and so do those that differ in which of these they call", () => {
  const text =
    start("f", "g", "h") +
    caller("f", "a") +
    caller("g", "b") +
    caller("h", "c") +
    leaf("a", 1) +
    leaf("b", 1) +
    leaf("c", 2);
  assert.deepEqual(functionsAfter(mergeFunctions, text), ["f", "h", "a", "c"]);
});

test("functions that call each other in circles of one shape become one", () => {
  const text = start("f", "g") + caller("f", "f2") + caller("f2", "f") + caller("g", "g");
  assert.deepEqual(functionsAfter(mergeFunctions, text), ["f"]);
});

test("a class, a place in the source and a name in traces tell functions apart", () => {
  const body = (name: string, display: string, className: string, line: number): string => `
func @${name} "${display}" (%0 object: ref) -> i1 !0:${line}:1 {
entry:
  %1: i1 = is @${className}, %0
  return %1
}
`;
  const text =
    start() +
    body("f", "f", "A", 1) +
    body("same", "f", "A", 1) +
    body("class", "f", "B", 1) +
    body("line", "f", "A", 2) +
    body("name", "g", "A", 1);
  assert.deepEqual(functionsAfter(mergeFunctions, text), ["f", "class", "line", "name"]);
});

test("a field of two instances of a generic class is one if it is in one place", () => {
  const get = (name: string, className: string): string => `
func @${name} "get" (%0 object: ref) -> i32 {
entry:
  %1: i32 = field.get @"${className}" n, %0
  return %1
}
`;
  const classes = `
class @"Box<a>" "Box" object { f: ref, n: i32 }
class @"Box<b>" "Box" object { f: ref, n: i32 }
class @"Box<number>" "Box" object { f: f64, n: i32 }
class @"Cup<a>" "Cup" object { f: ref, n: i32 }
class @"List<a>" "List" object elements ref { n: i32 }
class @"List<b>" "List" object elements ref { n: i32 }
class @"List<number>" "List" object elements f64 { n: i32 }
`;
  const functions = get("a", "Box<a>") + get("b", "Box<b>") + get("c", "Box<number>") + get("d", "Cup<a>");
  const lists = get("e", "List<a>") + get("f", "List<b>") + get("g", "List<number>");
  assert.deepEqual(functionsAfter(mergeFunctions, classes + start() + functions + lists), ["a", "c", "d", "e", "g"]);
});

test("tables with the same entries become one; who looks into them looks there", () => {
  const module = parseModule(`${prelude}${allocate}
table @t { @A: @a, @B: @b }
table @u { @B: @b, @A: @a2 }
table @v { @A: @a }
${leaf("a", 1, "addressTaken ")}${leaf("a2", 1, "addressTaken ")}${leaf("b", 2, "addressTaken ")}
func @look (%0 object: ref) -> ptr {
entry:
  %1: ptr = table.get @u, %0
  return %1
}
func @start () -> void {
entry:
  return
}`);
  assert.equal(mergeFunctions(module), 1);
  assert.deepEqual([...module.tables.keys()], ["t", "v"]);
  assert.match(printModule(module), /table\.get @t, %0/);
});

test("tables alone can become one", () => {
  const module = parseModule(`${prelude}${allocate}
table @t { @A: @a }
table @u { @A: @a }
${leaf("a", 1, "addressTaken ")}
func @start () -> void {
entry:
  %0: ptr = table.get @u, null
  return
}`);
  assert.equal(mergeFunctions(module), 0);
  assert.deepEqual([...module.tables.keys()], ["t"]);
  assert.match(printModule(module), /table\.get @t, null/);
});

/** The names of classes that are left of those declared, by merging. */
function classesAfter(classes: string, functions: string): string[] {
  const module = parseModule(prelude + classes + start() + functions);
  assert.deepEqual(verify(module, "ssa"), []);
  mergeFunctions(module);
  assert.deepEqual(verify(module, "ssa"), []);
  return [...module.classes.values()].map(({ name, display }) => `${name} ${display}`).slice(5);
}

const boxes = `
class @"Box<a>" "Box<a>" object { f: ref }
class @"Box<b>" "Box<b>" object { f: ref }
`;

const question = (name: string, ...classes: string[]): string => `
func @"${name}" (%0 object: ref) -> i1 {
entry:
  jump b0()
${classes
  .map(
    (one, index) => `b${index}:
  %${index + 1}: i1 = is @"${one}", %0
  branch %${index + 1}, yes(), b${index + 1}()`,
  )
  .join("\n")}
b${classes.length}:
  return i1 0
yes:
  return i1 1
}
`;

test("instances of a generic class that nobody can tell apart become one", () => {
  const make = (name: string, className: string): string => `
func @${name} "make" () -> ref throws {
entry:
  invoke @allocate(sizeof @"${className}") to made() unwind failed()
made(%0: ptr):
  %1: ref = init @"${className}", %0
  return %1
failed(%2: ref):
  throw %2
}
`;
  const module = parseModule(prelude + boxes + start() + make("a", "Box<a>") + make("b", "Box<b>"));
  assert.equal(mergeFunctions(module), 1);
  assert.match(printModule(module), /init @"Box<a>"/);
  assert.doesNotMatch(printModule(module), /Box<b>/);
  assert.deepEqual(classesAfter(boxes, ""), ["Box<a> Box<…>"]);
  assert.deepEqual(classesAfter(boxes.replaceAll('"Box<a>" object', '"Box<b>" object'), ""), ["Box<a> Box<b>"]);
});

test("instances with other fields, bases, finalizers or names in reports stay", () => {
  const others = `
class @"Box<c>" "Box<c>" object { f: any }
class @"Box<d>" "Box<d>" object { g: ref }
class @"Box<e>" "Cup<e>" object { f: ref }
class @"Box<f>" "Box<f>" object extends @A { f: ref }
class @"Box<g>" "Box<g>" object finalizer @end { f: ref }
class @"Box<h>" "Box<h>" object cyclic { f: ref }
class @"Box<i>" "Box<i>" function { f: ref }
`;
  const end = `
func @end (%0 object: ref) -> void {
entry:
  return
}
`;
  const left = classesAfter(boxes + others, end).map((one) => one.split(" ")[0]);
  assert.deepEqual(
    left,
    ["a", "c", "d", "e", "f", "g", "h", "i"].map((one) => `Box<${one}>`),
  );
});

test("what extends instances that became one can become one", () => {
  const lids = `
class @"Lid<a>" "Lid<a>" object extends @"Box<a>" { }
class @"Lid<b>" "Lid<b>" object extends @"Box<b>" { }
`;
  assert.deepEqual(classesAfter(boxes + lids, ""), ["Box<a> Box<…>", "Lid<a> Lid<…>"]);
});

test("a test in the middle of a function keeps its class", () => {
  const test = (object: string): string => `
func @look (%0 object: ref) -> i1 {
entry:
  %1: i1 = is @"${object}", %0
  asm "nop" ("r" %1) ()
  return %1
}
`;
  assert.deepEqual(classesAfter(boxes, test("A")), ["Box<a> Box<…>"]);
  assert.deepEqual(classesAfter(boxes, test("Box<b>")), ["Box<a> Box<a>", "Box<b> Box<b>"]);
});

test("a function that only answers whether it is one of some classes keeps those for which the answers differ", () => {
  assert.deepEqual(classesAfter(boxes, question("q", "Box<a>", "Box<b>")), ["Box<a> Box<…>"]);
  assert.equal(classesAfter(boxes, question("q", "Box<a>", "A")).length, 2);
  assert.equal(classesAfter(boxes, question("q", "A", "B")).length, 1);
  const lids = `
class @"Lid<a>" "Lid<a>" object extends @"Box<a>" { }
class @"Lid<b>" "Lid<b>" object extends @"Box<b>" { }
`;
  assert.equal(classesAfter(boxes + lids, question("q", "Box<a>")).length, 4);
  assert.equal(classesAfter(boxes + lids, question("q", "Lid<a>")).length, 3);
});

test("classes with other entries in tables stay, and so do those of which a table would need two", () => {
  const [f, g] = [leaf("f", 1, "addressTaken "), leaf("g", 2, "addressTaken ")];
  const tables = (...entries: [string, string][]): string =>
    entries.map(([a, b], index) => `table @t${index} { @"Box<a>": @${a}, @"Box<b>": @${b} }\n`).join("");
  assert.equal(classesAfter(`${boxes}${tables(["f", "f"])}`, f + g).length, 1);
  assert.equal(classesAfter(`${boxes}${tables(["f", "g"])}`, f + g).length, 2);
  assert.equal(classesAfter(`${boxes}${tables(["f", "g"], ["g", "f"])}`, f + g).length, 2);
  assert.equal(classesAfter(`${boxes}table @t { @"Box<a>": @f }\n`, f + g).length, 2);
  assert.equal(classesAfter(`${boxes}table @t { @"Box<a>": @f }\ntable @u { @"Box<b>": @f }\n`, f + g).length, 1);
});

test("if the address of one is taken, that of what it becomes is", () => {
  const module = parseModule(`${prelude}${start("a")}${leaf("a", 1)}${leaf("b", 1, "addressTaken ")}
func @take () -> ptr {
entry:
  return function @b
}`);
  mergeFunctions(module);
  assert.deepEqual([...module.functions.keys()], ["allocate", "start", "a", "take"]);
  assert.equal(module.functions.get("a")?.addressTaken, true);
  assert.match(printModule(module), /return function @a/);
});

const reachable = `
table @asked { @A: @ofA, @B: @ofB }
table @forgotten { @A: @never }
${leaf("ofA", 1, "addressTaken ")}${leaf("ofB", 2, "addressTaken ")}${leaf("never", 3, "addressTaken ")}${leaf("alone", 4)}
${caller("dead", "deadToo")}${leaf("deadToo", 5)}
class @F "F" object finalizer @finalize {}
func @finalize (%0 object: ref) -> void addressTaken {
entry:
  call @called()
  return
}
${leaf("called", 6)}
func @exported () -> void export "exported" {
entry:
  call @byExport()
  return
}
${leaf("byExport", 7)}
`;

test("an entry of a table is reached where the table is asked and the class made", () => {
  const look = (className: string): string => `${allocate}
func @start () -> void {
entry:
  %0: ref = init @${className}, nullptr
  %1: ptr = table.get @asked, %0
  return
}`;
  assert.deepEqual(functionsAfter(dropUnreachable, reachable + look("A")), ["ofA", "exported", "byExport"]);
  assert.deepEqual(functionsAfter(dropUnreachable, reachable + look("B")), ["ofB", "exported", "byExport"]);
  assert.deepEqual(functionsAfter(dropUnreachable, reachable + look("F")), [
    "finalize",
    "called",
    "exported",
    "byExport",
  ]);
});
