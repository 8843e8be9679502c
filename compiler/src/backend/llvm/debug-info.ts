/**
 * Debug information: a compile unit, one subprogram per function, a location per instruction. Always emitted, because the trace table is
 * made from the line information of the linked program; stripped afterwards unless it was asked for.
 *
 * Linkage names are left out on purpose: with them gdb can't find a function by its display name. Variables and types are described only with
 * full debug information.
 */

import type { GlobalDef, IrFunction, IrModule, Loc } from "../../ir/ir.ts";
import type { Layout } from "../../ir/layout.ts";
import type { EmitOptions } from "./context.ts";
import { DebugTypes } from "./debug-types.ts";
import type { DescribedVariable } from "./debug-variables.ts";
import { quote } from "./names.ts";

export class DebugInfo {
  readonly #module: IrModule;
  readonly #add: (text: string) => string;
  readonly #files: string[];
  readonly #unit: string;
  readonly #full: boolean;
  readonly types: DebugTypes;
  readonly #type: string;
  readonly #flags: string[];

  /** `add` adds a metadata node and gives its reference; a text that is not known yet may be given as a function. */
  constructor(module: IrModule, options: EmitOptions, layout: Layout, add: (text: string | (() => string)) => string) {
    this.#module = module;
    this.#add = add;
    this.#full = options.debug;
    this.types = new DebugTypes(add);
    const files = module.files.length > 0 ? module.files : ["<none>"];
    this.#files = files.map((path) => {
      const slash = path.lastIndexOf("/");
      const directory = path.startsWith("/") ? path.slice(0, Math.max(slash, 1)) : "";
      const name = path.startsWith("/") ? path.slice(slash + 1) : path;
      return add(`!DIFile(filename: ${quote(name)}, directory: ${quote(directory)})`);
    });
    const kind = options.debug ? "FullDebug" : "LineTablesOnly";
    const optimised = options.level !== "O0";
    // gdb believes what the line table says of a function's prologue only of compilers whose names begin with "clang ".
    // debugInfoForProfiling keeps the subprograms of functions into which nothing was inlined, which line tables leave out.
    const { enumeration, structures } = this.#full ? this.types.classes(layout) : noTypes;
    const globals = add(() => `!{${this.#globals.join(", ")}}`);
    this.#unit = add(
      `distinct !DICompileUnit(language: DW_LANG_C99, file: ${this.#files[0]}, producer: "clang osc", isOptimized: ${optimised}, ` +
        `runtimeVersion: 0, emissionKind: ${kind}, enums: !{${enumeration}}, retainedTypes: !{${structures.join(", ")}}, ` +
        `globals: ${globals}, splitDebugInlining: false, debugInfoForProfiling: true, nameTableKind: None)`,
    );
    this.#type = add(`!DISubroutineType(types: ${add("!{null}")})`);
    this.#flags = [
      add('!{i32 2, !"Debug Info Version", i32 3}'),
      add('!{i32 7, !"Dwarf Version", i32 4}'),
      ...(module.target === "kernel" ? [add('!{i32 1, !"Code Model", i32 2}')] : []),
    ];
  }

  /** Named metadata of the module. */
  lines(): string[] {
    return [`!llvm.dbg.cu = !{${this.#unit}}`, `!llvm.module.flags = !{${this.#flags.join(", ")}}`];
  }

  function(fn: IrFunction, scopes: ReadonlySet<string>): FunctionDebugInfo {
    const loc = fn.loc ?? firstLoc(fn) ?? { file: 0, line: 0, column: 0 };
    const local = fn.exportAs === undefined ? "DISPFlagLocalToUnit | " : "";
    const subprogram = this.#add(
      `distinct !DISubprogram(name: ${quote(fn.display)}, scope: ${this.#file(loc.file)}, file: ${this.#file(loc.file)}, ` +
        `line: ${loc.line}, type: ${this.#type}, scopeLine: ${loc.line}, spFlags: ${local}DISPFlagDefinition, unit: ${this.#unit})`,
    );
    return new FunctionDebugInfo(subprogram, loc, (file) => this.#file(file), this.#add, scopes);
  }

  /** The description of a variable or parameter. */
  variable({ name, typeName, scope, type, arg }: DescribedVariable, fn: FunctionDebugInfo): string {
    const { file } = fn.home;
    const line = scope === "" ? fn.home.line : Number.parseInt(scope, 10);
    const position = arg === undefined ? "" : `arg: ${arg}, `;
    return this.#add(
      `!DILocalVariable(name: ${quote(name)}, ${position}scope: ${fn.blockOf(scope)}, ` +
        `file: ${this.#file(file)}, line: ${line}, type: ${this.types.of(type, typeName)})`,
    );
  }

  readonly #globals: string[] = [];

  /** `, !dbg …` of a module's variable, by the name that the program knows it by. */
  global(definition: GlobalDef): string {
    if (!this.#full) return "";
    const name = definition.name.slice(definition.name.lastIndexOf(".") + 1);
    const variable = this.#add(
      `distinct !DIGlobalVariable(name: ${quote(name)}, scope: ${this.#unit}, file: ${this.#files[0]}, line: 0, ` +
        `type: ${this.types.of(definition.type, "")}, isLocal: true, isDefinition: true)`,
    );
    const expression = this.#add(`!DIGlobalVariableExpression(var: ${variable}, expr: !DIExpression())`);
    this.#globals.push(expression);
    return `, !dbg ${expression}`;
  }

  #file(index: number): string {
    const file = this.#files[index];
    if (file === undefined) {
      throw new Error(`a location names file ${index} of ${this.#module.files.length}`);
    }
    return file;
  }
}

