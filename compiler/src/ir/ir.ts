/**
 * The typed intermediate representation (IR): what the frontend builds, the passes rewrite and the backend emits.
 *
 * A module is a closed program: every function, class, global and dispatch table that can be reached, fully monomorphic.
 * A function is a control-flow graph of blocks. Values are in static single assignment form and blocks take parameters
 * (instead of phi instructions); the frontend may use mutable locals, which the `ssa` pass turns into values.
 *
 * Ownership is explicit but late: the frontend emits no `retain` or `release`. Each operand position either *borrows*
 * or *consumes* its value (see `ownership` rules below); the `ownership` pass inserts the counting that makes that true, and
 * from then on the verifier proves that each owned value is consumed exactly once on every path.
 *
 * Ownership rules for values of type `ref` and `any` ("counted" values; all others are plain bits):
 * - Owned results (+1): `call`/`invoke` results, `init`, `take`, `field.take`, `global.take`, `any.box`, the error parameter of an unwind block, every
 *   counted block parameter.
 * - Borrowed results (+0): function parameters marked `borrowed`, block parameters listed in `Block.borrowed`, `field.get`, `load`, `global.get`, `any.unbox`, `select`
 *   is not allowed on counted values.
 * - Consuming positions: the value of `field.set`, `field.init`, `store`, `global.set`, `global.init`, `any.box`; the operand of `return`
 *   and `throw`; arguments for parameters marked `owned`; arguments of branches to counted block parameters.
 *   Every other position borrows.
 * - `field.set` and `global.set` release the value that they overwrite; `field.init`, `global.init` and `store` overwrite without looking.
 * - `take`, `field.take` and `global.take` move a value out of memory: what stays behind is dead bits.
 * - `stack.init` makes a *local*: an object in the function's frame, whose count never changes. No position consumes it, and nobody may have a
 *   reference to it when it ends, which the `stack` pass proved: it may be passed to functions that don't keep it and be held by other locals that are
 *   made after it, but not be returned, thrown, boxed, put anywhere else or given to a block parameter. The ownership pass writes its `stack.end`.
 *   So does `room.init`, in room that the caller gave, for `room.leave` to give the object away; and `room.get`, which takes it over there.
 * - `reset` consumes an object and gives its cell, a `ptr` of which exactly one `reset.take` or `reset.free` makes an end on every path. Nothing else may be
 *   done with it, and it does not cross a suspension. The `reuse` pass writes these.
 * - String constants, `null`, `undefined` and objects of the image (`StaticDef`) are immortal: counting them does nothing and may be left out.
 */

export type IntType = "i8" | "i16" | "i32" | "i64";
export type FloatType = "f32" | "f64";

/**
 * `ptr` is a raw, uncounted address. `ref` is a counted pointer to an object with a header; it is never zero: `null` and
 * `undefined` are two immortal objects. `any` is a pair of a tag (`AnyTag`) and 64 bits of payload.
 */
export type IrType = "void" | "i1" | IntType | FloatType | "ptr" | "ref" | "any";

/** What the payload of an `any` is. The names are those of the language's types. */
export const AnyTag = {
  ref: 0,
  number: 1,
  boolean: 2,
  i8: 3,
  i16: 4,
  i32: 5,
  i64: 6,
  u8: 7,
  u16: 8,
  u32: 9,
  u64: 10,
  f32: 11,
  pointer: 12,
} as const;
export type AnyTagName = keyof typeof AnyTag;

/** The IR type of the payload behind each tag. */
export const anyPayloadType: Record<AnyTagName, IrType> = {
  ref: "ref",
  number: "f64",
  boolean: "i1",
  i8: "i8",
  i16: "i16",
  i32: "i32",
  i64: "i64",
  u8: "i8",
  u16: "i16",
  u32: "i32",
  u64: "i64",
  f32: "f32",
  pointer: "ptr",
};

export type ValueId = number;

