/**
 * The platform under Linux: system calls, nothing else. Memory comes from a reserved region in size classes; freed blocks go to the list of
 * their class. System call numbers and conventions: the kernel's x86-64 ABI (System V ABI, AMD64 supplement, A.2.1).
 */
import { type i32, type i64, u8, u64, usize } from "osmium";
import { asm, nullPointer, type Pointer, pointer, staticBytes } from "osmium/unsafe";
import { isOptional } from "../rt/cycles.ts";
import { writeText } from "../rt/process.ts";

const sysWrite: u64 = 1;
const sysMmap: u64 = 9;
const sysNanosleep: u64 = 35;
const sysSysinfo: u64 = 99;
const sysExit: u64 = 231;
const sysClockGettime: u64 = 228;

function syscall3(number: u64, a: u64, b: u64, c: u64): i64 {
  // SAFETY: the kernel reads and writes only what the arguments describe; rcx and r11 are clobbered by the instruction.
  return asm<i64>`syscall # ${asm.out("rax")} ${asm.in("rax", number)} ${asm.in("rdi", a)} ${asm.in("rsi", b)} ${asm.in("rdx", c)} ${asm.clobber("rcx")}${asm.clobber("r11")}`;
}

function syscall6(number: u64, a: u64, b: u64, c: u64, d: u64, e: u64, f: u64): i64 {
  // SAFETY: as above.
  return asm<i64>`syscall # ${asm.out("rax")} ${asm.in("rax", number)} ${asm.in("rdi", a)} ${asm.in("rsi", b)} ${asm.in("rdx", c)} ${asm.in("r10", d)} ${asm.in("r8", e)} ${asm.in("r9", f)} ${asm.clobber("rcx")}${asm.clobber("r11")}`;
}

// ---- memory ----

/**
 * Address space reserved at the first allocation; pages are given when touched. As much as the machine has memory, so that a program which asks
 * for more gets an error that it can catch, instead of being ended by the kernel; less where a limit says so.
 */
const mostRegionBytes: usize = 0x1000000000;
const leastRegionBytes: usize = 0x10000;
const protReadWrite: u64 = 3;
const mapPrivateAnonymousNoReserve: u64 = 0x4022;

let regionStart: usize = 0;
let regionNext: usize = 0;
let regionEnd: usize = 0;

/**
 * Kept back at the region's end until a request fails, so that the error can be made, caught and printed. Filled again when there is room.
 */
const reserveBytes: usize = 0x10000;
let hasReserve = false;

/**
 * Size classes: a block's header holds its class. Up to 512 bytes every 16, beyond that four classes in each doubling.
 */
const smallLimit: usize = 512;
const headerBytes: usize = 16;

const classCount: usize = 160;

function freeList(index: usize): Pointer<usize> {
  return staticBytes(1280, 16).cast<usize>().add(index);
}

function classOf(bytes: usize): usize {
  if (bytes <= smallLimit) return (bytes + 15) >>> 4;
  let size: usize = smallLimit;
  let index: usize = 32;
  while (size < bytes) {
    const step = size >>> 2;
    for (let quarter: usize = 0; quarter < 4; quarter++) {
      index += 1;
      if (size + step * (quarter + 1) >= bytes) return index;
    }
    size = size * 2;
  }
  return index;
}

function classBytes(index: usize): usize {
  if (index <= 32) return index << 4;
  const above = index - 33;
  const base = smallLimit << (above >>> 2);
  return base + (base >>> 2) * ((above & 3) + 1);
}

export function allocate(bytes: usize): Pointer<u8> {
  const index = bytes === 0 ? usize(1) : classOf(bytes);
  const list = freeList(index);
  const head = list.read();
  if (head !== 0) {
    // SAFETY: blocks on the list are free and hold the address of the next one.
    list.write(pointer<usize>(head).read());
    return pointer<u8>(head);
  }
  return carve(index);
}

/** Objects are blocks as any other. */
export function allocateObject(bytes: usize): Pointer<u8> {
  return allocate(bytes);
}

/** Blocks keep the size of their class. */
export function resize(block: Pointer<u8>, bytes: usize): boolean {
  return bytes <= classBytes(pointer<usize>(block.address - 8).read());
}

function carve(index: usize): Pointer<u8> {
  if (regionNext === 0 && !reserveRegion()) return nullPointer<u8>();
  const total = classBytes(index) + headerBytes;
  if (regionEnd - regionNext < total) return allocateOther(index);
  const header = regionNext;
  regionNext += total;
  return makeBlock(header, index);
}

/** The words in front of a block: the first is zero and free for the runtime's use, the second the block's class. */
function makeBlock(header: usize, index: usize): Pointer<u8> {
  // SAFETY: the region is mapped and nobody else has this part of it.
  pointer<usize>(header).write(0);
  pointer<usize>(header + 8).write(index);
  return pointer<u8>(header + headerBytes);
}

// ---- memory runs out ----

/** The region is used up: a part of a larger block, else what neighbours that are free make together. */
function allocateOther(index: usize): Pointer<u8> {
  const part = splitLarger(index);
  if (!part.isNull) return part;
  mergeFree();
  const total = classBytes(index) + headerBytes;
  if (regionEnd - regionNext >= total) return carve(index);
  const merged = splitLarger(index);
  if (!merged.isNull) return merged;
  // Nobody hears of a request that can be done without: what comes next is to find the reserve.
  if (isOptional) keepReserve(reserveBytes);
  if (isOptional || !hasReserve) return merged;
  // This request fails; making the error that says so does not.
  hasReserve = false;
  regionEnd += reserveBytes;
  return nullPointer<u8>();
}

