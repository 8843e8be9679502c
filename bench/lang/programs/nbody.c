#include <math.h>
#include <stdio.h>

struct body { double x, y, z, vx, vy, vz, mass; };

#define SOLAR_MASS (4 * M_PI * M_PI)
#define YEAR 365.24

static struct body bodies[5] = {
  {0, 0, 0, 0, 0, 0, SOLAR_MASS},
  {4.84143144246472090, -1.16032004402742839, -1.03622044471123109e-1, 1.66007664274403694e-3 * YEAR, 7.69901118419740425e-3 * YEAR, -6.90460016972063023e-5 * YEAR, 9.54791938424326609e-4 * SOLAR_MASS},
  {8.34336671824457987, 4.12479856412430479, -4.03523417114321381e-1, -2.76742510726411802e-3 * YEAR, 4.99852801234917238e-3 * YEAR, 2.30417297573763929e-5 * YEAR, 2.85885980666130812e-4 * SOLAR_MASS},
  {1.28943695621391310e1, -1.51111514016986312e1, -2.23307578892655734e-1, 2.96460137564761618e-3 * YEAR, 2.37847173959480950e-3 * YEAR, -2.96589568540237556e-5 * YEAR, 4.36624404335156298e-5 * SOLAR_MASS},
  {1.53796971148509165e1, -2.59193146099879641e1, 1.79258772950371181e-1, 2.68067772490389322e-3 * YEAR, 1.62824170038242295e-3 * YEAR, -9.51592254519715870e-5 * YEAR, 5.15138902046611451e-5 * SOLAR_MASS},
};

static void advance(struct body *bodies, int count, double dt) {
  for (int i = 0; i < count; i++) {
    struct body *a = &bodies[i];
    for (int j = i + 1; j < count; j++) {
      struct body *b = &bodies[j];
      double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
      double squared = dx * dx + dy * dy + dz * dz;
      double magnitude = dt / (squared * sqrt(squared));
      a->vx -= dx * b->mass * magnitude;
      a->vy -= dy * b->mass * magnitude;
      a->vz -= dz * b->mass * magnitude;
      b->vx += dx * a->mass * magnitude;
      b->vy += dy * a->mass * magnitude;
      b->vz += dz * a->mass * magnitude;
    }
  }
  for (int i = 0; i < count; i++) {
    bodies[i].x += dt * bodies[i].vx;
    bodies[i].y += dt * bodies[i].vy;
    bodies[i].z += dt * bodies[i].vz;
  }
}

static double energy(struct body *bodies, int count) {
  double sum = 0;
  for (int i = 0; i < count; i++) {
    struct body *a = &bodies[i];
    sum += 0.5 * a->mass * (a->vx * a->vx + a->vy * a->vy + a->vz * a->vz);
    for (int j = i + 1; j < count; j++) {
      struct body *b = &bodies[j];
      double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
      sum -= (a->mass * b->mass) / sqrt(dx * dx + dy * dy + dz * dz);
    }
  }
  return sum;
}

int main(void) {
  for (int step = 0; step < 2000000; step++) advance(bodies, 5, 0.001);
  printf("%.9f\n", energy(bodies, 5));
  return 0;
}
