/**
 * Numbers of about 106 bits as the unevaluated sum of two doubles (Dekker, "A floating-point technique for extending the available precision", 1971): what
 * large angles are reduced in.
 *
 * A function returns the greater part; the smaller one is left in `low` until the next call.
 */

export let low = 0;

/** The sum, where `a` is not smaller than `b`. */
function ordered(a: number, b: number): number {
  const sum = a + b;
  low = b - (sum - a);
  return sum;
}

function productOf(a: number, b: number): number {
  const product = a * b;
  const x = 134217729 * a;
  const aHigh = x - (x - a);
  const aLow = a - aHigh;
  const y = 134217729 * b;
  const bHigh = y - (y - b);
  const bLow = b - bHigh;
  low = aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
  return product;
}

export function multiply(aHigh: number, aLow: number, bHigh: number, bLow: number): number {
  const product = productOf(aHigh, bHigh);
  return ordered(product, low + (aHigh * bLow + aLow * bHigh));
}
