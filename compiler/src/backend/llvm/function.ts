/**
 * Emits one function: its signature, its blocks in order, and the phi nodes for block parameters. The emitters of single constructs
 * (`instructions.ts`, `terminators.ts`, `coroutine.ts` …) write through this class.
 *
 * Blocks are emitted first and phi nodes added when all edges are known, because an IR block may become several LLVM blocks.
 * Blocks that nothing reaches are left out.
 */

import { type Block, type IrFunction, type IrType, isCounted, type Operand, type Target } from "../../ir/ir.ts";
import { typeAlign } from "../../ir/layout.ts";
import { operandType } from "../../ir/operands.ts";
import type { ModuleContext } from "./context.ts";
import type { Convention } from "./convention.ts";
import { emitCoroutinePrelude } from "./coroutine.ts";
import type { FunctionDebugInfo } from "./debug-info.ts";
import { describeVariables, hasVariableSlots, scopesOf, type VariableSlots } from "./debug-variables.ts";
import { emitInstr } from "./instructions.ts";
import { blockLabel, globalName } from "./names.ts";
import { nullName, undefinedName } from "./strings.ts";
import { emitTerminator, successors } from "./terminators.ts";
import { floatText, integerText, llvmType } from "./types.ts";
import { undefinedOf } from "./undefined.ts";

interface Edge {
  readonly from: string;
  readonly args: readonly string[];
}

interface EmittedBlock {
  readonly label: string;
  readonly source?: Block;
  readonly lines: string[];
}

export class FunctionEmitter {
  readonly context: ModuleContext;
  readonly fn: IrFunction;
  readonly convention: Convention;
  readonly debug: FunctionDebugInfo;
  /** Where the debugger looks for the values of variables. */
  variables: VariableSlots | undefined;
  readonly #blocks: EmittedBlock[] = [];
  readonly #entryLines: string[] = [];
  readonly #edges = new Map<string, Edge[]>();
  readonly #byName: ReadonlyMap<string, Block>;
  #current: EmittedBlock;
  #pending: EmittedBlock[] = [];
  #targets = new Set<string>();
  #temps = 0;
  #labels = 0;
  #errorSlot = false;

  constructor(context: ModuleContext, fn: IrFunction) {
    this.context = context;
    this.fn = fn;
    this.convention = context.program.convention(fn.name);
    this.debug = context.debug.function(fn, scopesOf({ fn }));
    this.#byName = new Map(fn.blocks.map((block) => [block.name, block]));
    this.#current = { label: "start", lines: [] };
  }

  /** The whole definition, as one that only its module sees unless the program exports it. */
  text(): string {
    const reachable = this.#reachable();
    if (this.fn.coroutine) {
      // Its variables are in the frame: there is nothing to see before it is made.
      if (hasVariableSlots(this)) this.debug.moveToPrologue();
      emitCoroutinePrelude(this);
      this.debug.move(this.debug.home);
    }
    if (this.context.options.debug) this.variables = describeVariables(this);
    this.line(`br label %${blockLabel(this.fn.blocks[0]!.name)}`);
    this.#finish();
    for (const block of this.fn.blocks) {
      if (!reachable.has(block)) continue;
      this.#current = { label: blockLabel(block.name), source: block, lines: [] };
      for (const instr of block.instrs) {
        this.debug.move(instr.loc);
        emitInstr(this, instr);
      }
      this.debug.move(block.terminator.loc);
      emitTerminator(this, block.terminator);
      this.#finish();
    }
    return this.#assemble();
  }

  /** Adds an instruction with the current location. */
  line(text: string): void {
    this.#current.lines.push(`  ${text}${this.debug.suffix}`);
  }

  /** Adds an instruction of the function's prologue, which breakpoints at the function skip: it has no location. */
  prologueLine(text: string): void {
    this.#current.lines.push(`  ${text}`);
  }

  /** Adds an instruction at the very beginning: memory that is the function's from its start to its end. */
  entryLine(text: string): void {
    this.#entryLines.push(`  ${text}`);
  }

  /** Adds an instruction whose location is the beginning of a variable's scope. */
  lineIn(scope: string, text: string): void {
    this.#current.lines.push(`  ${text}, !dbg ${this.debug.startOf(scope)}`);
  }

  /** Adds an instruction that defines a temporary; gives its name. */
  define(text: string): string {
    const name = `%t${this.#temps++}`;
    this.line(`${name} = ${text}`);
    return name;
  }

  /** Adds an instruction that defines the result of an IR instruction, or a temporary if that has none. */
  result(instr: { readonly result?: number }, text: string): void {
    if (instr.result === undefined) this.define(text);
    else this.line(`%v${instr.result} = ${text}`);
  }

  /** Ends the current LLVM block (its last instruction must have been added) and begins another within the same IR block. */
  begin(label: string): void {
    this.#blocks.push(this.#current);
    this.#current = { label, lines: [] };
  }

  freshLabel(name: string): string {
    return `${name}.${this.#labels++}`;
  }

