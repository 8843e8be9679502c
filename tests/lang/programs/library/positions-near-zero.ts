// Positions between -1 and 0 are the beginning, not counted from the end.
console.log(
  ["a"].splice(-0.5, 2), ["a", "b"].slice(-0.5), ["a", "b"].slice(-1.5), "abc".slice(-0.5), ["a", "b", "c"].at(-0.5), ["a"].toSpliced(-0.9, 1), [1, 2, 3].fill(0, -0.5), [1, 2, 3].copyWithin(-0.2, 1), [1, 2].includes(2, -0.5), [1, 2].indexOf(1, -0.9), [1, 2].lastIndexOf(1, -0.5), "abc".at(-0.5), "abcd".substring(-0.5, 2.9), [1, 2, 3].with(-0.5, 9), [1, 2, 3].splice(0, 1.9),
  new Uint8Array([1, 2]).subarray(-0.5).length,
  new Uint8Array([1, 2]).at(-0.3));
