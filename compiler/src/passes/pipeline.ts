/**
 * The passes in order, from what the frontend wrote to what the backend emits. The order is data: what a pass needs of the ones before it
 * stands beside its name.
 */
import type { IrFunction, IrModule } from "../ir/ir.ts";
import { printFunction } from "../ir/print.ts";
import { type Stage, verify, verifyFunction } from "../ir/verify.ts";
import { type HeldIntegers, holdIntegers } from "./arrays.ts";
import { dropCoroutines } from "./coroutines.ts";
import { devirtualize } from "./devirtualize.ts";
import { testFewTargets } from "./few-targets.ts";
import { inlineAccessors } from "./inline.ts";
import { useIntegers } from "./integers.ts";
import { checkInterrupts, type InterruptViolation } from "./interrupt.ts";
import { versionLoops } from "./loops/bounds.ts";
import { mergeFunctions } from "./merge.ts";
import { carryIntegers } from "./modular.ts";
import { insertOwnership, type OwnershipStats } from "./ownership.ts";
import { inferOwnedParams } from "./params.ts";
import { computeRanges, type ProgramRanges, updateRanges } from "./ranges/program.ts";
import { dropUnreachable } from "./reach.ts";
import { guardRecursion } from "./recursion.ts";
import { Cells } from "./reuse/cells.ts";
import { readEarly } from "./reuse/early-reads.ts";
import { findWanted, type WantedCells } from "./reuse/wanted.ts";
import { reuseCells } from "./reuse.ts";
import { settleGlobals } from "./settled.ts";
import { simplify } from "./simplify.ts";
import { specializeClosures } from "./specialize.ts";
import { promoteLocals } from "./ssa.ts";
import { useStack } from "./stack.ts";
import { makeStatics } from "./statics.ts";
import { takeFromPlaces } from "./takes.ts";
import { inferThrows } from "./throws.ts";
import { Snapshots } from "./unchanged.ts";
import { answerForUnmade } from "./unmade.ts";

export type Level = "O0" | "O2";

export interface PassOptions {
  /** Check the module before the first and after each pass. A failure is thrown as an error with the function's text. */
  readonly verifyEach: boolean;
  readonly level: Level;
  /** Called after each pass, for dumps. */
  readonly onPass?: (pass: string, module: IrModule) => void;
}

export interface PassResult {
  /** Rules of interrupt context that the program breaks. */
  readonly diagnostics: readonly InterruptViolation[];
  readonly stats: OwnershipStats;
  /** Allocations that became room in a function's frame. */
  readonly onStack: number;
  /** Objects that are in the image. */
  readonly statics: number;
  /** Constructions that may get the cell of an object that has just ended. */
  readonly reused: number;
}

interface Pass {
  readonly name: string;
  readonly run: (module: IrModule, state: State) => void;
  /** What the module satisfies afterwards. */
  readonly stage: Stage;
  /** Left out at lower levels. */
  readonly level?: Level;
}

interface State {
  /** What nothing has changed since it was simplified. */
  readonly simplified: Snapshots;
  /** What the `arrays` pass found out about numbers. */
  held: HeldIntegers;
  /** What the `modular` pass has rewritten since. */
  carrying: ReadonlySet<IrFunction>;
  /** What the `integers` pass found out about numbers, for the passes after it. */
  ranges?: ProgramRanges;
  /** What is known of classes and constructions, which no pass from `params` on changes. */
  cells?: Cells;
  /** Parameters whose cells their functions want. */
  wanted?: WantedCells;
  diagnostics: readonly InterruptViolation[];
  stats: OwnershipStats;
  onStack: number;
  statics: number;
  reused: number;
}

const simplifyChanged = (module: IrModule, { simplified }: State): void => simplify(module, simplified);

