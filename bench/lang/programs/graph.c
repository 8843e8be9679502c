#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define COUNT 100000
struct edge { int to; double weight; };
struct queue { int *nodes; double *keys; int size, capacity; };

static void push(struct queue *queue, int node, double key) {
  if (queue->size == queue->capacity) {
    queue->capacity = queue->capacity ? queue->capacity * 2 : 16;
    queue->nodes = realloc(queue->nodes, queue->capacity * sizeof *queue->nodes);
    queue->keys = realloc(queue->keys, queue->capacity * sizeof *queue->keys);
  }
  int i = queue->size++;
  while (i > 0) {
    int parent = (i - 1) >> 1;
    if (queue->keys[parent] <= key) break;
    queue->nodes[i] = queue->nodes[parent];
    queue->keys[i] = queue->keys[parent];
    i = parent;
  }
  queue->nodes[i] = node;
  queue->keys[i] = key;
}

static int pop(struct queue *queue, double *distance) {
  int top = queue->nodes[0];
  *distance = queue->keys[0];
  int size = --queue->size, node = queue->nodes[size];
  double key = queue->keys[size];
  int i = 0;
  for (;;) {
    int child = 2 * i + 1;
    if (child >= size) break;
    if (child + 1 < size && queue->keys[child + 1] < queue->keys[child]) child++;
    if (queue->keys[child] >= key) break;
    queue->nodes[i] = queue->nodes[child];
    queue->keys[i] = queue->keys[child];
    i = child;
  }
  queue->nodes[i] = node;
  queue->keys[i] = key;
  return top;
}

static uint32_t state = 99;
static int randomBelow(int limit) {
  state = state * 1664525u + 1013904223u;
  return (state >> 8) % limit;
}

static struct edge *edges[COUNT][5];

static void distances(int start, double *best) {
  struct queue queue = {0};
  for (int i = 0; i < COUNT; i++) best[i] = INFINITY;
  best[start] = 0;
  push(&queue, start, 0);
  while (queue.size > 0) {
    double distance;
    int node = pop(&queue, &distance);
    if (distance > best[node]) continue;
    for (int i = 0; i < 5; i++) {
      struct edge *edge = edges[node][i];
      double through = distance + edge->weight;
      if (through < best[edge->to]) {
        best[edge->to] = through;
        push(&queue, edge->to, through);
      }
    }
  }
  free(queue.nodes);
  free(queue.keys);
}

int main(void) {
  for (int i = 0; i < COUNT; i++)
    for (int j = 0; j < 5; j++) {
      struct edge *edge = malloc(sizeof *edge);
      edge->to = randomBelow(COUNT);
      edge->weight = 1 + randomBelow(1000);
      edges[i][j] = edge;
    }
  double total = 0, *best = malloc(COUNT * sizeof *best);
  for (int start = 0; start < 6; start++) {
    distances(start, best);
    for (int i = 0; i < COUNT; i++)
      if (best[i] < INFINITY) total += best[i];
  }
  printf("%.17g\n", total);
  return 0;
}
