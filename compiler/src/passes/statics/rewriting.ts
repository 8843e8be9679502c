/**
 * One attempt to evaluate what a function does that runs at most once. It goes along straight lines: what was evaluated is gone from the code, what could not be is
 * left and gets the constants and objects that it needs. At the end of a line, where two ways part or meet, all private objects are frozen.
 *
 * Nothing of the function changes before all of it has been gone through; if something can't be in the image after all, `Refusal` says what must be left alone in the
 * next attempt.
 */
import { buildCfg, type Cfg, type Edge, removeUnreachableBlocks } from "../../ir/cfg.ts";
import type { Block, Callee, Instr, IrFunction, IrModule, Operand, Terminator, ValueId } from "../../ir/ir.ts";
import { isCounted } from "../../ir/ir.ts";
import { staticRef, valueRef } from "../../ir/operands.ts";
import { mapInstr, mapTerminator, terminatorOperands, terminatorTargets } from "../../ir/traverse.ts";
import type { Evaluator, Read, Result } from "./evaluator.ts";
import { type Cell, fleeting, type Known, type Memory, Refusal, type Site } from "./memory.ts";
import { blocksOnce } from "./once.ts";
import type { ProgramUses } from "./uses.ts";

type FieldWrite = Instr & { readonly op: "field.set" | "field.init" };
type Body = Pick<Block, "instrs" | "terminator">;

export class Rewriting {
  readonly #module: IrModule;
  readonly #uses: ProgramUses;
  readonly #evaluator: Evaluator;
  readonly #memory: Memory;
  readonly #fn: IrFunction;
  readonly #refused: ReadonlySet<Site>;
  readonly #cfg: Cfg;
  readonly #once: ReadonlySet<Block>;
  readonly #known = new Map<ValueId, Known>();
  /** What has been gone through, and what becomes of it. */
  readonly #bodies = new Map<number, Body>();
  /** The parameters that are left, where not all are. */
  readonly #params = new Map<number, readonly ValueId[]>();
  /** Edges that are left. */
  readonly #edges = new Set<Edge>();
  /** Types of values that are added. */
  readonly #types: IrFunction["types"] = [];
  #evaluated = 0;
  #names = 0;

  constructor(
    module: IrModule,
    uses: ProgramUses,
    evaluator: Evaluator,
    memory: Memory,
    fn: IrFunction,
    refused: ReadonlySet<Site>,
  ) {
    this.#module = module;
    this.#uses = uses;
    this.#evaluator = evaluator;
    this.#memory = memory;
    this.#fn = fn;
    this.#refused = refused;
    this.#cfg = buildCfg(fn);
    this.#once = blocksOnce(this.#cfg);
  }

