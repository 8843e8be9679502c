/**
 * Proves the counting of one function: walks all paths with the number of tokens that the function holds for each value. A token
 * must be there to be consumed or released, none may be left where control leaves, and where paths meet they must agree. A use
 * needs a token, or a base that has one and from which the value was borrowed. An object in the frame ends where all that it holds and all that was read
 * from it is through; where it may be put at all is checked by `verify-stack.ts`.
 *
 * Does not follow what happens to memory: that a borrowed field isn't overwritten in between is the ownership pass's own proof.
 */
import type { Cfg } from "./cfg.ts";
import type { IrModule, Operand, Terminator, ValueId } from "./ir.ts";
import { isCounted } from "./ir.ts";
import { type Claims, computeClaims, instrConsumes, invokeConsumes } from "./ownership.ts";
import { printInstr, printTerminator } from "./print.ts";
import { instrOperands, terminatorOperands } from "./traverse.ts";

/** Tokens held, by root value; absent means none. */
type Tokens = Map<ValueId, number>;

export function verifyOwnership(module: IrModule, cfg: Cfg, report: (text: string) => void): void {
  const { fn } = cfg;
  const claims = computeClaims(fn);
  const states: (Tokens | undefined)[] = new Array(cfg.blocks.length);
  const entry: Tokens = new Map();
  for (const param of fn.params) {
    if (param.ownership === "owned" && isCounted(fn.types[param.value]!)) entry.set(param.value, 1);
  }
  states[0] = entry;

  for (const index of cfg.order) {
    const block = cfg.blocks[index]!;
    const tokens = new Map(states[index]!);
    const walker = new Walker(claims, fn.types, tokens);
    for (const instr of block.instrs) {
      walker.fail = (text) => report(`${block.name}: ${printInstr(fn, instr)}: ${text}`);
      if (instr.op === "retain") walker.retain(instr.value);
      else if (instr.op === "release") walker.release(instr.value);
      else if (instr.op === "stack.end" || instr.op === "room.leave") walker.release(instr.object);
      else if (instr.op === "reset.take" || instr.op === "reset.free") walker.spends(instr.cell);
      else {
        if (instr.op === "reset") for (const { value } of instr.kept) walker.retain(value);
        walker.uses(instrOperands(instr), (operand) => instrConsumes(module, instr, operand));
        const { result } = instr;
        if (result !== undefined && instr.op === "reset") walker.gain(result);
        else if (result !== undefined && claims.root(result) === result) {
          const kind = claims.kind(result);
          if (kind === "owned" || kind === "local") walker.gain(result);
        }
      }
    }
    const { terminator } = block;
    walker.fail = (text) => report(`${block.name}: ${printTerminator(terminator)}: ${text}`);
    if (terminator.op === "suspend") walker.holdsNoCell();
    if (terminator.op === "return") walker.passes(terminatorOperands(terminator));
    else walker.uses(terminatorOperands(terminator), (operand) => terminatorConsumes(module, terminator, operand));
    const out = cfg.successors[index]!;
    if (out.length === 0 && terminator.op !== "unreachable") walker.empty();
    for (const edge of out) {
      const to = cfg.blocks[edge.to]!;
      const arriving = new Map(tokens);
      const onEdge = new Walker(claims, fn.types, arriving);
      onEdge.fail = walker.fail;
      const lent = to.borrowed ?? [];
      const implicit = to.params.length - edge.args.length;
      onEdge.passes(edge.args.filter((_, position) => !lent.includes(to.params[position + implicit]!)));
      onEdge.lends(edge.args.filter((_, position) => lent.includes(to.params[position + implicit]!)));
      for (const param of to.params) if (claims.kind(param) === "owned") onEdge.gain(param);
      const known = states[edge.to];
      if (known === undefined) states[edge.to] = arriving;
      else compareStates(known, arriving, (text) => walker.fail(`on the edge to ${to.name}, ${text}`));
    }
  }
}

function terminatorConsumes(module: IrModule, terminator: Terminator, operand: number): boolean {
  if (terminator.op === "invoke") return invokeConsumes(module, terminator.callee, operand);
  return terminator.op === "throw";
}

function compareStates(known: Tokens, arriving: Tokens, fail: (text: string) => void): void {
  for (const [value, count] of known) {
    const other = arriving.get(value) ?? 0;
    if (other !== count) fail(`%${value} has ${other} tokens, by another way ${count}`);
  }
  for (const [value, count] of arriving) {
    if (!known.has(value)) fail(`%${value} has ${count} tokens, by another way none`);
  }
}

