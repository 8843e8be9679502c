/** Tasks, time and `select` in the booted kernel. */
import { heapStatistics } from "../../../kernel/src/memory/heap.ts";
import { currentTask, findTask, kill, spawn, taskCount, taskList } from "../../../kernel/src/tasks/executor.ts";
import { select, when } from "../../../kernel/src/tasks/select.ts";
import type { JoinHandle } from "../../../kernel/src/tasks/task.ts";
import { expect, println, setTestTimeout, test } from "../../../kernel/src/test/framework.ts";
import { calendarOf, calendarText } from "../../../kernel/src/time/calendar.ts";
import { clockName, haltedNs, startClock, timerNs, timestampHz } from "../../../kernel/src/time/clock.ts";
import { Duration } from "../../../kernel/src/time/duration.ts";
import { Interval } from "../../../kernel/src/time/interval.ts";
import { sleep, sleepUntil, timerCount } from "../../../kernel/src/time/sleep.ts";
import { now, nowNs, uptimeMs } from "../../../kernel/src/time/source.ts";
import { wallClock } from "../../../kernel/src/time/wall.ts";
import { boot, check } from "./boot.ts";

boot();
startClock();
setTestTimeout(60_000);

/** The one that limits the time of the test itself. */
const limitTimers = 1;

test("a task gives its result to whoever joins it", async () => {
  const task = spawn("answer", async () => {
    await sleep(5);
    return 42;
  });
  expect(await task.join()).toBe(42);
  expect(await task.join()).toBe(42);
  check(findTask(task.id) === null, "the task is still there");
});

test("a task's error goes to whoever joins it", async () => {
  const task = spawn<void>("fails", async () => {
    throw new Error("on purpose");
  });
  let message = "";
  try {
    await task.join();
  } catch (error) {
    message = String(error);
  }
  expect(message).toBe("Error: on purpose");
});

test("cancelling runs finally and using, and ends the task", async () => {
  const log: string[] = [];
  const task = spawn("cancelled", async (signal) => {
    using _ = { [Symbol.dispose]: () => void log.push("using") };
    try {
      await sleep(1e9, signal);
    } finally {
      log.push("finally");
    }
  });
  await sleep(2);
  check(kill(task.id, new Error("enough")), "no such task");
  try {
    await task.join();
    log.push("joined");
  } catch (error) {
    log.push(String(error));
  }
  expect(log.join()).toBe("finally,using,Error: enough");
  expect(timerCount()).toBe(limitTimers);
});

test("a task knows itself, and the list knows all", async () => {
  const before = taskCount();
  const task = spawn("self", async () => {
    await sleep(1);
    return currentTask();
  });
  expect(taskCount()).toBe(before + 1);
  const listed = taskList().find((each) => each.id === task.id);
  expect(listed?.name).toBe("self");
  expect(listed?.state).toBe("ready");
  const self = await task.join();
  expect(self?.id).toBe(task.id);
  expect(self?.state).toBe("running");
  expect(taskCount()).toBe(before);
});

test("select gives the first, and leaves no timer and no waiter behind", async () => {
  const fast = new Interval(2);
  const slow = new Interval(1000);
  const first = await select(when("fast", fast), when("slow", slow));
  expect(first.kind).toBe("fast");
  if (first.kind === "fast") expect(first.value.missed).toBe(0);
  expect(timerCount()).toBe(limitTimers);
  const second = await select(
    when("sleep", (signal) => sleep(100000, signal)),
    when("task", (signal) => spawn("quick", async () => "done").join(signal)),
  );
  expect(second.kind).toBe("task");
  if (second.kind === "task") expect(second.value).toBe("done");
  await sleep(1);
  expect(timerCount()).toBe(limitTimers);
});

