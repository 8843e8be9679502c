import { type i32, type i64, type u64, u64 as toU64, i64 as toI64, i32 as toI32 } from "osmium";
export function remainder(a: number, b: number): number { return 0; }
export function power(a: number, b: number): number { return 0; }
export function toInt32(x: number): i32 { return 0; }
export function toInt64(x: number): i64 { return 0; }
export function toUint64(x: number): u64 { return 0; }
