/** Calls with errors, objects and their fields, counting with real drops, dispatch, class tests. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { forEachLevel, runIr } from "../support/ir-program.ts";

async function output(text: string, level: "O0" | "O2", checked = false): Promise<string> {
  const { stdout, code, signal } = await runIr(text, { level, checked });
  assert.equal(signal, null, stdout);
  assert.equal(code, 0, stdout);
  return stdout;
}

/** A class with a counted field, its constructor, and a class that extends it and has a finalizer. */
const animals = `
class @Animal "Animal" object { name: ref, legs: f64, extra: any, small: i8, friend: ref }
class @Dog "Dog" object extends @Animal finalizer @Dog.finalize { tricks: i32, toy: any }
class @Puppy "Puppy" object extends @Dog {}
class @Other "Other" object {}
func @Dog.finalize (%0 self: ref) -> void addressTaken {
entry:
  call @print("finalize ")
  %1: ref = field.get @Animal name, %0
  call @print(%1)
  call @print("\\n")
  return
}
func @newDog (%0 name: ref owned) -> ref throws {
entry:
  invoke @rt.allocate(sizeof @Dog) to made() unwind failed()
made(%1: ptr):
  %2: ref = init @Dog, %1
  field.init @Dog name, %2, %0
  field.init @Dog legs, %2, f64 4
  field.init @Dog tricks, %2, i32 3
  return %2
failed(%3: ref) [cold]:
  release %0
  throw %3
}
func @fatal (%0 error: ref owned) -> void {
entry:
  call @print("uncaught: ")
  call @print(%0)
  call @exit(i64 1)
  unreachable
}
`;

