/** What type parameters stand for where code is being compiled. */
import type ts from "typescript";
import { type Ty, tyKey } from "./ty.ts";

export interface Env {
  readonly params: ReadonlyMap<ts.Symbol, Ty>;
  /** What the polymorphic `this` type stands for. */
  readonly thisTy: Ty | undefined;
}

export const emptyEnv: Env = { params: new Map(), thisTy: undefined };

export function extendEnv(
  env: Env,
  entries: Iterable<readonly [ts.Symbol, Ty]>,
  thisTy: Ty | undefined = env.thisTy,
): Env {
  return { params: new Map([...env.params, ...entries]), thisTy };
}

export function typeArgsKey(args: readonly Ty[]): string {
  return args.length === 0 ? "" : `<${args.map(tyKey).join(",")}>`;
}
