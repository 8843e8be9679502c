#include <stdio.h>

static double fibonacci(double n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }

static double ackermann(double m, double n) {
  if (m == 0) return n + 1;
  if (n == 0) return ackermann(m - 1, 1);
  return ackermann(m - 1, ackermann(m, n - 1));
}

static double takeuchi(double x, double y, double z) {
  return y >= x ? z : takeuchi(takeuchi(x - 1, y, z), takeuchi(y - 1, z, x), takeuchi(z - 1, x, y));
}

int main(void) {
  printf("%.17g %.17g %.17g\n", fibonacci(36), ackermann(2, 2000), takeuchi(18, 12, 6));
  return 0;
}
