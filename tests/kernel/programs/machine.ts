/** Locks, the serial port and what the machine says about itself, in the booted kernel. Its command line may ask for an end by ACPI instead. */
import type { u16, u32 } from "osmium";
import { acpiPowerOff, acpiReset, findPowerControl } from "../../../kernel/src/arch/x86_64/acpi.ts";
import { disableInterrupts, enableInterrupts, interruptsEnabled } from "../../../kernel/src/arch/x86_64/cpu.ts";
import { cpuInfo } from "../../../kernel/src/arch/x86_64/cpuid.ts";
import { spuriousInterrupt, spuriousInterruptSlave } from "../../../kernel/src/arch/x86_64/faults.ts";
import { segmentSelectors } from "../../../kernel/src/arch/x86_64/gdt.ts";
import { spuriousIrqs } from "../../../kernel/src/arch/x86_64/irq.ts";
import { inb, outb } from "../../../kernel/src/arch/x86_64/port.ts";
import { guardedStackAt, interruptStackTop, istCount, stackLowOf } from "../../../kernel/src/arch/x86_64/stacks.ts";
import { consoleLock, logLines, print, println } from "../../../kernel/src/console/console.ts";
import { reportSerialLoss } from "../../../kernel/src/console/serial-loss.ts";
import { unmaskIrq } from "../../../kernel/src/drivers/pic.ts";
import { enableSerialInput, readSerial, serialStatistics } from "../../../kernel/src/drivers/uart.ts";
import { isMapped } from "../../../kernel/src/memory/pages.ts";
import { Lazy } from "../../../kernel/src/sync/lazy.ts";
import { Mutex, type MutexGuard } from "../../../kernel/src/sync/mutex.ts";
import { expect, test } from "../../../kernel/src/test/framework.ts";
import { boot, check } from "./boot.ts";

switch (boot().commandLine.trim()) {
  case "off":
    acpiPowerOff();
    println("still on");
    break;
  case "reset":
    acpiReset();
    println("no reset");
    break;
  default:
    break;
}

/** The message of the error that a function throws; empty if it throws none. */
function errorOf(body: () => void): string {
  try {
    body();
  } catch (error) {
    return error instanceof Error ? error.message : "no Error";
  }
  return "";
}

// ---- Locks ----

test("a guard gives the value, and the lock back at the end of its block", () => {
  const mutex = new Mutex("numbers", [1, 2]);
  {
    using guard = mutex.lock();
    check(mutex.isLocked, "not locked");
    guard.value.push(3);
    guard.value = [...guard.value, 4];
    expect(mutex.tryLock()).toBe(null);
  }
  check(!mutex.isLocked, "still locked");
  using again = mutex.tryLock();
  expect(again?.value.join()).toBe("1,2,3,4");
});

test("an error leaves no lock held", () => {
  const mutex = new Mutex("text", "a");
  const message = errorOf(() => {
    using guard = mutex.lock();
    guard.value = "b";
    throw new Error("on purpose");
  });
  expect(message).toBe("on purpose");
  check(!mutex.isLocked, "still locked");
});

test("a guard can be released early, once, and is useless then", () => {
  const mutex = new Mutex("number", 1);
  {
    using guard = mutex.lock();
    guard.release();
    check(!mutex.isLocked, "still locked");
    using other = mutex.lock();
    guard.release(); // must not give back what is another's
    check(mutex.isLocked, "released twice");
    expect(
      errorOf(() => {
        guard.value = 2;
      }),
    ).toBe("the guard has been released");
    expect(other.value).toBe(1);
  }
  check(!mutex.isLocked, "still locked");
});

test("interrupts stay as they are, or are off while a lock is held", () => {
  check(interruptsEnabled(), "interrupts are off");
  const kept = new Mutex("kept", 0, "kept");
  const disabled = new Mutex("disabled", 0, "disabled");
  {
    using _guard = kept.lock();
    check(interruptsEnabled(), "kept: off");
  }
  {
    using _guard = disabled.lock();
    check(!interruptsEnabled(), "disabled: on");
    expect(disabled.tryLock()).toBe(null);
    check(!interruptsEnabled(), "on after a failed tryLock");
  }
  check(interruptsEnabled(), "not restored");
  disableInterrupts();
  disabled.lock().release();
  const wereOff = !interruptsEnabled();
  enableInterrupts();
  check(wereOff, "restored to on although they were off");
});

test("guards released in any order restore interrupts at the last one", () => {
  const names = ["a", "b", "c"];
  for (const order of [
    [0, 1, 2],
    [2, 1, 0],
    [1, 0, 2],
    [0, 2, 1],
  ]) {
    const guards: MutexGuard<number>[] = names.map((name) => new Mutex(name, 0, "disabled").lock());
    for (let i = 0; i < order.length; i++) {
      check(!interruptsEnabled(), `on before release ${i} of ${order.join()}`);
      guards[order[i]].release();
    }
    check(interruptsEnabled(), `off after ${order.join()}`);
  }
});

test("a lazy value is made once, when it is first asked for", () => {
  let made = 0;
  const lazy = new Lazy(() => {
    made++;
    return `value ${made}`;
  });
  check(!lazy.isMade && made === 0, "made too early");
  expect(lazy.value).toBe("value 1");
  expect(lazy.value).toBe("value 1");
  expect(made).toBe(1);
});

