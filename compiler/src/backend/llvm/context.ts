/**
 * What the emitters of one module share: the IR, the class layout, the constant pool, debug information, and the lists that become the
 * output. Emitters ask for a helper (`osm.retain`, an LLVM intrinsic, an external symbol) by name; each is declared once.
 */

import type { IrFunction, IrModule } from "../../ir/ir.ts";
import { computeLayout, type Layout } from "../../ir/layout.ts";
import { Attributes } from "./attributes.ts";
import { coldFunctions } from "./cold.ts";
import { type Convention, conventionOf } from "./convention.ts";
import { DebugInfo } from "./debug-info.ts";
import { dataName, globalVariableName, quote, staticName, tableName } from "./names.ts";
import { stackBearers } from "./stack-bearers.ts";
import { StringPool } from "./strings.ts";

export interface EmitOptions {
  readonly level: "O0" | "O2";
  /** Full debug information (`-g`) rather than line tables only. */
  readonly debug: boolean;
  /** Extra checks of the counting and of dispatch. */
  readonly checked: boolean;
}

/** What is found out once for a program, however many modules it becomes. */
export class Program {
  readonly module: IrModule;
  readonly options: EmitOptions;
  readonly layout: Layout;
  readonly cold: ReadonlySet<string>;
  /** Functions that coroutines call rather than inline. */
  readonly stackBearers: ReadonlySet<string>;
  /** Are there coroutines that the cycle collector looks into? Then the frames of all have a word for it. */
  readonly tracesCoroutines: boolean;
  readonly #conventions = new Map<string, Convention>();
  readonly #tableEntries: ReadonlySet<string>;
  #exports?: ReadonlyMap<string, string>;

  constructor(module: IrModule, options: EmitOptions) {
    this.module = module;
    this.options = options;
    this.layout = computeLayout(module);
    this.cold = coldFunctions(module);
    this.stackBearers = stackBearers(module);
    this.tracesCoroutines = [...module.functions.values()].some((fn) => fn.coroutine && fn.traced === true);
    this.#tableEntries = new Set([...module.tables.values()].flatMap((table) => [...table.entries.values()]));
  }

  function(name: string): IrFunction {
    const found = this.module.functions.get(name);
    if (!found) throw new Error(`the IR calls a function that is not there: ${name}`);
    return found;
  }

  /** How a function is called. */
  convention(name: string): Convention {
    let convention = this.#conventions.get(name);
    if (!convention) {
      convention = conventionOf(this.function(name), this.module, this.#tableEntries.has(name));
      this.#conventions.set(name, convention);
    }
    return convention;
  }

  /** Functions by the symbols that they are exported under. */
  get exports(): ReadonlyMap<string, string> {
    this.#exports ??= new Map(
      [...this.module.functions.keys()].flatMap((fn) => {
        const { exportedAs } = this.convention(fn);
        return exportedAs === undefined ? [] : [[exportedAs, fn] as const];
      }),
    );
    return this.#exports;
  }
}

/** The things of the program that an LLVM module's text names. */
export interface Mentions {
  readonly functions: Set<string>;
  readonly globals: Set<string>;
  readonly data: Set<string>;
  readonly statics: Set<string>;
  readonly tables: Set<string>;
  /** Symbols of assembly and linker. */
  readonly symbols: Set<string>;
}

export const noMentions = (): Mentions => ({
  functions: new Set(),
  globals: new Set(),
  data: new Set(),
  statics: new Set(),
  tables: new Set(),
  symbols: new Set(),
});

export class ModuleContext {
  readonly program: Program;
  readonly attributes: Attributes;
  readonly debug: DebugInfo;
  readonly strings: StringPool;
  readonly mentions = noMentions();
  readonly #declarations = new Map<string, string>();
  readonly #metadata: (string | (() => string))[] = [];
  readonly #fieldTags = new Map<string, string>();

  /** `isPart`: the program has other LLVM modules besides this. */
  constructor(program: Program, isPart: boolean) {
    const { module, options, layout } = program;
    this.program = program;
    this.strings = new StringPool(isPart);
    this.attributes = new Attributes(module.target, options);
    this.debug = new DebugInfo(module, options, layout, (text) => this.metadata(text));
  }