function firstLoc(fn: IrFunction): Loc | undefined {
  for (const block of fn.blocks) {
    for (const instr of block.instrs) if (instr.loc) return instr.loc;
    if (block.terminator.loc) return block.terminator.loc;
  }
  return undefined;
}

const noTypes = { enumeration: "", structures: [] };

/** A block of the source in which variables can be seen. */
interface Scope {
  readonly text: string;
  readonly start: Place;
  readonly end: Place;
}

interface Place {
  readonly line: number;
  readonly column: number;
}

const isBefore = (a: Place, b: Place): boolean => a.line < b.line || (a.line === b.line && a.column < b.column);

function parseScope(text: string): Scope {
  const [start, end] = text.split("-").map((place): Place => {
    const [line, column] = place.split(":").map(Number);
    return { line: line!, column: column! };
  });
  return { text, start: start!, end: end! };
}

/** Locations of one function. An instruction without one takes that of the instruction before it. */
export class FunctionDebugInfo {
  readonly subprogram: string;
  readonly #home: Loc;
  readonly #fileOf: (file: number) => string;
  readonly #add: (text: string) => string;
  readonly #scopes = new Map<number, string>();
  readonly #locations = new Map<string, string>();
  /** Inner ones before those around them. */
  readonly #blocks: readonly Scope[];
  readonly #blockReferences = new Map<string, string>();
  #current: string;

  /** `scopes` are the blocks of the source that have variables of their own, as `line:column-line:column`. */
  constructor(
    subprogram: string,
    home: Loc,
    fileOf: (file: number) => string,
    add: (text: string) => string,
    scopes: ReadonlySet<string>,
  ) {
    // Of two blocks that both contain a place, the one that begins later is the inner one.
    this.#blocks = [...scopes].map(parseScope).sort((a, b) => (isBefore(a.start, b.start) ? 1 : -1));
    this.subprogram = subprogram;
    this.#home = home;
    this.#fileOf = fileOf;
    this.#add = add;
    this.#scopes.set(home.file, subprogram);
    this.#current = this.#reference(home);
  }

  /** Moves to a location, or back to the function's own at the start of a block. */
  move(loc: Loc | undefined): void {
    if (loc) this.#current = this.#reference(loc);
  }

  /** Moves to no line: what follows is the function's prologue, which a breakpoint at the function lies behind. */
  moveToPrologue(): void {
    this.#current = this.#reference({ file: this.#home.file, line: 0, column: 0 });
  }

  /** `, !dbg !n` of the current location. */
  get suffix(): string {
    return `, !dbg ${this.#current}`;
  }

  #reference(loc: Loc): string {
    const key = `${loc.file}:${loc.line}:${loc.column}`;
    let reference = this.#locations.get(key);
    if (!reference) {
      reference = this.#add(
        `!DILocation(line: ${loc.line}, column: ${Math.min(loc.column, 0xffff)}, scope: ${this.#scopeAt(loc)})`,
      );
      this.#locations.set(key, reference);
    }
    return reference;
  }

  #scopeAt(loc: Loc): string {
    const block = loc.file === this.#home.file ? this.#blockAt(loc) : undefined;
    return block ? this.#referenceOf(block) : this.#scope(loc.file);
  }

  /** The innermost block that contains a place, among those around `inside` if that is given. */
  #blockAt(place: Place, inside?: Scope): Scope | undefined {
    return this.#blocks.find(
      (block) =>
        block !== inside &&
        !isBefore(place, block.start) &&
        isBefore(place, block.end) &&
        (inside === undefined || !isBefore(block.end, inside.end)),
    );
  }

  #referenceOf(block: Scope): string {
    let reference = this.#blockReferences.get(block.text);
    if (!reference) {
      const outer = this.#blockAt(block.start, block);
      const { line, column } = block.start;
      const [parent, file] = [outer ? this.#referenceOf(outer) : this.subprogram, this.#fileOf(this.#home.file)];
      reference = this.#add(
        `distinct !DILexicalBlock(scope: ${parent}, file: ${file}, line: ${line}, column: ${Math.min(column, 0xffff)})`,
      );
      this.#blockReferences.set(block.text, reference);
    }
    return reference;
  }

  /** The metadata of a scope; of the empty one, the function. */
  blockOf(scope: string): string {
    const block = this.#blocks.find(({ text }) => text === scope);
    return block ? this.#referenceOf(block) : this.subprogram;
  }

  /** The location at which a scope begins. */
  startOf(scope: string): string {
    const block = this.#blocks.find(({ text }) => text === scope);
    if (!block) return this.#reference(this.#home);
    const { line, column } = block.start;
    return this.#add(`!DILocation(line: ${line}, column: ${Math.min(column, 0xffff)}, scope: ${this.blockOf(scope)})`);
  }

  #scope(file: number): string {
    let scope = this.#scopes.get(file);
    if (!scope) {
      scope = this.#add(
        `!DILexicalBlockFile(scope: ${this.subprogram}, file: ${this.#fileOf(file)}, discriminator: 0)`,
      );
      this.#scopes.set(file, scope);
    }
    return scope;
  }

  get home(): Loc {
    return this.#home;
  }
}