/** Takes a free block of this class or a larger one and gives back what is left of it. */
function splitLarger(index: usize): Pointer<u8> {
  for (let larger = index; larger < classCount; larger++) {
    const list = freeList(larger);
    const block = list.read();
    if (block === 0) continue;
    list.write(pointer<usize>(block).read());
    const total = classBytes(index) + headerBytes;
    const left = classBytes(larger) + headerBytes - total;
    // Less than the smallest block: it stays what it was.
    if (left < headerBytes * 2) return pointer<u8>(block);
    fillFree(block - headerBytes + total, left);
    return makeBlock(block - headerBytes, index);
  }
  return nullPointer<u8>();
}

/** Makes free blocks, large ones first, of bytes that are a multiple of 16 and at least 32. */
function fillFree(start: usize, bytes: usize): void {
  let at = start;
  let left = bytes;
  while (left > 0) {
    let index = classOf(left - headerBytes);
    // Not 16 bytes less than all either: they would be no block.
    while (classBytes(index) + headerBytes > left || classBytes(index) + headerBytes * 2 === left) index -= 1;
    free(makeBlock(at, index));
    const total = classBytes(index) + headerBytes;
    at += total;
    left -= total;
  }
}

const freeMark: usize = 0x100;

/** Makes larger blocks of free neighbours, and gives back to the region what lies at its end. */
function mergeFree(): void {
  for (let index: usize = 0; index < classCount; index++) {
    const list = freeList(index);
    for (let block = list.read(); block !== 0; block = pointer<usize>(block).read())
      pointer<usize>(block - 8).write(index | freeMark);
    list.write(0);
  }
  const end = regionNext;
  let at = regionStart;
  let runStart: usize = 0;
  while (at < end) {
    const word = pointer<usize>(at + 8).read();
    const isFree = (word & freeMark) !== 0;
    if (isFree && runStart === 0) runStart = at;
    else if (!isFree && runStart !== 0) {
      fillFree(runStart, at - runStart);
      runStart = 0;
    }
    at += classBytes(word & (freeMark - 1)) + headerBytes;
  }
  if (runStart !== 0) regionNext = runStart;
  keepReserve(reserveBytes * 2);
}

/** Keeps the reserve back if the region has so much left. */
function keepReserve(least: usize): void {
  if (hasReserve || regionEnd - regionNext < least) return;
  hasReserve = true;
  regionEnd -= reserveBytes;
}

function reserveRegion(): boolean {
  let bytes = machineMemory();
  while (bytes >= leastRegionBytes) {
    const start = syscall6(sysMmap, 0, u64(bytes), protReadWrite, mapPrivateAnonymousNoReserve, 0xffffffffffffffff, 0);
    if (start >= 0) {
      regionStart = usize(start);
      regionNext = regionStart;
      regionEnd = regionStart + bytes;
      keepReserve(reserveBytes * 2);
      return true;
    }
    // Whole pages.
    bytes = (bytes - (bytes >>> 3)) & ~usize(0xfff);
  }
  return false;
}

/** Seven eighths of the bytes of memory that the machine has, in whole pages: the rest is for what else runs. */
function machineMemory(): usize {
  const info: Pointer<u64> = staticBytes(112, 16).cast<u64>();
  if (syscall3(sysSysinfo, u64(info.address), 0, 0) < 0) return mostRegionBytes;
  // struct sysinfo (sysinfo(2)): totalram at 32, mem_unit, 32 bits, at 104.
  const total = usize(info.at(4) * (info.at(13) & 0xffffffff));
  const bytes = (total - (total >>> 3)) & ~usize(0xfff);
  return bytes < mostRegionBytes ? bytes : mostRegionBytes;
}

export function free(block: Pointer<u8>): void {
  // SAFETY: the header lies directly before each block.
  const index = pointer<usize>(block.address - 8).read();
  const list = freeList(index);
  block.cast<usize>().write(list.read());
  list.write(block.address);
}

// ---- output and end ----

export function write(text: Pointer<u8>, bytes: usize, error: boolean): void {
  let at: usize = 0;
  while (at < bytes) {
    const written = syscall3(sysWrite, error ? 2 : 1, u64(text.address + at), u64(bytes - at));
    if (written <= 0) return;
    at += usize(written);
  }
}

export function exit(code: i32): never {
  for (;;) syscall3(sysExit, u64(u8(code)), 0, 0);
}

/** The last report: standard error, exit status 1. */
export function fatal(message: string, error?: Error): never {
  writeText(message, true);
  if (error !== undefined) {
    writeText(" ", true);
    try {
      writeText(error.stack, true);
    } catch {
      writeText("error that there is no memory left to describe", true);
    }
  }
  writeText("\n", true);
  exit(1);
}

// ---- time ----

/** Nanoseconds of the monotonic clock. */
export function now(): u64 {
  const time = staticBytes(16, 16).cast<u64>();
  syscall3(sysClockGettime, 1, u64(time.address), 0);
  return time.at(0) * 1000000000 + time.at(1);
}

/** Waits until the monotonic clock shows `deadline`, in nanoseconds. */
export function sleepUntil(deadline: u64): void {
  const current = now();
  if (current >= deadline) return;
  const time = staticBytes(16, 16).cast<u64>();
  const left = deadline - current;
  time.set(0, left / 1000000000);
  time.set(1, left % 1000000000);
  syscall3(sysNanosleep, u64(time.address), 0, 0);
}

// ---- what the program waits for ----

/** Runs the timers until none is left; null while there has been none, so that programs without timers don't contain them. */
let runTimers: (() => void) | null = null;

/** The first timer tells what runs them. */
export function waitBy(run: () => void): void {
  runTimers = run;
}

export { startTimer, stopTimer } from "./timers.ts";

export function runEventLoop(): void {
  if (runTimers !== null) runTimers();
}
