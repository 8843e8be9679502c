/** Remembers what functions consist of, to tell which of them nobody has changed since. Instructions, terminators and operands are never changed in place. */
import type { IrFunction } from "../ir/ir.ts";

export class Snapshots {
  readonly #known = new WeakMap<IrFunction, readonly unknown[]>();

  /** The function is to count as unchanged as long as it consists of what it does now. */
  take(fn: IrFunction): void {
    this.#known.set(fn, constituents(fn));
  }

  isUnchanged(fn: IrFunction): boolean {
    const known = this.#known.get(fn);
    if (known === undefined) return false;
    let at = 0;
    for (const block of fn.blocks) {
      if (known[at++] !== block || known[at++] !== block.terminator || known[at++] !== block.params.length)
        return false;
      for (const param of block.params) if (known[at++] !== param) return false;
      if (known[at++] !== block.instrs.length) return false;
      for (const instr of block.instrs) if (known[at++] !== instr) return false;
    }
    return at === known.length;
  }
}

function constituents({ blocks }: IrFunction): unknown[] {
  const all: unknown[] = [];
  for (const block of blocks) {
    all.push(block, block.terminator, block.params.length);
    for (const param of block.params) all.push(param);
    all.push(block.instrs.length);
    for (const instr of block.instrs) all.push(instr);
  }
  return all;
}
