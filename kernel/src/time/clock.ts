/**
 * The machine's clock. Time is counted by channel 2 of the interval timer, which is never set anew: so it has no error but the crystal's, however often the alarm
 * (channel 0) is set. There is no periodic tick: the alarm interrupts when the earliest timer is due, and at least 20 times a second, because the counter
 * has only 16 bits and runs over every 55 ms. An idle kernel therefore costs next to nothing, and a timer is not rounded to a tick.
 */
import { u32, u64 } from "osmium";
import { disableInterrupts, enableInterrupts, interruptsEnabled, waitForInterrupt } from "../arch/x86_64/cpu.ts";
import { interrupt, setIrqHandler } from "../arch/x86_64/irq.ts";
import { unmaskIrq } from "../drivers/pic.ts";
import { pitHz, readPitCounter, setPitAlarm, startPitCounter } from "../drivers/pit.ts";
import { anyWoken, timerWake, wake } from "../sync/wake.ts";
import { type ClockSource, setClockSource } from "./source.ts";

export { sleep } from "./sleep.ts";
export { uptimeMs } from "./source.ts";

const timerIrq: u32 = 0;
const nsPerClock = 1e9 / pitHz;
/** 50 ms: the counter is read often enough not to miss that it has run over. */
const alarmCountMax: u32 = 59659;
/** 100 µs: timers can't drown the kernel in interrupts. */
const alarmCountMin: u32 = 120;

/** Clocks of the timer since `startClock`. Only with interrupts off: */
let clocks: u64 = 0;
let lastCounter: u32 = 0;
/** The alarm's count. */
let alarmCount: u32 = 0;

/** Clocks during which the processor was halted. */
let haltedClocks: u64 = 0;

/** Reads the counter. Interrupts off. */
function advance(): void {
  const counter = readPitCounter();
  clocks += u64((lastCounter - counter) & 0xffff);
  lastCounter = counter;
}

/** Interrupt context: one reading of the counter, one wake. Which timers are due is found out later. */
const onAlarm = interrupt((): void => {
  advance();
  wake(timerWake);
});

function readClocks(): u64 {
  const enabled = interruptsEnabled();
  disableInterrupts();
  advance();
  const result = clocks;
  if (enabled) enableInterrupts();
  return result;
}

const pitClock: ClockSource = {
  nowNs: () => Number(readClocks()) * nsPerClock,
  setAlarm: (deadlineNs: number) => {
    const left = deadlineNs - Number(readClocks()) * nsPerClock;
    const count = Math.ceil(left / nsPerClock) + 1;
    let wanted = alarmCountMax;
    if (count < alarmCountMin) wanted = alarmCountMin;
    else if (count < alarmCountMax) wanted = u32(count);
    if (wanted === alarmCountMax && alarmCount === alarmCountMax) return; // it goes on by itself
    alarmCount = wanted;
    const enabled = interruptsEnabled();
    disableInterrupts();
    setPitAlarm(wanted);
    if (enabled) enableInterrupts();
  },
};

/** Starts counting. */
export function startClock(): void {
  startPitCounter();
  lastCounter = readPitCounter();
  setClockSource(pitClock);
  setIrqHandler(timerIrq, onAlarm);
  pitClock.setAlarm(Infinity);
  unmaskIrq(timerIrq);
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
  advance();
  const before = clocks;
  waitForInterrupt();
  haltedClocks += readClocks() - before;
}

/** How long the processor has been halted, in nanoseconds since the clock started. The rest of the time it has worked. */
export function haltedNs(): number {
  return Number(haltedClocks) * nsPerClock;
}
