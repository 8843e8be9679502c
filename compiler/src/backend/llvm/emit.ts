/**
 * From an IR module to the text of LLVM modules: one, or, of large programs, several (`partition.ts`). Everything is internal but the functions that the
 * program exports and what the parts of a program share, so that LLVM sees a program as closed as can be. The order of the output: target, assembly,
 * constants, globals, objects, tables, functions, helpers, declarations, attributes, metadata.
 *
 * The IR must have gone through the passes (no locals need be left, ownership is explicit); it is not checked here.
 */

import type { DataDef, GlobalDef, IrFunction, IrModule, StaticDef } from "../../ir/ir.ts";
import { typeAlign } from "../../ir/layout.ts";
import { moduleAsmLines } from "./asm.ts";
import { type EmitOptions, type Mentions, ModuleContext, noMentions, Program } from "./context.ts";
import { FunctionEmitter } from "./function.ts";
import { linuxStartAsm } from "./linux-start.ts";
import { memoryFunctionsAsm } from "./memory-functions.ts";
import { dataName, escapeBytes, globalVariableName, tableName } from "./names.ts";
import { dispatchTable } from "./objects.ts";
import { isCopied, partition } from "./partition.ts";
import { staticDeclaration, staticLine } from "./statics.ts";
import { singletonDeclarations, singletonLines } from "./strings.ts";
import { llvmType, zeroOf } from "./types.ts";
import { undefinedOf } from "./undefined.ts";

export type { EmitOptions } from "./context.ts";

const triples: Record<IrModule["target"], string> = {
  kernel: "x86_64-unknown-none-elf",
  linux: "x86_64-unknown-linux-gnu",
};

/** The program as one LLVM module. Throws on IR that is not well formed: run the verifier first. */
export function emitModule(module: IrModule, options: EmitOptions): string {
  return emitParts(new Program(module, options), [[...module.functions.values()]])[0]!;
}

/** The LLVM modules of a program, to be compiled each for itself and linked: parts of about `partSize` instructions of the IR. */
export function emitModules(module: IrModule, options: EmitOptions, partSize?: number): readonly string[] {
  return emitParts(new Program(module, options), partition(module, options, partSize));
}

function emitParts(program: Program, parts: readonly (readonly IrFunction[])[]): readonly string[] {
  const drafts = parts.map((functions) => new Part(program, functions, parts.length > 1));
  // An object that only others of the image mention stands beside the first of them: the set grows while it is walked.
  const placed = new Set<string>();
  for (const part of drafts) {
    for (const name of part.mentions.statics) {
      if (placed.has(name)) continue;
      placed.add(name);
      part.addStatic(program.module.statics.get(name)!);
    }
  }
  for (const [kind, names] of Object.entries(definedNames(program.module)) as [Definition, Iterable<string>][]) {
    // What nobody mentions is in the only part there is, or nowhere.
    for (const name of names) (drafts.find((part) => part.mentions[kind].has(name)) ?? drafts[0]!).own[kind].add(name);
  }
  for (const part of drafts) part.finish();
  return drafts.map((part, index) => part.text(index === 0, new Sharing(drafts, part)));
}

/** What a module has besides functions, and objects, of which only those that something mentions are there. */
type Definition = "globals" | "data" | "tables";

const definedNames = ({ globals, data, tables }: IrModule): Record<Definition, Iterable<string>> => ({
  globals: globals.keys(),
  data: data.keys(),
  tables: tables.keys(),
});

/** Which of a part's things other parts mention. */
class Sharing {
  readonly #others: readonly Part[];

  constructor(parts: readonly Part[], part: Part) {
    this.#others = parts.filter((other) => other !== part);
  }

  get isAlone(): boolean {
    return this.#others.length === 0;
  }

  linkage(kind: keyof Mentions, name: string): "internal" | "hidden" {
    return this.#others.some((other) => other.mentions[kind].has(name)) ? "hidden" : "internal";
  }

  /** Directives that show other parts the labels of this one's assembly. */
  globalLabels(assembly: readonly string[]): readonly string[] {
    const labels = new Set(
      assembly.flatMap((text) => [...text.matchAll(/^\s*([\w.$]+):/gm)].map((match) => match[1]!)),
    );
    return [...labels]
      .filter((label) => this.linkage("symbols", label) === "hidden")
      .map((label) => `.globl ${label}\n.hidden ${label}`);
  }
}

/** One LLVM module in the making. */
class Part {
  readonly own: Mentions;
  readonly #context: ModuleContext;
  readonly #functions: { readonly name: string; readonly text: string }[];
  readonly #copies = new Map<string, string>();
  readonly #statics: { readonly name: string; readonly text: string }[] = [];
  #tables: { readonly name: string; readonly text: string }[] = [];
  #helpers: readonly string[] = [];

  /** Emitting functions fills the pools, so it comes first, whatever the order of the output. */
  constructor(program: Program, functions: readonly IrFunction[], isPart: boolean) {
    this.#context = new ModuleContext(program, isPart);
    this.own = { ...noMentions(), functions: new Set(functions.map((fn) => fn.name)) };
    this.#functions = functions.map((fn) => ({ name: fn.name, text: new FunctionEmitter(this.#context, fn).text() }));
    const isFast = functions.some((fn) => fn.fast === true);
    // A copy may mention further functions.
    for (const name of this.mentions.functions) {
      const fn = program.function(name);
      if (this.own.functions.has(name) || !isCopied(fn, isFast && !program.cold.has(name))) continue;
      this.#copies.set(name, new FunctionEmitter(this.#context, fn).text());
    }
  }

