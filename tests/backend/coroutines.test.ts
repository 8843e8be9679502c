/** Coroutines: suspend, resume, destroy, values and counted objects that live across, errors caught inside, no memory for the frame. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { forEachLevel, runIr } from "../support/ir-program.ts";

async function output(text: string, level: "O0" | "O2", debug = false): Promise<string> {
  const { stdout, code, signal } = await runIr(text, { level, debug });
  assert.equal(signal, null, stdout);
  assert.equal(code, 0, stdout);
  return stdout;
}

const common = `
class @Box "Box" object finalizer @Box.finalize { value: i64 }
global @handle: ptr
func @Box.finalize (%0 self: ref) -> void addressTaken {
entry:
  call @print("drop ")
  %1: i64 = field.get @Box value, %0
  call @print.i64(%1)
  return
}
func @newBox (%0 value: i64) -> ref {
entry:
  invoke @rt.allocate(sizeof @Box) to ok() unwind bad()
ok(%1: ptr):
  %2: ref = init @Box, %1
  field.init @Box value, %2, %0
  return %2
bad(%3: ref):
  release %3
  call @exit(i64 9)
  unreachable
}
func @mayFail (%0 n: i64) -> i64 throws inline never {
entry:
  %1: i1 = compare eq %0, i64 2
  branch %1, fail(), ok()
fail [cold]:
  throw "failed at two\\n"
ok:
  %2: i64 = mul %0, i64 16
  return %2
}
func @resume () -> void inline never {
entry:
  %0: ptr = global.get @handle
  intrinsic coro.resume(%0)
  return
}
func @report () -> void inline never {
entry:
  call @print("live ")
  %0: i64 = call @live()
  call @print.i64(%0)
  return
}
// Counts up from its argument, suspends after each step, catches what mayFail throws, ends after four.
func @counter (%0 box: ref owned, %1 from: i64) -> i1 coroutine {
entry:
  %2: ptr = intrinsic coro.handle()
  global.set @handle, %2
  jump loop(i64 0, i64 0)
loop(%3: i64, %4: i64):
  invoke @mayFail(%3) to fine(%3, %4) unwind caught(%3, %4)
fine(%5: i64, %6: i64, %7: i64):
  %8: i64 = add %5, %1
  call @print.i64(%8)
  jump step(%6, %7)
caught(%9: ref, %10: i64, %11: i64) [cold]:
  call @print(%9)
  release %9
  jump step(%10, %11)
step(%12: i64, %13: i64):
  %14: i64 = add %13, i64 3
  suspend again(%12, %14) destroy gone()
again(%15: i64, %16: i64):
  %17: i64 = add %15, i64 1
  %18: i1 = compare ult %17, i64 4
  branch %18, loop(%17, %16), done(%16)
done(%19: i64):
  call @print("done ")
  call @print.i64(%19)
  release %0
  coro.end
gone:
  call @print("destroyed\\n")
  release %0
  coro.end
}
`;

function runsToItsEnd(level: "O0" | "O2", debug: boolean): void {
  test(`a coroutine runs to its end, with values and errors across suspensions (${level}${debug ? " -g" : ""})`, async () => {
    const text = `${common}
func @start () -> void {
entry:
  %0: ref = call @newBox(i64 5)
  %1: i1 = call @counter(%0, i64 1)
  call @report()
  call @resume()
  call @resume()
  call @resume()
  call @resume()
  call @report()
  call @exit(i64 0)
  unreachable
}`;
    assert.equal(
      await output(text, level, debug),
      [
        "0000000000000001",
        "live 0000000000000002",
        "0000000000000011",
        "failed at two",
        "0000000000000031",
        "done 000000000000000c",
        "drop 0000000000000005",
        "live 0000000000000000",
        "",
      ].join("\n"),
    );
  });
}

forEachLevel((level) => {
  for (const debug of [false, true]) runsToItsEnd(level, debug);

  test(`destroying a suspended coroutine runs its cleanup and frees the frame (${level})`, async () => {
    const text = `${common}
func @start () -> void {
entry:
  %0: ref = call @newBox(i64 5)
  %1: i1 = call @counter(%0, i64 1)
  call @resume()
  %2: ptr = global.get @handle
  intrinsic coro.destroy(%2)
  call @report()
  call @exit(i64 0)
  unreachable
}`;
    assert.equal(
      await output(text, level),
      "0000000000000001\n0000000000000011\ndestroyed\ndrop 0000000000000005\nlive 0000000000000000\n",
    );
  });

  test(`without memory for the frame the call gives false and releases owned arguments (${level})`, async () => {
    const text = `${common}
func @start () -> void {
entry:
  %0: ref = call @newBox(i64 5)
  global.set @fail.next, i1 1
  %1: i1 = call @counter(%0, i64 1)
  %2: i64 = convert zext %1 to i64
  call @print.i64(%2)
  call @report()
  call @exit(i64 0)
  unreachable
}`;
    assert.equal(await output(text, level), "drop 0000000000000005\n0000000000000000\nlive 0000000000000000\n");
  });

  test(`a coroutine that never suspends ends inside its call (${level})`, async () => {
    const text = `${common}
func @straight (%0 box: ref owned) -> i1 coroutine {
entry:
  call @print("straight\\n")
  release %0
  coro.end
}
func @start () -> void {
entry:
  %0: ref = call @newBox(i64 6)
  %1: i1 = call @straight(%0)
  %2: i64 = convert zext %1 to i64
  call @print.i64(%2)
  call @report()
  call @exit(i64 0)
  unreachable
}`;
    assert.equal(
      await output(text, level),
      "straight\ndrop 0000000000000006\n0000000000000001\nlive 0000000000000000\n",
    );
  });

  test(`doubles, anys and objects live across a suspension; an error may be kept (${level})`, async () => {
    const text = `${common}
func @keep (%0 box: ref owned, %1 x: f64) -> i1 coroutine {
entry:
  %2: ptr = intrinsic coro.handle()
  global.set @handle, %2
  %3: f64 = fmul %1, f64 1.5
  %4: ref = call @newBox(i64 7)
  %5: any = any.box ref %4
  invoke @mayFail(i64 2) to never(%5) unwind kept(%5)
never(%6: i64, %7: any):
  release %7
  release %0
  coro.end
kept(%8: ref, %9: any):
  suspend next(%8, %9) destroy gone(%8, %9)
next(%10: ref, %11: any):
  call @print(%10)
  %12: i64 = convert fptosi %3 to i64
  call @print.i64(%12)
  %13: ref = any.unbox ref %11
  %14: i64 = field.get @Box value, %13
  call @print.i64(%14)
  release %10
  release %11
  release %0
  coro.end
gone(%15: ref, %16: any):
  release %15
  release %16
  release %0
  coro.end
}
func @start () -> void {
entry:
  %0: ref = call @newBox(i64 6)
  %1: i1 = call @keep(%0, f64 3)
  call @resume()
  call @report()
  %2: ref = call @newBox(i64 8)
  %3: i1 = call @keep(%2, f64 3)
  %4: ptr = global.get @handle
  intrinsic coro.destroy(%4)
  call @report()
  call @exit(i64 0)
  unreachable
}`;
    assert.equal(
      await output(text, level),
      [
        "failed at two",
        "0000000000000004",
        "0000000000000007",
        "drop 0000000000000007",
        "drop 0000000000000006",
        "live 0000000000000000",
        "drop 0000000000000007",
        "drop 0000000000000008",
        "live 0000000000000000",
        "",
      ].join("\n"),
    );
  });
});
