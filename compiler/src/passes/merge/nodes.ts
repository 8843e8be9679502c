/** What may be merged, as the states of an automaton: those that cannot be told apart are found as the minimal automaton is. */
import type { NameKind } from "../../ir/names.ts";

/** A function, class or table: what it is but for names, and the nodes that these mean. */
export interface Node {
  readonly text: string;
  readonly mentions: readonly string[];
  /** Entries of tables: of a table by class, of a class by table; in no order. */
  readonly entries?: readonly Entry[];
}

/** The text of tables. */
export const tableText = "table";

export type Entry = readonly [key: string, fn: string];

export const nodeName = (kind: NameKind, name: string): string => `${kind} ${name}`;

/** For each node, the name of the first of those that are like it. */
export function firstOfEach(nodes: ReadonlyMap<string, Node>): ReadonlyMap<string, string> {
  const first = new Map<number, string>();
  const result = new Map<string, string>();
  for (const [node, number] of refine(nodes)) {
    const name = node.slice(node.indexOf(" ") + 1);
    if (!first.has(number)) first.set(number, name);
    result.set(node, first.get(number)!);
  }
  return result;
}

/** Divides the nodes into sets of equal ones; gives the number of each one's set. */
function refine(nodes: ReadonlyMap<string, Node>): ReadonlyMap<string, number> {
  let sets = numbered(nodes, ({ text }) => text);
  for (let count = countOf(sets); ; ) {
    const known = sets;
    const sizes = sizesOf(known);
    const numberOf = (name: string): string => String(known.get(name) ?? name);
    sets = numbered(nodes, ({ mentions, entries = [] }, name) => {
      // What is alone stays alone.
      if (sizes.get(known.get(name)!) === 1) return numberOf(name);
      const pairs = new Set(entries.map(([key, fn]) => `${numberOf(key)}-${numberOf(fn)}`));
      return `${known.get(name)}:${mentions.map(numberOf).join(" ")}:${[...pairs].sort().join(" ")}`;
    });
    if (countOf(sets) === count) sets = withoutAmbiguity(nodes, sets);
    const next = countOf(sets);
    if (next === count) return sets;
    count = next;
  }
}

/** Sets apart each table that would get an entry for two that differ. */
function withoutAmbiguity(
  nodes: ReadonlyMap<string, Node>,
  sets: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  return numbered(nodes, ({ text, entries = [] }, name) => {
    if (text !== tableText) return String(sets.get(name));
    const distinct = new Set(entries.map(([key, fn]) => `${sets.get(key)}-${sets.get(fn)}`));
    const isAmbiguous = distinct.size > new Set(entries.map(([key]) => sets.get(key))).size;
    return isAmbiguous ? name : String(sets.get(name));
  });
}

function numbered(
  nodes: ReadonlyMap<string, Node>,
  keyOf: (node: Node, name: string) => string,
): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  const sets = new Map<string, number>();
  for (const [name, node] of nodes) {
    const key = keyOf(node, name);
    let number = numbers.get(key);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(key, number);
    }
    sets.set(name, number);
  }
  return sets;
}

function sizesOf(sets: ReadonlyMap<string, number>): ReadonlyMap<number, number> {
  const sizes = new Map<number, number>();
  for (const number of sets.values()) sizes.set(number, (sizes.get(number) ?? 0) + 1);
  return sizes;
}

const countOf = (sets: ReadonlyMap<string, number>): number => new Set(sets.values()).size;
