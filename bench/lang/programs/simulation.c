#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct world;
struct customer { double id, arrived; };
struct server { double speed; struct customer *customer; double served, waited; };
struct event { void (*run)(struct event *, struct world *); double time; double customer; struct server *server; };
struct world {
  struct customer **queue;
  int queued, room, first;
  struct server *idle[8];
  int idles;
  struct event **events;
  int count, capacity;
  uint32_t state;
  double customers, handled;
};

static int randomBelow(struct world *world, int limit) {
  world->state ^= world->state << 13;
  world->state ^= world->state >> 17;
  world->state ^= world->state << 5;
  return world->state % limit;
}

static void schedule(struct world *world, struct event *event) {
  if (world->count == world->capacity) {
    world->capacity = world->capacity ? world->capacity * 2 : 16;
    world->events = realloc(world->events, world->capacity * sizeof *world->events);
  }
  int i = world->count++;
  while (i > 0) {
    int parent = (i - 1) >> 1;
    if (world->events[parent]->time <= event->time) break;
    world->events[i] = world->events[parent];
    i = parent;
  }
  world->events[i] = event;
}

static struct event *next(struct world *world) {
  if (world->count == 0) return NULL;
  struct event *top = world->events[0], *last = world->events[--world->count];
  int size = world->count, i = 0;
  if (size > 0) {
    for (;;) {
      int child = 2 * i + 1;
      if (child >= size) break;
      if (child + 1 < size && world->events[child + 1]->time < world->events[child]->time) child++;
      if (world->events[child]->time >= last->time) break;
      world->events[i] = world->events[child];
      i = child;
    }
    world->events[i] = last;
  }
  return top;
}

static void depart(struct event *event, struct world *world);
static struct event *make(void (*run)(struct event *, struct world *), double time, double customer, struct server *server) {
  struct event *event = malloc(sizeof *event);
  *event = (struct event){run, time, customer, server};
  return event;
}

static void serve(struct world *world, double time) {
  while (world->first < world->queued && world->idles > 0) {
    struct server *server = world->idle[--world->idles];
    struct customer *customer = world->queue[world->first++];
    server->customer = customer;
    server->waited += time - customer->arrived;
    schedule(world, make(depart, time + server->speed + randomBelow(world, 30), 0, server));
    if (world->first > 1000) {
      memmove(world->queue, world->queue + world->first, (world->queued - world->first) * sizeof *world->queue);
      world->queued -= world->first;
      world->first = 0;
    }
  }
}

static void depart(struct event *event, struct world *world) {
  struct server *server = event->server;
  if (!server->customer) exit(1);
  server->served++;
  free(server->customer);
  server->customer = NULL;
  world->idle[world->idles++] = server;
  serve(world, event->time);
}

static void arrive(struct event *event, struct world *world) {
  struct customer *customer = malloc(sizeof *customer);
  *customer = (struct customer){event->customer, event->time};
  if (world->queued == world->room) {
    world->room = world->room ? world->room * 2 : 16;
    world->queue = realloc(world->queue, world->room * sizeof *world->queue);
  }
  world->queue[world->queued++] = customer;
  serve(world, event->time);
  if (event->customer < world->customers)
    schedule(world, make(arrive, event->time + 1 + randomBelow(world, 20), event->customer + 1, NULL));
}

int main(void) {
  struct world world = {.state = 2463534242u, .customers = 2000000};
  struct server servers[8];
  for (int i = 0; i < 8; i++) {
    servers[i] = (struct server){50 + i, NULL, 0, 0};
    world.idle[world.idles++] = &servers[i];
  }
  schedule(&world, make(arrive, 0, 1, NULL));
  for (struct event *event; (event = next(&world)); free(event)) {
    world.handled++;
    event->run(event, &world);
  }
  double waited = 0;
  for (int i = 0; i < 8; i++) waited += servers[i].waited;
  printf("%.17g %.17g", world.handled, waited);
  for (int i = 0; i < 8; i++) printf(" %.17g", servers[i].served);
  printf("\n");
  return 0;
}
