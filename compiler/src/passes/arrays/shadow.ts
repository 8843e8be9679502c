/**
 * Which groups of arrays may hold integers. A shadow of the program, in which each group has functions of its own, tells what is ever stored in the arrays of
 * a group and how its elements are used; the program itself is left as it is.
 */
import type { Callee, Instr, IrModule, Operand, Terminator } from "../../ir/ir.ts";
import { IntegerRewriter } from "../integers/rewriter.ts";
import { PlaceVotes } from "../integers/votes.ts";
import { computeRanges, type ProgramRanges } from "../ranges/program.ts";
import { join, type Range, single } from "../ranges/range.ts";
import type { ElementPlaces } from "../ranges/summaries.ts";
import { Copies, type Place, type Rewriting } from "./copies.ts";
import type { Group } from "./group.ts";
import type { ProgramGroups } from "./program.ts";

/** How elements are held in memory. */
export type ElementKind = "i32" | "u32";

/** What the elements of a group are. */
export interface Elements {
  readonly kind: ElementKind;
  readonly range: Range;
}

export interface Choice {
  /** The groups that may hold integers and gain by it. */
  readonly chosen: ReadonlyMap<Group, Elements>;
  /** What is known of numbers in the shadow, whose functions are those of the program where they have nothing to do with groups. */
  readonly ranges?: ProgramRanges;
}

export function chooseGroups(program: ProgramGroups): Choice {
  const places = new Map<Group, string>();
  const labelOf = (root: Group): string => {
    if (root.fixed || !root.numbers) return "";
    let place = places.get(root);
    if (place === undefined) {
      place = `elements ${places.size}`;
      places.set(root, place);
    }
    return place;
  };
  const elements = new MarkedElements(program.module);
  const { functions } = new Copies(program, labelOf, elements);
  const chosen = new Map<Group, Elements>();
  if (places.size === 0) return { chosen };

  const shadow: IrModule = { ...program.module, functions };
  const ranges = computeRanges(shadow, elements);
  const votes = new PlaceVotes(shadow, ranges.summaries, elements);
  for (const fn of functions.values()) {
    if (!elements.functions.has(fn.name)) continue;
    const rewriter = new IntegerRewriter(shadow, fn, ranges.functions.get(fn)!);
    rewriter.collect();
    votes.cast(fn, rewriter);
  }
  const gaining = votes.count();
  for (const [root, place] of places) {
    const range = gaining.has(place) ? ranges.summaries.ofPlace(place) : undefined;
    const kind = kindFor(range);
    if (range && kind) chosen.set(root, { kind, range });
  }
  return { chosen, ranges };
}

/** How all numbers of a range can be held. */
function kindFor(range: Range | undefined): ElementKind | undefined {
  if (!range?.whole || range.nan || range.negativeZero) return undefined;
  if (range.lo >= -(2 ** 31) && range.hi < 2 ** 31) return "i32";
  return range.lo >= 0 && range.hi < 2 ** 32 ? "u32" : undefined;
}

/** Tells the analysis which accesses are of which group. */
class MarkedElements implements Rewriting, ElementPlaces {
  readonly of = new Map<Instr, string>();
  readonly initial = new Map<string, Range>();
  /** The functions that access elements. */
  readonly functions = new Set<string>();
  readonly #module: IrModule;

  constructor(module: IrModule) {
    this.#module = module;
  }

  instr(instr: Instr, place: Place): void {
    const label =
      (instr.op === "load" || instr.op === "store") && instr.type === "f64"
        ? place.label(place.flow.of(instr.address))
        : "";
    if (label === "") {
      place.emit(instr);
      return;
    }
    const marked = { ...instr };
    this.of.set(marked, label);
    this.functions.add(place.fn.name);
    place.emit(marked);
  }

  args(args: readonly Operand[], original: Instr | Terminator, _callee: Callee, place: Place): readonly Operand[] {
    for (const { data, group } of place.flow.data.get(original)?.values() ?? []) {
      const label = place.label(group);
      if (label === "") continue;
      const range = rangeOfData(this.#module.data.get(data)?.bytes);
      this.initial.set(label, join(this.initial.get(label), range)!);
    }
    return args;
  }
}

/** The range of constants in the image. */
function rangeOfData(bytes: Uint8Array = new Uint8Array()): Range {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let range: Range | undefined;
  for (let at = 0; at + 8 <= bytes.byteLength; at += 8) range = join(range, single(view.getFloat64(at, true)));
  return range ?? single(Number.NaN);
}