export type Operand =
  | { readonly kind: "value"; readonly id: ValueId }
  | { readonly kind: "int"; readonly type: IntType | "i1"; readonly value: bigint }
  | { readonly kind: "float"; readonly type: FloatType; readonly value: number }
  | { readonly kind: "null" } // ref
  | { readonly kind: "undefined" } // ref
  | { readonly kind: "string"; readonly text: string } // ref; an immortal string object
  | { readonly kind: "static"; readonly name: string } // ref; the object of a `StaticDef`
  | { readonly kind: "nullptr" } // ptr
  | { readonly kind: "function"; readonly name: string } // ptr
  | { readonly kind: "data"; readonly name: string } // ptr to a `DataDef`
  | { readonly kind: "symbol"; readonly name: string } // ptr to a linker or asm symbol, by its raw name
  | { readonly kind: "sizeof"; readonly class: string }; // i64: bytes of an instance, header included

export interface Loc {
  /** Index into `IrModule.files`. */
  readonly file: number;
  readonly line: number;
  readonly column: number;
}

export type BinaryOperator =
  | "add"
  | "sub"
  | "mul"
  | "sdiv"
  | "udiv"
  | "srem"
  | "urem"
  | "and"
  | "or"
  | "xor"
  | "shl"
  | "lshr"
  | "ashr"
  | "fadd"
  | "fsub"
  | "fmul"
  | "fdiv";

/** `eq`/`ne` work on integers, `i1`, `ptr` and `ref` (identity); `f…` on floats: `foeq` ordered equal, `fune` unordered or not equal. */
export type Predicate =
  | "eq"
  | "ne"
  | "slt"
  | "sle"
  | "sgt"
  | "sge"
  | "ult"
  | "ule"
  | "ugt"
  | "uge"
  | "foeq"
  | "fune"
  | "folt"
  | "fole"
  | "fogt"
  | "foge";

/**
 * `fptosi`/`fptoui` saturate, NaN gives 0 (LLVM `llvm.fpto?i.sat`). `truncate`: f64 → i64; what does not fit, and NaN, gives the least
 * i64 (the instruction `cvttsd2si`: Intel SDM volume 2A). `exact`: f64 → i64, for a value known to be an integer that both hold. `addressof`: ref → ptr, borrowed. `refof`: ptr → ref,
 * borrowed (the caller vouches for it). `bits`: f64 ↔ i64 and f32 ↔ i32.
 */
export type Conversion =
  | "trunc"
  | "zext"
  | "sext"
  | "sitofp"
  | "uitofp"
  | "fptosi"
  | "fptoui"
  | "truncate"
  | "exact"
  | "fpext"
  | "fptrunc"
  | "ptrtoint"
  | "inttoptr"
  | "bits"
  | "addressof"
  | "refof";

export interface Signature {
  readonly params: readonly IrType[];
  readonly result: IrType;
}

/**
 * Direct calls know their callee's convention. Indirect calls (closures, dispatch tables) borrow every argument and may throw.
 */
export type Callee =
  | { readonly kind: "direct"; readonly name: string }
  | {
      readonly kind: "indirect";
      readonly pointer: Operand;
      readonly signature: Signature;
      /** The C calling convention, which can't throw; absent, that of closures and dispatch tables. */
      readonly convention?: "c";
    };

/**
 * Operations that the backend knows by name.
 * - `memcpy(dst ptr, src ptr, bytes i64)`, `memmove` (same), `memset(dst ptr, byte i8, bytes i64)`, `memcmp(a, b, bytes i64) → i32`
 * - `ctpop|ctlz|cttz|bswap(x) → same type` (ctlz/cttz of 0 give the width)
 * - `sqrt|floor|ceil|trunc|fabs|rint|copysign(f64…) → f64`, `fmod` is a runtime function, not an intrinsic
 * - `frame.address() → ptr` (rbp), `return.address() → ptr`
 * - `class.id(ref) → i32`, `class.size(ref) → i64` (fixed part), `class.name(ref) → ref string`
 * - `refcount.get(ref) → i32`, `refcount.set(ref, i32)`: the raw count field; `drop.fields(ref)`: runs finalizer, releases the fields
 * - `retain(ref|any)`, `release(ref|any)`: explicit counting for the runtime (uncounted by the ownership pass)
 * - `drop.at.ref(ptr)`, `drop.at.any(ptr)`: releases the counted value stored at an address
 * - `trace.fields(ref)`: passes each counted field to `visitReference` and calls the tracer; `trace.at.ref(ptr)`, `trace.at.any(ptr)`: passes the
 *   counted value stored at an address; `class.cyclic(ref) → i1`
 * - `atomic.exchange(ptr, T) → T`, `atomic.compare.exchange(ptr, expected T, new T) → old T`, `atomic.add(ptr, T) → old T`,
 *   `atomic.load(ptr) → T`, `atomic.store(ptr, T)`: sequentially consistent; `fence()`
 * - `trap()`: stops (ud2), never returns; `unreachable.hint()` none
 * - `coro.handle() → ptr`: the running coroutine's handle, only inside a coroutine; `coro.resume(ptr)`, `coro.destroy(ptr)`
 * - `coro.trace(ptr) → i1`: passes what a suspended coroutine holds to `visitReference`, if the function is `traced`; false if it is, but runs
 * - `call.c(ptr, i64…) → i64`: a call by the C calling convention
 * - `module.fini()`: releases every global, and what objects of the image hold (checked mode uses it before it counts leaks)
 * - `debug.variable(name, type, scope, T)`: what a variable of the program holds from here on, for the debugger. The texts are string constants;
 *   `type` is the language's, `scope` is `line:column-line:column` of the block where the name can be seen, empty for the whole function
 * - `expect(i1, i1) → i1`: branch probability
 */
