#include <stdio.h>
#include <stdlib.h>

typedef double **matrix;

static matrix create(int size, double seed) {
  matrix rows = malloc(size * sizeof *rows);
  double scale = seed / size / size;
  for (int i = 0; i < size; i++) {
    rows[i] = malloc(size * sizeof **rows);
    for (int j = 0; j < size; j++) rows[i][j] = scale * (i - j) * (i + j);
  }
  return rows;
}

static matrix multiply(matrix a, matrix b, int size) {
  matrix product = malloc(size * sizeof *product);
  for (int i = 0; i < size; i++) {
    double *row = calloc(size, sizeof *row);
    for (int k = 0; k < size; k++) {
      double factor = a[i][k];
      double *right = b[k];
      for (int j = 0; j < size; j++) row[j] += factor * right[j];
    }
    product[i] = row;
  }
  return product;
}

int main(void) {
  const int size = 500;
  matrix product = create(size, 1), factor = create(size, 2);
  for (int round = 0; round < 5; round++) {
    matrix next = multiply(product, factor, size);
    for (int i = 0; i < size; i++) free(product[i]);
    free(product);
    product = next;
  }
  printf("%.9e\n", product[size / 2][size / 2]);
  return 0;
}
