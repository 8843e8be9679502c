/**
 * Checks that a module keeps the rules of the IR: names resolve, definitions dominate uses, types agree, and, after the ownership pass,
 * that every token is given away or released exactly once on every path. A failure is an error in the compiler, never in the
 * program. Each problem is one line of text; an empty list means that all is well.
 */
import { buildCfg, type Cfg, dominatorTest } from "./cfg.ts";
import type { Block, Instr, IrFunction, IrModule, Operand, Terminator, ValueId } from "./ir.ts";
import { builtinClasses, isCounted } from "./ir.ts";
import { operandType } from "./operands.ts";
import { printInstr, printTerminator } from "./print.ts";
import { instrOperands, terminatorOperands, terminatorTargets } from "./traverse.ts";
import { verifyOwnership } from "./verify-ownership.ts";
import { verifyStack } from "./verify-stack.ts";
import { calleeSignature, checkInstrTypes, checkOperandNames, checkStatic } from "./verify-types.ts";

/**
 * What a module must satisfy: `lowered` comes from the frontend and may use locals, `ssa` may not, `owned` has had its counting
 * inserted.
 */
export type Stage = "lowered" | "ssa" | "owned";

export function verify(module: IrModule, stage: Stage): string[] {
  const problems: string[] = [];
  verifyDeclarations(module, problems);
  for (const fn of module.functions.values()) problems.push(...verifyFunction(module, fn, stage));
  return problems;
}

function verifyDeclarations(module: IrModule, problems: string[]): void {
  const start = module.functions.get(module.start);
  if (!start) problems.push(`the start function ${module.start} doesn't exist`);
  for (const name of Object.values(builtinClasses)) {
    if (!module.classes.has(name)) problems.push(`the class ${name} doesn't exist`);
  }
  for (const def of module.classes.values()) {
    const seen = new Set<string>();
    for (let name: string | undefined = def.name; name !== undefined; ) {
      if (seen.has(name)) {
        problems.push(`class ${def.name}: its base classes form a circle`);
        break;
      }
      seen.add(name);
      const base: string | undefined = module.classes.get(name)?.base;
      if (base !== undefined && !module.classes.has(base)) {
        problems.push(`class ${name}: its base ${base} doesn't exist`);
        break;
      }
      name = base;
    }
    for (const field of def.fields) {
      if (field.type === "void") problems.push(`class ${def.name}: field ${field.name} is void`);
    }
    for (const role of ["finalizer", "tracer"] as const) {
      if (def[role] === undefined || isObjectFunction(module, def[role])) continue;
      problems.push(`class ${def.name}: the ${role} ${def[role]} is no function of a borrowed ref`);
    }
  }
  for (const def of module.statics.values()) {
    const fail: Report = (text) => problems.push(`static ${def.name}: ${text}`);
    checkStatic(module, def, fail);
  }
  for (const table of module.tables.values()) {
    for (const [className, name] of table.entries) {
      if (!module.classes.has(className)) problems.push(`table ${table.name}: the class ${className} doesn't exist`);
      const fn = module.functions.get(name);
      if (!fn) problems.push(`table ${table.name}: the function ${name} doesn't exist`);
      else if (!fn.addressTaken) problems.push(`table ${table.name}: ${name} isn't marked as address-taken`);
    }
  }
}

/** Checks one function. */
export function verifyFunction(module: IrModule, fn: IrFunction, stage: Stage): string[] {
  const problems: string[] = [];
  const report = (text: string): void => {
    problems.push(`${fn.name}: ${text}`);
  };
  verifyHead(fn, stage, report);
  const names = new Set<string>();
  for (const block of fn.blocks) {
    if (names.has(block.name)) report(`two blocks are named ${block.name}`);
    names.add(block.name);
  }
  for (const block of fn.blocks) {
    for (const target of terminatorTargets(block.terminator)) {
      if (!names.has(target.block)) report(`${block.name}: an edge to ${target.block}, which doesn't exist`);
    }
  }
  if (problems.length > 0) return problems;

  const cfg = buildCfg(fn);
  if (cfg.predecessors[0]!.length > 0) report("the entry block has predecessors");
  verifyDominance(cfg, report);
  if (problems.length > 0) return problems;
  for (const block of fn.blocks) verifyBlock(module, fn, cfg, block, stage, report);
  if (problems.length === 0) verifyStack(cfg, report);
  if (stage === "owned" && problems.length === 0) verifyOwnership(module, cfg, report);
  return problems;
}

