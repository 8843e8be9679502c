/**
 * Debug information: a compile unit, one subprogram per function, a location per instruction. Always emitted, because the trace table is
 * made from the line information of the linked program; stripped afterwards unless it was asked for.
 *
 * Linkage names are left out on purpose: with them gdb can't find a function by its display name. Of variables, only parameters are
 * described, and only with full debug information.
 */

import type { IrFunction, IrModule, IrType, Loc } from "../../ir/ir.ts";
import type { EmitOptions } from "./context.ts";
import { quote } from "./names.ts";

export class DebugInfo {
  readonly #module: IrModule;
  readonly #add: (text: string) => string;
  readonly #files: string[];
  readonly #unit: string;
  readonly #type: string;
  readonly #flags: string[];

  constructor(module: IrModule, options: EmitOptions, add: (text: string) => string) {
    this.#module = module;
    this.#add = add;
    const files = module.files.length > 0 ? module.files : ["<none>"];
    this.#files = files.map((path) => {
      const slash = path.lastIndexOf("/");
      const directory = path.startsWith("/") ? path.slice(0, Math.max(slash, 1)) : "";
      const name = path.startsWith("/") ? path.slice(slash + 1) : path;
      return add(`!DIFile(filename: ${quote(name)}, directory: ${quote(directory)})`);
    });
    const kind = options.debug ? "FullDebug" : "LineTablesOnly";
    const optimised = options.level !== "O0";
    // debugInfoForProfiling keeps the subprograms of functions into which nothing was inlined, which line tables leave out.
    this.#unit = add(
      `distinct !DICompileUnit(language: DW_LANG_C99, file: ${this.#files[0]}, producer: "osc", isOptimized: ${optimised}, ` +
        `runtimeVersion: 0, emissionKind: ${kind}, splitDebugInlining: false, debugInfoForProfiling: true, nameTableKind: None)`,
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

  function(fn: IrFunction): FunctionDebugInfo {
    const loc = fn.loc ?? firstLoc(fn) ?? { file: 0, line: 0, column: 0 };
    const local = fn.exportAs === undefined ? "DISPFlagLocalToUnit | " : "";
    const subprogram = this.#add(
      `distinct !DISubprogram(name: ${quote(fn.display)}, scope: ${this.#file(loc.file)}, file: ${this.#file(loc.file)}, ` +
        `line: ${loc.line}, type: ${this.#type}, scopeLine: ${loc.line}, spFlags: ${local}DISPFlagDefinition, unit: ${this.#unit})`,
    );
    return new FunctionDebugInfo(subprogram, loc, (file) => this.#file(file), this.#add);
  }

  readonly #variableTypes = new Map<IrType, string>();

  /** What a debugger knows of values of a type: enough to print them. */
  #variableType(type: IrType): string {
    let reference = this.#variableTypes.get(type);
    if (!reference) {
      reference = this.#add(variableTypes[type]);
      this.#variableTypes.set(type, reference);
    }
    return reference;
  }

  /** The description of a parameter; `index` counts from 1. */
  parameter(fn: IrFunction, scope: FunctionDebugInfo, index: number): string {
    const param = fn.params[index - 1]!;
    const { file, line } = scope.home;
    return this.#add(
      `!DILocalVariable(name: ${quote(param.name)}, arg: ${index}, scope: ${scope.subprogram}, ` +
        `file: ${this.#file(file)}, line: ${line}, type: ${this.#variableType(fn.types[param.value]!)})`,
    );
  }

  #file(index: number): string {
    const file = this.#files[index];
    if (file === undefined) {
      throw new Error(`a location names file ${index} of ${this.#module.files.length}`);
    }
    return file;
  }
}

const integerType = (name: string, bits: number): string =>
  `!DIBasicType(name: "${name}", size: ${bits}, encoding: DW_ATE_signed)`;
const pointerType = "!DIDerivedType(tag: DW_TAG_pointer_type, baseType: null, size: 64)";

const variableTypes: Record<IrType, string> = {
  void: '!DIBasicType(tag: DW_TAG_unspecified_type, name: "void")',
  i1: '!DIBasicType(name: "boolean", size: 8, encoding: DW_ATE_boolean)',
  i8: integerType("i8", 8),
  i16: integerType("i16", 16),
  i32: integerType("i32", 32),
  i64: integerType("i64", 64),
  f32: '!DIBasicType(name: "f32", size: 32, encoding: DW_ATE_float)',
  f64: '!DIBasicType(name: "number", size: 64, encoding: DW_ATE_float)',
  ptr: pointerType,
  ref: pointerType,
  any: '!DICompositeType(tag: DW_TAG_structure_type, name: "any", size: 128, elements: !{})',
};

function firstLoc(fn: IrFunction): Loc | undefined {
  for (const block of fn.blocks) {
    for (const instr of block.instrs) if (instr.loc) return instr.loc;
    if (block.terminator.loc) return block.terminator.loc;
  }
  return undefined;
}

/** Locations of one function. An instruction without one takes that of the instruction before it. */
export class FunctionDebugInfo {
  readonly subprogram: string;
  readonly #home: Loc;
  readonly #fileOf: (file: number) => string;
  readonly #add: (text: string) => string;
  readonly #scopes = new Map<number, string>();
  readonly #locations = new Map<string, string>();
  #current: string;

  constructor(subprogram: string, home: Loc, fileOf: (file: number) => string, add: (text: string) => string) {
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

  /** `, !dbg !n` of the current location. */
  get suffix(): string {
    return `, !dbg ${this.#current}`;
  }

  #reference(loc: Loc): string {
    const key = `${loc.file}:${loc.line}:${loc.column}`;
    let reference = this.#locations.get(key);
    if (!reference) {
      reference = this.#add(
        `!DILocation(line: ${loc.line}, column: ${Math.min(loc.column, 0xffff)}, scope: ${this.#scope(loc.file)})`,
      );
      this.#locations.set(key, reference);
    }
    return reference;
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
