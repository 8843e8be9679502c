/** The executor: ids, wakes, turns, errors, cancelling, limits. */
import { asyncContext, u32 } from "osmium";
import { addWoken, isWoken, noSlot, removeWoken, takeWokenTask } from "../../../kernel/src/memory/wake-set.ts";
import { Event } from "../../../kernel/src/sync/event.ts";
import { deviceSlotCount, onDeviceWake, taskSlotCount, wake } from "../../../kernel/src/sync/wake.ts";
import { currentTask, findTask, kill, spawn, taskAt, taskCount, taskList } from "../../../kernel/src/tasks/executor.ts";
import { type JoinHandle, parseTaskId, taskIdText } from "../../../kernel/src/tasks/task.ts";
import { sleep, timerCount } from "../../../kernel/src/time/sleep.ts";
import { check, equal, Random, reports, runTests, test } from "./harness.ts";

/** Lets every other task run until it waits. */
async function settle(): Promise<void> {
  await sleep(1);
}

async function failureOf<T>(promise: Promise<T>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "none";
}

test("the set of woken slots agrees with a list, over 200,000 random steps", async () => {
  const random = new Random(1);
  const limit = 262144 - 64;
  const model: boolean[] = new Array<boolean>(limit + 64).fill(false);
  const members: u32[] = [];
  const forget = (slot: u32): void => {
    const at = members.indexOf(slot);
    if (at >= 0) members.splice(at, 1);
    model[slot] = false;
  };
  // A few neighbourhoods, so that words and their sums fill and empty.
  const place = (): u32 => u32(64 + ((random.below(8) * 32749 + random.below(130)) % limit));
  for (let round = 0; round < 200000; round++) {
    const slot = place();
    switch (random.below(4)) {
      case 0:
      case 1:
        addWoken(slot);
        if (!model[slot]!) members.push(slot);
        model[slot] = true;
        break;
      case 2:
        removeWoken(slot);
        forget(slot);
        break;
      default: {
        const taken = takeWokenTask(slot);
        let expected: u32 = noSlot;
        let least = Infinity;
        for (const member of members) {
          const distance = member >= slot ? member - slot : member + 1e6 - slot;
          if (distance < least) {
            least = distance;
            expected = member;
          }
        }
        equal<number>(taken, expected);
        if (taken !== noSlot) forget(taken);
      }
    }
    equal(isWoken(slot), model[slot]!);
  }
  for (const member of members) removeWoken(member);
});

test("a task that is woken ten times before its turn runs once", async () => {
  const events: Event[] = [];
  for (let i = 0; i < 10; i++) events.push(new Event());
  let done = 0;
  const task = spawn("waits for ten things", async () => {
    await Promise.all(events.map((event) => event.wait()));
    done++;
  });
  await settle();
  const before = findTask(task.id)!;
  for (const event of events) event.fire();
  equal(findTask(task.id)!.state, "ready");
  await task.join();
  equal(done, 1);
  equal(before.runs, 1);
  // The record is gone with the task: look at one that goes on.
  const looping = spawn("goes on", async (signal) => {
    for (;;) await Promise.all(events.map((event) => event.wait(signal)));
  });
  await settle();
  for (const event of events) event.fire();
  await settle();
  const info = findTask(looping.id)!;
  equal(info.wakes, 10);
  equal(info.runs, 2);
  looping.cancel();
  await failureOf(looping.join());
});

test("waking a slot any number of times runs its owner once", async () => {
  let runs = 0;
  onDeviceWake(7, () => runs++);
  for (let i = 0; i < 10; i++) wake(7);
  await settle();
  equal(runs, 1);
});