type Report = (text: string) => void;

function verifyHead(fn: IrFunction, stage: Stage, report: Report): void {
  const entry = fn.blocks[0];
  if (!entry) report("has no blocks");
  else if (entry.params.length > 0) report("the entry block has parameters");
  if (stage !== "lowered" && fn.locals.size > 0) report("has locals after the ssa pass");
  for (const param of fn.params) {
    const counted = isCounted(fn.types[param.value] ?? "void");
    if (fn.coroutine && counted && param.ownership !== "owned") {
      report(`parameter ${param.name} of a coroutine must be owned`);
    }
    if (fn.addressTaken && param.ownership === "owned") {
      report(`parameter ${param.name} is owned, but the function's address is used`);
    }
  }
  if (fn.coroutine && fn.result !== "i1") report("is a coroutine and must give i1");
  if (fn.coroutine && fn.throws) report("is a coroutine and can't throw");
}

function verifyDominance(cfg: Cfg, report: Report): void {
  const { fn } = cfg;
  const blockOf = new Int32Array(fn.types.length).fill(-1);
  const placeOf = new Int32Array(fn.types.length).fill(-1);
  const define = (value: ValueId, block: number, place: number, where: string): void => {
    if (value < 0 || value >= fn.types.length || fn.types[value] === "void") report(`${where}: %${value} has no type`);
    else if (blockOf[value] !== -1) report(`${where}: %${value} is defined twice`);
    blockOf[value] = block;
    placeOf[value] = place;
  };
  for (const param of fn.params) define(param.value, 0, -1, "parameters");
  for (const [index, block] of fn.blocks.entries()) {
    for (const param of block.params) define(param, index, -1, block.name);
    for (const [place, instr] of block.instrs.entries()) {
      if (instr.result !== undefined) define(instr.result, index, place, block.name);
    }
  }
  const dominates = dominatorTest(cfg);
  for (const index of cfg.order) {
    const block = fn.blocks[index]!;
    const check = (operand: Operand, place: number, text: () => string): void => {
      if (operand.kind !== "value") return;
      const home = blockOf[operand.id];
      if (home === undefined || home === -1) report(`${block.name}: ${text()}: %${operand.id} is not defined`);
      else if (home === index ? placeOf[operand.id]! >= place : !dominates(home, index)) {
        report(`${block.name}: ${text()}: %${operand.id} is used where it may not be defined`);
      }
    };
    for (const [place, instr] of block.instrs.entries()) {
      for (const operand of instrOperands(instr)) check(operand, place, () => printInstr(fn, instr));
    }
    const { terminator } = block;
    const text = (): string => printTerminator(terminator);
    for (const operand of terminatorOperands(terminator)) check(operand, Infinity, text);
    for (const target of terminatorTargets(terminator)) {
      for (const operand of target.args) check(operand, Infinity, text);
    }
  }
}

function verifyBlock(module: IrModule, fn: IrFunction, cfg: Cfg, block: Block, stage: Stage, report: Report): void {
  for (const instr of block.instrs) {
    const fail = (text: string): void => report(`${block.name}: ${printInstr(fn, instr)}: ${text}`);
    for (const operand of instrOperands(instr)) checkOperandNames(module, operand, fail);
    checkInstrTypes(module, fn, instr, fail);
    checkStage(module, instr, stage, fail);
  }
  const { terminator } = block;
  const fail = (text: string): void => report(`${block.name}: ${printTerminator(terminator)}: ${text}`);
  for (const operand of terminatorOperands(terminator)) checkOperandNames(module, operand, fail);
  for (const target of terminatorTargets(terminator)) {
    for (const operand of target.args) checkOperandNames(module, operand, fail);
  }
  checkTerminator(module, fn, cfg, terminator, fail);
}

