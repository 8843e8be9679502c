/**
 * Builds functions: what the frontend's lowering and the tests call. One method per instruction, named after it, which appends to
 * the current block and returns the result; one per terminator, which closes the block. What is emitted after a terminator
 * goes into a fresh block that nothing reaches, so that dead source code needs no care; `finish` drops it.
 *
 * Types of results that depend on declarations (fields, globals, callees) are passed in: a builder knows no module, so that
 * functions can be built before the classes they use are complete. The verifier compares them later.
 */
import { removeUnreachableBlocks } from "./cfg.ts";
import type {
  AnyTagName,
  AsmOperand,
  BinaryOperator,
  Block,
  Callee,
  Conversion,
  Instr,
  IrFunction,
  IrModule,
  IrType,
  Loc,
  Operand,
  Param,
  Predicate,
  RuntimeFunctions,
  Target,
  Terminator,
  ValueId,
} from "./ir.ts";
import { anyPayloadType, builtinClasses, isCounted } from "./ir.ts";
import { operandType, valueRef } from "./operands.ts";

export * from "./operands.ts";

/** An instruction before its result and location are attached. */
type Bare<T> = T extends unknown ? Omit<T, "result" | "loc"> : never;

export interface FunctionOptions {
  readonly name: string;
  /** What a stack trace shows; the name if absent. */
  readonly display?: string;
  readonly loc?: Loc;
  /** `ownership` is "borrowed" if absent; counted parameters of a coroutine are always owned. */
  readonly params: readonly {
    readonly name: string;
    readonly type: IrType;
    readonly ownership?: "borrowed" | "owned";
  }[];
  readonly result: IrType;
  readonly coroutine?: boolean;
  readonly throws?: boolean;
  readonly addressTaken?: boolean;
  readonly exportAs?: string;
  readonly inline?: "auto" | "always" | "never";
  readonly interruptEntry?: boolean;
  readonly constructs?: boolean;
}

export class FunctionBuilder {
  readonly fn: IrFunction;
  readonly #blocks = new Map<string, Block>();
  readonly #open = new Set<Block>();
  readonly #names = new Map<string, number>();
  #current: Block;
  #loc: Loc | undefined;

  constructor(options: FunctionOptions) {
    const coroutine = options.coroutine ?? false;
    const types: IrType[] = [];
    const params = options.params.map((param): Param => {
      types.push(param.type);
      const owned = coroutine && isCounted(param.type);
      return {
        value: types.length - 1,
        name: param.name,
        ownership: owned ? "owned" : (param.ownership ?? "borrowed"),
      };
    });
    this.fn = {
      name: options.name,
      display: options.display ?? options.name,
      ...(options.loc ? { loc: options.loc } : {}),
      params,
      result: options.result,
      locals: new Map(),
      types,
      blocks: [],
      coroutine,
      throws: options.throws ?? !coroutine,
      addressTaken: options.addressTaken ?? false,
      ...(options.exportAs === undefined ? {} : { exportAs: options.exportAs }),
      inline: options.inline ?? "auto",
      ...(options.constructs === true ? { constructs: true } : {}),
      interruptEntry: options.interruptEntry ?? false,
      noFloat: false,
    };
    this.#current = this.#addBlock("entry");
  }

  // ---- blocks ----

  /** Adds an empty block and gives its name, which is the hint with a number where needed. The current block stays. */
  newBlock(hint: string): string {
    return this.#addBlock(hint).name;
  }

  /** Makes a block the current one, to which instructions are appended. */
  setBlock(name: string): void {
    const block = this.#blocks.get(name);
    if (!block) throw new Error(`${this.fn.name}: no block ${name}`);
    this.#current = block;
  }

  get currentBlock(): string {
    return this.#current.name;
  }

  /** Has the current block its terminator? */
  get isTerminated(): boolean {
    return !this.#open.has(this.#current);
  }

