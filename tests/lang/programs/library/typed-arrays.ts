// Typed arrays: conversions on store, methods, views of one buffer.
const values = [0, 1, -1, 1.5, 2.5, -1.5, 127, 128, 255, 256, 257, -128, -129, 32767, 32768, 65535, 65536, 2147483647, 2147483648,
  4294967295, 4294967296, -2147483649, 1e10, 1e20, -1e20, 1e300, NaN, Infinity, -Infinity, -0, 0.5, 254.5, 255.5, 1.1];
console.log(new Int8Array(values));
console.log(new Uint8Array(values));
console.log(new Uint8ClampedArray(values));
console.log(new Int16Array(values));
console.log(new Uint16Array(values));
console.log(new Int32Array(values));
console.log(new Uint32Array(values));
console.log(new Float32Array(values));
console.log(new Float64Array(values));
console.log(new Uint8Array(), new Uint8Array(3), new Float64Array(2), new Uint8Array(new Set([1, 2, 300])));

// Writing elements.
const bytes = new Uint8Array(6);
const words = new Uint32Array(4);
const clamped = new Uint8ClampedArray(4);
const singles = new Float32Array(3);
for (let i = 0; i < bytes.length; i++) bytes[i] = i * 100;
bytes[0] -= 1;
bytes[1]++;
--bytes[2];
bytes[3] ^= 0xff;
bytes[4] <<= 1;
bytes[5] = bytes[5] ** 2;
console.log(bytes, bytes[0] + bytes[1], bytes[1]++, ++bytes[1]);
words[0] = -1;
words[1] = words[0] + 2;
words[2] = words[0] * 2;
words[3] = 1 / 3;
console.log(words, words[0] + 1, words[0] | 0, words[0] >>> 1);
clamped[0] = 300;
clamped[1] = -5;
clamped[2] = 1.5;
clamped[3] += 2.5;
console.log(clamped);
singles[0] = 0.1;
singles[1] = singles[0] + 0.2;
singles[2] = 16777217;
console.log(singles, singles[0] === 0.1, singles[0]);
console.log((bytes[0] = 259), bytes[0]);

// Outside: reading and writing throw here; see Deviations.
function outcome(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error instanceof RangeError ? "RangeError" : error instanceof TypeError ? "TypeError" : "other";
  }
}

// Several views of a buffer.
const buffer = new ArrayBuffer(16);
const whole = new Uint8Array(buffer);
const middle = new Uint16Array(buffer, 4, 3);
const end = new Float64Array(buffer, 8);
middle[0] = 0x1234;
middle[2] = 0xffff;
console.log(whole, middle.byteOffset, middle.byteLength, middle.length, end.length, end.byteOffset);
end[0] = 1;
console.log(whole, buffer);
console.log(whole.buffer === buffer, middle.buffer === whole.buffer);
console.log(whole.subarray(4, 6), whole.subarray(-2), whole.subarray(3, 2), whole.slice(4, 8), whole.slice(-3));
const part = whole.subarray(4, 8);
part[0] = 99;
console.log(whole[4], part, part.byteOffset, part.subarray(1).byteOffset);
const copy = whole.slice(4, 8);
copy[0] = 1;
console.log(whole[4], copy, buffer.slice(4, 6), buffer.slice(-2).byteLength, buffer.byteLength);
console.log(outcome(() => new Uint16Array(buffer, 1)), outcome(() => new Uint32Array(buffer, 12, 2)));
console.log(outcome(() => new Uint8Array(-1)), outcome(() => new Uint8Array(buffer, 17)));
console.log(outcome(() => new Uint32Array(new ArrayBuffer(5))), ArrayBuffer.isView(whole), ArrayBuffer.isView(buffer));

// Methods.
const list = Int32Array.of(5, 3, -9, 3, 0, 12);
console.log(list.at(-1), list.at(9), list.includes(3), list.indexOf(3), list.lastIndexOf(3), list.indexOf(7), list.indexOf(3, 2));
console.log(list.map((x) => x * 1.5), list.filter((x) => x > 0), list.toSorted(), list.toReversed(), list.with(0, 1));
console.log(list.reduce((a, b) => a + b), list.reduce((a, b) => a - b, 100), list.reduce((text, x) => text + x, ""));
console.log(list.reduceRight((a, b) => a * 2 + b), list.join("-"), list.toString(), `${list}`);
console.log(list.find((x) => x < 0), list.findIndex((x) => x < 0), list.findLast((x) => x === 3), list.findLastIndex((x) => x === 3));
console.log(list.every((x) => x > -10), list.some((x) => x > 100));
list.forEach((x, i, all) => console.log(x, i, all.length));
console.log([...list], [...list.keys()], [...list.entries()], [...list.values()], Array.from(list, (x) => x + 1));
for (const x of list) if (x === 0) break;
    else console.log(x);
console.log(list.sort(), list.sort((a, b) => b - a), list.reverse(), list.fill(7, 1, 3), list.copyWithin(0, 3));
list.set([1, 2], 4);
list.set(new Uint8Array([255, 254]));
console.log(list, outcome(() => list.set([1, 2], 5)));
console.log(new Float64Array([3, NaN, -0, 0, -1, Infinity]).sort());
console.log(Uint8Array.from([1, 2, 3], (x) => x * 100), Float32Array.from(new Set([1.5])), Float64Array.of());
console.log(new Uint8Array(new Float64Array([1.9, 257])), new Float32Array(new Uint8Array([1, 2])));
console.log(Uint8Array.BYTES_PER_ELEMENT, Float64Array.BYTES_PER_ELEMENT, list.BYTES_PER_ELEMENT);
console.log(new Uint8Array(150), { pixels: new Uint8ClampedArray(3), deep: { deeper: { deepest: new Int8Array(1) } } });

// As parts of other things.
class Grid {
  private readonly cells: Uint8Array;
  constructor(
    private readonly width: number,
    height: number,
  ) {
    this.cells = new Uint8Array(width * height);
  }
  set(x: number, y: number, value: number): void {
    this.cells[y * this.width + x] = value;
  }
  sum(): number {
    let total = 0;
    for (const cell of this.cells) total += cell;
    return total;
  }
}
const grid = new Grid(3, 2);
grid.set(2, 1, 7);
grid.set(0, 0, 3);
console.log(grid, grid.sum());
function sumOf(numbers: Iterable<number>): number {
  let total = 0;
  for (const x of numbers) total += x;
  return total;
}
console.log(sumOf(list), sumOf(new Float64Array([0.5, 0.25])), Math.max(...list));
const maybe: Uint8Array | undefined = bytes.length > 3 ? bytes : undefined;
console.log(maybe?.length, maybe?.[0]);

// A sieve.
function primes(limit: number): number {
  const composite = new Uint8Array(limit + 1);
  let count = 0;
  for (let i = 2; i <= limit; i++) {
    if (composite[i] !== 0) continue;
    count++;
    for (let j = i * i; j <= limit; j += i) composite[j] = 1;
  }
  return count;
}
console.log(primes(100000));