  /** Throws `Refusal`; then memory has to be undone. */
  run(): void {
    for (const first of this.#cfg.order) {
      const isEntered = first === 0 || this.#cfg.predecessors[first]!.some((edge) => this.#edges.has(edge));
      if (!isEntered) continue;
      for (let at: number | undefined = first; at !== undefined && !this.#bodies.has(at); ) at = this.#block(at);
      this.#memory.freezeAll(this.#newName);
    }
    if (this.#evaluated > 0) this.#apply();
  }

  #apply(): void {
    const { blocks } = this.#cfg;
    this.#fn.types.push(...this.#types);
    for (const [at, body] of this.#bodies) Object.assign(blocks[at]!, body);
    for (const [at, params] of this.#params) blocks[at]!.params.splice(0, Infinity, ...params);
    removeUnreachableBlocks(this.#fn);
    this.#evaluator.forget(this.#fn);
  }

  readonly #newName = (): string => `${this.#fn.name} ${++this.#names}`;

  readonly #read: Read = (operand) => (operand.kind === "value" ? this.#known.get(operand.id) : operand);

  /** Goes through a block. Gives the one behind it, if the line goes on. */
  #block(at: number): number | undefined {
    const block = this.#cfg.blocks[at]!;
    const instrs: Instr[] = [];
    for (const instr of block.instrs) {
      const result = this.#canEvaluate(block, instr) ? this.#evaluate(instr) : undefined;
      if (result === undefined) this.#keep(instr, instrs);
      else if (instr.result !== undefined) this.#known.set(instr.result, result as Known);
      if (result !== undefined) this.#evaluated++;
    }
    const { terminator, next } = this.#terminator(at, instrs);
    this.#bodies.set(at, { instrs, terminator });
    return next;
  }

  #canEvaluate(block: Block, site: Site): boolean {
    return this.#once.has(block) && !this.#refused.has(site);
  }

  #evaluate(instr: Instr): Result | undefined {
    return instr.op === "call"
      ? this.#evaluator.call(instr.callee, instr.args, this.#read, instr)
      : this.#evaluator.instr(instr, this.#read);
  }

  /** What is left to the running program. */
  #keep(instr: Instr, instrs: Instr[]): void {
    if (instr.op === "field.set" || instr.op === "field.init") {
      const object = this.#read(instr.object);
      if (object?.kind === "cell") {
        instrs.push(this.#keepWrite(instr, object.cell, instrs));
        return;
      }
    }
    if (instr.op === "global.set" && this.#keepForEver(instr, instrs)) return;
    if (instr.op === "call") this.#checkConstruction(instr.callee, instr.args);
    const kept = mapInstr(instr, this.#constants(instrs));
    if (kept.op === "global.set") this.#evaluator.noteWrite(kept.global, kept.value);
    instrs.push(kept);
  }

  /** A write to an object that is made here. If that is still private, it stays so. */
  #keepWrite(instr: FieldWrite, cell: Cell, instrs: Instr[]): Instr {
    // Nobody expects this of an object that is made already.
    if (cell.frozen && isCounted(this.#memory.layout.field(instr.class, instr.field).type))
      throw new Refusal(cell.site);
    this.#memory.setDynamic(cell, instr.class, instr.field);
    const value = this.#constant(instr.value, instrs);
    return { ...instr, object: staticRef(this.#memory.nameOf(cell, this.#newName)), value };
  }

  /** Is it an object that a variable gets which never changes? */
  #keepForEver(instr: Instr & { op: "global.set" }, instrs: Instr[]): boolean {
    const known = this.#read(instr.value);
    // It may be there already, in another variable.
    if (known?.kind !== "cell" || known.cell.frozen || !this.#evaluator.isSettled(instr.global)) return false;
    const isUnchanged = known.cell.layout.def.elements !== undefined && this.#uses.isUnchanged(instr.global);
    const value = staticRef(this.#memory.freeze(known.cell, this.#newName, { isPermanent: true, isUnchanged }));
    this.#evaluator.noteWrite(instr.global, value);
    instrs.push({ ...instr, value });
    return true;
  }

  /** Constructors write what they construct as if nothing else knew it. */
  #checkConstruction(callee: Callee, [first]: readonly Operand[]): void {
    const object = first && this.#read(first);
    if (object?.kind !== "cell" || callee.kind !== "direct") return;
    if (this.#module.functions.get(callee.name)?.constructs === true) throw new Refusal(object.cell.site);
  }

  /** Gives operands for what is known; each is made but once. */
  #constants(instrs: Instr[]): (operand: Operand) => Operand {
    const made = new Map<ValueId, Operand>();
    return (operand) => {
      if (operand.kind !== "value" || !this.#known.has(operand.id)) return operand;
      let constant = made.get(operand.id);
      if (constant === undefined) {
        constant = this.#constant(operand, instrs);
        made.set(operand.id, constant);
      }
      return constant;
    };
  }

  #constant(operand: Operand, instrs: Instr[]): Operand {
    const known = this.#read(operand);
    return known === undefined ? operand : this.#operand(known, instrs);
  }

  /** An operand for what is known, from now on by the whole program. */
  #operand(known: Known, instrs: Instr[]): Operand {
    switch (known.kind) {
      case "cell":
        return staticRef(this.#memory.freeze(known.cell, this.#newName, fleeting));
      case "boxed": {
        const value = this.#operand(known.value, instrs);
        const result = this.#fn.types.length + this.#types.length;
        this.#types.push("any");
        instrs.push({ op: "any.box", tag: known.tag, value, result });
        return valueRef(result);
      }
      case "room":
        throw new Refusal(known.site);
      case "address":
        throw new Refusal(known.buffer.site);
      default:
        return known;
    }
  }

  // ---- where blocks go ----

  #terminator(at: number, instrs: Instr[]): { terminator: Terminator; next?: number | undefined } {
    const block = this.#cfg.blocks[at]!;
    const { terminator } = block;
    if (this.#canEvaluate(block, terminator)) {
      if (terminator.op === "invoke") {
        const result = this.#evaluator.call(terminator.callee, terminator.args, this.#read, terminator);
        if (result !== undefined) {
          this.#evaluated++;
          return this.#jump(at, 0, result, instrs);
        }
      } else {
        const target = this.#evaluator.target(terminator, this.#read);
        if (target !== undefined) return this.#jump(at, terminatorTargets(terminator).indexOf(target), "void", instrs);
      }
    }
    if (terminator.op === "invoke") this.#checkConstruction(terminator.callee, terminator.args);
    const edges = this.#cfg.successors[at]!;
    for (const edge of edges) this.#edges.add(edge);
    const goesOn =
      terminator.op === "invoke" && this.#isAlone(edges[0]!) && leavesAtOnce(this.#cfg.blocks[edges[1]!.to]!);
    return { terminator: mapTerminator(terminator, this.#constants(instrs)), next: goesOn ? edges[0]!.to : undefined };
  }

  /** Goes along the edge with the number `index`, and no other. `first`: what the terminator brings itself. */
  #jump(
    at: number,
    index: number,
    first: Result,
    instrs: Instr[],
  ): { terminator: Terminator; next?: number | undefined } {
    const edge = this.#cfg.successors[at]![index]!;
    this.#edges.add(edge);
    const { loc } = this.#cfg.blocks[at]!.terminator;
    const { name, params } = this.#cfg.blocks[edge.to]!;
    const jump = (args: readonly Operand[]): Terminator => ({ op: "jump", target: { block: name, args }, loc });
    const brought: (Known | undefined)[] = [...(first === "void" ? [] : [first]), ...edge.args.map(this.#read)];
    const operands = [...(first === "void" ? [] : [undefined]), ...edge.args];
    if (!this.#isAlone(edge)) {
      const args = brought.map((known, place) =>
        known === undefined ? operands[place]! : this.#operand(known, instrs),
      );
      return { terminator: jump(args) };
    }
    const left: ValueId[] = [];
    for (const [place, param] of params.entries()) {
      const known = brought[place];
      if (known === undefined) left.push(param);
      else this.#known.set(param, known);
    }
    this.#params.set(edge.to, left);
    return {
      terminator: jump(operands.filter((_, place) => brought[place] === undefined) as Operand[]),
      next: edge.to,
    };
  }

  /** Is the edge the only one that leads where it leads? */
  #isAlone(edge: Edge): boolean {
    return this.#cfg.predecessors[edge.to]!.every(
      (other) => other === edge || (this.#bodies.has(other.from) && !this.#edges.has(other)),
    );
  }
}

/** Does a block nothing but leave the function with what the edge brings? */
function leavesAtOnce({ instrs, terminator, params }: Block): boolean {
  return (
    instrs.length === 0 &&
    terminatorTargets(terminator).length === 0 &&
    terminatorOperands(terminator).every((operand) => operand.kind === "value" && params.includes(operand.id))
  );
}