test("a lazy value that needs itself is an error, and one that failed is tried again", () => {
  let tries = 0;
  const lazy: Lazy<number> = new Lazy<number>(() => {
    tries++;
    return tries < 3 ? lazy.value : tries;
  });
  expect(errorOf(() => void lazy.value)).toBe("a lazy value needs itself to be made");
  expect(errorOf(() => void lazy.value)).toBe("a lazy value needs itself to be made");
  expect(lazy.value).toBe(3);
});

test("text may be printed with interrupts off, and the console's lock is free again", () => {
  disableInterrupts();
  print("# printed with interrupts off\n");
  enableInterrupts();
  check(!consoleLock.isHeld, "still held");
});

// ---- Serial port: bytes that it sends to itself ----

const dataPort: u16 = 0x3f8;
const modemControl: u16 = 0x3fc;
const lineStatus: u16 = 0x3fd;

/** Sends bytes from the port to itself. Prints nothing meanwhile. */
function loopBack(count: number): void {
  while ((inb(lineStatus) & 0x40) === 0) {
    // until all output has left
  }
  outb(modemControl, 0x1b);
  for (let i = 0; i < count; i++) outb(dataPort, 0x55);
  outb(modemControl, 0x0b);
}

test("received bytes arrive by interrupt, in order", () => {
  enableSerialInput();
  loopBack(14);
  expect(readAll()).toBe(14);
});

/** Reads until nothing more comes; how many bytes there were. An emulator that gets no processor for a while delivers late. */
function readAll(): number {
  let received = 0;
  for (let quiet = 0; quiet < 2000000; quiet++) {
    if (readSerial() === null) continue;
    received++;
    quiet = 0;
  }
  return received;
}

test("bytes that nobody reads are counted when the ring is full", () => {
  const dropped = 40 * 14 - 256;
  for (let i = 0; i < 40; i++) loopBack(14); // interrupts at once, see the FIFO's trigger level
  // Reading makes room, so all must have arrived before.
  for (let polls = 0; polls < 10000000 && serialStatistics().ringDropped < dropped; polls++);
  expect(serialStatistics().ringDropped).toBe(dropped);
  expect(readAll()).toBe(256);
});

test("a FIFO that overflows while interrupts are off is counted, and input goes on", () => {
  expect(serialStatistics().overruns).toBe(0);
  disableInterrupts();
  loopBack(20);
  enableInterrupts();
  expect(readAll()).toBe(16);
  check(serialStatistics().overruns > 0, "not counted");
  loopBack(14);
  expect(readAll()).toBe(14);
});

test("an overflow that output has seen first is counted all the same", () => {
  const before = serialStatistics().overruns;
  disableInterrupts();
  loopBack(20);
  println("# output between overflow and interrupt, more than the transmitter takes at once");
  enableInterrupts();
  expect(readAll()).toBe(16);
  check(serialStatistics().overruns > before, "not counted");
});

test("lost input is reported once", () => {
  const told = (): number => logLines().filter(({ text }) => text.includes("came faster than it was read")).length;
  expect(told()).toBe(0);
  reportSerialLoss();
  reportSerialLoss();
  expect(told()).toBe(1);
  check(
    logLines().some(({ text }) => text.includes("304 bytes dropped")),
    "the number is wrong",
  );
});

// ---- What the machine says about itself ----

test("the processor has a vendor and the features that the kernel needs", () => {
  const { vendor, family, physicalBits, virtualBits, features } = cpuInfo();
  expect(vendor.length).toBe(12);
  check(family > 0 && physicalBits >= 32 && virtualBits >= 48, "no sizes");
  for (const needed of ["fpu", "tsc", "msr", "pae", "mce", "fxsr", "sse", "sse2", "nx", "lm"]) {
    check(features.includes(needed), `no ${needed}`);
  }
});

test("the ACPI tables say how to switch off", () => {
  const power = findPowerControl();
  if (power === null) throw new Error("no tables");
  check(power.fixed.pm1aControl !== 0, "no control register");
  check(power.softOff !== null, "no _S5_");
});

test("a line without a handler can not be let through", () => {
  expect(errorOf(() => unmaskIrq(11))).toBe("interrupt line 11 has no handler yet");
});

test("the interrupt controllers let nothing through that no driver asked for", () => {
  // The serial port asked for line 4.
  expect(inb(0x21)).toBe(0xef);
  expect(inb(0xa1)).toBe(0xff);
});

test("spurious interrupts of both controllers are counted, and the next real one comes", () => {
  const before = spuriousIrqs();
  spuriousInterrupt();
  spuriousInterruptSlave();
  expect(spuriousIrqs()).toBe(before + 2);
  loopBack(14);
  expect(readAll()).toBe(14);
});

test("descriptor tables are the kernel's own", () => {
  expect(segmentSelectors().join()).toBe("8,16,16,16");
});

test("every interrupt stack is mapped, down to a page that is not", () => {
  for (let ist: u32 = 1; ist <= istCount; ist++) {
    const top = interruptStackTop(ist);
    check(isMapped(top - 8), `the top of interrupt stack ${ist} is not mapped`);
    const bottom = stackLowOf(top - 8);
    check(isMapped(bottom), `the bottom of interrupt stack ${ist} is not mapped`);
    check(!isMapped(bottom - 8), `there is no guard page below interrupt stack ${ist}`);
    check(guardedStackAt(bottom - 8) !== null, `the guard page of interrupt stack ${ist} has no name`);
  }
});
