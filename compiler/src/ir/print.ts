/**
 * A module as text: one instruction a line, deterministic, read back exactly by `parse.ts`. Used by `--emit`-style dumps, error
 * messages and tests. Names that are not plain identifiers are quoted as in JSON, which also carries lone surrogates.
 *
 *     func @"main.ts:fib" "fib" (%0 n: f64) -> f64 throws {
 *     entry:
 *       %1: i1 = compare folt %0, f64 2
 *       branch %1, small(), large()
 */
import type {
  Block,
  Callee,
  ClassDef,
  Constant,
  DataDef,
  DispatchTable,
  Instr,
  IrFunction,
  IrModule,
  Loc,
  Operand,
  Signature,
  StaticDef,
  Target,
  Terminator,
} from "./ir.ts";

export interface PrintOptions {
  /** Show source locations (` !file:line:column`). */
  readonly locs?: boolean;
}

const plainName = /^[A-Za-z_$][A-Za-z0-9_.$]*$/;

function name(text: string): string {
  return plainName.test(text) ? text : JSON.stringify(text);
}

const at = (text: string): string => `@${name(text)}`;

export function printOperand(operand: Operand): string {
  switch (operand.kind) {
    case "value":
      return `%${operand.id}`;
    case "int":
      return `${operand.type} ${operand.value}`;
    case "float":
      return `${operand.type} ${printFloat(operand.value)}`;
    case "null":
    case "undefined":
    case "nullptr":
      return operand.kind;
    case "string":
      return JSON.stringify(operand.text);
    case "static":
    case "function":
    case "data":
    case "symbol":
      return `${operand.kind} ${at(operand.name)}`;
    case "sizeof":
      return `sizeof ${at(operand.class)}`;
  }
}

function printFloat(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (value === Infinity) return "inf";
  if (value === -Infinity) return "-inf";
  return Object.is(value, -0) ? "-0" : String(value);
}

const list = (operands: readonly Operand[]): string => `(${operands.map(printOperand).join(", ")})`;

function printSignature(signature: Signature): string {
  return `(${signature.params.join(", ")}) -> ${signature.result}`;
}

function printCall(callee: Callee, args: readonly Operand[]): string {
  if (callee.kind === "direct") return `${at(callee.name)}${list(args)}`;
  const convention = callee.convention === undefined ? "" : `${callee.convention} `;
  return `indirect ${convention}${printOperand(callee.pointer)} : ${printSignature(callee.signature)} ${list(args)}`;
}

function printTarget(target: Target): string {
  return `${name(target.block)}${list(target.args)}`;
}

const memoryMark = (instr: { readonly volatile: boolean; readonly element?: boolean }): string =>
  `${instr.volatile ? "volatile " : ""}${instr.element ? "element " : ""}`;

