#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static uint32_t rounds[64], initial[8], schedule[64];

static uint32_t fraction(double x) { return (uint32_t)(int64_t)floor((x - floor(x)) * 4294967296.0); }
#define ROTATE(x, n) (((x) >> (n)) | ((x) << (32 - (n))))

static void compress(uint32_t *hash, const uint32_t *block) {
  for (int i = 0; i < 16; i++) schedule[i] = block[i];
  for (int i = 16; i < 64; i++) {
    uint32_t x = schedule[i - 15], y = schedule[i - 2];
    uint32_t s0 = ROTATE(x, 7) ^ ROTATE(x, 18) ^ (x >> 3);
    uint32_t s1 = ROTATE(y, 17) ^ ROTATE(y, 19) ^ (y >> 10);
    schedule[i] = schedule[i - 16] + s0 + schedule[i - 7] + s1;
  }
  uint32_t a = hash[0], b = hash[1], c = hash[2], d = hash[3], e = hash[4], f = hash[5], g = hash[6], h = hash[7];
  for (int i = 0; i < 64; i++) {
    uint32_t s1 = ROTATE(e, 6) ^ ROTATE(e, 11) ^ ROTATE(e, 25);
    uint32_t t1 = h + s1 + ((e & f) ^ (~e & g)) + rounds[i] + schedule[i];
    uint32_t s0 = ROTATE(a, 2) ^ ROTATE(a, 13) ^ ROTATE(a, 22);
    uint32_t t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
    h = g, g = f, f = e, e = d + t1, d = c, c = b, b = a, a = t1 + t2;
  }
  hash[0] += a, hash[1] += b, hash[2] += c, hash[3] += d, hash[4] += e, hash[5] += f, hash[6] += g, hash[7] += h;
}

int main(void) {
  int count = 0;
  for (int candidate = 2; count < 64; candidate++) {
    bool prime = true;
    for (int divisor = 2; divisor * divisor <= candidate; divisor++)
      if (candidate % divisor == 0) prime = false;
    if (!prime) continue;
    if (count < 8) initial[count] = fraction(pow(candidate, 1.0 / 2));
    rounds[count++] = fraction(pow(candidate, 1.0 / 3));
  }
  uint32_t hash[8], block[16] = {0};
  memcpy(hash, initial, sizeof hash);
  for (int i = 0; i < 400000; i++) {
    block[i & 15] = i;
    compress(hash, block);
  }
  for (int i = 0; i < 8; i++) printf("%08x", hash[i]);
  printf("\n");
  return 0;
}
