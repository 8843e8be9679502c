/**
 * Below the line: raw memory and machine instructions. Only the folders that a project's configuration lists under
 * `osmium.unsafe` may import this.
 */
declare module "osmium/unsafe" {
  import type { f32, i8, i16, i32, i64, isize, u8, u16, u32, u64, usize } from "osmium";

  /** What tells pointers apart; for the checker alone. */
  const pointee: unique symbol;

  /**
   * An address with the type of what it points to: a machine type, `boolean`, `number`, another pointer, or a `@struct` class.
   * Nothing is checked or counted.
   */
  export interface Pointer<T> {
    readonly [pointee]: T;
    /** The address. */
    readonly address: usize;
    /** Reads what is there. Of a pointer to a struct: see `value`. */
    read(): T;
    /** Writes what is there. */
    write(value: T): void;
    /** Exactly one access of exactly this width, not moved past other volatile accesses. */
    readVolatile(): T;
    /** Writes by exactly one access of exactly this width, not moved past other volatile accesses. */
    writeVolatile(value: T): void;
    /** The pointer `count` elements further (negative: back). */
    add(count: number): Pointer<T>;
    /** The struct in place: its properties read and write memory at their offsets. Only for `@struct` classes. */
    readonly value: T;
    /** Element `index`: `add(index).read()`. */
    at(index: number): T;
    /** Writes element `index`. */
    set(index: number, value: T): void;
    /** The same address with another type. */
    cast<U>(): Pointer<U>;
    /** Is this address zero? */
    readonly isNull: boolean;
  }

  /** The pointer with this address. */
  export function pointer<T>(address: number): Pointer<T>;
  /** The pointer with address zero. */
  export function nullPointer<T>(): Pointer<T>;
  /** Bytes of a value of type `T` in memory: a machine type, a pointer, or a struct. */
  export function sizeOf<T>(): usize;
  /** Offset of a property of a `@struct` class. */
  export function offsetOf<T>(property: keyof T & string): usize;

  /**
   * Marks a class as a layout of memory: properties in order, each at its natural alignment, as in C. It has no
   * constructor, is never allocated, and is reached through `Pointer<…>.value`. Methods and accessors are allowed.
   */
  export function struct<C extends abstract new () => unknown>(target: C, context: ClassDecoratorContext<C>): void;
  /** As `struct`, without padding. */
  export function packed<C extends abstract new () => unknown>(target: C, context: ClassDecoratorContext<C>): void;

  /** `N` elements in place, inside a struct. */
  export interface InlineArray<T, N extends number> {
    readonly [pointee]: T;
    /** Number of elements. */
    readonly length: N;
    /** The address of the first element. */
    readonly pointer: Pointer<T>;
    /** The element at an index. Nothing is checked. */
    at(index: number): T;
    /** Writes the element at an index. Nothing is checked. */
    set(index: number, value: T): void;
  }

  /** Copies bytes; `copy` for regions that don't overlap, `move` for any. */
  export function copyBytes(to: Pointer<u8>, from: Pointer<u8>, count: usize): void;
  /** Copies bytes between regions that may overlap. */
  export function moveBytes(to: Pointer<u8>, from: Pointer<u8>, count: usize): void;
  /** Sets bytes to a value. */
  export function fillBytes(to: Pointer<u8>, value: u8, count: usize): void;

  /** Where a buffer's bytes lie. They never move, and are freed with the buffer: keep it as long as the pointer is used. */
  export function bytesOf(buffer: ArrayBuffer): Pointer<u8>;

  /** A zeroed, static region of the image's `.bss`, `size` and `align` literal. One per place in the source. */
  export function staticBytes(size: number, align: number): Pointer<u8>;
  /** The address of a symbol that assembly or the linker script defines: `symbolAddress("kernel_end")`. `name` is a literal. */
  export function symbolAddress(name: string): usize;
  /** The address of a function's code, callable from assembly by the C calling convention. It must be a top-level function or static method. */
  export function functionAddress(fn: (...args: never[]) => unknown): usize;
  /** Calls code at an address by the C calling convention, with up to six integer arguments. */
  export function callAddress(address: usize, ...args: usize[]): usize;

