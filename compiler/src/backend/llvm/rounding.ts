/**
 * `floor`, `ceil`, `trunc` and `rint` for processors without SSE4.1, where LLVM would call a C library. A double from 2^52 on is whole
 * already; below, conversion to an integer and back is exact. The sign is copied so that -0 stays -0.
 */

import type { ModuleContext } from "./context.ts";

const wholeFrom = "4503599627370496.0"; // 2^52

/** Lines that compute `%rounded` from `%x`, for |x| < 2^52. */
const bodies = {
  trunc: ["%integer = fptosi double %x to i64", "%rounded = sitofp i64 %integer to double"],
  floor: [
    "%integer = fptosi double %x to i64",
    "%truncated = sitofp i64 %integer to double",
    "%above = fcmp ogt double %truncated, %x",
    "%less = fsub double %truncated, 1.0",
    "%rounded = select i1 %above, double %less, double %truncated",
  ],
  ceil: [
    "%integer = fptosi double %x to i64",
    "%truncated = sitofp i64 %integer to double",
    "%below = fcmp olt double %truncated, %x",
    "%more = fadd double %truncated, 1.0",
    "%rounded = select i1 %below, double %more, double %truncated",
  ],
  rint: [
    // Adding 2^52 leaves no bits for a fraction: the addition rounds, half to even.
    `%magic = call double @llvm.copysign.f64(double ${wholeFrom}, double %x)`,
    "%shifted = fadd double %x, %magic",
    "%rounded = fsub double %shifted, %magic",
  ],
} as const;

export function roundingHelper(context: ModuleContext, name: keyof typeof bodies): string {
  return context.helper(`@osm.${name}`, (symbol) => {
    context.declare("@llvm.copysign.f64", "double @llvm.copysign.f64(double, double)");
    context.declare("@llvm.fabs.f64", "double @llvm.fabs.f64(double)");
    const attributes = context.attributes.of({ inline: "auto", noFloat: false, coroutine: false });
    return [
      `define internal double ${symbol}(double %x) ${attributes} {`,
      "  %size = call double @llvm.fabs.f64(double %x)",
      `  %fraction = fcmp olt double %size, ${wholeFrom}`,
      "  br i1 %fraction, label %round, label %whole",
      "round:",
      ...bodies[name].map((line) => `  ${line}`),
      "  %result = call double @llvm.copysign.f64(double %rounded, double %x)",
      "  ret double %result",
      "whole:",
      "  ret double %x",
      "}",
    ].join("\n");
  });
}