  get mentions(): Mentions {
    return this.#context.mentions;
  }

  /** Makes an object of the image the part's. */
  addStatic(def: StaticDef): void {
    this.own.statics.add(def.name);
    this.#statics.push({ name: def.name, text: staticLine(this.#context, def) });
  }

  /** Adds what needs to be known to be the part's: its tables, and what all of it asked for. */
  finish(): void {
    const { module } = this.#context;
    this.#tables = [...module.tables.values()]
      .filter(({ name }) => this.own.tables.has(name))
      .map((table) => ({ name: table.name, text: dispatchTable(this.#context, table) }));
    this.#helpers = this.#context.helperDefinitions();
  }

  text(isFirst: boolean, sharing: Sharing): string {
    const context = this.#context;
    const { module } = context;
    const assembly = isFirst
      ? [...(module.target === "linux" ? [linuxStartAsm] : []), memoryFunctionsAsm(), ...module.moduleAsm]
      : [];
    const linked = (kind: keyof Mentions, { name, text }: { name: string; text: string }): string =>
      withLinkage(text, sharing.linkage(kind, name));
    const sections = [
      [`source_filename = "osmium"`, `target triple = "${triples[module.target]}"`],
      [...assembly, ...sharing.globalLabels(assembly)].flatMap(moduleAsmLines),
      [
        ...(isFirst ? singletonLines(sharing.isAlone ? "internal" : "hidden") : singletonDeclarations),
        ...context.strings.lines(),
      ],
      this.#define("data", module.data, dataLine).map((one) => linked("data", one)),
      this.#define(
        "globals",
        module.globals,
        (definition) => globalLine(definition) + context.debug.global(definition),
      ).map((one) => linked("globals", one)),
      this.#statics.map((object) => linked("statics", object)),
      this.#tables.map((table) => linked("tables", table)),
      this.#functions.map((fn) => linked("functions", fn)),
      [...this.#copies.values()].map((text) => withLinkage(text, "available_externally hidden")),
      this.#helpers,
      [...this.#declarations(), ...context.declarations()],
      context.attributes.lines(),
      context.debug.lines(),
      context.metadataLines(),
    ];
    return sections
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join("\n"))
      .join("\n\n")
      .concat("\n");
  }

  #define<T extends { readonly name: string }>(
    kind: Definition,
    definitions: ReadonlyMap<string, T>,
    lineOf: (definition: T) => string,
  ): { name: string; text: string }[] {
    return [...definitions.values()]
      .filter(({ name }) => this.own[kind].has(name))
      .map((definition) => ({ name: definition.name, text: lineOf(definition) }));
  }

  /** Of what is mentioned here and defined in another part. */
  *#declarations(): Iterable<string> {
    const { module, program } = this.#context;
    const { functions, globals, data, statics, tables } = this.mentions;
    for (const name of functions)
      if (!this.own.functions.has(name) && !this.#copies.has(name)) yield functionDeclaration(program, name);
    for (const name of globals) {
      if (this.own.globals.has(name)) continue;
      const { type } = module.globals.get(name)!;
      yield `${globalVariableName(name)} = external hidden global ${llvmType(type)}, align ${typeAlign[type]}`;
    }
    for (const name of data) {
      if (this.own.data.has(name)) continue;
      const { bytes, align, writable } = module.data.get(name)!;
      const kind = writable ? "global" : "constant";
      yield `${dataName(name)} = external hidden ${kind} [${bytes.length} x i8], align ${Math.max(align, 1)}`;
    }
    for (const name of statics) if (!this.own.statics.has(name)) yield staticDeclaration(module.statics.get(name)!);
    for (const name of tables)
      if (!this.own.tables.has(name)) yield `${tableName(name)} = external hidden constant [0 x ptr], align 8`;
  }
}

/** A definition with another linkage, if it is internal. */
function withLinkage(definition: string, linkage: string): string {
  return definition.replace(/^(define |@(?:"[^"]*"|[^ "]+) = )internal /, `$1${linkage} `);
}

function functionDeclaration(program: Program, name: string): string {
  const fn = program.function(name);
  const { prefix, symbol, errorParameter, exportedAs } = program.convention(name);
  const params = fn.params.map((param) => llvmType(fn.types[param.value]!));
  if (errorParameter) params.push("ptr swifterror");
  const visibility = exportedAs === undefined ? "hidden" : "dso_local";
  const attributes = program.cold.has(name) ? "nounwind cold" : "nounwind";
  return `declare ${visibility} ${prefix}${llvmType(fn.result)} ${symbol}(${params.join(", ")}) ${attributes}`;
}

function dataLine(data: DataDef): string {
  const type = `[${data.bytes.length} x i8]`;
  const zero = data.bytes.every((byte) => byte === 0);
  const value = zero ? "zeroinitializer" : `c"${escapeBytes(data.bytes)}"`;
  const kind = data.writable ? "global" : "constant";
  return `${dataName(data.name)} = internal ${kind} ${type} ${value}, align ${Math.max(data.align, 1)}`;
}

function globalLine(definition: GlobalDef): string {
  const { name, type } = definition;
  const initial = type === "ref" || type === "any" ? undefinedOf(type) : `${llvmType(type)} ${zeroOf(type)}`;
  return `${globalVariableName(name)} = internal global ${initial}, align ${typeAlign[type]}`;
}