const passes: readonly Pass[] = [
  // First of all: everything behind it has less to do.
  { name: "merge", run: mergeFunctions, stage: "lowered", level: "O2" },
  { name: "ssa", run: promoteLocals, stage: "ssa" },
  // Fewer edges for `throws` to follow.
  { name: "simplify", run: simplifyChanged, stage: "ssa" },
  // Functions that are called by the name of a constant.
  { name: "settled", run: settleGlobals, stage: "ssa", level: "O2" },
  { name: "simplify-after-settled", run: simplifyChanged, stage: "ssa", level: "O2" },
  // In front of what follows edges: whole parts of the library are behind such tests.
  { name: "unmade", run: answerForUnmade, stage: "ssa" },
  { name: "coroutines", run: dropCoroutines, stage: "ssa" },
  { name: "devirtualize", run: devirtualize, stage: "ssa" },
  { name: "few-targets", run: testFewTargets, stage: "ssa", level: "O2" },
  { name: "specialize", run: specializeClosures, stage: "ssa", level: "O2" },
  // Behind the calls that became direct, before it is known who throws.
  { name: "recursion", run: guardRecursion, stage: "ssa" },
  { name: "throws", run: inferThrows, stage: "ssa" },
  // Unwind edges are gone: what only they needed must not be counted.
  { name: "simplify-after-throws", run: simplifyChanged, stage: "ssa" },
  { name: "inline", run: inlineAccessors, stage: "ssa" },
  // What an accessor read for nothing, and boxes that meet their unboxing.
  { name: "simplify-after-inline", run: simplifyChanged, stage: "ssa" },
  { name: "reach", run: dropUnreachable, stage: "ssa" },
  // Behind the copies for closures: a callback that might be any function would get the array.
  {
    name: "arrays",
    run: (module, state) => {
      state.held = holdIntegers(module);
    },
    stage: "ssa",
    level: "O2",
  },
  {
    name: "modular",
    run: (module, state) => {
      state.carrying = carryIntegers(module);
    },
    stage: "ssa",
    level: "O2",
  },
  {
    name: "integers",
    run: (module, state) => {
      const { elements, ranges } = state.held;
      state.ranges = ranges ? updateRanges(module, ranges, state.carrying, elements) : computeRanges(module, elements);
      useIntegers(module, state.ranges);
    },
    stage: "ssa",
    level: "O2",
  },
  // Comparisons that were decided, conversions that nobody needs any more.
  { name: "simplify-after-integers", run: simplifyChanged, stage: "ssa", level: "O2" },
  {
    name: "loops",
    run: (module, state) => {
      if (state.ranges) versionLoops(module, state.ranges);
    },
    stage: "ssa",
    level: "O2",
  },
  { name: "simplify-after-loops", run: simplifyChanged, stage: "ssa", level: "O2" },
  {
    name: "stack",
    run: (module, state) => {
      state.onStack = useStack(module);
    },
    stage: "ssa",
    level: "O2",
  },
  // Behind all that asks what the program writes where: what is written to these nobody would see.
  { name: "statics", run: makeStatics, stage: "ssa", level: "O2" },
  // Constructors that have run.
  { name: "reach-after-statics", run: dropUnreachable, stage: "ssa", level: "O2" },
  // What only asked for memory can't throw any more.
  { name: "throws-after-stack", run: inferThrows, stage: "ssa", level: "O2" },
  { name: "simplify-after-stack", run: simplifyChanged, stage: "ssa", level: "O2" },
  { name: "takes", run: takeFromPlaces, stage: "ssa", level: "O2" },
  {
    name: "params",
    run: (module, state) => {
      state.cells = new Cells(module);
      state.wanted = findWanted(module, state.cells);
      inferOwnedParams(module, state.wanted);
      readEarly(module, state.wanted);
    },
    stage: "ssa",
    level: "O2",
  },
  {
    name: "ownership",
    run: (module, state) => {
      state.stats = insertOwnership(module, state.wanted);
    },
    stage: "owned",
  },
  // Counting can be seen now.
  {
    name: "interrupt",
    run: (module, state) => {
      state.diagnostics = checkInterrupts(module);
    },
    stage: "owned",
  },
  // Handlers were looked at as they were written.
  {
    name: "reuse",
    run: (module, state) => {
      state.reused = reuseCells(module, state.cells);
    },
    stage: "owned",
    level: "O2",
  },
];

/** Runs all passes on a module, in place. */
export function runPasses(module: IrModule, options: PassOptions): PassResult {
  const state: State = {
    simplified: new Snapshots(),
    held: {},
    carrying: new Set(),
    diagnostics: [],
    onStack: 0,
    statics: 0,
    reused: 0,
    stats: { retains: 0, releases: 0, borrows: 0, moves: 0, constants: 0 },
  };
  if (options.verifyEach) check(module, "lowered", "lowering");
  for (const pass of passes) {
    if (pass.level === "O2" && options.level !== "O2") continue;
    pass.run(module, state);
    options.onPass?.(pass.name, module);
    if (options.verifyEach) check(module, pass.stage, pass.name);
  }
  state.statics = module.statics.size;
  return state;
}

/** Throws an error that shows what is wrong and the text of the functions it is wrong in. */
function check(module: IrModule, stage: Stage, pass: string): void {
  const problems = verify(module, stage);
  if (problems.length === 0) return;
  const broken = [...module.functions.values()].filter((fn) => verifyFunction(module, fn, stage).length > 0);
  const texts = broken.slice(0, 3).map((fn) => printFunction(fn));
  throw new Error([`internal error: invalid IR after ${pass}`, ...problems.slice(0, 20), ...texts].join("\n"));
}