export type IntrinsicName = string;

export interface AsmOperand {
  /** LLVM constraint, as `{ax}`, `r`, `={al}`, `~{memory}` is implied. */
  readonly constraint: string;
  readonly value: Operand;
}

interface InstrBase {
  /** The defined value; absent for instructions without a result. Its type is `IrFunction.types[result]`. */
  readonly result?: ValueId;
  readonly loc?: Loc;
}

export type Instr = InstrBase &
  (
    | { readonly op: "binary"; readonly operator: BinaryOperator; readonly left: Operand; readonly right: Operand }
    | { readonly op: "compare"; readonly predicate: Predicate; readonly left: Operand; readonly right: Operand }
    | { readonly op: "fneg"; readonly value: Operand }
    | { readonly op: "convert"; readonly conversion: Conversion; readonly to: IrType; readonly value: Operand }
    | { readonly op: "select"; readonly condition: Operand; readonly then: Operand; readonly else: Operand }
    | { readonly op: "local.get"; readonly local: string }
    | { readonly op: "local.set"; readonly local: string; readonly value: Operand }
    /** Turns raw memory (from the runtime's `allocate`) into an object: header set, counted fields `undefined`, others zero. */
    | { readonly op: "init"; readonly class: string; readonly address: Operand }
    /** Makes an object in the function's own frame, as `init` does: the same room each time the instruction is reached. */
    | { readonly op: "stack.init"; readonly class: string }
    /** Ends its life: the finalizer runs, what it holds is released. */
    | { readonly op: "stack.end"; readonly class: string; readonly object: Operand }
    /** Room for an object in the function's frame (ptr), for a function that it calls to make it in. */
    | { readonly op: "stack.room"; readonly class: string }
    /** Makes an object in the room that the caller gave. */
    | { readonly op: "room.init"; readonly class: string; readonly address: Operand }
    /** The object that was made in a room by a function that got it. */
    | { readonly op: "room.get"; readonly class: string; readonly address: Operand }
    /** Leaves an object in the caller's room to the caller: the function returns. */
    | { readonly op: "room.leave"; readonly object: Operand }
    | { readonly op: "field.get"; readonly class: string; readonly field: string; readonly object: Operand }
    /** Only of counted fields; a `field.init` of the same field follows before anybody can look. */
    | { readonly op: "field.take"; readonly class: string; readonly field: string; readonly object: Operand }
    | {
        readonly op: "field.set";
        readonly class: string;
        readonly field: string;
        readonly object: Operand;
        readonly value: Operand;
      }
    | {
        readonly op: "field.init";
        readonly class: string;
        readonly field: string;
        readonly object: Operand;
        readonly value: Operand;
      }
    /** `element`: the address is inside an array's buffer, where no object's field can be. */
    | {
        readonly op: "load";
        readonly type: IrType;
        readonly address: Operand;
        readonly volatile: boolean;
        readonly element?: boolean;
      }
    | { readonly op: "take"; readonly type: IrType; readonly address: Operand }
    | {
        readonly op: "store";
        readonly type: IrType;
        readonly address: Operand;
        readonly value: Operand;
        readonly volatile: boolean;
        readonly element?: boolean;
      }
    /** `address + bytes` (bytes: i64, signed). */
    | { readonly op: "offset"; readonly address: Operand; readonly bytes: Operand }
    | { readonly op: "call"; readonly callee: Callee; readonly args: readonly Operand[] }
    | { readonly op: "global.get"; readonly global: string }
    /** Only of counted globals; a `global.init` follows before anybody can look. */
    | { readonly op: "global.take"; readonly global: string }
    | { readonly op: "global.set"; readonly global: string; readonly value: Operand }
    | { readonly op: "global.init"; readonly global: string; readonly value: Operand }
    | { readonly op: "any.box"; readonly tag: AnyTagName; readonly value: Operand }
    /** The payload as the tag's type, unchecked. */
    | { readonly op: "any.unbox"; readonly tag: AnyTagName; readonly value: Operand }
    /** i32: the tag of an `any`. */
    | { readonly op: "any.tag"; readonly value: Operand }
    /** i1: is the object an instance of the class or of one that extends it? */
    | { readonly op: "is"; readonly class: string; readonly object: Operand }
    /** ptr: the entry for the object's class in a dispatch table. */
    | { readonly op: "table.get"; readonly table: string; readonly object: Operand }
    /** AT&T text with `$0`, `$1` … for outputs first, then inputs. At most one output, which is the result. `$$` is a dollar. */
    | {
        readonly op: "asm";
        readonly text: string;
        readonly output?: string;
        readonly inputs: readonly AsmOperand[];
        readonly clobbers: readonly string[];
      }
    | { readonly op: "intrinsic"; readonly name: IntrinsicName; readonly args: readonly Operand[] }
    /**
     * Gives up a reference. Of the last one to an object of exactly this class, which has no finalizer: what the object holds is released, and its cell
     * is the result. Else as `release`, and the result is the null pointer. What is kept of its fields gets a token: the field's own, or else another.
     */
    | {
        readonly op: "reset";
        readonly class: string;
        readonly object: Operand;
        readonly kept: readonly { readonly field: string; readonly value: Operand }[];
      }
    /** The address of the cell, for an `init` of a class with as many bytes; null if there is none. */
    | { readonly op: "reset.take"; readonly class: string; readonly cell: Operand }
    /** Frees the cell, if there is one. */
    | { readonly op: "reset.free"; readonly cell: Operand }
    | { readonly op: "retain"; readonly value: Operand }
    | { readonly op: "release"; readonly value: Operand }
  );

