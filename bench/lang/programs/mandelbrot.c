#include <stdio.h>

static int escapes(double cr, double ci, int limit) {
  double r = 0, i = 0;
  int step = 0;
  while (step < limit && r * r + i * i <= 4) {
    double next = r * r - i * i + cr;
    i = 2 * r * i + ci;
    r = next;
    step++;
  }
  return step;
}

int main(void) {
  const int size = 600;
  long total = 0;
  for (int y = 0; y < size; y++)
    for (int x = 0; x < size; x++) total += escapes(2.0 * x / size - 1.5, 2.0 * y / size - 1, 200);
  printf("%ld\n", total);
  return 0;
}
