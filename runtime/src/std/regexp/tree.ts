/** What the parser makes of a pattern (ECMA-262 §22.2.1), and the compiler of regular expressions a program of. Only nodes that do something are left. */
import type { CharSet } from "./char-set.ts";

export type RegExpNode =
  /** One character of a set. It has been closed over the case of letters already. */
  | { readonly kind: "char"; readonly set: CharSet }
  | { readonly kind: "sequence"; readonly parts: readonly RegExpNode[] }
  | { readonly kind: "choice"; readonly options: readonly RegExpNode[] }
  | { readonly kind: "group"; readonly index: number; readonly body: RegExpNode }
  | LoopNode
  | { readonly kind: "assertion"; readonly what: Assertion }
  | LookNode
  | BackReference;

export interface LoopNode {
  readonly kind: "loop";
  readonly body: RegExpNode;
  readonly min: number;
  /** Infinity if there is no limit. */
  readonly max: number;
  readonly isLazy: boolean;
  /** The capture groups inside: from the first to before the second. They start anew with each round. */
  readonly firstGroup: number;
  readonly endGroup: number;
}

export interface LookNode {
  readonly kind: "look";
  readonly body: RegExpNode;
  readonly isBehind: boolean;
  readonly isNegative: boolean;
}

export interface BackReference {
  readonly kind: "back";
  /** Found at the pattern's end where it is a name. */
  index: number;
  readonly name: string;
}

/** `^`, `$`, `\b`, `\B`. */
export type Assertion = "start" | "end" | "boundary" | "inside";

export interface Pattern {
  readonly root: RegExpNode;
  /** Capture groups, the whole match included. */
  readonly groupCount: number;
  /** Named groups, in the order of the pattern. */
  readonly names: readonly { readonly name: string; readonly index: number }[];
}

export const emptyNode: RegExpNode = { kind: "sequence", parts: [] };
