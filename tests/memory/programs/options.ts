/** The command line of the model tests: a seed, and how many times as many operations as usual. */
import { type i64, u8, u64, usize } from "osmium";
import { asm, type Pointer, staticBytes } from "osmium/unsafe";

/** A system call of Linux (System V ABI, AMD64 supplement, A.2.1). The library has no `process.argv` yet. */
function syscall(number: u64, a: u64, b: u64, c: u64): i64 {
  // SAFETY: the kernel reads and writes only what the arguments describe.
  return asm<i64>`syscall # ${asm.out("rax")} ${asm.in("rax", number)} ${asm.in("rdi", a)} ${asm.in("rsi", b)} ${asm.in("rdx", c)} ${asm.clobber("rcx")}${asm.clobber("r11")}`;
}

/** The numbers on the command line: its words end with 0. */
function readArguments(): u64[] {
  const path = "/proc/self/cmdline";
  const text: Pointer<u8> = staticBytes(4096, 16);
  for (let i = 0; i < path.length; i++) text.set(i, u8(path.charCodeAt(i)));
  const file = syscall(2, u64(text.address), 0, 0);
  const count = syscall(0, u64(file), u64(text.address), 4096);
  const found: u64[] = [];
  let value: u64 = 0;
  let isProgram = true;
  for (let i: i64 = 0; i < count; i++) {
    const byte = text.at(usize(i));
    if (byte !== 0) value = value * 10 + u64(byte) - 48;
    else {
      if (!isProgram) found.push(value);
      isProgram = false;
      value = 0;
    }
  }
  return found;
}

const given = readArguments();

export const seed: u64 = given.length > 0 ? given[0] : 1;
export const factor: u64 = given.length > 1 ? given[1] : 1;

/** The operation that runs, for the report of a failure. */
let operation: u64 = 0;
let total: u64 = 0;

/** Runs `count` operations, times `factor`. What fails names the seed and the operation. */
export function repeat(count: u64, body: (operation: u64) => void): void {
  try {
    for (operation = 0; operation < count * factor; operation++) body(operation);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw new Error(`${text} (seed ${seed}, operation ${operation})`);
  }
  total += count * factor;
}

/** Operations that went well, for the test that there are enough. */
export function operationsDone(): number {
  return total;
}
