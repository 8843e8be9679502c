/**
 * Makes objects of the image out of those that modules make when they begin: tables, literals, instances of classes. What runs at most once is evaluated as
 * far as it deals with objects that nothing else can know of yet; once something may, the object is in the image as it is then, and all else that is done with it is
 * done by the program. So nobody can tell, but by how much memory is used.
 *
 * Runs when all that is asked of the whole program has been: an object of the image looks as if it had been written to by nobody. Not in programs with weak
 * references, which could see that such an object never ends.
 */
import { buildCfg } from "../ir/cfg.ts";
import type { IrFunction, IrModule } from "../ir/ir.ts";
import { computeLayout } from "../ir/layout.ts";
import { replaceGlobals } from "./settled.ts";
import { Evaluator } from "./statics/evaluator.ts";
import { Memory, Refusal, type Site } from "./statics/memory.ts";
import { blocksOnce, OnceCode } from "./statics/once.ts";
import { Rewriting } from "./statics/rewriting.ts";
import { ProgramUses } from "./statics/uses.ts";

/** After so many attempts a function stays as it is. */
const mostAttempts = 64;

/** Evaluates what runs at most once, then takes the variables away that only ever hold one of the objects. */
export function makeStatics(module: IrModule): void {
  if (module.runtime.acquireCell === undefined) new Statics(module).run();
}

class Statics {
  readonly #module: IrModule;
  readonly #uses: ProgramUses;
  readonly #memory: Memory;
  readonly #evaluator: Evaluator;
  readonly #once: OnceCode;

  constructor(module: IrModule) {
    this.#module = module;
    this.#uses = new ProgramUses(module);
    this.#memory = new Memory(module, computeLayout(module), this.#uses);
    this.#evaluator = new Evaluator(module, this.#memory, this.#uses.globals.singleWrites);
    this.#once = new OnceCode(module, this.#uses.calls);
  }

  run(): void {
    const work = [this.#module.functions.get(this.#module.start)!];
    for (let fn = work.pop(); fn !== undefined; fn = work.pop()) {
      this.#rewrite(fn);
      // In the order of their calls, since what one finds out another may need.
      work.push(...this.#calledOnce(fn).reverse());
    }
    replaceGlobals(this.#module, this.#evaluator.settled, this.#uses.globals);
  }

  /** The functions that are only called from here, and at most once. */
  #calledOnce(fn: IrFunction): IrFunction[] {
    const code = [...blocksOnce(buildCfg(fn))].flatMap(({ instrs, terminator }) => [...instrs, terminator]);
    return code.map((one) => this.#once.only(one)).filter((callee) => callee !== undefined);
  }

  #rewrite(fn: IrFunction): void {
    const refused = new Set<Site>();
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const mark = this.#memory.mark();
      try {
        new Rewriting(this.#module, this.#uses, this.#evaluator, this.#memory, fn, refused).run();
        return;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        this.#memory.undoTo(mark);
        refused.add(error.site);
      }
    }
  }
}