test("tasks take turns in the order of their slots, and no slot is an advantage", async () => {
  const turns: number[] = [];
  let stop = false;
  const tasks: JoinHandle<void>[] = [];
  const event = new Event();
  for (let i = 0; i < 20; i++) {
    turns.push(0);
    tasks.push(
      spawn(`turn ${i}`, async () => {
        while (!stop) {
          turns[i]!++;
          // Ready again at once: its own timer is due already.
          await sleep(0);
        }
      }),
    );
  }
  for (let i = 0; i < 500; i++) await sleep(0);
  stop = true;
  event.fire();
  for (const task of tasks) await task.join();
  const least = Math.min(...turns);
  const most = Math.max(...turns);
  check(least > 0 && most - least <= 2, `turns between ${least} and ${most}`);
});

test("a task that keeps awaiting what has settled keeps neither devices nor tasks waiting", async () => {
  let stop = false;
  let spins = 0;
  let device = 0;
  const spinner = spawn("spins", async () => {
    while (!stop) {
      spins++;
      await null;
    }
  });
  onDeviceWake(7, () => device++);
  let others = 0;
  const other = spawn("other", async () => {
    for (let i = 0; i < 10; i++) {
      await sleep(0);
      others++;
    }
  });
  wake(7);
  await other.join();
  const atEnd = spins;
  stop = true;
  await spinner.join();
  equal(device, 1);
  equal(others, 10);
  check(atEnd > 100 && atEnd < 20000, `${atEnd} spins in between`);
});

test("an id is never given out twice, and a stale one reaches nobody", async () => {
  const first = spawn("first", async () => 1);
  equal(await first.join(), 1);
  const second = spawn("second", async () => {
    await sleep(1e6);
    return 2;
  });
  await settle();
  check(first.id !== second.id, "the same id");
  equal(Number(first.id) % 262144, Number(second.id) % 262144);
  check(findTask(first.id) === null && !kill(first.id), "the stale id reaches someone");
  const info = findTask(second.id)!;
  equal(info.generation, Math.floor(Number(first.id) / 262144) + 1);
  equal(taskAt(u32(info.index))!.name, "second");
  equal(parseTaskId(taskIdText(second.id)), second.id);
  equal(parseTaskId("nonsense"), null);
  check(kill(second.id), "not killed");
  await settle();
  check(findTask(second.id) !== null, "a task without a signal to heed was ended");
});

test("context follows a task across awaits, timers, and the tasks that it waits for", async () => {
  const contexts: boolean[] = [];
  const outer = spawn("outer", async () => {
    const own = asyncContext();
    contexts.push(currentTask()?.name === "outer");
    await sleep(1);
    contexts.push(asyncContext() === own);
    const inner = spawn("inner", async () => currentTask()?.name === "inner");
    contexts.push(await inner.join());
    await Promise.all([sleep(2), sleep(3)]);
    contexts.push(asyncContext() === own);
    queueMicrotask(() => contexts.push(asyncContext() === own));
    await null;
    contexts.push(asyncContext() === own);
  });
  await outer.join();
  equal(contexts.join(), "true,true,true,true,true,true");
});

test("tasks that await by turns each keep their own context, whatever they await", async () => {
  const rounds = 50;
  const names = ["ada", "alan", "grace"];
  const event = new Event();
  const strays: string[] = [];
  const running = names.map((name, index) =>
    spawn(name, async () => {
      const note = (where: string): void => {
        if (currentTask()?.name !== name) strays.push(`${name} ${where}: ${currentTask()?.name}`);
      };
      for (let round = 0; round < rounds; round++) {
        await null;
        note("settled");
        if ((round + index) % 3 === 0) await sleep(0.1);
        note("slept");
        event.fire();
        if (round % 7 === index && round < rounds - 10) await event.wait();
        note("waited");
        await (async () => {
          await Promise.resolve();
          note("inside");
        })();
        note("outside");
      }
    }),
  );
  // One ends before the next begins to wait.
  for (let i = 0; i < 5; i++) {
    const name = `short ${i}`;
    const short = spawn(name, async () => {
      await null;
      if (currentTask()?.name !== name) strays.push(`${name}: ${currentTask()?.name}`);
    });
    running.push(short);
  }
  for (const task of running) await task.join();
  equal(strays.join(", "), "");
});