  get module(): IrModule {
    return this.program.module;
  }

  get options(): EmitOptions {
    return this.program.options;
  }

  get layout(): Layout {
    return this.program.layout;
  }

  get kernel(): boolean {
    return this.module.target === "kernel";
  }

  function(name: string): IrFunction {
    return this.program.function(name);
  }

  /** How a function is called, for who mentions it. */
  convention(name: string): Convention {
    this.mentions.functions.add(name);
    return this.program.convention(name);
  }

  /** The name of a module's variable. */
  globalVariable(name: string): string {
    this.mentions.globals.add(name);
    return globalVariableName(name);
  }

  data(name: string): string {
    this.mentions.data.add(name);
    return dataName(name);
  }

  /** The name of an object of the image. */
  static(name: string): string {
    this.mentions.statics.add(name);
    return staticName(name);
  }

  table(name: string): string {
    this.mentions.tables.add(name);
    return tableName(name);
  }

  /** Declares a function once; `text` is all that follows `declare`. */
  declare(name: string, text: string): string {
    this.#declarations.set(name, `declare ${text}`);
    return name;
  }

  /** Declares a symbol that assembly or the linker defines, unless the program exports a function of that name. */
  symbol(name: string, quoted: string): string {
    const exported = this.program.exports.get(name);
    if (exported !== undefined) this.mentions.functions.add(exported);
    else {
      this.mentions.symbols.add(name);
      // An empty type: two such symbols may have the same address, as the two ends of an empty section do.
      this.#declarations.set(quoted, `${quoted} = external dso_local global [0 x i8]`);
    }
    return quoted;
  }

  readonly #helpers = new Map<string, (name: string) => string>();

  /** The name of a function or variable that the backend writes itself; it is defined if anyone asks for it. */
  helper(name: string, define: (name: string) => string): string {
    if (!this.#helpers.has(name)) this.#helpers.set(name, define);
    return name;
  }

  /** Definitions of all helpers that were asked for. A helper may ask for further ones. */
  helperDefinitions(): string[] {
    const definitions: string[] = [];
    for (const [name, define] of this.#helpers) definitions.push(define(name));
    return definitions;
  }

  declarations(): Iterable<string> {
    return this.#declarations.values();
  }

  /** Adds a metadata node and gives its reference, `!12`. What is not known yet is asked for at the end. */
  metadata(text: string | (() => string)): string {
    this.#metadata.push(text);
    return `!${this.#metadata.length - 1}`;
  }

  metadataLines(): string[] {
    return this.#metadata.map((text, index) => `!${index} = ${typeof text === "string" ? text : text()}`);
  }

  #emptyNode?: string;

  /** `!{}`, the operand of `!invariant.load`. */
  get emptyNode(): string {
    this.#emptyNode ??= this.metadata("!{}");
    return this.#emptyNode;
  }

  #aliasRoot?: string;

  /**
   * The alias-analysis tag of an object's field (`Class.field`) or header word: two fields of different names never overlap, and neither
   * overlaps a header. Raw memory has no tag, so it may alias all of them.
   */
  aliasTag(field: string): string {
    let tag = this.#fieldTags.get(field);
    if (!tag) {
      this.#aliasRoot ??= this.metadata(`!{!"osmium memory", ${this.metadata(`!{!"osmium"}`)}, i64 0}`);
      const type = this.metadata(`!{!${quote(field)}, ${this.#aliasRoot}, i64 0}`);
      tag = this.metadata(`!{${type}, ${type}, i64 0}`);
      this.#fieldTags.set(field, tag);
    }
    return tag;
  }

  #weights = new Map<string, string>();

  /** `, !prof …` for a two-way branch. */
  branchWeights(likely: "first" | "second"): string {
    let weights = this.#weights.get(likely);
    if (!weights) {
      const [first, second] = likely === "first" ? [2000, 1] : [1, 2000];
      weights = this.metadata(`!{!"branch_weights", i32 ${first}, i32 ${second}}`);
      this.#weights.set(likely, weights);
    }
    return `, !prof ${weights}`;
  }
}
