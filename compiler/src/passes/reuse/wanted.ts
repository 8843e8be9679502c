/**
 * Which parameters a function had better own, because their cells could be used again: those whose fields it reads before it makes an object of as many
 * bytes, and which it does not need behind that. A caller that is done with its object moves it in; any other retains it, which costs less than the
 * memory that is asked for there anyway. But somebody must have one to move in: where all who call the function from outside have what they pass from a field or
 * a variable of a module, which keep theirs, the parameter stays borrowed. Each construction speaks for one parameter, the one that is read last in front of it.
 *
 * What is read from such a parameter and then given away gets its own count at once (`partsGivenAway`), so that the object ends before what is
 * called with its parts: a list that is mapped is unique all along the way.
 */
import { buildCfg, type Cfg } from "../../ir/cfg.ts";
import type { IrFunction, IrModule, Operand, ValueId } from "../../ir/ir.ts";
import { isCounted } from "../../ir/ir.ts";
import { type Claims, computeClaims, instrConsumes, invokeConsumes } from "../../ir/ownership.ts";
import { instrOperands, terminatorOperands, terminatorTargets } from "../../ir/traverse.ts";
import { Cells, findRegion } from "./cells.ts";

/** By function, the parameters whose cells are wanted. */
export type WantedCells = ReadonlyMap<IrFunction, ReadonlySet<ValueId>>;

export function findWanted(module: IrModule, cells = new Cells(module)): WantedCells {
  const result = new Map<IrFunction, Set<ValueId>>();
  for (const fn of cells.makers) {
    const wanted = isAsked(fn) ? wantedIn(fn, cells) : undefined;
    if (wanted !== undefined && wanted.size > 0) result.set(fn, wanted);
  }
  keepGiven(cells, result);
  return result;
}

/** Its parameters may become owned, and objects are among them. */
function isAsked({ params, types, addressTaken, interruptEntry, exportAs }: IrFunction): boolean {
  if (addressTaken || interruptEntry || exportAs !== undefined) return false;
  return params.some(({ value }) => types[value] === "ref");
}

/** Leaves those that some caller may have to give away. */
function keepGiven(cells: Cells, wanted: Map<IrFunction, Set<ValueId>>): void {
  const claims = new Map<IrFunction, Claims>();
  for (const [fn, values] of wanted) {
    const given = new Set<ValueId>();
    for (const caller of cells.callers(fn.name)) {
      if (caller === fn) continue;
      const known = claims.get(caller) ?? computeClaims(caller);
      claims.set(caller, known);
      for (const args of callsOf(caller, fn)) {
        for (const [position, arg] of args.entries())
          if (arg.kind === "value" && known.kind(arg.id) === "owned") given.add(fn.params[position]!.value);
      }
    }
    for (const value of values) if (!given.has(value)) values.delete(value);
    if (values.size === 0) wanted.delete(fn);
  }
}

/** What a function gives to another, by call. */
function* callsOf(caller: IrFunction, { name }: IrFunction): Iterable<readonly Operand[]> {
  for (const { instrs, terminator } of caller.blocks) {
    for (const call of [...instrs, terminator])
      if ((call.op === "call" || call.op === "invoke") && call.callee.kind === "direct" && call.callee.name === name)
        yield call.args;
  }
}

function wantedIn(fn: IrFunction, cells: Cells): Set<ValueId> {
  const wanted = new Set<ValueId>();
  const params = fn.params.map(({ value }) => value);
  const classes = cells.lenders(fn, new Set(params));
  if (classes.size === 0) return wanted;
  const cfg = buildCfg(fn);
  const sites = cells.sites(cfg);
  const claimed = new Set<number>();
  for (const index of [...cfg.order].reverse()) {
    const block = cfg.blocks[index]!;
    if (block.cold) continue;
    for (const param of params) {
      const guess = classes.get(param);
      if (guess === undefined || !block.instrs.some((instr) => instr.op === "field.get" && is(instr.object, param)))
        continue;
      const region = findRegion(cfg, sites, claimed, index, guess.size);
      if (region === undefined || [...region.sites].some((site) => isUsedBehind(cfg, site, param))) continue;
      wanted.add(param);
      for (const site of region.blocks) claimed.add(site);
    }
  }
  return wanted;
}

const is = (operand: Operand, value: ValueId): boolean => operand.kind === "value" && operand.id === value;

/** Is a value used where control can get to from the end of a block? */
function isUsedBehind(cfg: Cfg, site: number, value: ValueId): boolean {
  const behind = new Set(cfg.successors[site]!.map(({ to }) => to));
  for (const index of behind) {
    const { instrs, terminator } = cfg.blocks[index]!;
    const uses = (operand: Operand): boolean => is(operand, value);
    if (instrs.some((instr) => instrOperands(instr).some(uses)) || terminatorOperands(terminator).some(uses))
      return true;
    if (terminatorTargets(terminator).some(({ args }) => args.some(uses))) return true;
    for (const { to } of cfg.successors[index]!) behind.add(to);
  }
  return false;
}

/** What is read from the counted fields of such parameters and given away somewhere. */
export function partsGivenAway(module: IrModule, fn: IrFunction, wanted: ReadonlySet<ValueId>): ValueId[] {
  const owned = new Set(fn.params.filter(({ ownership }) => ownership === "owned").map(({ value }) => value));
  const parts = new Set<ValueId>();
  for (const { instrs } of fn.blocks) {
    for (const instr of instrs) {
      if (instr.op !== "field.get" || instr.result === undefined || !isCounted(fn.types[instr.result]!)) continue;
      const { object } = instr;
      if (object.kind === "value" && wanted.has(object.id) && owned.has(object.id)) parts.add(instr.result);
    }
  }
  if (parts.size === 0) return [];
  const given = new Set<ValueId>();
  const give = (operand: Operand): void => {
    if (operand.kind === "value" && parts.has(operand.id)) given.add(operand.id);
  };
  for (const { instrs, terminator } of fn.blocks) {
    for (const instr of instrs) {
      for (const [position, operand] of instrOperands(instr).entries())
        if (instrConsumes(module, instr, position)) give(operand);
    }
    for (const [position, operand] of terminatorOperands(terminator).entries()) {
      if (terminator.op === "invoke" ? invokeConsumes(module, terminator.callee, position) : true) give(operand);
    }
    for (const { args } of terminatorTargets(terminator)) args.forEach(give);
  }
  return [...given];
}