export interface Target {
  readonly block: string;
  readonly args: readonly Operand[];
}

export type Terminator = { readonly loc?: Loc } & (
  | { readonly op: "jump"; readonly target: Target }
  | { readonly op: "branch"; readonly condition: Operand; readonly then: Target; readonly else: Target }
  | {
      readonly op: "switch";
      readonly value: Operand;
      readonly cases: readonly { readonly value: bigint; readonly target: Target }[];
      readonly default: Target;
    }
  | { readonly op: "return"; readonly value?: Operand }
  /** Leaves the function with an error (a ref). */
  | { readonly op: "throw"; readonly error: Operand }
  | { readonly op: "unreachable" }
  /**
   * A call that may throw. On return control goes to `normal`, whose block gets the result as an additional FIRST parameter
   * (none for void); on an error to `unwind`, whose block gets the error (ref, owned) as its additional first parameter.
   * `Target.args` hold the other arguments.
   */
  | {
      readonly op: "invoke";
      readonly callee: Callee;
      readonly args: readonly Operand[];
      readonly normal: Target;
      readonly unwind: Target;
    }
  /** Only in coroutines. Control continues in `resume` when the handle is resumed, in `destroy` when it is destroyed. */
  | { readonly op: "suspend"; readonly resume: Target; readonly destroy: Target }
  /** Ends a coroutine and frees its frame; the only way to leave one (`return` and `throw` may not be used there). */
  | { readonly op: "coro.end" }
);

