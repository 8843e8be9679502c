#include <stdio.h>
#include <stdlib.h>

/* What C has instead: callbacks that an event loop takes from a queue, and state in structs on the heap. */
struct job { void (*run)(void *, double); void *context; double value; };
static struct job queue[64];
static unsigned head, tail;
static void post(void (*run)(void *, double), void *context, double value) {
  queue[tail++ % 64] = (struct job){run, context, value};
}
static void loop(void) {
  while (head != tail) {
    struct job job = queue[head++ % 64];
    job.run(job.context, job.value);
  }
}

struct channel { int full; double value; void (*wake)(void *, double); void *context; };
static void send(struct channel *channel, double value) {
  if (channel->wake) {
    void (*wake)(void *, double) = channel->wake;
    channel->wake = NULL;
    post(wake, channel->context, value);
  } else {
    channel->full = 1;
    channel->value = value;
  }
}
static void receive(struct channel *channel, void (*wake)(void *, double), void *context) {
  if (channel->full) {
    channel->full = 0;
    post(wake, context, channel->value);
  } else {
    channel->wake = wake;
    channel->context = context;
  }
}

struct task { struct channel *to, *from; int step, rounds; double sum; };
static void pong(void *context, double value) {
  struct task *task = context;
  send(task->to, value * 2);
  if (++task->step < task->rounds) receive(task->from, pong, task);
}
static void ping(void *context, double value) {
  struct task *task = context;
  task->sum += value;
  if (++task->step < task->rounds) {
    send(task->to, task->step);
    receive(task->from, ping, task);
  }
}

struct counting { double total; int step; };
struct leaf { struct counting *parent; double x; };
static void leafDone(void *context, double value);
static void leafRun(void *context, double value) {
  struct leaf *leaf = context;
  post(leafDone, leaf->parent, leaf->x + 1);
  free(leaf);
}
static void start(struct counting *counting) {
  struct leaf *leaf = malloc(sizeof *leaf);
  *leaf = (struct leaf){counting, counting->step};
  leafRun(leaf, 0);
}
static void leafDone(void *context, double value) {
  struct counting *counting = context;
  counting->total += value;
  if (++counting->step < 2000000) start(counting);
}

int main(void) {
  struct channel there = {0}, back = {0};
  struct task first = {&there, &back, 0, 500000, 0}, second = {&back, &there, 0, 500000, 0};
  send(&there, 0);
  receive(&back, ping, &first);
  receive(&there, pong, &second);
  loop();
  struct counting counting = {0, 0};
  start(&counting);
  loop();
  printf("%.17g %.17g\n", first.sum, counting.total);
  return 0;
}
