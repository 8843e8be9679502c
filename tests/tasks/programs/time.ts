/** Sleeping, intervals and `select`, over a clock that the test moves. */
import { Event } from "../../../kernel/src/sync/event.ts";
import { spawn, taskCount } from "../../../kernel/src/tasks/executor.ts";
import { select, when, whenAborted } from "../../../kernel/src/tasks/select.ts";
import type { JoinHandle } from "../../../kernel/src/tasks/task.ts";
import { Duration } from "../../../kernel/src/time/duration.ts";
import { FrameClock } from "../../../kernel/src/time/frame-clock.ts";
import { Interval, type Missed } from "../../../kernel/src/time/interval.ts";
import { cancelTimer, sleep, sleepUntil, startTimer, timerCount } from "../../../kernel/src/time/sleep.ts";
import { now, nowNs, uptimeMs } from "../../../kernel/src/time/source.ts";
import type { Timer } from "../../../kernel/src/time/timers.ts";
import { check, equal, passTime, Random, runTests, test } from "./harness.ts";

async function failureOf<T>(promise: Promise<T>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "none";
}

test("sleepers wake at their deadlines to the nanosecond, in order, those of equal ones as they came", async () => {
  const start = nowNs();
  const order: string[] = [];
  const spans = [30, 10, 20.5, 10, 0, -5, 0.25];
  const sleeping = spans.map((ms, index) =>
    sleep(ms).then(() => void order.push(`${index} after ${(nowNs() - start) / 1e6}`)),
  );
  await Promise.all(sleeping);
  equal(order.join(", "), "5 after 0, 4 after 0, 6 after 0.25, 1 after 10, 3 after 10, 2 after 20.5, 0 after 30");
});

test("a frame clock beats, counts what was missed, and ends with its signal", async () => {
  const start = nowNs();
  const timers = timerCount();
  const controller = new AbortController();
  const frames: string[] = [];
  {
    using clock = new FrameClock(10, controller.signal);
    for (let i = 0; i < 3; i++) frames.push(`${await clock.next()} at ${(nowNs() - start) / 1e6}`);
    await sleep(35);
    for (let i = 0; i < 2; i++) frames.push(`${await clock.next()} at ${(nowNs() - start) / 1e6}`);
    const waiting = failureOf(clock.next());
    equal(await failureOf((async () => clock.next())()), "two functions wait for the same frame");
    controller.abort(new Error("enough"));
    equal(await waiting, "enough");
    equal(await failureOf(clock.next()), "enough");
  }
  equal(frames.join(", "), "0 at 10, 0 at 20, 0 at 30, 2 at 65, 0 at 70");
  equal(timerCount(), timers);
});

test("until the executor has come to who waits for a frame, nobody else can wait for it", async () => {
  const clock = new FrameClock(10, new AbortController().signal);
  const end = nowNs() + 10e6;
  const frame = clock.next();
  let second = "";
  const waitToo = async (): Promise<void> => {
    second = await failureOf((async () => clock.next())());
  };
  startTimer(end, () => void waitToo()); // behind the clock's own
  const missed = await frame;
  await sleep(1);
  equal(`${missed} ${second}`, "0 two functions wait for the same frame");
  equal(await clock.next(), 0);
  equal(nowNs(), end + 10e6);
  clock[Symbol.dispose]();
});

test("durations and instants say what they mean", async () => {
  const start = now();
  await sleep(Duration.microseconds(1500));
  equal(now().since(start).ms, 1.5);
  await sleepUntil(start.plus(Duration.seconds(1)));
  equal(now().since(start).s, 1);
  equal(Duration.minutes(1).minus(Duration.milliseconds(500)).s, 59.5);
  check(start.isBefore(now()), "time stands still");
});

test("very long sleeps don't come early, and endless ones never", async () => {
  const before = timerCount();
  const controller = new AbortController();
  const sleeping = [2 ** 31, 2 ** 32 + 5, 2 ** 53, Number.MAX_VALUE, Infinity].map((ms) =>
    failureOf(sleep(ms, controller.signal)),
  );
  await sleep(3_000_000); // 50 minutes
  equal(timerCount(), before + 3); // more milliseconds than there are nanoseconds: endless
  controller.abort(new Error("woken"));
  equal((await Promise.all(sleeping)).join(), "woken,woken,woken,woken,woken");
  equal(timerCount(), before);
});

test("a cancelled sleep leaves no timer; one with an aborted signal never starts", async () => {
  const controller = new AbortController();
  const sleeping = failureOf(sleep(1000, controller.signal));
  equal(timerCount(), 1);
  controller.abort(new Error("enough"));
  equal(timerCount(), 0);
  equal(await sleeping, "enough");
  equal(await failureOf(sleep(1000, controller.signal)), "enough");
  equal(timerCount(), 0);
});