test("intervals keep their distances", async () => {
  const start = now();
  const interval = new Interval(Duration.milliseconds(3));
  let ticks = 0;
  for await (const tick of interval) {
    ticks++;
    // A nanosecond for rounding: both times may lie within one clock of the timer, and are no whole numbers.
    expect(tick.due.since(start).ns).toBeGreaterThanOrEqual(ticks * 3e6 - 1);
    if (ticks === 5) break;
  }
  const took = now().since(start).ms;
  check(took >= 15, `took only ${took} ms`);
});

test("sleepUntil, timeouts and signals with a time limit", async () => {
  const start = now();
  await sleepUntil(start.plus(Duration.milliseconds(4)));
  check(now().since(start).ms >= 4, "too early");
  let fired = 0;
  setTimeout(() => fired++, 3);
  const never = setTimeout(() => (fired += 100), 3);
  clearTimeout(never);
  await sleep(10);
  expect(fired).toBe(1);
  let name = "";
  try {
    await sleep(1e6, AbortSignal.timeout(5));
  } catch (error) {
    if (error instanceof DOMException) name = error.name;
  }
  expect(name).toBe("TimeoutError");
});

test("the processor is halted while nothing is to do", async () => {
  const halted = haltedNs();
  const start = uptimeMs();
  await sleep(300);
  const share = (haltedNs() - halted) / 1e6 / (uptimeMs() - start);
  check(share > 0.9, `halted ${share * 100} %`);
});

test("1,000 tasks come and go without a trace", async () => {
  const run = async (leastMs: number): Promise<void> => {
    const tasks: JoinHandle<void>[] = [];
    for (let i = 0; i < 1000; i++) tasks.push(spawn(`number ${i}`, () => sleep(leastMs + (i % 7))));
    for (const task of tasks) await task.join();
  };
  await run(300); // all at once: tables grow to their size
  const before = heapStatistics().bytesUsed;
  await run(0);
  expect(heapStatistics().bytesUsed).toBe(before);
});

test("out of memory on spawn is an error of whoever spawns, and all is well afterwards", async () => {
  const before = taskCount();
  const tasks: JoinHandle<void>[] = [];
  let message = "";
  // What the test itself needs to go on.
  let reserve: number[] | null = new Array<number>(50_000).fill(0.5);
  try {
    for (;;) tasks.push(spawn("one of many", async () => {}));
  } catch (error) {
    if (error instanceof RangeError) message = error.message;
  }
  check(reserve.length > 0, "no reserve");
  reserve = null;
  check(message.includes("memory") || message.includes("tasks already"), message);
  const reason = new Error("not needed");
  for (const task of tasks) task.cancel(reason);
  while (taskCount() > before) await sleep(1);
  println(`${tasks.length} tasks fitted, then: ${message}`);
  expect(await spawn("after", async () => "fine").join()).toBe("fine");
});

test("the date goes on with the clock", async () => {
  const start = wallClock();
  check(start.year >= 2024, `${start.year}`);
  println(calendarText(start));
  await sleep(2500);
  const end = wallClock();
  const elapsed = end.epochMs - start.epochMs;
  check(elapsed >= 2500 && elapsed < 2700, `${elapsed} ms`);
  println(calendarText(end));
  expect(calendarText(calendarOf(end.epochMs))).toBe(calendarText(end));
});

test("the time by the time-stamp counter is that of the interval timer, and never goes back", async () => {
  println(`${clockName()}, ${Math.round(timestampHz() / 1e6)} MHz`);
  startClock(true);
  expect(clockName()).toBe("PIT and TSC");
  let last = nowNs();
  for (let round = 0; round < 20; round++) {
    await sleep(20);
    for (let i = 0; i < 1000; i++) {
      const at = nowNs();
      check(at >= last, `${last} and then ${at}`);
      last = at;
    }
    // The host may stop the machine between two readings: the best of some counts.
    let off = Infinity;
    for (let i = 0; i < 10; i++) off = Math.min(off, Math.abs(nowNs() - timerNs()));
    check(off < 1e6, `off by ${off} ns`);
  }
});