export interface Block {
  readonly name: string;
  readonly params: ValueId[];
  instrs: Instr[];
  terminator: Terminator;
  /** Executed rarely (error paths). */
  cold?: boolean;
  /**
   * Counted parameters that come without a token: edges lend them. Set by the ownership pass where what they were read from stays
   * alive and unchanged for as long as they are used, as in a walk along a list.
   */
  borrowed?: readonly ValueId[];
}

export interface Param {
  readonly value: ValueId;
  readonly name: string;
  ownership: "borrowed" | "owned";
}

export interface IrFunction {
  /** Unique in the module, readable: `kernel/src/main.ts:main`. */
  readonly name: string;
  /** What a stack trace shows: `Heap.allocate`. */
  readonly display: string;
  readonly loc?: Loc;
  readonly params: Param[];
  readonly result: IrType;
  /** Only before the `ssa` pass. */
  locals: Map<string, IrType>;
  /** The type of each value. */
  readonly types: IrType[];
  /** The first block is the entry; it has no parameters and no predecessors. */
  blocks: Block[];
  /**
   * A coroutine runs until its first `suspend` when called; `result` must be `i1`: false when its frame could not be allocated
   * (then its owned arguments have been released and nothing has run). It never throws.
   */
  readonly coroutine: boolean;
  /** Of a coroutine: what it holds while it is suspended may be part of a cycle of references, and can be shown to the cycle collector. */
  traced?: boolean;
  /** May it return an error? The frontend says true; the `throws` pass finds out. */
  throws: boolean;
  /** Its address is used (closure, dispatch table, asm symbol): its convention must be the general one. */
  addressTaken: boolean;
  /** Visible to the linker under this symbol. */
  exportAs?: string;
  inline: "auto" | "always" | "never";
  /** A constructor: its first parameter is an object that only its maker had before the call. */
  readonly constructs?: boolean;
  /** A function of the program: if it may recurse, it looks whether there is stack left (the `recursion` pass). */
  guardStack?: boolean;
  /** Made fast even where the rest of the program is made small. */
  fast?: boolean;
  /** An entry of interrupt context: the `interrupt` pass checks all that it reaches. */
  interruptEntry: boolean;
  /** Set by the `interrupt` pass: compiled without vector registers. There is no float anywhere in it. */
  noFloat: boolean;
  /**
   * Set by the `interrupt` pass, with `noFloat` or instead of it: there may be floats on paths that end the machine, but the backend must
   * not use vector registers of its own accord (LLVM's `noimplicitfloat`).
   */
  noImplicitFloat?: boolean;
}

export interface FieldDef {
  readonly name: string;
  readonly type: IrType;
}

export interface ClassDef {
  readonly name: string;
  /** What reports and the `class.name` intrinsic show. */
  display: string;
  base?: string;
  /** Own fields, after those of the base class. The layout is in order, each at its natural alignment, after an 8-byte header. */
  readonly fields: FieldDef[];
  /** `fn(object: ref borrowed): void`, called before the fields are released. Never throws. */
  finalizer?: string;
  /**
   * `fn(object: ref borrowed): void`: passes what the object holds in raw memory to the cycle collector (`trace.at.…`). Never throws, counts
   * nothing.
   */
  tracer?: string;
  /** May its objects be part of a cycle of references? Only such are the cycle collector's business. */
  cyclic?: boolean;
  /** Of arrays: the type of the elements in the buffer that the field `data` points to, of which the first `length` are there. */
  readonly elements?: IrType;
  /** Bits of the kind: what `typeof` gives. */
  readonly typeof: "object" | "function" | "string" | "undefined";
}

export interface GlobalDef {
  readonly name: string;
  /** Starts as zero, a ref as `undefined`, an any as boxed `undefined`. */
  readonly type: IrType;
  /** Set by the `interrupt` pass: a handler reads or writes it, so every access happens, in its place. Only uncounted types. */
  volatile?: boolean;
  /** Nobody reads it before it has its first value: what is too early throws. In kernels it may have it from the start. */
  settled?: boolean;
}

/** Bytes in the image, read-only unless marked. All zero and writable, they take no room in the file. */
export interface DataDef {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly align: number;
  readonly writable?: boolean;
}

/** What a field or an element holds from the start: a constant, or, of an `any`, its tag and payload. Never a value. */
export type Constant = Operand | { readonly kind: "boxed"; readonly tag: AnyTagName; readonly value: Operand };