/** Applies uses to a state. */
class Walker {
  fail: (text: string) => void = () => {};
  readonly #claims: Claims;
  readonly #types: readonly string[];
  readonly #tokens: Tokens;

  constructor(claims: Claims, types: readonly string[], tokens: Tokens) {
    this.#claims = claims;
    this.#types = types;
    this.#tokens = tokens;
  }

  gain(value: ValueId): void {
    this.#tokens.set(value, (this.#tokens.get(value) ?? 0) + 1);
  }

  /** The counted value behind an operand, unless it is immortal. */
  #root(operand: Operand): ValueId | undefined {
    if (operand.kind !== "value") return undefined;
    const type = this.#types[operand.id];
    if (type !== "ref" && type !== "any") return undefined;
    const root = this.#claims.root(operand.id);
    return this.#claims.kind(root) === "immortal" ? undefined : root;
  }

  retain(operand: Operand): void {
    const root = this.#root(operand);
    if (root === undefined) return;
    this.#checkAlive(root);
    this.gain(root);
  }

  release(operand: Operand): void {
    const root = this.#root(operand);
    if (root !== undefined) this.#lose(root, "released");
  }

  /** The end of a cell that `reset` gave. */
  spends(operand: Operand): void {
    if (operand.kind === "value" && this.#isCell(operand.id)) this.#lose(operand.id, "spent");
    else this.fail("only what `reset` gives is a cell");
  }

  /** A cell would stay in a coroutine's frame. */
  holdsNoCell(): void {
    for (const value of this.#tokens.keys()) if (this.#isCell(value)) this.fail(`the cell %${value} is held across it`);
  }

  #isCell(value: ValueId): boolean {
    return this.#claims.definition(value)?.op === "reset";
  }

  #refuseCells(operands: readonly Operand[]): void {
    for (const operand of operands) {
      if (operand.kind === "value" && this.#isCell(operand.id))
        this.fail(`the cell %${operand.id} is neither taken nor freed`);
    }
  }

  /** Operands that consume lose their token first; then all others must still be alive. */
  uses(operands: readonly Operand[], consumes: (operand: number) => boolean): void {
    this.#refuseCells(operands);
    const borrowing: Operand[] = [];
    for (const [index, operand] of operands.entries()) {
      const root = this.#root(operand);
      if (root !== undefined && consumes(index) && this.#claims.kind(root) !== "local") this.#lose(root, "consumed");
      else borrowing.push(operand);
    }
    for (const operand of borrowing) {
      if (operand.kind !== "value") continue;
      const root = this.#root(operand);
      if (root !== undefined) this.#checkAlive(root);
      else for (const anchor of this.#claims.anchors(operand.id)) this.#checkAlive(anchor);
    }
  }

  /** Gives values to a successor or caller. An uncounted address may dangle from then on: the receiver doesn't know its owner. */
  passes(operands: readonly Operand[]): void {
    this.#refuseCells(operands);
    for (const operand of operands) {
      const root = this.#root(operand);
      if (root !== undefined) this.#lose(root, "passed on");
    }
  }

  /** Gives values to borrowed block parameters: they must outlive the edge. */
  lends(operands: readonly Operand[]): void {
    for (const operand of operands) {
      const root = this.#root(operand);
      if (root !== undefined) this.#checkAlive(root);
    }
  }

  /** Nothing may be held where control leaves the function. */
  empty(): void {
    for (const [value, count] of this.#tokens) {
      this.fail(`%${value} is never released (${count} ${count === 1 ? "token" : "tokens"} left)`);
    }
  }

  #lose(root: ValueId, how: string): void {
    const count = this.#tokens.get(root) ?? 0;
    if (count === 0) this.fail(`%${root} is ${how}, but there is no token of it`);
    else if (count === 1) this.#tokens.delete(root);
    else this.#tokens.set(root, count - 1);
  }

  #checkAlive(root: ValueId): void {
    if (!this.#alive(root, new Set())) this.fail(`%${root} is used, but nothing keeps it alive`);
  }

  /** `asked` holds what the answer rests on already, around loops. */
  #alive(root: ValueId, asked: Set<ValueId>): boolean {
    if (asked.has(root)) return true;
    asked.add(root);
    if (!this.#claims.locals(root).every((local) => this.#alive(local, asked))) return false;
    if (this.#tokens.has(root)) return true;
    switch (this.#claims.kind(root)) {
      case "param":
      case "immortal":
        return true;
      case "memory":
      case "vouched":
        return this.#claims.anchors(root).every((anchor) => this.#alive(anchor, asked));
      default:
        return false;
    }
  }
}