function instrBody(instr: Instr): string {
  const p = printOperand;
  switch (instr.op) {
    case "binary":
      return `${instr.operator} ${p(instr.left)}, ${p(instr.right)}`;
    case "compare":
      return `compare ${instr.predicate} ${p(instr.left)}, ${p(instr.right)}`;
    case "fneg":
    case "any.tag":
    case "retain":
    case "release":
      return `${instr.op} ${p(instr.value)}`;
    case "convert":
      return `convert ${instr.conversion} ${p(instr.value)} to ${instr.to}`;
    case "select":
      return `select ${p(instr.condition)}, ${p(instr.then)}, ${p(instr.else)}`;
    case "local.get":
      return `local.get ${name(instr.local)}`;
    case "local.set":
      return `local.set ${name(instr.local)}, ${p(instr.value)}`;
    case "init":
    case "room.init":
    case "room.get":
      return `${instr.op} ${at(instr.class)}, ${p(instr.address)}`;
    case "stack.init":
    case "stack.room":
      return `${instr.op} ${at(instr.class)}`;
    case "room.leave":
      return `room.leave ${p(instr.object)}`;
    case "stack.end":
      return `stack.end ${at(instr.class)}, ${p(instr.object)}`;
    case "reset": {
      const kept = instr.kept.map(({ field, value }) => `${name(field)} ${p(value)}`).join(", ");
      return `reset ${at(instr.class)}, ${p(instr.object)}${kept && ` (${kept})`}`;
    }
    case "reset.take":
      return `reset.take ${at(instr.class)}, ${p(instr.cell)}`;
    case "reset.free":
      return `reset.free ${p(instr.cell)}`;
    case "field.get":
    case "field.take":
      return `${instr.op} ${at(instr.class)} ${name(instr.field)}, ${p(instr.object)}`;
    case "field.set":
    case "field.init":
      return `${instr.op} ${at(instr.class)} ${name(instr.field)}, ${p(instr.object)}, ${p(instr.value)}`;
    case "load":
      return `load ${memoryMark(instr)}${instr.type}, ${p(instr.address)}`;
    case "take":
      return `take ${instr.type}, ${p(instr.address)}`;
    case "store":
      return `store ${memoryMark(instr)}${instr.type}, ${p(instr.address)}, ${p(instr.value)}`;
    case "offset":
      return `offset ${p(instr.address)}, ${p(instr.bytes)}`;
    case "call":
      return `call ${printCall(instr.callee, instr.args)}`;
    case "global.get":
    case "global.take":
      return `${instr.op} ${at(instr.global)}`;
    case "global.set":
    case "global.init":
      return `${instr.op} ${at(instr.global)}, ${p(instr.value)}`;
    case "any.box":
    case "any.unbox":
      return `${instr.op} ${instr.tag} ${p(instr.value)}`;
    case "is":
      return `is ${at(instr.class)}, ${p(instr.object)}`;
    case "table.get":
      return `table.get ${at(instr.table)}, ${p(instr.object)}`;
    case "asm": {
      const inputs = instr.inputs.map((input) => `${JSON.stringify(input.constraint)} ${p(input.value)}`).join(", ");
      const output = instr.output === undefined ? "" : ` -> ${JSON.stringify(instr.output)}`;
      const clobbers = instr.clobbers.map((clobber) => JSON.stringify(clobber)).join(", ");
      return `asm ${JSON.stringify(instr.text)}${output} (${inputs}) (${clobbers})`;
    }
    case "intrinsic":
      return `intrinsic ${name(instr.name)}${list(instr.args)}`;
  }
}

function terminatorBody(terminator: Terminator): string {
  const p = printOperand;
  switch (terminator.op) {
    case "jump":
      return `jump ${printTarget(terminator.target)}`;
    case "branch":
      return `branch ${p(terminator.condition)}, ${printTarget(terminator.then)}, ${printTarget(terminator.else)}`;
    case "switch": {
      const cases = terminator.cases.map((c) => `${c.value}: ${printTarget(c.target)}`).join(", ");
      return `switch ${p(terminator.value)} [${cases}] default ${printTarget(terminator.default)}`;
    }
    case "return":
      return terminator.value ? `return ${p(terminator.value)}` : "return";
    case "throw":
      return `throw ${p(terminator.error)}`;
    case "invoke": {
      const { callee, args, normal, unwind } = terminator;
      return `invoke ${printCall(callee, args)} to ${printTarget(normal)} unwind ${printTarget(unwind)}`;
    }
    case "suspend":
      return `suspend ${printTarget(terminator.resume)} destroy ${printTarget(terminator.destroy)}`;
    case "unreachable":
    case "coro.end":
      return terminator.op;
  }
}

function printLoc(loc: Loc | undefined, options: PrintOptions): string {
  return loc && options.locs ? ` !${loc.file}:${loc.line}:${loc.column}` : "";
}

export function printInstr(fn: IrFunction, instr: Instr, options: PrintOptions = {}): string {
  const result = instr.result === undefined ? "" : `%${instr.result}: ${fn.types[instr.result]} = `;
  return `${result}${instrBody(instr)}${printLoc(instr.loc, options)}`;
}

export function printTerminator(terminator: Terminator, options: PrintOptions = {}): string {
  return `${terminatorBody(terminator)}${printLoc(terminator.loc, options)}`;
}

function printBlock(fn: IrFunction, block: Block, options: PrintOptions, lines: string[]): void {
  const params = block.params
    .map((param) => `%${param}: ${fn.types[param]}${block.borrowed?.includes(param) ? " borrowed" : ""}`)
    .join(", ");
  lines.push(`${name(block.name)}${params ? `(${params})` : ""}${block.cold ? " [cold]" : ""}:`);
  for (const instr of block.instrs) lines.push(`  ${printInstr(fn, instr, options)}`);
  lines.push(`  ${printTerminator(block.terminator, options)}`);
}

