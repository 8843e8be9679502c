/**
 * Modules that wait at their top (`await` outside of functions), and those that import them. A module runs when all that it imports has run;
 * one that does not wait itself then runs at once. Called by the program's start; an error ends the program.
 */
import type { Promise } from "../std/promise.ts";
import { uncaughtRejection } from "./process.ts";
import { noteFinishedModule, noteWaitingModule } from "./unsettled.ts";

/** Runs the body of a module; null if it is done, else a promise. */
type Runner = (module: number) => Promise<void> | null;

class WaitingModule {
  readonly number: number;
  /** How many of the modules that it imports have not run yet. */
  missing = 0;
  readonly importers: WaitingModule[] = [];
  done = false;

  constructor(number: number) {
    this.number = number;
  }
}

class ModuleGraph {
  readonly run: Runner;
  readonly modules: WaitingModule[] = [];

  constructor(run: Runner) {
    this.run = run;
  }
}

export function newModuleGraph(run: Runner): ModuleGraph {
  return new ModuleGraph(run);
}

/** Modules are numbered from 0 in the order in which they are added. */
export function addModule(graph: ModuleGraph): void {
  graph.modules.push(new WaitingModule(graph.modules.length));
  noteWaitingModule();
}

export function addDependency(graph: ModuleGraph, importer: number, imported: number): void {
  const source = graph.modules[imported]!;
  if (source.done) return;
  source.importers.push(graph.modules[importer]!);
  graph.modules[importer]!.missing += 1;
}

/** Runs a module now if nothing that it imports is missing, else as soon as that is so. */
export function evaluateModule(graph: ModuleGraph, number: number): void {
  const module = graph.modules[number]!;
  if (module.missing === 0) execute(graph.run, module);
}

function execute(run: Runner, module: WaitingModule): void {
  const promise = run(module.number);
  if (promise === null) finish(run, module);
  else
    promise.then(
      () => finish(run, module),
      (reason) => uncaughtRejection(reason),
    );
}

function finish(run: Runner, module: WaitingModule): void {
  module.done = true;
  noteFinishedModule();
  for (const importer of module.importers) {
    importer.missing -= 1;
    if (importer.missing === 0) execute(run, importer);
  }
}