const countingOps = new Set(["retain", "release", "stack.end", "reset", "reset.take", "reset.free"]);

function checkStage(module: IrModule, instr: Instr, stage: Stage, fail: Report): void {
  if (stage !== "lowered" && (instr.op === "local.get" || instr.op === "local.set"))
    fail("locals end with the ssa pass");
  if (stage !== "owned" && countingOps.has(instr.op)) fail("counting comes with the ownership pass");
  if (stage === "owned" && instr.op === "call" && instr.callee.kind === "direct") {
    if (module.functions.get(instr.callee.name)?.throws) fail("a call of a function that may throw must be an invoke");
  }
}

function checkTerminator(module: IrModule, fn: IrFunction, cfg: Cfg, terminator: Terminator, fail: Report): void {
  const typeOf = (operand: Operand) => operandType(fn, operand);
  const implicit: string[][] = [[], []];
  switch (terminator.op) {
    case "branch":
      if (typeOf(terminator.condition) !== "i1") fail("the condition must be i1");
      break;
    case "switch": {
      const type = typeOf(terminator.value);
      if (!/^i\d/.test(type)) fail(`can't switch over ${type}`);
      const seen = new Set<bigint>();
      for (const { value } of terminator.cases) {
        if (seen.has(value)) fail(`two cases for ${value}`);
        seen.add(value);
      }
      break;
    }
    case "return": {
      if (fn.coroutine) fail("a coroutine is left by coro.end only");
      const type = terminator.value ? typeOf(terminator.value) : "void";
      if (type !== fn.result) fail(`gives ${type} where the function gives ${fn.result}`);
      break;
    }
    case "throw":
      if (fn.coroutine) fail("a coroutine is left by coro.end only");
      if (!fn.throws) fail("the function is marked as not throwing");
      if (typeOf(terminator.error) !== "ref") fail("an error must be a ref");
      break;
    case "invoke": {
      const signature = calleeSignature(module, terminator.callee, fail);
      if (!signature) return;
      if (terminator.callee.kind === "indirect" && typeOf(terminator.callee.pointer) !== "ptr")
        fail("the callee must be ptr");
      checkArguments(fn, terminator.args, signature.params, fail);
      if (signature.result !== "void") implicit[0]!.push(signature.result);
      implicit[1]!.push("ref");
      break;
    }
    case "suspend":
    case "coro.end":
      if (!fn.coroutine) fail("only coroutines can do this");
      break;
    case "jump":
    case "unreachable":
      break;
  }
  for (const [index, target] of terminatorTargets(terminator).entries()) {
    const to = cfg.blocks[cfg.indexOf.get(target.block)!]!;
    const given = [...(implicit[index] ?? []), ...target.args.map(typeOf)].join(", ");
    const wanted = to.params.map((param) => fn.types[param]!).join(", ");
    if (given !== wanted) fail(`gives ${to.name} (${given}), which takes (${wanted})`);
  }
}

function checkArguments(fn: IrFunction, args: readonly Operand[], params: readonly string[], fail: Report): void {
  const given = args.map((arg) => operandType(fn, arg)).join(", ");
  const wanted = params.join(", ");
  if (given !== wanted) fail(`the arguments are (${given}), the parameters (${wanted})`);
}

/** Is this a function of one object, borrowed, without a result? */
function isObjectFunction(module: IrModule, name: string): boolean {
  const fn = module.functions.get(name);
  const [param] = fn?.params ?? [];
  return (
    fn?.params.length === 1 &&
    fn.types[param!.value] === "ref" &&
    param!.ownership === "borrowed" &&
    fn.result === "void"
  );
}
