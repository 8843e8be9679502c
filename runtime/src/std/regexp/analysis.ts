/** What is known of nodes without matching: how short their matches may be, and with which characters these begin. */
import { type CharSet, lastPoint, lineTerminators, unionOfSets } from "./char-set.ts";
import type { RegExpNode } from "./tree.ts";

/** May the node match without taking a character? */
export function mayBeEmpty(node: RegExpNode): boolean {
  switch (node.kind) {
    case "char":
      return false;
    case "sequence":
      return node.parts.every(mayBeEmpty);
    case "choice":
      return node.options.some(mayBeEmpty);
    case "group":
      return mayBeEmpty(node.body);
    case "loop":
      return node.min === 0 || mayBeEmpty(node.body);
    default:
      return true;
  }
}

/** The characters that may be the first, and whether it may also be one that comes behind. */
export interface First {
  readonly set: CharSet;
  readonly goesOn: boolean;
}

const anything: First = { set: [0, lastPoint], goesOn: false };

/** Assertions take no character: what comes behind them decides. */
export function firstOf(node: RegExpNode): First {
  switch (node.kind) {
    case "char":
      return { set: node.set, goesOn: false };
    case "sequence":
      return firstOfParts(node.parts, 0, firstOf);
    case "choice":
      return firstOfOptions(node.options, firstOf);
    case "group":
      return firstOf(node.body);
    case "loop": {
      const first = firstOf(node.body);
      return { set: first.set, goesOn: first.goesOn || node.min === 0 };
    }
    case "back":
      return anything;
    default:
      return { set: [], goesOn: true };
  }
}

/**
 * As `firstOf`, for what must not be given up: nothing is known behind an assertion that looks back or further on. Behind `$` nothing comes, or a line
 * terminator.
 */
export function followOf(node: RegExpNode, isMultiline: boolean): First {
  const inner = (part: RegExpNode): First => followOf(part, isMultiline);
  switch (node.kind) {
    case "sequence":
      return firstOfParts(node.parts, 0, inner);
    case "choice":
      return firstOfOptions(node.options, inner);
    case "group":
      return inner(node.body);
    case "loop": {
      const first = inner(node.body);
      return { set: first.set, goesOn: first.goesOn || node.min === 0 };
    }
    case "assertion":
      return node.what === "end" ? { set: isMultiline ? lineTerminators : [], goesOn: false } : anything;
    case "look":
      return anything;
    default:
      return firstOf(node);
  }
}

/** Of the parts from one on. */
export function firstOfParts(parts: readonly RegExpNode[], from: number, of: (node: RegExpNode) => First): First {
  let set: CharSet = [];
  for (let at = from; at < parts.length; at++) {
    const first = of(parts[at]!);
    set = unionOfSets(set, first.set);
    if (!first.goesOn) return { set, goesOn: false };
  }
  return { set, goesOn: true };
}

function firstOfOptions(options: readonly RegExpNode[], of: (node: RegExpNode) => First): First {
  let set: CharSet = [];
  let goesOn = false;
  for (const option of options) {
    const first = of(option);
    set = unionOfSets(set, first.set);
    if (first.goesOn) goesOn = true;
  }
  return { set, goesOn };
}
