/**
 * The machine's clock. Time is counted by channel 2 of the interval timer, which is never set anew: so it has no error but the crystal's, however often the alarm
 * (channel 0) is set. There is no periodic tick: the alarm interrupts when the earliest timer is due, and at least 20 times a second, because the counter
 * has only 16 bits and runs over every 55 ms. An idle kernel therefore costs next to nothing, and a timer is not rounded to a tick.
 *
 * Where the processor's time-stamp counter runs at one rate, that tells the time between two alarms, which is cheaper than asking the timer, and finer; it is
 * kept in step with the timer at each alarm. Elsewhere the timer is asked each time, to 838 ns.
 */
import { u32, u64 } from "osmium";
import {
  disableInterrupts,
  enableInterrupts,
  interruptsEnabled,
  readTimestamp,
  waitForInterrupt,
} from "../arch/x86_64/cpu.ts";
import { interrupt, setIrqHandler } from "../arch/x86_64/irq.ts";
import { hasInvariantTsc } from "../arch/x86_64/timestamp.ts";
import { unmaskIrq } from "../drivers/pic.ts";
import { pitHz, readPitCounter, setPitAlarm, startPitCounter } from "../drivers/pit.ts";
import { readRtc } from "../drivers/rtc.ts";
import { anyWoken, timerWake, wake } from "../sync/wake.ts";
import { FollowingClock } from "./rate.ts";
import { type ClockSource, setClockSource } from "./source.ts";
import { setWallClock } from "./wall.ts";

export { sleep } from "./sleep.ts";
export { uptimeMs } from "./source.ts";

const timerIrq: u32 = 0;
const nsPerClock = 1e9 / pitHz;
/** 50 ms: the counter is read often enough not to miss that it has run over. */
const alarmCountMax: u32 = 59659;
/** 100 µs: timers can't drown the kernel in interrupts. */
const alarmCountMin: u32 = 120;
/** How long the rate of the time-stamp counter is measured at boot: three times 1.7 ms, for a first estimate to a few ten-thousandths. */
const calibrationClocks: u64 = 1989;

/** Clocks of the timer since `startClock`. Only with interrupts off: */
let clocks: u64 = 0;
let lastCounter: u32 = 0;

/** The alarm's count. */
let alarmCount: u32 = 0;
/** Clocks of the timer during which the processor was halted, and ticks of the time-stamp counter: one counts, or the other. */
let haltedClocks: u64 = 0;
let haltedTicks: u64 = 0;
/** The time by the time-stamp counter; null where that can't be trusted. */
let following: FollowingClock | null = null;
/** Ticks of the time-stamp counter in a second, as measured at boot. */
let timestampRate = 0;

/** Ticks of the time-stamp counter while the timer's counter runs over once; 0 until they have been measured. */
let ticksPerRound: u64 = 0;
let lastTicks: u64 = 0;

/** Reads the counter. Interrupts off. */
function advance(): void {
  const counter = readPitCounter();
  const ticks = readTimestamp();
  const passed = u64((lastCounter - counter) & 0xffff);
  clocks += passed + missedClocks(ticks - lastTicks, passed);
  lastCounter = counter;
  lastTicks = ticks;
}

/**
 * Whole rounds of the counter that nobody saw, in clocks. Whoever could not look for more than 55 ms (an emulator whose host was busy, a long interrupt of the firmware) has missed
 * some; the time-stamp counter tells how many, even where it does not run at one rate: it takes almost a whole round more than what was seen to count.
 */
function missedClocks(ticks: u64, passed: u64): u64 {
  if (ticksPerRound === 0 || ticks >>> 44 !== 0) return 0; // more than an hour: the counter was set
  let missed: u64 = 0;
  let explained = ((passed * ticksPerRound) >>> 16) + (ticksPerRound >>> 2) * 3;
  while (explained < ticks) {
    explained += ticksPerRound;
    missed += 0x10000;
  }
  return missed;
}

/** Interrupt context: one reading of the counter, one wake. Which timers are due is found out later. */
const onAlarm = interrupt((): void => {
  advance();
  wake(timerWake);
});