  /** The label to branch to for a target. `leading` are the values for the parameters that the terminator adds in front. */
  edge(target: Target, leading: readonly string[] = []): string {
    const args = [...leading, ...target.args.map((arg) => this.operand(arg))];
    const label = blockLabel(target.block);
    let from = this.#current.label;
    if (args.length > 0 && this.#targets.has(target.block)) {
      // A phi node has one value per predecessor: a second edge between the same blocks gets a block of its own.
      from = this.freshLabel("edge");
      this.#pending.push({ label: from, lines: [`  br label %${label}${this.debug.suffix}`] });
    }
    this.#targets.add(target.block);
    const edges = this.#edges.get(target.block) ?? [];
    edges.push({ from, args });
    this.#edges.set(target.block, edges);
    return from === this.#current.label ? label : from;
  }

  isCold(block: string): boolean {
    return this.block(block).cold === true;
  }

  block(name: string): Block {
    const found = this.#byName.get(name);
    if (!found) throw new Error(`${this.fn.name}: a branch to a block that is not there: ${name}`);
    return found;
  }

  /**
   * The slot that calls get as their error parameter: the function's own, which is null whenever no error is on its way, so that an
   * error that passes through costs nothing; in other functions a local, which `clearErrorSlot` sets to null before each call.
   */
  get errorSlot(): string {
    if (this.convention.errorParameter) return "%error";
    this.#errorSlot = true;
    return "%error.slot";
  }

  /** Makes the slot null before a call that may set it. */
  clearErrorSlot(): void {
    if (!this.convention.errorParameter) this.line(`store ptr null, ptr ${this.errorSlot}, align 8`);
  }

  /** Keeps the function's own error parameter null after an error was caught. */
  catchError(): void {
    if (this.convention.errorParameter) this.line("store ptr null, ptr %error, align 8");
  }

  typeOf(operand: Operand): IrType {
    return operandType(this.fn, operand);
  }

  /** The operand as LLVM text, without its type. */
  operand(operand: Operand): string {
    switch (operand.kind) {
      case "value":
        return `%v${operand.id}`;
      case "int":
        return integerText(operand.type, operand.value);
      case "float":
        return floatText(operand.type, operand.value);
      case "null":
        return nullName;
      case "undefined":
        return undefinedName;
      case "string":
        return this.context.strings.reference(operand.text);
      case "static":
        return this.context.static(operand.name);
      case "nullptr":
        return "null";
      case "function":
        return this.context.convention(operand.name).symbol;
      case "data":
        return this.context.data(operand.name);
      case "symbol":
        return this.context.symbol(operand.name, globalName(operand.name));
      case "sizeof":
        return String(this.context.layout.class(operand.class).size);
    }
  }

  /** Type and operand: `i32 %v3`. */
  typed(operand: Operand): string {
    return `${llvmType(this.typeOf(operand))} ${this.operand(operand)}`;
  }

  /** The address `bytes` after a pointer, as text. */
  at(pointer: string, bytes: number): string {
    return bytes === 0 ? pointer : this.define(`getelementptr inbounds i8, ptr ${pointer}, i64 ${bytes}`);
  }

  #reachable(): Set<Block> {
    const entry = this.fn.blocks[0];
    if (!entry) throw new Error(`${this.fn.name} has no blocks`);
    const reached = new Set<Block>([entry]);
    for (const block of reached) {
      for (const name of successors(this, block.terminator)) reached.add(this.block(name));
    }
    return reached;
  }

  #finish(): void {
    this.#blocks.push(this.#current, ...this.#pending);
    this.#pending = [];
    this.#targets = new Set();
  }

  #assemble(): string {
    const { fn, context } = this;
    const params = fn.params.map((param) => `${llvmType(fn.types[param.value]!)} %v${param.value}`);
    if (this.convention.errorParameter) params.push("ptr swifterror %error");
    const linkage = this.convention.exportedAs === undefined ? "internal" : "dso_local";
    const out = [
      `define ${linkage} ${this.convention.prefix}${llvmType(fn.result)} ${this.convention.symbol}(${params.join(", ")}) ` +
        `${context.attributes.of(fn, context.program.cold.has(fn.name))} !dbg ${this.debug.subprogram} {`,
      "start:",
    ];
    if (this.#errorSlot) out.push("  %error.slot = alloca swifterror ptr, align 8");
    out.push(...this.#entryLines);
    for (const [name, type] of fn.locals) {
      out.push(`  %${JSON.stringify(`local.${name}`)} = alloca ${llvmType(type)}, align ${typeAlign[type]}`);
      // An unset counted local may be released by code that runs before it is set.
      if (isCounted(type)) out.push(`  store ${undefinedOf(type)}, ptr %${JSON.stringify(`local.${name}`)}`);
    }
    for (const block of this.#blocks) {
      if (block.label !== "start") out.push(`${block.label}:`);
      if (block.source) out.push(...this.#phis(block.source));
      out.push(...block.lines);
    }
    out.push("}");
    return out.join("\n");
  }

  #phis(block: Block): string[] {
    const edges = this.#edges.get(block.name) ?? [];
    return block.params.map((param, index) => {
      const incoming = edges.map((edge) => {
        const value = edge.args[index];
        if (value === undefined) throw new Error(`${this.fn.name}: too few arguments for block ${block.name}`);
        return `[ ${value}, %${edge.from} ]`;
      });
      return `  %v${param} = phi ${llvmType(this.fn.types[param]!)} ${incoming.join(", ")}`;
    });
  }
}
