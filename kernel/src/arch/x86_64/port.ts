/** Port I/O (Intel SDM vol. 1, 19). Drivers own the ports that they name; nothing checks that. */
import type { u8, u16, u32 } from "osmium";
import { asm } from "osmium/unsafe";

/** Writes one byte to an I/O port. */
export function outb(port: u16, value: u8): void {
  // SAFETY: OUT touches no memory.
  asm`outb ${asm.in("al", value)}, ${asm.in("dx", port)}`;
}

/** Reads one byte from an I/O port. */
export function inb(port: u16): u8 {
  // SAFETY: IN touches no memory.
  return asm<u8>`inb ${asm.in("dx", port)}, ${asm.out("al")}`;
}

export function outw(port: u16, value: u16): void {
  // SAFETY: as outb.
  asm`outw ${asm.in("ax", value)}, ${asm.in("dx", port)}`;
}

export function inw(port: u16): u16 {
  // SAFETY: as inb.
  return asm<u16>`inw ${asm.in("dx", port)}, ${asm.out("ax")}`;
}

export function outl(port: u16, value: u32): void {
  // SAFETY: as outb.
  asm`outl ${asm.in("eax", value)}, ${asm.in("dx", port)}`;
}

export function inl(port: u16): u32 {
  // SAFETY: as inb.
  return asm<u32>`inl ${asm.in("dx", port)}, ${asm.out("eax")}`;
}

/** Waits about a microsecond, by a write to a port that nobody listens to: old devices need a pause between commands. */
export function ioWait(): void {
  outb(0x80, 0);
}
