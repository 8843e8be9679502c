#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint32_t state = 7;
static double next(void) {
  state = state * 1664525u + 1013904223u;
  return state;
}

static void quicksort(double *items, int low, int high) {
  while (low < high) {
    double pivot = items[(unsigned)(low + high) >> 1];
    int i = low, j = high;
    while (i <= j) {
      while (items[i] < pivot) i++;
      while (items[j] > pivot) j--;
      if (i <= j) {
        double swap = items[i];
        items[i] = items[j];
        items[j] = swap;
        i++;
        j--;
      }
    }
    if (j - low < high - i) {
      quicksort(items, low, j);
      low = i;
    } else {
      quicksort(items, i, high);
      high = j;
    }
  }
}

struct entry { double key, order; };

static int compareNumbers(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}
/* glibc's qsort is a merge sort, and stable, as long as its memory suffices. */
static int compareEntries(const void *a, const void *b) {
  const struct entry *x = *(struct entry *const *)a, *y = *(struct entry *const *)b;
  return (x->key > y->key) - (x->key < y->key);
}

int main(void) {
  const int count = 500000;
  double *numbers = malloc(count * sizeof *numbers), *byHand = malloc(count * sizeof *byHand);
  for (int i = 0; i < count; i++) numbers[i] = next();
  memcpy(byHand, numbers, count * sizeof *numbers);
  for (int round = 0; round < 4; round++) {
    for (int i = 0; i < count; i++) byHand[i] = next();
    quicksort(byHand, 0, count - 1);
  }
  qsort(numbers, count, sizeof *numbers, compareNumbers);
  struct entry **entries = malloc(count * sizeof *entries);
  for (int i = 0; i < count; i++) {
    entries[i] = malloc(sizeof **entries);
    *entries[i] = (struct entry){(uint32_t)next() % 1000, i};
  }
  qsort(entries, count, sizeof *entries, compareEntries);
  bool stable = true;
  for (int i = 1; i < count; i++)
    if (entries[i - 1]->key == entries[i]->key && entries[i - 1]->order > entries[i]->order) stable = false;
  printf("%.17g %.17g %.17g %.17g %s\n", numbers[0], numbers[count - 1], byHand[count >> 1], entries[count >> 1]->key, stable ? "true" : "false");
  return 0;
}
