#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

struct shape;
struct methods { double (*area)(const struct shape *); void (*grow)(struct shape *, double); };
struct shape { const struct methods *methods; double a, b; };

static double circleArea(const struct shape *s) { return M_PI * s->a * s->a; }
static void circleGrow(struct shape *s, double factor) { s->a *= factor; }
static double rectangleArea(const struct shape *s) { return s->a * s->b; }
static void bothGrow(struct shape *s, double factor) { s->a *= factor; s->b *= factor; }
static double triangleArea(const struct shape *s) { return s->a * s->b / 2; }

static const struct methods circle = {circleArea, circleGrow}, rectangle = {rectangleArea, bothGrow}, triangle = {triangleArea, bothGrow};

static uint32_t state = 42;
static uint32_t next(void) {
  state = state * 1664525u + 1013904223u;
  return state >> 16;
}

static struct shape *make(void) {
  double size = 1 + next() % 10;
  struct shape *s = malloc(sizeof *s);
  switch (next() % 4) {
    case 0: *s = (struct shape){&circle, size, 0}; break;
    case 1: *s = (struct shape){&rectangle, size, size + 1}; break;
    case 2: *s = (struct shape){&rectangle, size, size}; break;
    default: *s = (struct shape){&triangle, size, size + 2};
  }
  return s;
}

int main(void) {
  struct shape *shapes[1000];
  for (int i = 0; i < 1000; i++) shapes[i] = make();
  double total = 0;
  for (int round = 0; round < 40000; round++) {
    for (int i = 0; i < 1000; i++) total += shapes[i]->methods->area(shapes[i]);
    struct shape *s = shapes[round % 1000];
    s->methods->grow(s, round % 2 == 0 ? 1.25 : 0.8);
  }
  printf("%.6e\n", total);
  return 0;
}
