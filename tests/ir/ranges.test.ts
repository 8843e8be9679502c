/** The arithmetic of ranges against numbers: whatever operands a range allows, the result lies in the range that is computed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { BinaryOperator, Instr, IntType, Operand, Predicate } from "../../compiler/src/ir/ir.ts";
import { valueRef } from "../../compiler/src/ir/operands.ts";
import { between, type Range, single } from "../../compiler/src/passes/ranges/range.ts";
import { assume, decide, remainderRange, transfer } from "../../compiler/src/passes/ranges/transfer.ts";

const rounds = 40_000;

/** A small generator of its own, so that a failure can be repeated (G. Marsaglia, Xorshift RNGs, 2003). */
function random(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}

const doubles = [
  0,
  -0,
  1,
  -1,
  2,
  3,
  7,
  -8,
  0.5,
  -0.25,
  1e-300,
  255,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  -(2 ** 53),
  1e300,
  -1e300,
  Infinity,
  -Infinity,
  NaN,
];

/** The smallest range that has some numbers in it. */
function rangeOf(values: readonly number[]): Range {
  const numbers = values.filter((value) => !Number.isNaN(value));
  return {
    lo: Math.min(...numbers) + 0,
    hi: Math.max(...numbers) + 0,
    whole: numbers.every((value) => Number.isInteger(value) || !Number.isFinite(value)),
    nan: numbers.length < values.length,
    negativeZero: numbers.some((value) => Object.is(value, -0)),
  };
}

function contains(range: Range, value: number): boolean {
  if (Number.isNaN(value)) return range.nan;
  if (Object.is(value, -0) && !range.negativeZero) return false;
  if (Number.isFinite(value) && !Number.isInteger(value) && range.whole) return false;
  return value >= range.lo && value <= range.hi;
}

function resultOf(operator: BinaryOperator, type: "f64" | IntType, a: Range, b: Range): Range | undefined {
  const instr: Instr = { op: "binary", operator, left: valueRef(0), right: valueRef(1), result: 2 };
  const rangeOfOperand = (operand: Operand): Range => (operand.kind === "value" && operand.id === 0 ? a : b);
  return transfer(instr, type, { rangeOf: rangeOfOperand, typeOf: () => type });
}

const floatOperators: [BinaryOperator, (a: number, b: number) => number][] = [
  ["fadd", (a, b) => a + b],
  ["fsub", (a, b) => a - b],
  ["fmul", (a, b) => a * b],
  ["fdiv", (a, b) => a / b],
];

for (const [operator, compute] of floatOperators) {
  test(`${operator} of doubles stays in its range`, () => {
    const next = random(11);
    const pick = (): number => doubles[next(doubles.length)]!;
    for (let round = 0; round < rounds; round++) {
      const [a1, a2, b1, b2] = [pick(), pick(), pick(), pick()];
      const range = resultOf(operator, "f64", rangeOf([a1, a2]), rangeOf([b1, b2]))!;
      for (const a of [a1, a2]) {
        for (const b of [b1, b2])
          assert.ok(contains(range, compute(a, b)), `${a} ${operator} ${b}: ${JSON.stringify(range)}`);
      }
    }
  });
}

test("remainders of doubles stay in their range", () => {
  const next = random(12);
  const pick = (): number => doubles[next(doubles.length)]!;
  for (let round = 0; round < rounds; round++) {
    const [a1, a2, b1, b2] = [pick(), pick(), pick(), pick()];
    const range = remainderRange(rangeOf([a1, a2]), rangeOf([b1, b2]));
    for (const a of [a1, a2]) for (const b of [b1, b2]) assert.ok(contains(range, a % b), `${a} % ${b}`);
  }
});

const integerOperators: [BinaryOperator, (a: bigint, b: bigint, bits: number) => bigint | undefined][] = [
  ["add", (a, b) => a + b],
  ["sub", (a, b) => a - b],
  ["mul", (a, b) => a * b],
  ["and", (a, b) => a & b],
  ["or", (a, b) => a | b],
  ["xor", (a, b) => a ^ b],
  ["shl", (a, b, bits) => (b >= 0n && b < BigInt(bits) ? a << b : undefined)],
  ["lshr", (a, b, bits) => (b >= 0n && b < BigInt(bits) ? BigInt.asUintN(bits, a) >> b : undefined)],
  ["ashr", (a, b, bits) => (b >= 0n && b < BigInt(bits) ? a >> b : undefined)],
  ["sdiv", (a, b) => (b === 0n ? undefined : a / b)],
  ["udiv", (a, b, bits) => (b === 0n ? undefined : BigInt.asUintN(bits, a) / BigInt.asUintN(bits, b))],
  ["srem", (a, b) => (b === 0n ? undefined : a % b)],
  ["urem", (a, b, bits) => (b === 0n ? undefined : BigInt.asUintN(bits, a) % BigInt.asUintN(bits, b))],
];

for (const [operator, compute] of integerOperators) {
  test(`${operator} of integers stays in its range`, () => {
    const next = random(13);
    for (let round = 0; round < rounds; round++) {
      const bits = [8, 32, 64][next(3)] as 8 | 32 | 64;
      const pick = (): bigint => {
        const small = BigInt(next(40) - 12);
        return BigInt.asIntN(bits, next(3) === 0 ? (1n << BigInt(next(bits))) + small : small);
      };
      const [a1, a2, b1, b2] = [pick(), pick(), pick(), pick()];
      // Bounds are exact, or those of the type.
      const span = (x: bigint, y: bigint): Range => {
        const [lo, hi] = x < y ? [x, y] : [y, x];
        const isExact = lo >= -(2n ** 53n) && hi <= 2n ** 53n;
        return isExact ? between(Number(lo), Number(hi)) : between(-(2 ** 63), 2 ** 63);
      };
      const range = resultOf(operator, `i${bits}`, span(a1, a2), span(b1, b2))!;
      for (const a of [a1, a2]) {
        for (const b of [b1, b2]) {
          const exact = compute(a, b, bits);
          if (exact === undefined) continue;
          const result = Number(BigInt.asIntN(bits, exact));
          assert.ok(
            result >= range.lo && result <= range.hi,
            `${a} ${operator} ${b} (${bits}): ${JSON.stringify(range)}`,
          );
        }
      }
    }
  });
}

const comparisons: [Predicate, (a: number, b: number) => boolean][] = [
  ["folt", (a, b) => a < b],
  ["fole", (a, b) => a <= b],
  ["fogt", (a, b) => a > b],
  ["foge", (a, b) => a >= b],
  ["foeq", (a, b) => a === b],
  ["fune", (a, b) => a !== b],
];

for (const [predicate, holds] of comparisons) {
  test(`${predicate} is decided rightly, and what it says of its operand holds`, () => {
    const next = random(14);
    const pick = (): number => doubles[next(doubles.length)]!;
    for (let round = 0; round < rounds; round++) {
      const [a1, a2, b1, b2] = [pick(), pick(), pick(), pick()];
      const left = rangeOf([a1, a2]);
      const right = rangeOf([b1, b2]);
      const decided = decide(predicate, left, right);
      const assumed = assume(left, predicate, right);
      for (const a of [a1, a2]) {
        for (const b of [b1, b2]) {
          const truth = holds(a, b);
          if (decided !== undefined) assert.equal(truth, decided, `${a} ${predicate} ${b}`);
          if (truth) assert.ok(assumed && contains(assumed, a), `${a} ${predicate} ${b}: ${JSON.stringify(assumed)}`);
        }
      }
    }
  });
}

test("constants are ranges of one number", () => {
  for (const value of doubles) assert.ok(contains(single(value), value), String(value));
});
