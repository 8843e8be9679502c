/**
 * What the emitters of one module share: the IR, the class layout, the constant pool, debug information, and the lists that become the
 * output. Emitters ask for a helper (`osm.retain`, an LLVM intrinsic, an external symbol) by name; each is declared once.
 */

import type { IrFunction, IrModule } from "../../ir/ir.ts";
import type { Layout } from "../../ir/layout.ts";
import { Attributes } from "./attributes.ts";
import { coldFunctions } from "./cold.ts";
import { type Convention, conventionOf } from "./convention.ts";
import { DebugInfo } from "./debug-info.ts";
import { quote } from "./names.ts";
import { StringPool } from "./strings.ts";

export interface EmitOptions {
  readonly level: "O0" | "O2";
  /** Full debug information (`-g`) rather than line tables only. */
  readonly debug: boolean;
  /** Extra checks of the counting and of dispatch. */
  readonly checked: boolean;
}

export class ModuleContext {
  readonly module: IrModule;
  readonly options: EmitOptions;
  readonly layout: Layout;
  readonly attributes: Attributes;
  readonly debug: DebugInfo;
  readonly cold: ReadonlySet<string>;
  readonly strings = new StringPool();
  readonly #declarations = new Map<string, string>();
  readonly #conventions = new Map<string, Convention>();
  readonly #tableEntries: Set<string>;
  readonly #metadata: (string | (() => string))[] = [];
  readonly #fieldTags = new Map<string, string>();

  constructor(module: IrModule, options: EmitOptions, layout: Layout) {
    this.module = module;
    this.options = options;
    this.layout = layout;
    this.cold = coldFunctions(module);
    this.attributes = new Attributes(module.target, options);
    this.debug = new DebugInfo(module, options, layout, (text) => this.metadata(text));
    this.#tableEntries = new Set([...module.tables.values()].flatMap((table) => [...table.entries.values()]));
  }

  get kernel(): boolean {
    return this.module.target === "kernel";
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

  /** Declares a function once; `text` is all that follows `declare`. */
  declare(name: string, text: string): string {
    this.#declarations.set(name, `declare ${text}`);
    return name;
  }

  /** Declares a symbol that assembly or the linker defines, unless the module exports a function of that name. */
  symbol(name: string, quoted: string): string {
    this.#exports ??= new Set(
      [...this.module.functions.keys()].map((fn) => this.convention(fn).exportedAs).filter((one) => one !== undefined),
    );
    // An empty type: two such symbols may have the same address, as the two ends of an empty section do.
    if (!this.#exports.has(name)) this.#declarations.set(quoted, `${quoted} = external dso_local global [0 x i8]`);
    return quoted;
  }

  #exports?: ReadonlySet<string>;

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
