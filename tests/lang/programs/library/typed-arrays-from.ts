// Typed arrays of what are no numbers, and of a length and a function that makes each element.
console.log(Int32Array.from({ length: 4 }, (_, i) => i * i), Uint8Array.from({ length: 3 }, () => 257), Float64Array.from({ length: 0 }, () => 1));
console.log(Int32Array.from([1, 2, 3]), Float64Array.of(1.5, 2), Uint8Array.from(new Set([1, 2])), Uint8Array.from([1, 2], (x) => x * 2));
console.log(Uint8Array.from("123", (c) => Number(c)), Int16Array.from(["a", "bb"], (s, i) => s.length + i));
console.log(Float32Array.from({ length: 2 }, () => 0.5), Uint16Array.of(), Uint8ClampedArray.from({ length: 2 }, (_, i) => i * 300));
console.log(Float64Array.from(new Map([[1, 2]]), ([k, v]) => k / v), Uint32Array.from([true, false], (b) => (b ? 1 : 0)));
const n = [3].length + 1;
console.log(Float32Array.from({ length: n }, (_, i) => i / 2), Int8Array.from(new Uint8Array([200, 1])));
export {};
