/**
 * From an IR module to the text of an LLVM module. Everything is internal but the functions that the program exports, so that LLVM sees
 * a closed program. The order of the output: target, assembly, constants, globals, tables, functions, helpers, declarations, attributes, metadata.
 *
 * The IR must have gone through the passes (no locals need be left, ownership is explicit); it is not checked here.
 */

import type { DataDef, GlobalDef, IrModule } from "../../ir/ir.ts";
import { computeLayout, typeAlign } from "../../ir/layout.ts";
import { moduleAsmLines } from "./asm.ts";
import { type EmitOptions, ModuleContext } from "./context.ts";
import { FunctionEmitter } from "./function.ts";
import { linuxStartAsm } from "./linux-start.ts";
import { memoryFunctionsAsm } from "./memory-functions.ts";
import { dataName, escapeBytes, globalVariableName } from "./names.ts";
import { dispatchTables } from "./objects.ts";
import { llvmType, zeroOf } from "./types.ts";
import { undefinedOf } from "./undefined.ts";

export type { EmitOptions } from "./context.ts";

const triples: Record<IrModule["target"], string> = {
  kernel: "x86_64-unknown-none-elf",
  linux: "x86_64-unknown-linux-gnu",
};

/** The LLVM module's text. Throws on IR that is not well formed: run the verifier first. */
export function emitModule(module: IrModule, options: EmitOptions): string {
  const context = new ModuleContext(module, options, computeLayout(module));
  // Emitting functions fills the pools, so it comes first, whatever the order of the output.
  const functions = [...module.functions.values()].map((fn) => new FunctionEmitter(context, fn).text());
  const tables = dispatchTables(context);
  const helpers = context.helperDefinitions();
  const sections = [
    [`source_filename = "osmium"`, `target triple = "${triples[module.target]}"`],
    [...(module.target === "linux" ? [linuxStartAsm] : []), memoryFunctionsAsm(), ...module.moduleAsm].flatMap(
      moduleAsmLines,
    ),
    context.strings.lines(),
    [...module.data.values()].map(dataLine),
    [...module.globals.values()].map((definition) => globalLine(definition) + context.debug.global(definition)),
    tables,
    functions,
    helpers,
    [...context.declarations()],
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