test("a million timers, half of them cancelled, fire in order", async () => {
  const random = new Random(42);
  const timers: Timer[] = [];
  let last = 0;
  let fired = 0;
  let early = 0;
  const start = nowNs();
  for (let i = 0; i < 1_000_000; i++) {
    const deadline = start + random.below(1_000_000_000);
    timers.push(
      startTimer(deadline, () => {
        fired++;
        if (deadline < last || nowNs() < deadline) early++;
        last = deadline;
      }),
    );
  }
  for (let i = 0; i < timers.length; i += 2) cancelTimer(timers[i]!);
  equal(timerCount(), 500_000);
  await sleep(1001);
  equal(fired, 500_000);
  equal(early, 0);
  equal(timerCount(), 0);
});

/** Due times, in milliseconds, and missed ticks of six ticks of 10 ms, of which the second is asked for 35 ms late. */
async function ticksOf(missed: Missed): Promise<string> {
  const start = nowNs();
  const interval = new Interval(10, { missed });
  const ticks: string[] = [];
  for (let i = 0; i < 6; i++) {
    const tick = await interval.next();
    ticks.push(`${(tick.due.ns - start) / 1e6}@${(nowNs() - start) / 1e6}+${tick.missed}`);
    if (i === 0) passTime(45);
  }
  return ticks.join(" ");
}

test("missed ticks come in a burst, are skipped, or delay those that follow", async () => {
  equal(await ticksOf("burst"), "10@10+0 20@55+0 30@55+0 40@55+0 50@55+0 60@60+0");
  equal(await ticksOf("skip"), "10@10+0 50@55+3 60@60+0 70@70+0 80@80+0 90@90+0");
  equal(await ticksOf("delay"), "10@10+0 20@55+3 65@65+0 75@75+0 85@85+0 95@95+0");
});

test("an interval ends its loop when disposed of, and its wait when aborted", async () => {
  const interval = new Interval(5);
  let ticks = 0;
  for await (const _tick of interval) {
    ticks++;
    if (ticks === 3) interval[Symbol.dispose]();
  }
  equal(ticks, 3);
  const controller = new AbortController();
  const waiting = failureOf(new Interval(1000).next(controller.signal));
  controller.abort(new Error("no more ticks"));
  equal(await waiting, "no more ticks");
  equal(timerCount(), 0);
  let message = "";
  try {
    new Interval(0);
  } catch (error) {
    message = String(error);
  }
  equal(message, "RangeError: the period of an interval must be more than nothing");
});

test("select takes the case named first of those that are there, and loses none of the others", async () => {
  const fast = new Interval(10);
  const slow = new Interval(20);
  passTime(20);
  const kinds: string[] = [];
  for (let i = 0; i < 3; i++) kinds.push((await select(when("slow", slow), when("fast", fast))).kind);
  equal(kinds.join(), "slow,fast,fast");
  equal(timerCount(), 0);
});

test("select over a thousand rounds leaves no timer and no waiter behind", async () => {
  const event = new Event();
  const ticks = new Interval(3);
  const other = new Interval(7);
  const tasks = taskCount();
  let counts = 0;
  for (let i = 0; i < 1000; i++) {
    const result = await select(
      when("tick", ticks),
      when("other", other),
      when("event", (signal) => event.wait(signal)),
      when("never", (signal) => sleep(Infinity, signal)),
    );
    if (result.kind === "tick") counts++;
    equal(timerCount(), 0);
  }
  equal(counts, 700);
  await sleep(1);
  equal(event.waiters, 0);
  equal(taskCount(), tasks);
});

test("select gives a task's result, throws its error, and ends when a signal aborts", async () => {
  const ticks = new Interval(1000);
  const done = await select(
    when("tick", ticks),
    when(
      "task",
      spawn("quick", async () => "result"),
    ),
  );
  equal(done.kind === "task" ? done.value : "", "result");
  const failing = spawn<number>("fails", async () => {
    throw new Error("its error");
  });
  equal(await failureOf(select(when("tick", ticks), when("task", failing))), "its error");
  const failingCall = select(
    when("tick", ticks),
    when("call", async (_signal): Promise<number> => {
      throw new Error("the call's error");
    }),
  );
  equal(await failureOf(failingCall), "the call's error");
  const controller = new AbortController();
  const waiting = failureOf(select(when("tick", ticks), whenAborted(controller.signal)));
  await sleep(1);
  controller.abort(new Error("stop"));
  equal(await waiting, "stop");
  equal(timerCount(), 0);
});

test("a thousand tasks sleep at random for ten minutes and end when they should", async () => {
  const random = new Random(7);
  const end = uptimeMs() + 600_000;
  let naps = 0;
  let late = 0;
  const tasks: JoinHandle<void>[] = [];
  for (let i = 0; i < 1000; i++) {
    tasks.push(
      spawn(`sleeper ${i}`, async () => {
        while (uptimeMs() < end) {
          const span = random.below(20_000) / 4;
          const due = nowNs() + span * 1e6;
          await sleep(span);
          if (nowNs() !== due) late++;
          naps++;
        }
      }),
    );
  }
  for (const task of tasks) await task.join();
  check(naps > 200_000, `${naps} naps`);
  equal(late, 0);
  equal(timerCount(), 0);
});

runTests();
