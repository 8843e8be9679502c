/**
 * Idling, with QEMU's clock counting instructions: a wake-up is not lost wherever the interrupt falls between the look for work and the halt; ten minutes with a
 * thousand sleeping tasks leave nothing behind and keep the time; an idle processor is halted.
 */
import { irqsSeen } from "../../../kernel/src/arch/x86_64/irq.ts";
import { heapStatistics } from "../../../kernel/src/memory/heap.ts";
import { spawn, taskCount } from "../../../kernel/src/tasks/executor.ts";
import type { JoinHandle } from "../../../kernel/src/tasks/task.ts";
import { expect, println, setTestTimeout, test } from "../../../kernel/src/test/framework.ts";
import { haltedNs, startClock } from "../../../kernel/src/time/clock.ts";
import { sleep, sleepUntilNs, timerCount } from "../../../kernel/src/time/sleep.ts";
import { nowNs, uptimeMs } from "../../../kernel/src/time/source.ts";
import { boot, check } from "./boot.ts";

boot();
startClock();
setTestTimeout(900_000);

/** Some ten instructions that nobody needs, so many times. */
function waste(rounds: number): void {
  for (let i = 0; i < rounds; i++) irqsSeen(0);
}

const alarmNs = 150_000;
let latestNs = 0;

/** Sleeps while wasting time. Did the processor have to halt, or had the alarm come before that? */
async function haltsAfter(rounds: number): Promise<boolean> {
  const before = haltedNs();
  const deadline = nowNs() + alarmNs;
  const sleeping = sleepUntilNs(deadline);
  waste(rounds);
  await sleeping;
  latestNs = Math.max(latestNs, nowNs() - deadline);
  return haltedNs() > before;
}

test("no wake-up is lost, wherever the interrupt falls around the look and the halt", async () => {
  // So much waste that the alarm comes about when the processor is to halt.
  let least = 0;
  let most = alarmNs;
  while (most - least > 1) {
    const middle = Math.floor((least + most) / 2);
    if (await haltsAfter(middle)) least = middle;
    else most = middle;
  }
  let halted = 0;
  let found = 0;
  latestNs = 0;
  for (let sweep = 0; sweep < 4; sweep++) {
    for (let rounds = least - 300; rounds < least + 300; rounds++) {
      if (await haltsAfter(rounds)) halted++;
      else found++;
    }
  }
  println(`${halted} halts, ${found} wakes before the halt, at most ${Math.floor(latestNs)} ns late`);
  check(halted > 500 && found > 500, `${halted} halts, ${found} without`);
  // The alarm repeats: a wake-up that is lost would come a whole alarm late.
  check(latestNs < alarmNs / 2, `${latestNs} ns late`);
});

test("a processor with nothing to do is halted for more than 99 % of the time", async () => {
  const halted = haltedNs();
  const start = nowNs();
  const interrupts = irqsSeen(0);
  await sleep(10_000);
  const took = nowNs() - start;
  const share = (haltedNs() - halted) / took;
  println(`halted ${(share * 100).toFixed(3)} %, ${irqsSeen(0) - interrupts} interrupts in 10 s`);
  check(share > 0.99, `halted ${share * 100} %`);
  check(irqsSeen(0) - interrupts < 250, "too many interrupts");
});

/** Tasks that sleep at random until a time. Gives how often they slept, and by how much the latest was late. */
async function soak(tasks: number, untilMs: number): Promise<{ naps: number; latestNs: number }> {
  let seed = 20250701;
  const random = (below: number): number => {
    seed = (seed * 48271) % 0x7fffffff;
    return seed % below;
  };
  let naps = 0;
  let latestNs = 0;
  let early = 0;
  const handles: JoinHandle<void>[] = [];
  for (let i = 0; i < tasks; i++) {
    handles.push(
      spawn("sleeper", async () => {
        while (uptimeMs() < untilMs) {
          const deadline = nowNs() + random(60_000) * 1e6;
          await sleepUntilNs(deadline);
          const late = nowNs() - deadline;
          if (late < 0) early++;
          latestNs = Math.max(latestNs, late);
          naps++;
        }
      }),
    );
  }
  for (const handle of handles) await handle.join();
  expect(early).toBe(0);
  return { naps, latestNs };
}

test("ten minutes with a thousand tasks that sleep at random leave nothing behind", async () => {
  await soak(1000, uptimeMs() + 1000); // tables grow to their size
  const tasks = taskCount();
  const timers = timerCount();
  const before = heapStatistics().bytesUsed;
  const { naps, latestNs } = await soak(1000, uptimeMs() + 600_000);
  println(`${naps} naps, at most ${Math.floor(latestNs / 1000)} µs late`);
  expect(heapStatistics().bytesUsed).toBe(before);
  expect(taskCount()).toBe(tasks);
  expect(timerCount()).toBe(timers);
  check(naps > 15_000, `only ${naps} naps`);
});
