/**
 * Writes functions anew for groups that have got labels: each function once for all, or, if it is copied for its callers, once for each set of labels that
 * the groups of a caller have. What a label means for an instruction is up to a `Rewriting`.
 */
import type { Callee, Instr, IrFunction, Operand, Terminator, ValueId } from "../../ir/ir.ts";
import { direct } from "../../ir/operands.ts";
import type { Flow } from "./flow.ts";
import type { Group } from "./group.ts";
import type { ProgramGroups } from "./program.ts";

/** A function that is being written. */
export interface Place {
  readonly flow: Flow;
  /** The function as it will be. */
  readonly fn: IrFunction;
  /** The label of a group; empty if it has none. */
  label(group: Group | undefined): string;
  emit(instr: Instr): void;
  newValue(type: "i32" | "i64"): ValueId;
  /** The copy of a function for arrays with a label as its first argument. */
  copyFor(name: string, label: string): string;
}

export interface Rewriting {
  /** Emits what takes an instruction's place; whom it calls has been seen to. */
  instr(instr: Instr, place: Place): void;
  /** The arguments of a call, or those that it had; what they take is emitted. `original` is what it was before its callee was replaced. */
  args(args: readonly Operand[], original: Instr | Terminator, callee: Callee, place: Place): readonly Operand[];
}

export class Copies {
  readonly functions = new Map<string, IrFunction>();
  readonly #program: ProgramGroups;
  readonly #labelOf: (root: Group) => string;
  readonly #rewriting: Rewriting;
  readonly #work: { flow: Flow; name: string; own: ReadonlyMap<Group, string> }[] = [];

  /** `labelOf` gives the label of a group; empty, it has none. */
  constructor(program: ProgramGroups, labelOf: (root: Group) => string, rewriting: Rewriting) {
    this.#program = program;
    this.#labelOf = labelOf;
    this.#rewriting = rewriting;
    for (const flow of program.flows.values()) {
      const own = program.isCopied(flow.fn.name) ? program.ownSized(flow) : [];
      this.#add(flow, flow.fn.name, new Map(own.map((group) => [group, ""])));
    }
    for (const { flow, name, own } of this.#work) this.functions.set(name, this.#write(flow, name, own));
  }

  /** The copy of a function for labels of the groups that it takes and gives. */
  named(flow: Flow, labels: readonly string[]): string {
    const original = flow.fn.name;
    if (labels.every((label) => label === "")) return original;
    const name = `${original} on ${labels.join(", ")}`;
    if (!this.functions.has(name)) {
      const own = this.#program.ownSized(flow);
      this.#add(flow, name, new Map(own.map((group, index) => [group, labels[index]!])));
    }
    return name;
  }

  #add(flow: Flow, name: string, own: ReadonlyMap<Group, string>): void {
    // Its place, so that it is added once.
    this.functions.set(name, flow.fn);
    this.#work.push({ flow, name, own });
  }

  #write(flow: Flow, name: string, own: ReadonlyMap<Group, string>): IrFunction {
    const original = flow.fn;
    const label = (group: Group | undefined): string => {
      const root = group?.root;
      return root === undefined ? "" : (own.get(root) ?? this.#labelOf(root));
    };
    if (!flow.someGroup((group) => label(group) !== "")) return original;
    const fn: IrFunction = {
      ...original,
      name,
      params: original.params.map((param) => ({ ...param })),
      types: [...original.types],
      locals: new Map(),
      blocks: original.blocks.map((block) => ({ ...block, params: [...block.params] })),
      addressTaken: original.addressTaken && name === original.name,
    };
    let output: Instr[] = [];
    const place: Place = {
      flow,
      fn,
      label,
      emit: (instr) => output.push(instr),
      newValue: (type) => {
        fn.types.push(type);
        return fn.types.length - 1;
      },
      copyFor: (other, label) => {
        const found = this.#program.flows.get(other)!;
        const first = found.params[0]!.root;
        return this.named(
          found,
          this.#program.ownSized(found).map((group) => (group === first ? label : "")),
        );
      },
    };
    let changed = name !== original.name;
    for (const block of fn.blocks) {
      output = [];
      for (const instr of block.instrs) {
        if (instr.op !== "call") {
          this.#rewriting.instr(instr, place);
          continue;
        }
        const callee = this.#callee(instr, instr.callee, place);
        const args = this.#rewriting.args(instr.args, instr, callee, place);
        output.push(callee === instr.callee && args === instr.args ? instr : { ...instr, callee, args });
      }
      const { terminator } = block;
      if (terminator.op === "invoke") {
        const callee = this.#callee(terminator, terminator.callee, place);
        const args = this.#rewriting.args(terminator.args, terminator, callee, place);
        if (callee !== terminator.callee || args !== terminator.args) {
          block.terminator = { ...terminator, callee, args };
          changed = true;
        }
      }
      changed ||= output.length !== block.instrs.length || output.some((instr, index) => instr !== block.instrs[index]);
      block.instrs = output;
    }
    return changed ? fn : original;
  }

  #callee(code: Instr | Terminator, callee: Callee, place: Place): Callee {
    const copies = place.flow.calls.get(code);
    if (callee.kind === "indirect" || copies === undefined) return callee;
    const flow = this.#program.flows.get(callee.name)!;
    if (!this.#program.isCopied(callee.name)) return callee;
    const labels = this.#program.ownSized(flow).map((group) => place.label(copies.get(group)));
    const name = this.named(flow, labels);
    return name === callee.name ? callee : direct(name);
  }
}
