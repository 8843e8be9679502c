/** The queue of timers against a sorted list, under Node. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Timer, TimerQueue } from "../../kernel/src/time/timers.ts";

const idle = (): void => {};

test("timers come out by deadline, then by age, whatever the order they went in, and cancelled ones never", () => {
  const queue = new TimerQueue();
  let model: Timer[] = [];
  let seed = 7;
  const random = (below: number): number => {
    seed = (seed * 48271) % 0x7fffffff;
    return seed % below;
  };
  for (let round = 0; round < 20_000; round++) {
    switch (random(4)) {
      case 0: {
        const nowNs = random(1000);
        const expected = model[0] !== undefined && model[0].deadlineNs <= nowNs ? model.shift() : undefined;
        assert.equal(queue.takeDue(nowNs) ?? undefined, expected);
        break;
      }
      case 1: {
        const timer = model[random(model.length + 1)];
        if (timer === undefined) break;
        queue.cancel(timer);
        queue.cancel(timer); // once more changes nothing
        model = model.filter((each) => each !== timer);
        break;
      }
      default: {
        const timer = new Timer(random(1000), idle);
        queue.add(timer);
        const behind = model.findIndex((each) => each.deadlineNs > timer.deadlineNs);
        model.splice(behind < 0 ? model.length : behind, 0, timer);
      }
    }
    assert.equal(queue.size, model.length);
    assert.equal(queue.earliestNs, model[0]?.deadlineNs ?? Infinity);
  }
});

test("a timer is not due before its deadline", () => {
  const queue = new TimerQueue();
  const timer = new Timer(10, idle);
  queue.add(timer);
  assert.equal(queue.takeDue(9.5), null);
  assert.equal(queue.takeDue(10), timer);
  assert.equal(queue.takeDue(11), null);
});

test("a timer that never is due is never taken", () => {
  const queue = new TimerQueue();
  queue.add(new Timer(Infinity, idle));
  queue.add(new Timer(2 ** 53 * 1e6, idle));
  assert.equal(queue.takeDue(Number.MAX_SAFE_INTEGER), null);
  assert.equal(queue.size, 2);
});