  /** The instruction that was written last, and where it is. */
  get last(): { readonly block: Block; readonly instr: Instr } {
    return { block: this.#current, instr: this.#current.instrs.at(-1)! };
  }

  /** Appends a parameter to a block; every edge to it must bring an argument. */
  addBlockParam(block: string, type: IrType): Operand {
    const target = this.#blocks.get(block);
    if (!target) throw new Error(`${this.fn.name}: no block ${block}`);
    const id = this.#newValue(type);
    target.params.push(id);
    return valueRef(id);
  }

  /** Marks a block as rarely executed (the current one if no name is given). */
  markCold(block?: string): void {
    const target = block === undefined ? this.#current : this.#blocks.get(block);
    if (target) target.cold = true;
  }

  /** The location of what is emitted from now on. */
  setLoc(loc: Loc | undefined): void {
    this.#loc = loc;
  }

  get loc(): Loc | undefined {
    return this.#loc;
  }

  // ---- parameters and locals ----

  /** The value of a parameter, by position. */
  param(index: number): Operand {
    const param = this.fn.params[index];
    if (!param) throw new Error(`${this.fn.name}: no parameter ${index}`);
    return valueRef(param.value);
  }

  /** Adds a mutable local and gives its name. */
  addLocal(hint: string, type: IrType): string {
    const name = this.#uniqueName(hint, (candidate) => this.fn.locals.has(candidate));
    this.fn.locals.set(name, type);
    return name;
  }

  localType(local: string): IrType {
    const type = this.fn.locals.get(local);
    if (type === undefined) throw new Error(`${this.fn.name}: no local ${local}`);
    return type;
  }

  localGet(local: string): Operand {
    return this.#value({ op: "local.get", local }, this.localType(local));
  }

  localSet(local: string, value: Operand): void {
    this.#effect({ op: "local.set", local, value });
  }

  typeOf(operand: Operand): IrType {
    return operandType(this.fn, operand);
  }

  // ---- arithmetic ----

  binary(operator: BinaryOperator, left: Operand, right: Operand): Operand {
    return this.#value({ op: "binary", operator, left, right }, this.typeOf(left));
  }

  compare(predicate: Predicate, left: Operand, right: Operand): Operand {
    return this.#value({ op: "compare", predicate, left, right }, "i1");
  }

  fneg(value: Operand): Operand {
    return this.#value({ op: "fneg", value }, this.typeOf(value));
  }

  convert(conversion: Conversion, to: IrType, value: Operand): Operand {
    return this.#value({ op: "convert", conversion, to, value }, to);
  }

  /** Not for counted types. */
  select(condition: Operand, then: Operand, otherwise: Operand): Operand {
    return this.#value({ op: "select", condition, then, else: otherwise }, this.typeOf(then));
  }

  // ---- objects and memory ----

  init(className: string, address: Operand): Operand {
    return this.#value({ op: "init", class: className, address }, "ref");
  }

  fieldGet(type: IrType, className: string, field: string, object: Operand): Operand {
    return this.#value({ op: "field.get", class: className, field, object }, type);
  }

  fieldSet(className: string, field: string, object: Operand, value: Operand): void {
    this.#effect({ op: "field.set", class: className, field, object, value });
  }

  fieldInit(className: string, field: string, object: Operand, value: Operand): void {
    this.#effect({ op: "field.init", class: className, field, object, value });
  }

  load(type: IrType, address: Operand, volatile = false): Operand {
    return this.#value({ op: "load", type, address, volatile }, type);
  }

  /** Reads an element of an array. */
  loadElement(type: IrType, address: Operand): Operand {
    return this.#value({ op: "load", type, address, volatile: false, element: true }, type);
  }

  take(type: IrType, address: Operand): Operand {
    return this.#value({ op: "take", type, address }, type);
  }

  store(type: IrType, address: Operand, value: Operand, volatile = false): void {
    this.#effect({ op: "store", type, address, value, volatile });
  }

  /** Writes an element of an array. */
  storeElement(type: IrType, address: Operand, value: Operand): void {
    this.#effect({ op: "store", type, address, value, volatile: false, element: true });
  }

  offset(address: Operand, bytes: Operand): Operand {
    return this.#value({ op: "offset", address, bytes }, "ptr");
  }

  globalGet(type: IrType, global: string): Operand {
    return this.#value({ op: "global.get", global }, type);
  }

  globalSet(global: string, value: Operand): void {
    this.#effect({ op: "global.set", global, value });
  }

  anyBox(tag: AnyTagName, value: Operand): Operand {
    return this.#value({ op: "any.box", tag, value }, "any");
  }

  anyUnbox(tag: AnyTagName, value: Operand): Operand {
    return this.#value({ op: "any.unbox", tag, value }, anyPayloadType[tag]);
  }

  anyTag(value: Operand): Operand {
    return this.#value({ op: "any.tag", value }, "i32");
  }

  is(className: string, object: Operand): Operand {
    return this.#value({ op: "is", class: className, object }, "i1");
  }

  tableGet(table: string, object: Operand): Operand {
    return this.#value({ op: "table.get", table, object }, "ptr");
  }

  // ---- calls ----

  /** A call that can't throw. Gives undefined for a result of type void. */
  call(callee: Callee, args: readonly Operand[], result: "void"): undefined;
  call(callee: Callee, args: readonly Operand[], result: Exclude<IrType, "void">): Operand;
  call(callee: Callee, args: readonly Operand[], result: IrType): Operand | undefined;
  call(callee: Callee, args: readonly Operand[], result: IrType): Operand | undefined {
    return this.#maybe({ op: "call", callee, args }, result);
  }

  /**
   * A call that may throw: closes the current block and goes on in a fresh one, whose first parameter is the result. The block
   * named by `unwind` must have the error (ref) as its first parameter; `unwindArgs` are its others.
   */
  invoke(
    callee: Callee,
    args: readonly Operand[],
    result: IrType,
    unwind: string,
    unwindArgs: readonly Operand[] = [],
  ): Operand | undefined {
    const normal = this.#addBlock("then");
    let value: Operand | undefined;
    if (result !== "void") {
      const id = this.#newValue(result);
      normal.params.push(id);
      value = valueRef(id);
    }
    this.#terminate({
      op: "invoke",
      callee,
      args,
      normal: { block: normal.name, args: [] },
      unwind: { block: unwind, args: unwindArgs },
    });
    this.#current = normal;
    return value;
  }

  asm(
    text: string,
    options: { output?: string; type?: IrType; inputs?: readonly AsmOperand[]; clobbers?: readonly string[] } = {},
  ): Operand | undefined {
    const { output, inputs = [], clobbers = [] } = options;
    return this.#maybe(
      { op: "asm", text, output, inputs, clobbers },
      output === undefined ? "void" : (options.type ?? "i64"),
    );
  }

  intrinsic(name: string, args: readonly Operand[], result: "void"): undefined;
  intrinsic(name: string, args: readonly Operand[], result: Exclude<IrType, "void">): Operand;
  intrinsic(name: string, args: readonly Operand[], result: IrType): Operand | undefined;
  intrinsic(name: string, args: readonly Operand[], result: IrType): Operand | undefined {
    return this.#maybe({ op: "intrinsic", name, args }, result);
  }

  /** Only for tests and passes: the ownership pass inserts counting. */
  retain(value: Operand): void {
    this.#effect({ op: "retain", value });
  }

  /** Only for tests and passes: the ownership pass inserts counting. */
  release(value: Operand): void {
    this.#effect({ op: "release", value });
  }

  // ---- terminators ----

  jump(block: string, args: readonly Operand[] = []): void {
    this.#terminate({ op: "jump", target: { block, args } });
  }

  branch(
    condition: Operand,
    then: string,
    otherwise: string,
    thenArgs: readonly Operand[] = [],
    otherwiseArgs: readonly Operand[] = [],
  ): void {
    this.#terminate({
      op: "branch",
      condition,
      then: { block: then, args: thenArgs },
      else: { block: otherwise, args: otherwiseArgs },
    });
  }

  switch(
    value: Operand,
    cases: readonly { readonly value: bigint; readonly target: Target }[],
    otherwise: Target,
  ): void {
    this.#terminate({ op: "switch", value, cases, default: otherwise });
  }

  return(value?: Operand): void {
    this.#terminate({ op: "return", value });
  }

  throw(error: Operand): void {
    this.#terminate({ op: "throw", error });
  }

  unreachable(): void {
    this.#terminate({ op: "unreachable" });
  }

  /** Suspends; the blocks may take arguments. The current block stays the closed one. */
  suspend(resume: string, destroy: string, resumeArgs: readonly Operand[] = [], destroyArgs: readonly Operand[] = []) {
    this.#terminate({
      op: "suspend",
      resume: { block: resume, args: resumeArgs },
      destroy: { block: destroy, args: destroyArgs },
    });
  }

  coroEnd(): void {
    this.#terminate({ op: "coro.end" });
  }

  /** Checks that every block that can be reached is closed, drops the others, and gives the function. */
  finish(): IrFunction {
    removeUnreachableBlocks(this.fn);
    for (const block of this.fn.blocks) {
      if (this.#open.has(block)) throw new Error(`${this.fn.name}: block ${block.name} has no terminator`);
    }
    return this.fn;
  }

  // ---- parts ----

  #newValue(type: IrType): ValueId {
    if (type === "void") throw new Error(`${this.fn.name}: a value of type void`);
    this.fn.types.push(type);
    return this.fn.types.length - 1;
  }

  #uniqueName(hint: string, taken: (name: string) => boolean): string {
    const base = hint.replace(/[^A-Za-z0-9_.$]/g, "_").replace(/^(?=[0-9]|$)/, "_");
    for (;;) {
      const count = this.#names.get(base) ?? 0;
      this.#names.set(base, count + 1);
      const name = count === 0 ? base : `${base}.${count}`;
      if (!taken(name)) return name;
    }
  }

  #addBlock(hint: string): Block {
    const name = this.#uniqueName(hint, (candidate) => this.#blocks.has(candidate));
    const block: Block = { name, params: [], instrs: [], terminator: { op: "unreachable" } };
    this.#blocks.set(name, block);
    this.#open.add(block);
    this.fn.blocks.push(block);
    return block;
  }

  #openBlock(): Block {
    if (!this.#open.has(this.#current)) this.#current = this.#addBlock("dead");
    return this.#current;
  }

  #value(instr: Bare<Instr>, type: IrType): Operand {
    const result = this.#newValue(type);
    this.#openBlock().instrs.push({ ...instr, result, loc: this.#loc });
    return valueRef(result);
  }

  #effect(instr: Bare<Instr>): void {
    this.#openBlock().instrs.push({ ...instr, loc: this.#loc });
  }

  #maybe(instr: Bare<Instr>, type: IrType): Operand | undefined {
    if (type !== "void") return this.#value(instr, type);
    this.#effect(instr);
    return undefined;
  }

  #terminate(terminator: Bare<Terminator>): void {
    const block = this.#openBlock();
    block.terminator = { ...terminator, loc: this.#loc };
    this.#open.delete(block);
  }
}

/** The roles of the runtime library before the frontend has found the functions that fill them. */
export const runtimeNames: RuntimeFunctions = {
  allocate: "rt.allocate",
  drop: "rt.drop",
  allocateFrame: "rt.allocateFrame",
  freeFrame: "rt.freeFrame",
};

/** An empty module that has the built-in classes. */
export function createModule(
  target: IrModule["target"],
  options: { readonly runtime?: RuntimeFunctions; readonly start?: string } = {},
): IrModule {
  const module: IrModule = {
    target,
    files: [],
    functions: new Map(),
    classes: new Map(),
    globals: new Map(),
    data: new Map(),
    tables: new Map(),
    statics: new Map(),
    moduleAsm: [],
    runtime: options.runtime ?? runtimeNames,
    start: options.start ?? "start",
  };
  const builtin = (name: string, kind: "object" | "undefined" | "string"): void => {
    module.classes.set(name, { name, display: name, fields: [], typeof: kind });
  };
  builtin(builtinClasses.null, "object");
  builtin(builtinClasses.undefined, "undefined");
  builtin(builtinClasses.string, "string");
  return module;
}
