/**
 * The signatures and effects of the intrinsics, as a table: the verifier checks calls against it, the ownership pass asks what an
 * intrinsic may do to counted memory. Their meaning is described in `ir.ts` (`IntrinsicName`).
 */
import type { IrType } from "./ir.ts";

/** A concrete type, or: any integer, any float, a counted type; `T`: any type, the same at each place; `T?`: any type. */
export type IntrinsicType = IrType | "int" | "float" | "counted" | "T";

/**
 * What an intrinsic may do to counted memory: nothing; release something; overwrite or release an object's own fields; run coroutines (which
 * may do anything that a coroutine of the program does).
 */
export type IntrinsicEffect = "none" | "releases" | "runs coroutines";

export interface IntrinsicDef {
  readonly params: readonly IntrinsicType[];
  readonly result: IntrinsicType;
  readonly effect: IntrinsicEffect;
  /** Without effect and with the same result for the same operands: may be dropped when unused. */
  readonly pure?: boolean;
}

const pure = (params: readonly IntrinsicType[], result: IntrinsicType): IntrinsicDef => ({
  params,
  result,
  effect: "none",
  pure: true,
});
const quiet = (params: readonly IntrinsicType[], result: IntrinsicType): IntrinsicDef => ({
  params,
  result,
  effect: "none",
});
const releases = (params: readonly IntrinsicType[]): IntrinsicDef => ({ params, result: "void", effect: "releases" });
const resumes = (params: readonly IntrinsicType[]): IntrinsicDef => ({
  params,
  result: "void",
  effect: "runs coroutines",
});

export const intrinsics: ReadonlyMap<string, IntrinsicDef> = new Map(
  Object.entries({
    memcpy: quiet(["ptr", "ptr", "i64"], "void"),
    memmove: quiet(["ptr", "ptr", "i64"], "void"),
    memset: quiet(["ptr", "i8", "i64"], "void"),
    memcmp: quiet(["ptr", "ptr", "i64"], "i32"),
    ctpop: pure(["T"], "T"),
    ctlz: pure(["T"], "T"),
    cttz: pure(["T"], "T"),
    bswap: pure(["T"], "T"),
    sqrt: pure(["f64"], "f64"),
    floor: pure(["f64"], "f64"),
    ceil: pure(["f64"], "f64"),
    trunc: pure(["f64"], "f64"),
    fabs: pure(["f64"], "f64"),
    rint: pure(["f64"], "f64"),
    copysign: pure(["f64", "f64"], "f64"),
    "frame.address": quiet([], "ptr"),
    "return.address": quiet([], "ptr"),
    "class.id": pure(["ref"], "i32"),
    "class.size": pure(["ref"], "i64"),
    "class.cyclic": pure(["ref"], "i1"),
    "class.name": pure(["ref"], "ref"),
    "refcount.get": quiet(["ref"], "i32"),
    "refcount.set": quiet(["ref", "i32"], "void"),
    "drop.fields": releases(["ref"]),
    retain: quiet(["counted"], "void"),
    release: releases(["counted"]),
    "drop.at.ref": releases(["ptr"]),
    "drop.at.any": releases(["ptr"]),
    "trace.fields": quiet(["ref"], "void"),
    "trace.at.ref": quiet(["ptr"], "void"),
    "trace.at.any": quiet(["ptr"], "void"),
    "atomic.exchange": quiet(["ptr", "T"], "T"),
    "atomic.compare.exchange": quiet(["ptr", "T", "T"], "T"),
    "atomic.add": quiet(["ptr", "T"], "T"),
    "atomic.load": quiet(["ptr"], "T"),
    "atomic.store": quiet(["ptr", "T"], "void"),
    "debug.variable": quiet(["ref", "ref", "ref", "T"], "void"),
    fence: quiet([], "void"),
    trap: quiet([], "void"),
    "unreachable.hint": quiet([], "void"),
    "coro.handle": quiet([], "ptr"),
    "coro.resume": resumes(["ptr"]),
    // Nothing of the program runs: a coroutine that is given up only releases what it holds.
    "coro.destroy": releases(["ptr"]),
    // It runs no further than from where it is suspended to there.
    "coro.trace": quiet(["ptr"], "i1"),
    "module.fini": releases([]),
    expect: pure(["i1", "i1"], "i1"),
  } satisfies Record<string, IntrinsicDef>),
);
