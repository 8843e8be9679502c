// The workloads with a model of the reference kernel's allocator: a singly linked list of free regions in order of their addresses. A request
// takes the first region that is large enough, which it splits; what is freed is put in its place in the list and merged with its neighbours.
// Owners know the sizes of their blocks, so blocks have no headers.
#include <stdlib.h>
#include "workload.h"

typedef struct Region {
  size_t bytes;
  struct Region *next;
} Region;

static Region list;
static char memory[64 << 20] __attribute__((aligned(16)));

static size_t sizeFor(size_t bytes) { return (bytes + sizeof(Region) - 1) & ~(sizeof(Region) - 1); }

static void *take(size_t request) {
  size_t bytes = sizeFor(request);
  for (Region *before = &list, *region; (region = before->next); before = region) {
    if (region->bytes < bytes) continue;
    if (region->bytes == bytes) {
      before->next = region->next;
    } else {
      Region *rest = (Region *)((char *)region + bytes);
      rest->bytes = region->bytes - bytes;
      rest->next = region->next;
      before->next = rest;
    }
    return region;
  }
  abort();
}

static void give(void *block, size_t request) {
  Region *region = block;
  Region *before = &list;
  while (before->next && before->next < region) before = before->next;
  region->bytes = sizeFor(request);
  region->next = before->next;
  before->next = region;
  if (region->next && (char *)region + region->bytes == (char *)region->next) {
    region->bytes += region->next->bytes;
    region->next = region->next->next;
  }
  if (before != &list && (char *)before + before->bytes == (char *)region) {
    before->bytes += region->bytes;
    before->next = region->next;
  }
}

int main(void) {
  list.next = (Region *)memory;
  list.next->bytes = sizeof memory;
  list.next->next = NULL;
  measure(64, 256, 4000000);
  measure(1000, 256, 1000000);
  measure(10000, 256, 200000);
  measure(10000, 4096, 100000);
}
