/** Ending the machine: restart, power off, or tell QEMU a test's result. */
import { u8, type u16, u32 } from "osmium";
import { asm, staticBytes } from "osmium/unsafe";
import { acpiPowerOff, acpiReset } from "./acpi.ts";
import { disableInterrupts, halt } from "./cpu.ts";
import { writeDescriptor } from "./gdt.ts";
import { inb, ioWait, outb, outl, outw } from "./port.ts";

const serialLineStatus: u16 = 0x3fd;
/** FIFO and transmitter are empty (PC16550D data sheet, table II). Where there is no port, all bits read as ones. */
const serialIdle: u8 = 0x40;
/** A second or so: 16 bytes need 1.4 ms at 115,200 baud, but an emulator's other end may be slow. */
const serialPollsMax: u32 = 500000;

/** Lets the last words leave by the serial port before the machine goes. */
function drainSerial(): void {
  for (let polls: u32 = 0; polls < serialPollsMax && (inb(serialLineStatus) & serialIdle) === 0; polls++) ioWait();
}

/** Does what needs memory, of which there may be none: then the ways that need none are left. */
function attempt(way: () => void): void {
  try {
    way();
  } catch {
    // the next way
  }
}

/** Restarts: as ACPI says, by the keyboard controller, by the chipset's reset register, at last by a fault that nothing can handle. */
export function reboot(): never {
  disableInterrupts();
  drainSerial();
  attempt(acpiReset);
  for (let tries: u32 = 0; tries < 0x10000; tries++) {
    if ((inb(0x64) & 2) === 0) break;
    ioWait();
  }
  outb(0x64, 0xfe);
  for (let wait: u32 = 0; wait < 1000; wait++) ioWait();
  outb(0xcf9, 0x0e);
  for (let wait: u32 = 0; wait < 1000; wait++) ioWait();
  const empty = staticBytes(16, 16);
  writeDescriptor(empty, 0, 0);
  // SAFETY: with an empty table the next exception resets the processor.
  asm`lidt (${asm.in("reg", empty)})
    int3`;
  halt();
}

/** Switches off: as ACPI says, then by the ports that emulators have for it (QEMU on q35 and i440fx, VirtualBox, Bochs). */
export function powerOff(): never {
  disableInterrupts();
  drainSerial();
  attempt(acpiPowerOff);
  outw(0x604, 0x2000);
  outw(0xb004, 0x2000);
  outw(0x4004, 0x3400);
  const bochs = "Shutdown";
  for (let i = 0; i < bochs.length; i++) outb(0x8900, u8(bochs.charCodeAt(i)));
  halt();
}

const debugExitPort: u16 = 0xf4;

/** Ends QEMU with the status `2 * code + 1`, where its device isa-debug-exit is there. */
export function debugExit(code: u32): never {
  disableInterrupts();
  drainSerial();
  outl(debugExitPort, u32(code));
  halt();
}