forEachLevel((level) => {
  test(`an error passes through calls to the one who catches it (${level})`, async () => {
    const text = `
func @deep (%0 n: i64) -> i64 throws inline never {
entry:
  %1: i1 = compare eq %0, i64 0
  branch %1, fail(), more()
fail [cold]:
  throw "bottom"
more:
  %2: i64 = sub %0, i64 1
  %3: i1 = compare eq %0, i64 7
  branch %3, good(), go()
good:
  return i64 77
go:
  invoke @deep(%2) to ok() unwind bad()
ok(%4: i64):
  %5: i64 = add %4, i64 1
  return %5
bad(%6: ref) [cold]:
  throw %6
}
func @try (%0 n: i64) -> void inline never {
entry:
  invoke @deep(%0) to ok() unwind bad()
ok(%1: i64):
  call @print.i64(%1)
  return
bad(%2: ref):
  call @print(%2)
  call @print("\\n")
  release %2
  return
}
func @start () -> void {
entry:
  call @try(i64 3)
  call @try(i64 9)
  call @try(i64 2)
  call @exit(i64 0)
  unreachable
}`;
    assert.equal(await output(text, level), "bottom\n000000000000004f\nbottom\n");
  });

  test(`an indirect call may throw, whatever the function says of itself (${level})`, async () => {
    const text = `
func @good (%0 x: i64) -> i64 addressTaken {
entry:
  %1: i64 = add %0, i64 1
  return %1
}
func @evil (%0 x: i64) -> i64 throws addressTaken {
entry:
  throw "evil\\n"
}
func @apply (%0 f: ptr) -> void inline never {
entry:
  invoke indirect %0 : (i64) -> i64 (i64 41) to ok() unwind bad()
ok(%1: i64):
  call @print.i64(%1)
  return
bad(%2: ref):
  call @print(%2)
  release %2
  return
}
func @start () -> void {
entry:
  call @apply(function @good)
  call @apply(function @evil)
  %0: i64 = call @good(i64 1)
  call @print.i64(%0)
  call @exit(i64 0)
  unreachable
}`;
    assert.equal(await output(text, level), "000000000000002a\nevil\n0000000000000002\n");
  });

  test(`a C function is exported, called by assembly and through a pointer (${level})`, async () => {
    const text = `
asm ".globl from_asm\\nfrom_asm:\\n\\tpushq %rbp\\n\\tmovq $$5, %rdi\\n\\tcall callee_for_asm\\n\\tpopq %rbp\\n\\tret"
func @callee (%0 x: i64) -> i64 addressTaken export "callee_for_asm" {
entry:
  %1: i64 = mul %0, i64 3
  return %1
}
func @start () -> void {
entry:
  %0: i64 = call indirect c symbol @from_asm : () -> i64 ()
  call @print.i64(%0)
  %1: i64 = call indirect c function @callee : (i64) -> i64 (i64 7)
  call @print.i64(%1)
  %2: i64 = call indirect c symbol @callee_for_asm : (i64) -> i64 (i64 8)
  call @print.i64(%2)
  call @exit(i64 0)
  unreachable
}`.replace("$$5", "$5");
    assert.equal(await output(text, level), "000000000000000f\n0000000000000015\n0000000000000018\n");
  });

  for (const checked of [false, true]) {
    test(`objects die with their last reference, fields after the finalizer (${level}${checked ? ", checked" : ""})`, async () => {
      const text = `${animals}
func @start () -> void {
entry:
  invoke @newDog("Rex") to a() unwind bad()
a(%0: ref):
  invoke @newDog("Toy") to b(%0) unwind bad1(%0)
b(%1: ref, %2: ref):
  %3: any = any.box ref %1
  field.set @Dog toy, %2, %3
  retain %2
  field.set @Animal friend, %2, undefined
  release %2
  %4: i64 = call @live()
  call @print.i64(%4)
  call @print("release\\n")
  release %2
  %5: i64 = call @live()
  call @print.i64(%5)
  call @exit(i64 0)
  unreachable
bad(%6: ref):
  call @fatal(%6)
  unreachable
bad1(%7: ref, %8: ref):
  release %8
  call @fatal(%7)
  unreachable
}`;
      assert.equal(
        await output(text, level, checked),
        "0000000000000002\nrelease\nfinalize Rex\nfinalize Toy\n0000000000000000\n",
      );
    });
  }

  test(`overwriting a field, a global or a cell releases what was there (${level})`, async () => {
    const text = `${animals}
global @pet: ref
global @box: any
data @cell align 8 writable "0000000000000000"
func @make (%0 name: ref owned) -> ref {
entry:
  invoke @newDog(%0) to ok() unwind bad()
ok(%1: ref):
  return %1
bad(%2: ref):
  call @fatal(%2)
  unreachable
}
func @start () -> void {
entry:
  %0: ref = call @make("global")
  global.set @pet, %0
  %1: ref = call @make("boxed")
  %2: any = any.box ref %1
  global.set @box, %2
  %3: any = any.box number f64 1
  global.set @box, %3
  %4: ref = call @make("cell")
  store ref, data @cell, %4
  intrinsic drop.at.ref(data @cell)
  intrinsic module.fini()
  %5: i64 = call @live()
  call @print.i64(%5)
  call @exit(i64 0)
  unreachable
}`;
    assert.equal(await output(text, level), "finalize boxed\nfinalize cell\nfinalize global\n0000000000000000\n");
  });

  test(`classes know who extends whom, their size and name (${level})`, async () => {
    const text = `${animals}
func @is (%0 o: ref) -> void inline never {
entry:
  %1: i1 = is @Animal, %0
  %2: i1 = is @Dog, %0
  %3: i1 = is @Puppy, %0
  %4: i1 = is @Other, %0
  %5: i64 = convert zext %1 to i64
  %6: i64 = convert zext %2 to i64
  %7: i64 = convert zext %3 to i64
  %8: i64 = convert zext %4 to i64
  %9: i64 = shl %5, i64 12
  %10: i64 = shl %6, i64 8
  %11: i64 = shl %7, i64 4
  %12: i64 = or %9, %10
  %13: i64 = or %11, %8
  %14: i64 = or %12, %13
  call @print.i64(%14)
  return
}
func @start () -> void {
entry:
  invoke @newDog("x") to ok() unwind bad()
ok(%0: ref):
  call @is(%0)
  call @is("string")
  call @is(null)
  %1: ref = intrinsic class.name(%0)
  call @print(%1)
  %2: i64 = intrinsic class.size(%0)
  call @print.i64(%2)
  %3: i32 = field.get @Dog tricks, %0
  %4: i64 = convert zext %3 to i64
  call @print.i64(%4)
  %5: ref = field.get @Dog friend, %0
  %6: i1 = compare eq %5, undefined
  %7: i64 = convert zext %6 to i64
  call @print.i64(%7)
  release %0
  call @exit(i64 0)
  unreachable
bad(%8: ref):
  call @fatal(%8)
  unreachable
}`;
    // Header 8, name 16, legs 24, extra 40, small 41, friend 56, tricks 60, toy 80.
    assert.equal(
      await output(text, level),
      "0000000000001100\n0000000000000000\n0000000000000000\nDog0000000000000050\n0000000000000003\n0000000000000001\nfinalize x\n",
    );
  });

  test(`a dispatch table finds the method of the object's class (${level})`, async () => {
    const text = `${animals}
table @speak { @Other: @Other.speak, @Dog: @Dog.speak, @string: @string.speak }
func @Dog.speak (%0 self: ref) -> ref addressTaken {
entry:
  return "Wuff\\n"
}
func @Other.speak (%0 self: ref) -> ref addressTaken {
entry:
  return "…\\n"
}
func @string.speak (%0 self: ref) -> ref throws addressTaken {
entry:
  throw "strings don't speak\\n"
}
func @speak (%0 o: ref) -> void inline never {
entry:
  %1: ptr = table.get @speak, %0
  invoke indirect %1 : (ref) -> ref (%0) to ok() unwind bad()
ok(%2: ref):
  call @print(%2)
  release %2
  return
bad(%3: ref):
  call @print(%3)
  release %3
  return
}
func @start () -> void {
entry:
  invoke @newDog("Rex") to ok() unwind bad()
ok(%0: ref):
  call @speak(%0)
  call @speak("text")
  release %0
  call @exit(i64 0)
  unreachable
bad(%1: ref):
  call @fatal(%1)
  unreachable
}`;
    assert.equal(await output(text, level), "Wuff\nstrings don't speak\nfinalize Rex\n");
  });

  test(`out of memory is an error like any other (${level})`, async () => {
    const text = `${animals}
func @start () -> void {
entry:
  global.set @fail.next, i1 1
  invoke @newDog("x") to ok() unwind bad()
ok(%0: ref):
  release %0
  call @exit(i64 1)
  unreachable
bad(%1: ref):
  call @print(%1)
  release %1
  call @exit(i64 0)
  unreachable
}`;
    assert.equal(await output(text, level), "out of memory");
  });
});

test("a checked program stops when it counts freed memory", async () => {
  const text = `${animals}
func @start () -> void {
entry:
  invoke @newDog("x") to ok() unwind bad()
ok(%0: ref):
  %1: ptr = convert addressof %0 to ptr
  intrinsic memset(%1, i8 -34, i64 16)
  release %0
  call @exit(i64 0)
  unreachable
bad(%2: ref):
  call @fatal(%2)
  unreachable
}`;
  assert.equal((await runIr(text, { checked: true })).signal, "SIGILL");
});
