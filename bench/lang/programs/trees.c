#include <stdio.h>
#include <stdlib.h>

struct tree { struct tree *left, *right; };

static struct tree *grow(int depth) {
  struct tree *tree = malloc(sizeof *tree);
  tree->left = depth == 0 ? NULL : grow(depth - 1);
  tree->right = depth == 0 ? NULL : grow(depth - 1);
  return tree;
}

static int count(struct tree *tree) {
  return 1 + (tree->left ? count(tree->left) : 0) + (tree->right ? count(tree->right) : 0);
}

static void cut(struct tree *tree) {
  if (tree->left) cut(tree->left);
  if (tree->right) cut(tree->right);
  free(tree);
}

int main(void) {
  const int deepest = 16;
  struct tree *longLived = grow(deepest);
  long total = 0;
  for (int depth = 4; depth <= deepest; depth += 2) {
    int rounds = 1 << (deepest - depth + 4);
    for (int round = 0; round < rounds; round++) {
      struct tree *tree = grow(depth);
      total += count(tree);
      cut(tree);
    }
  }
  printf("%ld %d\n", total, count(longLived));
  return 0;
}
