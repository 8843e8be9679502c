// no-node
// Machine integers that come from a generator as numbers.
import { u8 } from "osmium";

function* bytes(n: number): Generator<u8> {
  for (let i = 0; i < n; i++) yield u8(i + 254);
}

function sum(source: Iterable<number>): number {
  let total = 0;
  for (const value of source) total += value;
  return total;
}

function* halves(source: Iterable<number>): Generator<number> {
  for (const value of source) yield value / 2;
}

console.log(sum(bytes(3)), sum(halves(bytes(2))), [...halves(bytes(3))].join());
// expect:
// 509 254.5 127,127.5,0
