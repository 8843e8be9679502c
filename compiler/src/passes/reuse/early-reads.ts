/**
 * Reads the fields of parameters whose cells are wanted before what is called with their parts, so that they can end there:
 *
 *     return new Node(map(list.next), list.value)
 *
 * reads `value` behind the call of `map`. Only if that frees the object of all its later uses.
 *
 * Why the program can't tell:
 * - The read moves from a block to one that dominates it, behind another read by the same class: so there is an object, and it has that field. Of a field
 *   that is read in vain, nothing is seen: a read has no effect, and what it gives is looked at only where it was before.
 * - Between the two places nothing writes the field. All that writes it in the whole program (`changingFields`) does so by way of the value that stands for an
 *   object in the very function that made it, or by `this` in its constructor, which only who makes it calls. Let F be that call, and R the call of
 *   the function with the read, whose parameter the object is. As F writes while R has not ended, F is still running. If F began before R, it waits for
 *   R, as nothing in F suspends (coroutines don't count as makers; what they call ends before they go on), and does not write meanwhile. If F began after R
 *   did, its object is younger than R's parameter, and another one. If F is R, the object is none of its own parameters but `this`, whose reads stay.
 * - `init` gives all fields a value, so one that the constructor has not come to yet can be read, and gives the same at both places.
 */
import { buildCfg, type Cfg, dominatorTest } from "../../ir/cfg.ts";
import type { Block, Instr, IrFunction, IrModule, Operand, ValueId } from "../../ir/ir.ts";
import { fieldPlace } from "../../ir/layout.ts";
import { valueRef } from "../../ir/operands.ts";
import { instrOperands, terminatorOperands, terminatorTargets } from "../../ir/traverse.ts";
import { Substitution } from "../substitution.ts";
import type { WantedCells } from "./wanted.ts";

type Read = Instr & { readonly op: "field.get"; readonly object: { readonly kind: "value" } };

export function readEarly(module: IrModule, wanted: WantedCells): void {
  let changing: ReadonlySet<string> | undefined;
  const isFixed = (read: Read): boolean => {
    changing ??= changingFields(module);
    return !changing.has(fieldPlace(module, read.class, read.field));
  };
  for (const [fn, params] of wanted) {
    for (const [position, { value, ownership }] of fn.params.entries()) {
      if (!params.has(value) || ownership !== "owned") continue;
      // A constructor writes between its reads.
      if (fn.constructs && position === 0) continue;
      moveReads(fn, value, isFixed);
    }
  }
}

/** The fields that something else than the construction of their object writes. */
function changingFields(module: IrModule): Set<string> {
  const result = new Set<string>();
  for (const fn of module.functions.values()) {
    const own = new Set<ValueId>();
    if (fn.constructs) own.add(fn.params[0]!.value);
    for (const { instrs } of fn.blocks) {
      for (const instr of instrs) {
        if (instr.op === "init" && instr.result !== undefined && !fn.coroutine) own.add(instr.result);
        if (instr.op !== "field.set" && instr.op !== "field.take") continue;
        const { object } = instr;
        const constructs = instr.op === "field.set" && object.kind === "value" && own.has(object.id);
        if (!constructs) result.add(fieldPlace(module, instr.class, instr.field));
      }
    }
  }
  return result;
}

function moveReads(fn: IrFunction, param: ValueId, isFixed: (read: Read) => boolean): void {
  const cfg = buildCfg(fn);
  const isParam = (operand: Operand): boolean => operand.kind === "value" && operand.id === param;
  const isRead = (instr: Instr): instr is Read => instr.op === "field.get" && isParam(instr.object);
  const dominates = dominatorTest(cfg);
  for (const home of cfg.order) {
    const block = cfg.blocks[home]!;
    const first = block.instrs.findIndex(isRead);
    if (first === -1) continue;
    const { class: className } = block.instrs[first] as Read;
    const behind = reachedFrom(cfg, home);
    if (behind.has(home)) continue;
    const moved: { readonly block: number; readonly read: Read }[] = [];
    const all = [...behind].every((index) => {
      const { instrs, terminator } = cfg.blocks[index]!;
      if (terminatorOperands(terminator).some(isParam)) return false;
      if (terminatorTargets(terminator).some(({ args }) => args.some(isParam))) return false;
      return instrs.every((instr) => {
        if (!instrOperands(instr).some(isParam)) return true;
        if (!isRead(instr) || instr.class !== className || !dominates(home, index) || !isFixed(instr)) return false;
        moved.push({ block: index, read: instr });
        return true;
      });
    });
    if (!all || moved.length === 0) continue;
    for (const { block: index, read } of moved) {
      const { instrs } = cfg.blocks[index]!;
      instrs.splice(instrs.indexOf(read), 1);
    }
    block.instrs.splice(first + 1, 0, ...moved.map(({ read }) => read));
    readOnce(fn, block, (instr): instr is Read => isRead(instr) && instr.class === className && isFixed(instr));
    return;
  }
}

/** Of several reads of one field in a block the first is enough. */
function readOnce(fn: IrFunction, block: Block, isOneOf: (instr: Instr) => instr is Read): void {
  const again = new Substitution();
  const known = new Map<string, ValueId>();
  block.instrs = block.instrs.filter((instr) => {
    if (!isOneOf(instr)) return true;
    const before = known.get(instr.field);
    if (before === undefined) known.set(instr.field, instr.result!);
    else again.set(instr.result!, valueRef(before));
    return before === undefined;
  });
  again.apply(fn);
}

/** The blocks that control can get to from the end of a block. */
function reachedFrom(cfg: Cfg, from: number): ReadonlySet<number> {
  const result = new Set(cfg.successors[from]!.map(({ to }) => to));
  for (const index of result) for (const { to } of cfg.successors[index]!) result.add(to);
  return result;
}