test("an error that nobody joins for is reported with the task's name, and ends only that task", async () => {
  reports.length = 0;
  spawn("unlucky", async () => {
    await sleep(1);
    throw new Error("nobody joins");
  });
  const fine = spawn("fine", async () => {
    await sleep(5);
    return "still here";
  });
  equal(await fine.join(), "still here");
  equal(reports.join(), "unlucky: nobody joins");
});

test("errors that nobody catches inside a task name it, and ask it to end", async () => {
  reports.length = 0;
  const task = spawn("careless", async (signal) => {
    queueMicrotask(() => {
      throw new Error("thrown in a microtask");
    });
    await sleep(1e6, signal);
  });
  await failureOf(task.join());
  const other = spawn("forgetful", async (signal) => {
    void Promise.reject(new Error("rejected"));
    await sleep(1e6, signal);
  });
  await failureOf(other.join());
  equal(reports.join(), "careless: thrown in a microtask,forgetful: rejected");
});

test("a joined error is not reported; a body that throws at once is an error like any", async () => {
  reports.length = 0;
  const task = spawn<number>("throws", () => {
    throw new Error("at once");
  });
  equal(await failureOf(task.join()), "at once");
  equal(reports.length, 0);
});

test("cancelling runs finally and using, from inside out, and is no error of the task", async () => {
  reports.length = 0;
  const log: string[] = [];
  const inner = async (signal: AbortSignal): Promise<void> => {
    using _ = { [Symbol.dispose]: () => void log.push("using") };
    try {
      await new Event().wait(signal);
    } finally {
      log.push("inner");
    }
  };
  const task = spawn("cancelled", async (signal) => {
    try {
      await inner(signal);
    } finally {
      await sleep(1); // cleaning up may wait
      log.push("outer");
    }
  });
  await settle();
  task.cancel();
  task.cancel();
  equal(findTask(task.id)!.state, "cancelling");
  await sleep(5);
  equal(log.join(), "inner,using,outer");
  check(task.isDone && findTask(task.id) === null, "it goes on");
  equal(reports.length, 0);
  equal(await failureOf(task.join()), "This operation was aborted");
});

test("a task that is cancelled before its first turn never begins", async () => {
  let begun = false;
  const task = spawn("never begins", async () => {
    begun = true;
  });
  task.cancel(new Error("too late"));
  equal(await failureOf(task.join()), "too late");
  check(!begun, "it has begun");
});

test("join can be given up by a signal, and the task goes on", async () => {
  const task = spawn("slow", async () => {
    await sleep(50);
    return "done";
  });
  const controller = new AbortController();
  const joining = failureOf(task.join(controller.signal));
  await sleep(10);
  controller.abort(new Error("given up"));
  equal(await joining, "given up");
  equal(await task.join(), "done");
});

test("there can be 262,080 tasks, one more is an error of whoever spawns it, and all end", async () => {
  const before = taskCount();
  const event = new Event();
  const tasks: JoinHandle<void>[] = [];
  for (let i = before; i < taskSlotCount; i++) tasks.push(spawn("one of many", () => event.wait()));
  equal<number>(taskCount(), taskSlotCount);
  let message = "";
  try {
    spawn("one too many", async () => {});
  } catch (error) {
    if (error instanceof RangeError) message = error.message;
  }
  equal(message, "there are 262080 tasks already");
  await settle();
  equal(taskList().length, taskCount());
  event.fire();
  for (const task of tasks) await task.join();
  equal(taskCount(), before);
  const next = spawn("after the flood", async () => "room again");
  equal(await next.join(), "room again");
});

test("nothing is left of all this but a task that heeds no signal, and this one", async () => {
  equal(taskCount(), 2);
  equal(timerCount(), 1);
  equal(deviceSlotCount, 64);
});

runTests();
