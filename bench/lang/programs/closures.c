#include <stdio.h>
#include <stdlib.h>

/* A closure is a function and what it captured. */
struct closure { double (*call)(struct closure *, double); double captured; };

static double twice(struct closure *self, double x) { return x * 2 + self->captured; }
static double sameParity(struct closure *self, double x) { return ((int)x & 1) == ((int)self->captured & 1); }

static size_t map(double *to, const double *from, size_t count, struct closure *f) {
  for (size_t i = 0; i < count; i++) to[i] = f->call(f, from[i]);
  return count;
}

static size_t filter(double *to, const double *from, size_t count, struct closure *f) {
  size_t kept = 0;
  for (size_t i = 0; i < count; i++)
    if (f->call(f, from[i])) to[kept++] = from[i];
  return kept;
}

static double add1(struct closure *self, double x) { return x + 1; }
static double times2(struct closure *self, double x) { return x * 2; }
static double minus3(struct closure *self, double x) { return x - 3; }

struct composed { struct closure base; struct closure **functions; size_t count; };
static double composedCall(struct closure *self, double x) {
  struct composed *all = (struct composed *)self;
  for (size_t i = 0; i < all->count; i++) x = all->functions[i]->call(all->functions[i], x);
  return x;
}

struct counter { struct closure base; double count, step; };
static double tick(struct closure *self, double unused) {
  struct counter *counter = (struct counter *)self;
  counter->count += counter->step;
  return counter->count;
}

/* Out of line, as where a library's function is called with a function that it does not know. */
static double (*volatile hidden)(struct closure *, double);

int main(void) {
  double numbers[1000], total = 0;
  for (int i = 0; i < 1000; i++) numbers[i] = i;
  for (int round = 0; round < 8000; round++) {
    struct closure a = {twice, round % 7}, b = {sameParity, round % 7};
    double *mapped = malloc(sizeof numbers), *kept = malloc(sizeof numbers);
    size_t count = filter(kept, mapped, map(mapped, numbers, 1000, &a), &b);
    double sum = 0;
    for (size_t i = 0; i < count; i++) sum += kept[i];
    total += sum;
    free(mapped);
    free(kept);
  }
  struct closure one = {add1, 0}, two = {times2, 0}, three = {minus3, 0};
  struct closure *functions[] = {&one, &two, &three};
  struct composed apply = {{composedCall, 0}, functions, 3};
  struct counter counting = {{tick, 0}, 0, 3};
  hidden = composedCall;
  apply.base.call = hidden;
  for (int i = 0; i < 8000000; i++) total += apply.base.call(&apply.base, i & 15) + counting.base.call(&counting.base, 0);
  printf("%.17g\n", total);
  return 0;
}
