#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Open addressing with linear probing, tombstones, growth at three quarters. */
enum slot_state { FREE, USED, GONE };

static uint32_t state = 12345;
static int randomBelow(int limit) {
  state = state * 1103515245u + 12345;
  return (state >> 8) % limit;
}

static uint64_t mix(uint64_t x) {
  x ^= x >> 33;
  x *= 0xff51afd7ed558ccdull;
  x ^= x >> 33;
  return x;
}

struct number_slot { double key, value; uint8_t state; };
struct number_map { struct number_slot *slots; size_t capacity, used, size; };

static uint64_t hashNumber(double key) {
  uint64_t bits;
  memcpy(&bits, &key, 8);
  return mix(bits);
}

static struct number_slot *findNumber(struct number_map *map, double key) {
  struct number_slot *gone = NULL;
  for (size_t i = hashNumber(key) & (map->capacity - 1);; i = (i + 1) & (map->capacity - 1)) {
    struct number_slot *slot = &map->slots[i];
    if (slot->state == FREE) return gone ? gone : slot;
    if (slot->state == GONE) {
      if (!gone) gone = slot;
    } else if (slot->key == key) {
      return slot;
    }
  }
}

static void growNumbers(struct number_map *map) {
  struct number_map next = {calloc(map->size * 4 < 16 ? 16 : map->capacity * (map->size * 2 > map->capacity ? 2 : 1), sizeof *map->slots), 0, 0, 0};
  next.capacity = map->size * 4 < 16 ? 16 : map->capacity * (map->size * 2 > map->capacity ? 2 : 1);
  for (size_t i = 0; i < map->capacity; i++) {
    if (map->slots[i].state != USED) continue;
    *findNumber(&next, map->slots[i].key) = map->slots[i];
    next.used++;
    next.size++;
  }
  free(map->slots);
  *map = next;
}

static struct number_slot *insertNumber(struct number_map *map, double key) {
  if (map->used * 4 >= map->capacity * 3) growNumbers(map);
  struct number_slot *slot = findNumber(map, key);
  if (slot->state != USED) {
    if (slot->state == FREE) map->used++;
    *slot = (struct number_slot){key, 0, USED};
    map->size++;
  }
  return slot;
}

static bool removeNumber(struct number_map *map, double key) {
  if (map->capacity == 0) return false;
  struct number_slot *slot = findNumber(map, key);
  if (slot->state != USED) return false;
  slot->state = GONE;
  map->size--;
  return true;
}

struct string_slot { const char *key; uint32_t length; uint32_t hash; double value; };
struct string_map { struct string_slot *slots; size_t capacity, size; };

static uint32_t hashText(const char *text, size_t length) {
  uint32_t hash = 2166136261u;
  for (size_t i = 0; i < length; i++) hash = (hash ^ (unsigned char)text[i]) * 16777619u;
  return hash;
}

static struct string_slot *findText(struct string_map *map, const char *key, uint32_t length, uint32_t hash) {
  for (size_t i = hash & (map->capacity - 1);; i = (i + 1) & (map->capacity - 1)) {
    struct string_slot *slot = &map->slots[i];
    if (!slot->key || (slot->hash == hash && slot->length == length && memcmp(slot->key, key, length) == 0)) return slot;
  }
}

static struct string_slot *insertText(struct string_map *map, const char *key) {
  if (map->size * 4 >= map->capacity * 3) {
    struct string_map next = {calloc(map->capacity ? map->capacity * 2 : 16, sizeof *map->slots), map->capacity ? map->capacity * 2 : 16, map->size};
    for (size_t i = 0; i < map->capacity; i++) {
      struct string_slot *slot = &map->slots[i];
      if (slot->key) *findText(&next, slot->key, slot->length, slot->hash) = *slot;
    }
    free(map->slots);
    *map = next;
  }
  uint32_t length = strlen(key), hash = hashText(key, length);
  struct string_slot *slot = findText(map, key, length, hash);
  if (!slot->key) {
    *slot = (struct string_slot){key, length, hash, 0};
    map->size++;
  }
  return slot;
}

int main(void) {
  struct number_map counts = {0};
  for (int i = 0; i < 3000000; i++) insertNumber(&counts, randomBelow(50000))->value += 1;
  double most = 0;
  for (size_t i = 0; i < counts.capacity; i++)
    if (counts.slots[i].state == USED && counts.slots[i].value > most) most = counts.slots[i].value;

  char **names = malloc(5000 * sizeof *names);
  for (int i = 0; i < 5000; i++) {
    names[i] = malloc(32);
    snprintf(names[i], 32, "name-%d-%d", randomBelow(1000000), i);
  }
  struct string_map lengths = {0};
  for (int i = 0; i < 2000000; i++) {
    const char *name = names[randomBelow(5000)];
    insertText(&lengths, name)->value += strlen(name);
  }
  double total = 0;
  for (size_t i = 0; i < lengths.capacity; i++)
    if (lengths.slots[i].key) total += lengths.slots[i].value;

  struct number_map seen = {0};
  int removed = 0;
  for (int i = 0; i < 2000000; i++) {
    double key = randomBelow(100000);
    if (removeNumber(&seen, key)) removed++;
    else insertNumber(&seen, key);
  }
  printf("%zu %.0f %zu %.0f %zu %d\n", counts.size, most, lengths.size, total, seen.size, removed);
  return 0;
}