/** The timer's time, and with it at the same moment the time-stamp counter. */
function compareClocks(): void {
  if (following === null) return;
  const enabled = interruptsEnabled();
  disableInterrupts();
  advance();
  const ticks = readTimestamp();
  const ns = Number(clocks) * nsPerClock;
  if (enabled) enableInterrupts();
  following.compare(Number(ticks), ns);
}

function readClocks(): u64 {
  const enabled = interruptsEnabled();
  disableInterrupts();
  advance();
  const result = clocks;
  if (enabled) enableInterrupts();
  return result;
}

function readNs(): number {
  return following === null ? timerNs() : following.nsAt(Number(readTimestamp()));
}

/** The alarm's count for a time to go. One clock more than it takes, since the counter may be about to change. */
function countFor(leftNs: number): u32 {
  const count = Math.ceil(leftNs / nsPerClock) + 1;
  if (count >= alarmCountMax) return alarmCountMax;
  return count > alarmCountMin ? u32(count) : alarmCountMin;
}

function armAlarm(deadlineNs: number): void {
  compareClocks();
  const count = countFor(deadlineNs - readNs());
  if (count === alarmCountMax && alarmCount === alarmCountMax) return; // it goes on by itself
  alarmCount = count;
  const enabled = interruptsEnabled();
  disableInterrupts();
  setPitAlarm(count);
  if (enabled) enableInterrupts();
}

const machineClock: ClockSource = { nowNs: readNs, setAlarm: armAlarm };

/** Measures the rate of the time-stamp counter, in ticks per second: the middle one of three measurements, since a host may halt the machine between two instructions. */
function measureTimestampRate(): number {
  const rates = [measureOnce(), measureOnce(), measureOnce()];
  return rates.sort((a, b) => a - b)[1];
}

function measureOnce(): number {
  const start = readClocks();
  const startTicks = readTimestamp();
  let end = start;
  while (end - start < calibrationClocks) end = readClocks();
  return (Number(readTimestamp() - startTicks) / Number(end - start)) * pitHz;
}

/**
 * Starts the clock, and sets date and time of day by the real-time clock.
 *
 * @param trustTimestamp does the time-stamp counter run at one rate? Tests may claim so.
 */
export function startClock(trustTimestamp: boolean = hasInvariantTsc()): void {
  ticksPerRound = 0;
  startPitCounter();
  lastCounter = readPitCounter();
  lastTicks = readTimestamp();
  timestampRate = measureTimestampRate();
  ticksPerRound = u64((timestampRate * 0x10000) / pitHz);
  if (trustTimestamp)
    following = new FollowingClock(Number(readTimestamp()), Number(readClocks()) * nsPerClock, 1e9 / timestampRate);
  setClockSource(machineClock);
  const date = readRtc();
  if (date !== null) setWallClock(date);
  setIrqHandler(timerIrq, onAlarm);
  armAlarm(Infinity);
  unmaskIrq(timerIrq);
}

/** The time by the interval timer alone, in nanoseconds. */
export function timerNs(): number {
  return Number(readClocks()) * nsPerClock;
}

/** Ticks of the time-stamp counter in a second, as measured at boot. */
export function timestampHz(): number {
  return timestampRate;
}

/** What tells the time: the interval timer alone, or with it the time-stamp counter. */
export function clockName(): "PIT" | "PIT and TSC" {
  return following === null ? "PIT" : "PIT and TSC";
}

/**
 * Sleeps until an interrupt has come, unless something is woken already. It looks with interrupts off and enables them in the instruction before the halt,
 * so that a wake that comes after the look ends the halt.
 */
export function haltUntilWoken(): void {
  disableInterrupts();
  if (anyWoken()) {
    enableInterrupts();
    return;
  }
  if (following === null) {
    advance();
    const before = clocks;
    waitForInterrupt();
    haltedClocks += readClocks() - before;
    return;
  }
  // Whoever is woken should not wait for the timer's ports, which take microseconds.
  const before = readTimestamp();
  waitForInterrupt();
  haltedTicks += readTimestamp() - before;
}

/** How long the processor has been halted, in nanoseconds since the clock started. The rest of the time it has worked. */
export function haltedNs(): number {
  if (following === null) return Number(haltedClocks) * nsPerClock;
  return (Number(haltedTicks) / following.ticksPerSecond) * 1e9;
}
