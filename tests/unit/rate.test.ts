/** The clock that follows another: monotonic, and in step. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { FollowingClock } from "../../kernel/src/time/rate.ts";

for (const error of [-0.002, -0.0001, 0, 0.0003, 0.002]) {
  test(`a first estimate that is ${error * 100} % wrong is made good, and the time never goes back`, () => {
    let seed = 5;
    const random = (): number => {
      seed = (seed * 48271) % 0x7fffffff;
      return seed / 0x7fffffff;
    };
    const nsPerTick = 0.37;
    const clock = new FollowingClock(1e6, 0, nsPerTick * (1 + error));
    let ticks = 1e6;
    let last = 0;
    for (let second = 0; second < 30; second += 0.05) {
      for (let reading = 0; reading < 5; reading++) {
        ticks += (0.01e9 / nsPerTick) * (0.5 + random());
        const shown = clock.nsAt(ticks);
        assert.ok(shown >= last);
        last = shown;
      }
      const exact = (ticks - 1e6) * nsPerTick;
      clock.compare(ticks, Math.floor(exact / 838) * 838);
      if (second > 10)
        assert.ok(Math.abs(clock.nsAt(ticks) - exact) < 2500, `${clock.nsAt(ticks) - exact} ns at ${second} s`);
    }
    assert.ok(Math.abs(clock.ticksPerSecond * nsPerTick - 1e9) < 1e4);
  });
}

test("comparisons right at the start, when a microsecond of doubt is much, do no harm", () => {
  const clock = new FollowingClock(0, 0, 1.0001);
  let ticks = 0;
  for (let i = 0; i < 1000; i++) {
    ticks += i < 20 ? 100_000 : 10_000_000;
    clock.compare(ticks, Math.floor(ticks / 838) * 838);
    assert.ok(Math.abs(clock.nsAt(ticks) - ticks) < 20_000, `${clock.nsAt(ticks) - ticks} ns after ${ticks}`);
  }
});
