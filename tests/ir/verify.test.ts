/** The verifier finds what is wrong: each broken function beside a part of what is said about it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseModule } from "../../compiler/src/ir/parse.ts";
import { type Stage, verify } from "../../compiler/src/ir/verify.ts";

const prelude = `
module linux start @start
class @null "null" object {}
class @undefined "undefined" undefined {}
class @string "string" string {}
class @A "A" object { f: ref, n: i32 }
global @g: ref
func @start () -> void {
entry:
  return
}
func @taker (%0 x: ref owned) -> void {
entry:
  release %0
  return
}
func @giver () -> ref throws {
entry:
  return null
}
func @closure (%0 x: ref) -> ref addressTaken throws {
entry:
  return null
}
`;

function problems(text: string, stage: Stage): string[] {
  const module = parseModule(prelude + text);
  // The prelude has its counting already.
  if (stage !== "owned") module.functions.delete("taker");
  return verify(module, stage);
}

function rejects(stage: Stage, cases: Record<string, string>): void {
  for (const [text, expected] of Object.entries(cases)) {
    const found = problems(text, stage);
    assert(
      found.some((problem) => problem.includes(expected)),
      `expected "${expected}" for:${text}\nfound: ${found.join("\n")}`,
    );
  }
}

const body = (lines: string, params = "", result = "void"): string => `
func @f (${params}) -> ${result} throws {
entry:
  ${lines}
}`;

test("accepts a valid module", () => {
  assert.deepEqual(problems(body("%1: i32 = add i32 1, i32 2\n return"), "ssa"), []);
});

test("rejects what is not defined where it is used", () => {
  rejects("ssa", {
    [body("return %0", "", "i32")]: "%0 is not defined",
    [body("%1: i32 = add %1, i32 1\n return")]: "used where it may not be defined",
    [body("branch i1 1, a(), b()\na:\n %1: i32 = add i32 1, i32 1\n jump b()\nb:\n return %1", "", "i32")]:
      "used where",
    [body("%1: i32 = add i32 1, i32 1\n %1: i32 = add i32 1, i32 1\n return")]: "defined twice",
    [body("jump entry()")]: "the entry block has predecessors",
    [body("jump nowhere()")]: "which doesn't exist",
    [body("return\na:\n return\na:\n return")]: "two blocks are named a",
  });
});

test("rejects types that don't agree", () => {
  rejects("ssa", {
    [body("%1: i32 = add i32 1, i64 1\n return")]: "the right side is i64",
    [body("%1: i64 = add i32 1, i32 1\n return")]: "the result is i64 and must be i32",
    [body("%1: f64 = add f64 1, f64 1\n return")]: "add doesn't work on f64",
    [body("%1: i1 = compare slt null, null\n return")]: "slt doesn't work on ref",
    [body("%1: i64 = convert zext i64 1 to i64\n return")]: "can't convert",
    [body("%1: ref = select i1 1, null, null\n return")]: "select is not for counted values",
    [body("return i32 1")]: "gives i32 where the function gives void",
    [body("branch i32 1, a(), a()\na:\n return")]: "the condition must be i1",
    [body("throw i32 1")]: "an error must be a ref",
    [body("jump a(i32 1)\na:\n return")]: "gives a (i32), which takes ()",
    [body("jump a()\na(%1: i32):\n return")]: "gives a (), which takes (i32)",
    [body("%1: ref = load i32, nullptr\n return")]: "the result is ref and must be i32",
    [body("%1: any = any.box number i32 1\n return")]: "the payload is i32 and must be f64",
    [body("add i32 1, i32 1\n return")]: "the result (i32) has no name",
    [body("%1: i32 = intrinsic ctpop(i64 1)\n return")]: "takes (T) and gives T",
  });
});

test("rejects calls that don't fit their callee", () => {
  rejects("ssa", {
    [body("call @nobody()\n return")]: "the function nobody doesn't exist",
    [body("%1: ref = call @closure()\n return")]: "the arguments are (), the parameters (ref)",
    [body("call @giver()\n return")]: "the result (ref) has no name",
    [body("invoke @giver() to a() unwind b()\na:\n return\nb(%2: ref):\n throw %2")]: "gives a (ref), which takes ()",
    [body("invoke @giver() to a() unwind b()\na(%1: ref):\n return\nb:\n unreachable")]:
      "gives b (ref), which takes ()",
    [body("%1: ptr = intrinsic no.such()\n return")]: "no such intrinsic",
  });
});

test("rejects names that don't exist", () => {
  rejects("ssa", {
    [body("%1: ref = global.get @nothing\n return")]: "the global doesn't exist",
    [body("%1: ref = init @Nothing, nullptr\n return")]: "the class Nothing doesn't exist",
    [body("%1: i32 = field.get @A m, null\n return")]: "no field m",
    [body("%1: ptr = table.get @t, null\n return")]: "the table t doesn't exist",
    [body("%1: i1 = compare eq function @start, nullptr\n return")]: "start isn't marked as address-taken",
    [body("%1: i1 = compare eq data @d, nullptr\n return")]: "the data d doesn't exist",
    'class @B "B" object extends @C {}': "its base C doesn't exist",
    'class @B "B" object extends @B {}': "form a circle",
    "table @t { @A: @start }": "start isn't marked as address-taken",
  });
});

test("rejects what a stage doesn't allow", () => {
  rejects("ssa", {
    "func @f () -> void {\n local x: i32\nentry:\n return\n}": "has locals after the ssa pass",
    [body("retain null\n return")]: "counting comes with the ownership pass",
    [body("coro.end")]: "only coroutines can do this",
    "func @f (%0 x: ref) -> i1 coroutine {\nentry:\n coro.end\n}": "must be owned",
    "func @f () -> i1 coroutine {\nentry:\n return i1 1\n}": "left by coro.end only",
    "func @f (%0 x: ref owned) -> void addressTaken {\nentry:\n return\n}": "the function's address is used",
    "func @f () -> void {\nentry:\n throw null\n}": "marked as not throwing",
  });
  rejects("owned", {
    [body("%1: ref = call @giver()\n release %1\n return")]: "must be an invoke",
  });
});

const owned = (lines: string): string => body(`%1: ref = init @A, nullptr\n ${lines}`, "%0 p: ref");

test("accepts correct counting", () => {
  const good = [
    "release %1\n return",
    "call @taker(%1)\n return",
    "retain %1\n call @taker(%1)\n %2: i32 = field.get @A n, %1\n release %1\n return",
    "%2: ref = field.get @A f, %1\n retain %2\n release %1\n release %2\n return",
    "field.init @A f, %1, null\n throw %1",
    "retain %0\n field.init @A f, %1, %0\n release %1\n return",
    "%2: any = any.box ref %1\n %3: ref = any.unbox ref %2\n call @taker(%3)\n return",
    "unreachable",
    "%2: ptr = reset @A, %1\n %3: ptr = reset.take @A, %2\n return",
    "%2: ptr = reset @A, %1\n branch i1 1, a(), b()\na:\n reset.free %2\n return\nb:\n %3: ptr = reset.take @A, %2\n return",
    "branch i1 1, a(), b(%1)\na:\n release %1\n return\nb(%2: ref):\n release %2\n return",
  ];
  for (const lines of good) assert.deepEqual(problems(owned(lines), "owned"), [], lines);
});

test("rejects wrong counting", () => {
  rejects("owned", {
    [owned("return")]: "%1 is never released",
    [owned("release %1\n release %1\n return")]: "%1 is released, but there is no token",
    [owned("call @taker(%1)\n call @taker(%1)\n return")]: "%1 is consumed, but there is no token",
    [owned("call @taker(%0)\n release %1\n return")]: "%0 is consumed, but there is no token",
    [owned("release %1\n %2: i32 = field.get @A n, %1\n return")]: "nothing keeps it alive",
    [owned("%2: ref = field.get @A f, %1\n release %1\n %3: i1 = is @A, %2\n return")]: "%2 is used, but nothing",
    [owned("%2: ref = field.get @A f, %1\n call @taker(%2)\n release %1\n return")]: "%2 is consumed",
    [owned("%2: ptr = convert addressof %1 to ptr\n release %1\n %3: i32 = load i32, %2\n return")]: "nothing keeps it",
    [owned("branch i1 1, a(), b()\na:\n release %1\n jump b()\nb:\n return")]: "by another way",
    [owned("jump a()\na:\n retain %0\n branch i1 1, a(), b()\nb:\n release %0\n release %1\n return")]:
      "by another way",
    [owned("%2: ptr = reset @A, %1\n return")]: "%2 is never released",
    [owned("%2: ptr = reset @A, %1\n release %1\n reset.free %2\n return")]: "%1 is released, but there is no token",
    [owned("%2: ptr = reset @A, %1\n reset.free %2\n reset.free %2\n return")]: "%2 is spent, but there is no token",
    [owned("%2: ptr = reset @A, %1\n %3: i1 = compare eq %2, nullptr\n reset.free %2\n return")]:
      "neither taken nor freed",
    [owned("%2: ptr = reset @A, %1\n branch i1 1, a(), b()\na:\n reset.free %2\n jump b()\nb:\n return")]:
      "by another way",
    [owned("%2: ptr = convert addressof %1 to ptr\n reset.free %2\n release %1\n return")]: "only what `reset` gives",
    [owned("release %1\n release %0\n return")]: "%0 is released, but there is no token",
    [owned(
      "invoke @giver() to a() unwind b()\na(%2: ref):\n release %1\n return\nb(%3: ref):\n release %1\n throw %3",
    )]: "%2 is never released",
  });
});
