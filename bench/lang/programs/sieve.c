#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int countPrimes(int limit) {
  bool *composite = malloc(limit + 1);
  memset(composite, 0, limit + 1);
  int count = 0;
  for (long i = 2; i <= limit; i++) {
    if (composite[i]) continue;
    count++;
    for (long multiple = i * i; multiple <= limit; multiple += i) composite[multiple] = true;
  }
  free(composite);
  return count;
}

int main(void) {
  long total = 0;
  for (int round = 0; round < 20; round++) total += countPrimes(3000000 + round);
  printf("%ld\n", total);
  return 0;
}
