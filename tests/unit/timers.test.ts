/** The queue of timers against a sorted list, under Node. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { TimerQueue } from "../../kernel/src/time/timers.ts";

test("timers come out by deadline, whatever the order they went in", () => {
  const queue = new TimerQueue();
  const model: number[] = [];
  let seed = 7;
  const random = (below: number): number => {
    seed = (seed * 48271) % 0x7fffffff;
    return seed % below;
  };
  for (let round = 0; round < 5000; round++) {
    if (random(3) > 0) {
      const deadlineMs = random(1000);
      queue.add({ deadlineMs, fire: () => {} });
      model.push(deadlineMs);
      model.sort((a, b) => a - b);
    } else {
      const now = random(1000);
      const expected = (model[0] ?? Infinity) <= now ? model.shift() : undefined;
      assert.equal(queue.takeDue(now)?.deadlineMs, expected);
    }
    assert.equal(queue.size, model.length);
    assert.equal(queue.earliestMs, model[0] ?? null);
  }
});

test("a timer is not due before its deadline", () => {
  const queue = new TimerQueue();
  queue.add({ deadlineMs: 10, fire: () => {} });
  assert.equal(queue.takeDue(9), null);
  assert.equal(queue.takeDue(10)?.deadlineMs, 10);
  assert.equal(queue.takeDue(11), null);
});
