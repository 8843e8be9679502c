/**
 * Where counting goes: each case is a function before the ownership pass and after it. All are verified, so this is about what is
 * written, not whether it is right.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseModule } from "../../compiler/src/ir/parse.ts";
import { printFunction } from "../../compiler/src/ir/print.ts";
import { verify } from "../../compiler/src/ir/verify.ts";
import { insertOwnership } from "../../compiler/src/passes/ownership.ts";

const prelude = `
module linux start @start
class @null "null" object {}
class @undefined "undefined" undefined {}
class @string "string" string {}
class @A "A" object { fixed: ref, f: ref, a: any, n: i32 }
global @g: ref
global @once: ref
func @start () -> void {
entry:
  %0: ref = init @A, nullptr
  global.set @once, %0
  return
}
func @quiet (%0 x: ref) -> void {
entry:
  return
}
func @writesF (%0 x: ref) -> void {
entry:
  field.set @A f, %0, null
  return
}
func @writesG (%0 x: ref) -> void {
entry:
  global.set @g, null
  return
}
func @taker (%0 x: ref owned) -> void {
entry:
  return
}
func @thrower (%0 x: ref) -> ref throws {
entry:
  return null
}
`;

interface Case {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

const cases: readonly Case[] = [
  {
    name: "releases right after the last use",
    before: `
func @f () -> void {
entry:
  %0: ref = init @A, nullptr
  call @quiet(%0)
  %1: i32 = field.get @A n, %0
  %2: i32 = add %1, i32 1
  return
}`,
    after: `
func @f () -> void {
entry:
  %0: ref = init @A, nullptr
  call @quiet(%0)
  %1: i32 = field.get @A n, %0
  release %0
  %2: i32 = add %1, i32 1
  return
}`,
  },
  {
    name: "moves at the last use, if that consumes",
    before: `
func @f () -> void {
entry:
  %0: ref = init @A, nullptr
  call @taker(%0)
  return
}`,
    after: `
func @f () -> void {
entry:
  %0: ref = init @A, nullptr
  call @taker(%0)
  return
}`,
  },
  {
    name: "retains in front of all consuming uses but the last",
    before: `
func @f () -> void {
entry:
  %0: ref = init @A, nullptr
  call @taker(%0)
  call @taker(%0)
  return
}`,
    after: `
func @f () -> void {
entry:
  %0: ref = init @A, nullptr
  retain %0
  call @taker(%0)
  call @taker(%0)
  return
}`,
  },
  {
    name: "retains a borrowed parameter wherever it is consumed",
    before: `
func @f (%0 x: ref) -> ref {
entry:
  global.set @g, %0
  return %0
}`,
    after: `
func @f (%0 x: ref) -> ref {
entry:
  retain %0
  global.set @g, %0
  retain %0
  return %0
}`,
  },
  {
    name: "borrows a field that is never overwritten for as long as its object lives",
    before: `
func @f () -> void {
entry:
  %0: ref = init @A, nullptr
  %1: ref = field.get @A fixed, %0
  call @writesF(%1)
  call @quiet(%1)
  return
}`,
    after: `
func @f () -> void {
entry:
  %0: ref = init @A, nullptr
  %1: ref = field.get @A fixed, %0
  call @writesF(%1)
  call @quiet(%1)
  release %0
  return
}`,
  },
  {
    name: "borrows a field across calls that can't write it",
    before: `
func @f (%0 x: ref) -> void {
entry:
  %1: ref = field.get @A f, %0
  call @writesG(%1)
  call @quiet(%1)
  return
}`,
    after: `
func @f (%0 x: ref) -> void {
entry:
  %1: ref = field.get @A f, %0
  call @writesG(%1)
  call @quiet(%1)
  return
}`,
  },
  {
    name: "retains a field that a call may overwrite",
    before: `
func @f (%0 x: ref) -> void {
entry:
  %1: ref = field.get @A f, %0
  call @writesF(%1)
  return
}`,
    after: `
func @f (%0 x: ref) -> void {
entry:
  %1: ref = field.get @A f, %0
  retain %1
  call @writesF(%1)
  release %1
  return
}`,
  },
  {
    name: "retains only what is overwritten, of a chain of borrows",
    before: `
func @f (%0 x: ref) -> void {
entry:
  %1: ref = field.get @A f, %0
  %2: ref = field.get @A fixed, %1
  field.set @A f, %0, null
  call @quiet(%2)
  return
}`,
    after: `
func @f (%0 x: ref) -> void {
entry:
  %1: ref = field.get @A f, %0
  retain %1
  %2: ref = field.get @A fixed, %1
  field.set @A f, %0, null
  call @quiet(%2)
  release %1
  return
}`,
  },
  {
    name: "retains a global across writes, unless it is set once",
    before: `
func @f () -> void {
entry:
  %0: ref = global.get @g
  %1: ref = global.get @once
  call @writesG(%0)
  call @writesG(%1)
  return
}`,
    after: `
func @f () -> void {
entry:
  %0: ref = global.get @g
  retain %0
  %1: ref = global.get @once
  call @writesG(%0)
  release %0
  call @writesG(%1)
  return
}`,
  },
  {
    name: "borrows from raw memory while nothing is released",
    before: `
func @f (%0 p: ptr) -> ref {
entry:
  %1: ref = load ref, %0
  call @quiet(%1)
  return %1
}`,
    after: `
func @f (%0 p: ptr) -> ref {
entry:
  %1: ref = load ref, %0
  call @quiet(%1)
  retain %1
  return %1
}`,
  },
  {
    name: "retains what is read from raw memory if something is released before its last use",
    before: `
func @f (%0 p: ptr) -> void {
entry:
  %1: ref = load ref, %0
  %2: ref = init @A, nullptr
  call @quiet(%2)
  call @quiet(%1)
  return
}`,
    after: `
func @f (%0 p: ptr) -> void {
entry:
  %1: ref = load ref, %0
  retain %1
  %2: ref = init @A, nullptr
  call @quiet(%2)
  release %2
  call @quiet(%1)
  release %1
  return
}`,
  },
  {
    name: "releases on the edge where a value dies, in a block of its own if the target has other predecessors",
    before: `
func @f (%0 c: i1) -> void {
entry:
  %1: ref = init @A, nullptr
  branch %0, a(), b()
a:
  call @taker(%1)
  jump b()
b:
  return
}`,
    after: `
func @f (%0 c: i1) -> void {
entry:
  %1: ref = init @A, nullptr
  branch %0, a(), entry.to.1.b()
a:
  call @taker(%1)
  jump b()
b:
  return
entry.to.1.b:
  release %1
  jump b()
}`,
  },
  {
    name: "releases on both edges of an invoke",
    before: `
func @f () -> ref throws {
entry:
  %0: ref = init @A, nullptr
  invoke @thrower(%0) to a() unwind b()
a(%1: ref):
  return %1
b(%2: ref):
  throw %2
}`,
    after: `
func @f () -> ref throws {
entry:
  %0: ref = init @A, nullptr
  invoke @thrower(%0) to a() unwind b()
a(%1: ref):
  release %0
  return %1
b(%2: ref):
  release %0
  throw %2
}`,
  },
  {
    name: "lends the nodes of a list to the loop that walks it",
    before: `
func @f (%0 x: ref) -> void {
entry:
  jump head(%0)
head(%1: ref):
  %2: i1 = is @A, %1
  branch %2, body(), end()
body:
  %3: ref = field.get @A f, %1
  jump head(%3)
end:
  return
}`,
    after: `
func @f (%0 x: ref) -> void {
entry:
  jump head(%0)
head(%1: ref borrowed):
  %2: i1 = is @A, %1
  branch %2, body(), end()
body:
  %3: ref = field.get @A f, %1
  jump head(%3)
end:
  return
}`,
  },
  {
    name: "hands tokens around a loop that may change the list",
    before: `
func @f (%0 x: ref) -> void {
entry:
  jump head(%0)
head(%1: ref):
  %2: i1 = is @A, %1
  branch %2, body(), end()
body:
  %3: ref = field.get @A f, %1
  call @writesF(%1)
  jump head(%3)
end:
  return
}`,
    after: `
func @f (%0 x: ref) -> void {
entry:
  retain %0
  jump head(%0)
head(%1: ref):
  %2: i1 = is @A, %1
  branch %2, body(), end()
body:
  %3: ref = field.get @A f, %1
  retain %3
  call @writesF(%1)
  release %1
  jump head(%3)
end:
  release %1
  return
}`,
  },
  {
    name: "keeps the owner of a list alive through a walk",
    before: `
func @f () -> void {
entry:
  %0: ref = init @A, nullptr
  %1: ref = field.get @A f, %0
  jump head(%1)
head(%2: ref):
  %3: i1 = is @A, %2
  branch %3, body(), end()
body:
  %4: ref = field.get @A f, %2
  jump head(%4)
end:
  call @quiet(%2)
  return
}`,
    after: `
func @f () -> void {
entry:
  %0: ref = init @A, nullptr
  %1: ref = field.get @A f, %0
  jump head(%1)
head(%2: ref borrowed):
  %3: i1 = is @A, %2
  branch %3, body(), end()
body:
  %4: ref = field.get @A f, %2
  jump head(%4)
end:
  call @quiet(%2)
  release %0
  return
}`,
  },
  {
    name: "lends nothing from an owner that exists on one way only",
    before: `
func @f (%0 c: i1) -> void {
entry:
  branch %0, a(), b()
a:
  %1: ref = init @A, nullptr
  %2: ref = field.get @A fixed, %1
  jump end(%2)
b:
  %3: ref = global.get @once
  jump end(%3)
end(%4: ref):
  call @quiet(%4)
  return
}`,
    after: `
func @f (%0 c: i1) -> void {
entry:
  branch %0, a(), b()
a:
  %1: ref = init @A, nullptr
  %2: ref = field.get @A fixed, %1
  retain %2
  release %1
  jump end(%2)
b:
  %3: ref = global.get @once
  retain %3
  jump end(%3)
end(%4: ref):
  call @quiet(%4)
  release %4
  return
}`,
  },
  {
    name: "moves the payload of a box with the token of the box",
    before: `
func @f () -> ref {
entry:
  %0: ref = init @A, nullptr
  %1: any = any.box ref %0
  %2: ref = any.unbox ref %1
  call @quiet(%2)
  return %2
}`,
    after: `
func @f () -> ref {
entry:
  %0: ref = init @A, nullptr
  %1: any = any.box ref %0
  %2: ref = any.unbox ref %1
  call @quiet(%2)
  return %2
}`,
  },
  {
    name: "keeps an object alive while an address into it is used",
    before: `
func @f () -> i32 {
entry:
  %0: ref = init @A, nullptr
  %1: ptr = convert addressof %0 to ptr
  %2: ptr = offset %1, i64 8
  %3: i32 = load i32, %2
  return %3
}`,
    after: `
func @f () -> i32 {
entry:
  %0: ref = init @A, nullptr
  %1: ptr = convert addressof %0 to ptr
  %2: ptr = offset %1, i64 8
  %3: i32 = load i32, %2
  release %0
  return %3
}`,
  },
  {
    name: "releases on the destroy edge of a suspend, and borrows nothing writable across one",
    before: `
func @f (%0 x: ref owned) -> i1 coroutine {
entry:
  %1: ref = field.get @A f, %0
  %2: ref = field.get @A fixed, %0
  suspend a() destroy b()
a:
  call @quiet(%1)
  call @quiet(%2)
  coro.end
b:
  coro.end
}`,
    after: `
func @f (%0 x: ref owned) -> i1 coroutine {
entry:
  %1: ref = field.get @A f, %0
  retain %1
  %2: ref = field.get @A fixed, %0
  suspend a() destroy b()
a:
  call @quiet(%1)
  release %1
  call @quiet(%2)
  release %0
  coro.end
b:
  release %0
  release %1
  coro.end
}`,
  },
  {
    name: "doesn't count constants, not through block parameters either",
    before: `
func @f (%0 c: i1) -> void {
entry:
  branch %0, a("yes"), a("no")
a(%1: ref):
  global.set @g, %1
  return
}`,
    after: `
func @f (%0 c: i1) -> void {
entry:
  branch %0, a("yes"), a("no")
a(%1: ref):
  global.set @g, %1
  return
}`,
  },
  {
    name: "releases nothing where the machine ends",
    before: `
func @f () -> void {
entry:
  %0: ref = init @A, nullptr
  call @quiet(%0)
  unreachable
}`,
    after: `
func @f () -> void {
entry:
  %0: ref = init @A, nullptr
  call @quiet(%0)
  unreachable
}`,
  },
];

for (const { name, before, after } of cases) {
  test(name, () => {
    const module = parseModule(prelude + before);
    assert.deepEqual(verify(module, "ssa"), []);
    insertOwnership(module);
    assert.equal(`\n${printFunction(module.functions.get("f")!)}`, after);
    assert.deepEqual(verify(module, "owned"), []);
  });
}
