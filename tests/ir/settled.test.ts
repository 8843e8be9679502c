/** Closures in the image, and variables that only ever hold one constant. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { IrModule } from "../../compiler/src/ir/ir.ts";
import { parseModule } from "../../compiler/src/ir/parse.ts";
import { printFunction, printModule } from "../../compiler/src/ir/print.ts";
import { verify } from "../../compiler/src/ir/verify.ts";
import { settleGlobals } from "../../compiler/src/passes/settled.ts";
import { simplify } from "../../compiler/src/passes/simplify.ts";
import { Snapshots } from "../../compiler/src/passes/unchanged.ts";

const prelude = `
module linux start @start
class @null "null" object {}
class @undefined "undefined" undefined {}
class @string "string" string {}
class @Function "Function" function { code: ptr }
class @F "Function" function extends @Function {}
class @A "A" object { f: ref, a: any, n: i32 }
class @Array "Array" object elements ref { length: i32, capacity: i32, data: ptr }
global @g: ref settled
global @h: ref
static constant @closure @F { code: function @code }
static @object @A { f: "text", a: boxed number f64 1.5, n: i32 -3 }
static @list @Array { length: i32 1 } [static @object, undefined]
func @code (%0 closure: ref, %1 x: i32) -> i32 throws addressTaken {
entry:
  return %1
}
`;

const start = (body: string): IrModule => parseModule(`${prelude}func @start () -> i32 throws {\n${body}\n}`);

const textOf = (module: IrModule, name = "start"): string => printFunction(module.functions.get(name)!);

const call = `
entry:
  global.set @g, static @closure
  %0: ref = global.get @g
  %1: ptr = field.get @Function code, %0
  %2: i32 = call indirect %1 : (ref, i32) -> i32 (%0, i32 5)
  return %2`;

test("objects of the image survive the text form", () => {
  const module = start(call);
  assert.deepEqual(verify(module, "ssa"), []);
  const text = printModule(module);
  assert.equal(printModule(parseModule(text)), text);
  assert.match(text, /^static @list @Array \{ length: i32 1 \} \[static @object, undefined\]$/m);
});

test("the verifier refuses objects that hold what their class can't", () => {
  for (const [object, problem] of [
    ["@Lost {}", /the class Lost doesn't exist/],
    ["@A { lost: null }", /no field lost/],
    ["@A { n: i64 1 }", /the field n is i64 and must be i32/],
    ["@A { a: null }", /the field a is ref and must be any/],
    ["@A { f: static @lost }", /the object lost doesn't exist/],
    ["@A {} [null]", /A has no elements/],
    ["@Array {} [i32 1]", /an element is i32 and must be ref/],
  ] as const) {
    const module = parseModule(`${prelude}static @wrong ${object}\nfunc @start () -> void {\nentry:\n  return\n}`);
    assert.match(verify(module, "ssa").join("\n"), problem);
  }
});

test("a variable that holds one closure is that closure, and calling it calls its function", () => {
  const module = start(call);
  settleGlobals(module);
  assert(!module.globals.has("g"));
  simplify(module, new Snapshots());
  assert.deepEqual(verify(module, "ssa"), []);
  assert.match(textOf(module), /call @code\(static @closure, i32 5\)/);
});

test("a variable stays that is not settled, is written twice, or gets what is no constant", () => {
  for (const body of [
    "entry:\n  global.set @h, static @closure\n  %0: ref = global.get @h\n  return i32 1",
    "entry:\n  global.set @g, static @closure\n  global.set @g, null\n  return i32 1",
    "entry:\n  %0: ref = global.get @h\n  global.set @g, %0\n  return i32 1",
  ]) {
    const module = start(body);
    const before = printModule(module);
    settleGlobals(module);
    assert.equal(printModule(module), before);
  }
});

test("what handlers read stays a variable", () => {
  const module = parseModule(`${prelude}
func @handler () -> void interruptEntry {
entry:
  call @look()
  return
}
func @look () -> void {
entry:
  %0: ref = global.get @g
  %1: i32 = field.get @A n, %0
  return
}
func @start () -> void {
entry:
  global.set @g, static @object
  return
}`);
  settleGlobals(module);
  assert(module.globals.has("g"));
  assert.match(textOf(module, "look"), /global\.get @g/);
});