  /** What tells operands apart; for the checker alone. */
  const operand: unique symbol;
  /** A value that the instructions read. */
  export interface AsmInput {
    readonly [operand]: "in";
  }
  /** A value that the instructions give. */
  export interface AsmOutput<T> {
    readonly [operand]: T;
  }
  /** A register that the instructions change. */
  export interface AsmClobber {
    readonly [operand]: "clobber";
  }
  /** A function, by its symbol. */
  export interface AsmSymbol {
    readonly [operand]: "symbol";
  }

  /** A register's name without `%` (`"al"`, `"dx"`, `"rax"` …), or a class: `"reg"` any general register, `"imm"` a constant. */
  export type Register = string;

  /** What `asm` is: a template tag, and the functions that make its operands. */
  interface Asm {
    /**
     * Machine instructions in AT&T syntax, volatile, with memory clobbered. An `asm.out` operand, of which there may be one, is the
     * value of the expression; where it stands in the text, the register's name appears. Example:
     * asm<u8>`inb ${asm.in("dx", port)}, ${asm.out("al")}`
     */
    <T = void>(
      text: TemplateStringsArray,
      ...operands: readonly (AsmInput | AsmOutput<unknown> | AsmClobber | AsmSymbol)[]
    ): T;
    /** A value in a register, before the instructions. */
    in(register: Register, value: number | boolean | Pointer<unknown>): AsmInput;
    /** A register that holds the result, after the instructions. */
    out(register: Register): AsmOutput<unknown>;
    /** Takes no place in the text (write it at the end): `${asm.clobber("rcx")}`. */
    clobber(register: Register): AsmClobber;
    /** The symbol of a top-level function, by the C calling convention; keeps the function in the image. */
    symbol(fn: (...args: never[]) => unknown): AsmSymbol;
  }
  /** Machine instructions in place, with typed operands. */
  export const asm: Asm;

  /**
   * Assembly at module level, AT&T syntax, put into the image when the module is reached. A top-level expression statement.
   * Operands: number and string literals or constants (their text), and `asm.symbol(fn)`.
   */
  export function moduleAsm(text: TemplateStringsArray, ...operands: readonly (number | string | AsmSymbol)[]): void;

  /** CPU atomics, sequentially consistent. */
  export function atomicExchange<T>(at: Pointer<T>, value: T): T;
  /** Writes `value` if `expected` is there; gives what was there. */
  export function atomicCompareExchange<T>(at: Pointer<T>, expected: T, value: T): T;
  /** Adds and returns the old value. */
  export function atomicAdd<T>(at: Pointer<T>, value: T): T;
  /** Reads. */
  export function atomicLoad<T>(at: Pointer<T>): T;
  /** Writes. */
  export function atomicStore<T>(at: Pointer<T>, value: T): void;
  /** Orders what stands before it and what stands behind it, as all cores see it. */
  export function fence(): void;

  /** The name of the class of the object at an address. */
  export function classNameAt(object: usize): string;

  /** Address of the current stack frame (rbp): the caller's frame at 0, the return address at 8. */
  export function frameAddress(): usize;
  /** Stops the machine or process with an invalid instruction. */
  export function trap(): never;
  /** Set bits; leading and trailing zeros (the width for zero), at the width of the argument's type. */
  export function popCount<T extends number>(value: T): T;
  /** Zeros in front of the highest set bit; the width for zero. */
  export function leadingZeros<T extends number>(value: T): T;
  /** Zeros behind the lowest set bit; the width for zero. */
  export function trailingZeros<T extends number>(value: T): T;
  /** The bytes in reverse order. */
  export function byteSwap<T extends number>(value: T): T;

  /** For the checker alone. */
  const handlerBrand: unique symbol;
  /** A function proved to keep the rules of interrupt context. */
  export interface InterruptHandler<Args extends readonly unknown[]> {
    readonly [handlerBrand]: Args;
    /** Address of the code, C calling convention. */
    readonly address: usize;
  }
  /**
   * Declares interrupt context: the function, an arrow or function expression without captures, and all that it can reach must not allocate, free, count a
   * reference, use floating point or suspend. Calls to functions that return `never` are not followed: a handler may end the machine.
   */
  export function interrupt<Args extends readonly unknown[]>(handler: (...args: Args) => void): InterruptHandler<Args>;
}
