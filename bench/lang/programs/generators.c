#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

/* Iterators as C has them: a function and its state. */
struct iterator { bool (*next)(struct iterator *, double *); };

struct range { struct iterator base; double at, to; };
static bool rangeNext(struct iterator *self, double *value) {
  struct range *range = (struct range *)self;
  if (range->at >= range->to) return false;
  *value = range->at++;
  return true;
}

struct multiples { struct iterator base; struct iterator *source; double divisor; };
static bool multiplesNext(struct iterator *self, double *value) {
  struct multiples *multiples = (struct multiples *)self;
  while (multiples->source->next(multiples->source, value))
    if ((long)*value % (long)multiples->divisor == 0) return true;
  return false;
}

struct pair { double first, second; };
struct pairs { struct iterator *source; double previous; };
static struct pair *pairsNext(struct pairs *pairs) {
  double value;
  if (!pairs->source->next(pairs->source, &value)) return NULL;
  struct pair *pair = malloc(sizeof *pair);
  *pair = (struct pair){pairs->previous, value};
  pairs->previous = value;
  return pair;
}

struct in_order { struct iterator base; int depth, step; struct in_order *inner; };
static bool inOrderNext(struct iterator *self, double *value);
static struct in_order *inOrder(int depth) {
  struct in_order *walk = malloc(sizeof *walk);
  *walk = (struct in_order){{inOrderNext}, depth, 0, NULL};
  return walk;
}
static bool inOrderNext(struct iterator *self, double *value) {
  struct in_order *walk = (struct in_order *)self;
  if (walk->depth == 0) return false;
  for (;;) {
    switch (walk->step) {
      case 0:
      case 2:
        if (!walk->inner) walk->inner = inOrder(walk->depth - 1);
        if (walk->inner->base.next(&walk->inner->base, value)) return true;
        free(walk->inner);
        walk->inner = NULL;
        walk->step++;
        break;
      case 1:
        walk->step = 2;
        *value = walk->depth;
        return true;
      default:
        return false;
    }
  }
}

static bool (*volatile hidden)(struct iterator *, double *);

int main(void) {
  double total = 0, value;
  hidden = rangeNext;
  struct range all = {{hidden}, 0, 6000000};
  hidden = multiplesNext;
  struct multiples threes = {{hidden}, &all.base, 3};
  struct pairs pairs = {&threes.base, 0};
  for (struct pair *pair; (pair = pairsNext(&pairs)); free(pair)) total += pair->second - pair->first;
  hidden = rangeNext;
  struct range many = {{hidden}, 0, 10000000};
  while (many.base.next(&many.base, &value)) total += value;
  struct in_order *walk = inOrder(16);
  while (walk->base.next(&walk->base, &value)) total += value;
  free(walk);
  printf("%.17g\n", total);
  return 0;
}
