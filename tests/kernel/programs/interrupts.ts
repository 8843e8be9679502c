/** Exceptions that return, the clock, and the executor in the booted kernel. */
import { breakpoint, interruptsEnabled, readTimestamp } from "../../../kernel/src/arch/x86_64/cpu.ts";
import { irqsSeen } from "../../../kernel/src/arch/x86_64/irq.ts";
import { expect, test } from "../../../kernel/src/test/framework.ts";
import { startClock } from "../../../kernel/src/time/clock.ts";
import { Duration } from "../../../kernel/src/time/duration.ts";
import { sleep, sleepUntil } from "../../../kernel/src/time/sleep.ts";
import { now, uptimeMs } from "../../../kernel/src/time/source.ts";
import { boot, check } from "./boot.ts";

boot();
startClock();

test("a breakpoint reports and returns", () => {
  const values = [1, 2, 3];
  let sum = 0.5;
  breakpoint();
  for (const value of values) sum += value;
  expect(sum).toBe(6.5);
});

test("tasks run with interrupts enabled", () => {
  check(interruptsEnabled(), "interrupts are off");
});

test("the clock goes on, and interrupts, while a task computes", () => {
  const start = uptimeMs();
  const alarms = irqsSeen(0);
  while (uptimeMs() < start + 120) {
    // the alarm comes at least every 50 ms
  }
  check(irqsSeen(0) >= alarms + 2, "no interrupt came");
});

test("the time-stamp counter runs", () => {
  const start = readTimestamp();
  check(readTimestamp() > start, "it stands still");
});

test("sleeping takes at least the time asked for", async () => {
  const start = uptimeMs();
  await sleep(30);
  check(uptimeMs() >= start + 30, "woke too early");
});

test("sleepers wake in the order of their deadlines", async () => {
  const order: number[] = [];
  const waits: Promise<void>[] = [];
  const start = now();
  for (const ms of [30, 10, 20, 5]) {
    waits.push(sleepUntil(start.plus(Duration.milliseconds(ms))).then(() => void order.push(ms)));
  }
  await Promise.all(waits);
  expect(order.join()).toBe("5,10,20,30");
});

test("vector registers survive interrupts", () => {
  const end = uptimeMs() + 30;
  let sum = 0;
  let rounds = 0;
  while (uptimeMs() < end) {
    sum += 0.25;
    rounds++;
  }
  expect(sum).toBe(rounds / 4);
});
