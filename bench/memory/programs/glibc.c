// The workloads with the C library's malloc.
#include <stdlib.h>
#include "workload.h"

static void *take(size_t bytes) { return malloc(bytes); }
static void give(void *block, size_t bytes) {
  (void)bytes;
  free(block);
}

int main(void) {
  measure(64, 256, 8000000);
  measure(1000, 256, 8000000);
  measure(10000, 256, 8000000);
  measure(10000, 4096, 4000000);
}