export function printFunction(fn: IrFunction, options: PrintOptions = {}): string {
  const params = fn.params.map((param) => {
    const owned = param.ownership === "owned" ? " owned" : "";
    return `%${param.value} ${name(param.name)}: ${fn.types[param.value]}${owned}`;
  });
  const flags = [
    fn.coroutine && "coroutine",
    fn.traced === true && "traced",
    fn.throws && "throws",
    fn.addressTaken && "addressTaken",
    fn.exportAs !== undefined && `export ${JSON.stringify(fn.exportAs)}`,
    fn.inline !== "auto" && `inline ${fn.inline}`,
    fn.constructs === true && "constructs",
    fn.guardStack === true && "guardStack",
    fn.fast === true && "fast",
    fn.interruptEntry && "interruptEntry",
    fn.noFloat && "noFloat",
    fn.noImplicitFloat === true && "noImplicitFloat",
  ].filter((flag) => flag !== false);
  const display = fn.display === fn.name ? "" : ` ${JSON.stringify(fn.display)}`;
  const head = [`func ${at(fn.name)}${display} (${params.join(", ")}) -> ${fn.result}`, ...flags].join(" ");
  const lines = [`${head}${printLoc(fn.loc, options)} {`];
  for (const [local, type] of fn.locals) lines.push(`  local ${name(local)}: ${type}`);
  for (const block of fn.blocks) printBlock(fn, block, options, lines);
  lines.push("}");
  return lines.join("\n");
}

function printClass(def: ClassDef): string {
  const parts = [`class ${at(def.name)}`, JSON.stringify(def.display), def.typeof];
  if (def.base !== undefined) parts.push(`extends ${at(def.base)}`);
  if (def.finalizer !== undefined) parts.push(`finalizer ${at(def.finalizer)}`);
  if (def.tracer !== undefined) parts.push(`tracer ${at(def.tracer)}`);
  if (def.cyclic) parts.push("cyclic");
  if (def.elements !== undefined) parts.push(`elements ${def.elements}`);
  const fields = def.fields.map((field) => `${name(field.name)}: ${field.type}`).join(", ");
  return `${parts.join(" ")} {${fields && ` ${fields} `}}`;
}

function printData(data: DataDef): string {
  const writable = data.writable ? "writable " : "";
  return `data ${at(data.name)} align ${data.align} ${writable}"${Buffer.from(data.bytes).toString("hex")}"`;
}

const printConstant = (constant: Constant): string =>
  constant.kind === "boxed" ? `boxed ${constant.tag} ${printOperand(constant.value)}` : printOperand(constant);

function printStatic(def: StaticDef): string {
  const fields = [...def.fields].map(([field, constant]) => `${name(field)}: ${printConstant(constant)}`).join(", ");
  const elements = def.elements === undefined ? "" : ` [${def.elements.map(printConstant).join(", ")}]`;
  return `static ${def.constant ? "constant " : ""}${at(def.name)} ${at(def.class)} {${fields && ` ${fields} `}}${elements}`;
}

function printTable(table: DispatchTable): string {
  const entries = [...table.entries].map(([className, fn]) => `${at(className)}: ${at(fn)}`).join(", ");
  return `table ${at(table.name)} {${entries && ` ${entries} `}}`;
}

/** The whole module. */
export function printModule(module: IrModule, options: PrintOptions = {}): string {
  const lines = [`module ${module.target} start ${at(module.start)}`];
  for (const [role, fn] of Object.entries(module.runtime))
    if (fn !== undefined) lines.push(`runtime ${role} ${at(fn)}`);
  for (const file of module.files) lines.push(`file ${JSON.stringify(file)}`);
  for (const text of module.moduleAsm) lines.push(`asm ${JSON.stringify(text)}`);
  for (const def of module.classes.values()) lines.push(printClass(def));
  for (const global of module.globals.values())
    lines.push(
      `global ${at(global.name)}: ${global.type}${global.volatile ? " volatile" : ""}${global.settled ? " settled" : ""}`,
    );
  for (const data of module.data.values()) lines.push(printData(data));
  for (const def of module.statics.values()) lines.push(printStatic(def));
  for (const table of module.tables.values()) lines.push(printTable(table));
  for (const fn of module.functions.values()) lines.push("", printFunction(fn, options));
  return lines.join("\n") + "\n";
}
