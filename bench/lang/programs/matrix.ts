// Nested arrays of doubles.
type Matrix = number[][];

function create(size: number, seed: number): Matrix {
  const rows: Matrix = [];
  const scale = seed / size / size;
  for (let i = 0; i < size; i++) {
    const row: number[] = [];
    for (let j = 0; j < size; j++) row.push(scale * (i - j) * (i + j));
    rows.push(row);
  }
  return rows;
}

function multiply(a: Matrix, b: Matrix, size: number): Matrix {
  const product: Matrix = [];
  for (let i = 0; i < size; i++) {
    const row = new Array<number>(size).fill(0);
    const left = a[i];
    for (let k = 0; k < size; k++) {
      const factor = left[k];
      const right = b[k];
      for (let j = 0; j < size; j++) row[j] += factor * right[j];
    }
    product.push(row);
  }
  return product;
}

const size = 500;
let product = create(size, 1);
const factor = create(size, 2);
for (let round = 0; round < 5; round++) product = multiply(product, factor, size);
console.log(product[size / 2][size / 2].toExponential(9));
