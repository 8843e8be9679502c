// What all contestants do: slots are picked at random; a slot that holds a block frees it, an empty one gets a block of random size. About half
// of twice the slots' number are in use, so `slots` is twice the number of live blocks. Prints nanoseconds per operation, a line per workload.
#include <stdint.h>
#include <stdio.h>
#include <time.h>

static void *take(size_t bytes);
static void give(void *block, size_t bytes);

typedef struct {
  void *block;
  size_t bytes;
} Slot;

static Slot slots[20000];

// Nanoseconds of processor time: waiting for a processor does not count.
static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

// Marsaglia, Xorshift RNGs, 2003: 13, 7, 17.
static uint64_t seed = 88172645463325252;
static inline uint64_t next(void) {
  seed ^= seed << 13;
  seed ^= seed >> 7;
  seed ^= seed << 17;
  return seed;
}

static void work(uint64_t slotCount, uint64_t sizes, uint64_t operations) {
  for (uint64_t i = 0; i < operations; i++) {
    uint64_t random = next();
    Slot *slot = &slots[((random & 0xffffffff) * slotCount) >> 32];
    if (slot->block) {
      give(slot->block, slot->bytes);
      slot->block = NULL;
    } else {
      slot->bytes = 8 + (((random >> 32) * sizes) >> 32);
      slot->block = take(slot->bytes);
      *(char *)slot->block = 1;
    }
  }
}

static void measure(uint64_t live, uint64_t sizes, uint64_t operations) {
  work(live * 2, sizes, live * 20);
  uint64_t start = now();
  work(live * 2, sizes, operations);
  printf("%.3f\n", (double)(now() - start) / (double)operations);
  for (uint64_t i = 0; i < live * 2; i++) {
    if (slots[i].block) give(slots[i].block, slots[i].bytes);
    slots[i].block = NULL;
  }
}