/**
 * An object that is in the image. Its count is negative, as those of string constants: it is never freed, nobody takes it for the only reference. What it
 * holds may change, and is counted as in any other object.
 */
export interface StaticDef {
  readonly name: string;
  readonly class: string;
  /** Nothing ever writes to it: it may be in read-only memory. */
  readonly constant?: boolean;
  /** What its fields hold at first, those of its bases among them; all others are undefined or zero. */
  readonly fields: ReadonlyMap<string, Constant>;
  /** Of an array: its buffer, which lies right behind the object. The fields `capacity` and `data` follow from that. */
  readonly elements?: readonly Constant[];
}

/** One function pointer per class; a missing entry is a call that can't happen. Keys are class names; entries are not inherited. */
export interface DispatchTable {
  readonly name: string;
  readonly entries: Map<string, string>;
}

/** Functions of the runtime library that passes and backend call by role. */
export interface RuntimeFunctions {
  /** `(bytes: i64) → ptr`, 16-aligned; throws when out of memory. */
  readonly allocate: string;
  /** `(object: ref borrowed) → void`: an object's count went below zero: releases what it holds and frees it. Never throws. */
  readonly drop: string;
  /** `(object: ref borrowed) → void`: the cycle collector hears of a reference. Never throws. Absent where there is no collector. */
  readonly visitReference?: string;
  /** `(object: ref borrowed) → void`: an object of a cyclic class has lost a reference but not its last. Never throws. */
  readonly suspect?: string;
  /** Makes weak references; absent if nothing does. */
  readonly acquireCell?: string;
  /** `(object: ref borrowed) → void`: an object without fields is freed. Never throws. */
  readonly discard?: string;
  /** `(object: ref borrowed) → void`: nothing that knows objects by their place may know this one any longer. Never throws. */
  readonly forget?: string;
  /** `(bytes: i64) → ptr`: coroutine frames; zero when out of memory. Never throws. */
  readonly allocateFrame: string;
  /** `(frame: ptr) → void`. Never throws. */
  readonly freeFrame: string;
  /**
   * Memory for the elements of arrays: `(bytes: i64) → ptr`, throws when out of memory; `(buffer: ptr, bytes: i64) → i1`, false if it can't
   * grow where it lies; `(buffer: ptr) → void`.
   */
  readonly allocateBuffer?: string;
  readonly growBuffer?: string;
  readonly freeBuffer?: string;
  /** `(error: ref owned) → void`: an error left an interrupt handler. Never returns, never throws. */
  readonly panicInInterrupt?: string;
  /** ECMA-262's ToInt32 `(f64) → i32`, its 64-bit kin `(f64) → i64`, and `%` `(f64, f64) → f64`; absent if the program never needs them. */
  readonly toInt32?: string;
  readonly toInt64?: string;
  readonly remainder?: string;
  /** `() → void`: the stack is used up. Always throws. Only where the system tells the limit. */
  readonly stackOverflow?: string;
}

export interface IrModule {
  readonly target: "linux" | "kernel";
  /** Source paths as shown in traces. */
  readonly files: string[];
  readonly functions: Map<string, IrFunction>;
  readonly classes: Map<string, ClassDef>;
  readonly globals: Map<string, GlobalDef>;
  readonly data: Map<string, DataDef>;
  readonly statics: Map<string, StaticDef>;
  readonly tables: Map<string, DispatchTable>;
  /** Module-level assembly, in order. */
  readonly moduleAsm: string[];
  readonly runtime: RuntimeFunctions;
  /** The function that runs the module bodies in order; exported as `osm_start`. */
  readonly start: string;
}

/** The classes that exist in every module, with their fixed places in the numbering. */
export const builtinClasses = { null: "null", undefined: "undefined", string: "string" } as const;

/**
 * Memory of an object: `i32 refcount` (0 = one reference, n = n+1 references, negative = immortal), `u32 classId`, fields.
 * A string has the fields `length: i32` (UTF-16 code units) and `flags: i32` (bit 0: two bytes per unit, else Latin-1), then its units.
 */
export const objectHeaderBytes = 8;
export const stringHeaderBytes = 16;

export function isCounted(type: IrType): type is "ref" | "any" {
  return type === "ref" || type === "any";
}
