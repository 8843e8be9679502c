/**
 * The ownership rules of `ir.ts` as functions: which operand positions consume, and what kind of claim a result is. Shared by the
 * ownership pass, which makes the rules true, and the verifier, which proves that they are.
 *
 * A claim on an object is called a *token*: holding one keeps the object alive, and someone has to give it away or release it.
 */
import type { Callee, Instr, IrFunction, IrModule, Operand, ValueId } from "./ir.ts";
import { isCounted } from "./ir.ts";
import { terminatorTargets } from "./traverse.ts";

/**
 * - `owned`: comes with a token;
 * - `memory`: read from a place that holds a token of its own and may give it up (field, global, raw memory);
 * - `alias`: the payload of an `any`: the same token as the `any`;
 * - `local`: an object in the function's frame: a token that never moves and that only `stack.end` ends;
 * - `vouched`: alive for as long as the function runs, by someone else's promise (`refof`);
 * - `immortal`: never counted.
 */
export type ClaimKind = "owned" | "local" | "memory" | "alias" | "vouched" | "immortal";

function calleeConsumes(module: IrModule, callee: Callee, operand: number): boolean {
  return callee.kind === "direct" && module.functions.get(callee.name)?.params[operand]?.ownership === "owned";
}

/** Does an instruction consume its operand at this place of `instrOperands`? Meaningful for counted operands only. */
export function instrConsumes(module: IrModule, instr: Instr, operand: number): boolean {
  switch (instr.op) {
    case "field.set":
    case "field.init":
    case "store":
      return operand === 1;
    case "global.set":
    case "global.init":
    case "any.box":
    case "room.leave":
      return true;
    case "reset":
      return operand === 0;
    case "call":
      return calleeConsumes(module, instr.callee, operand);
    case "intrinsic":
      return instr.name === "atomic.exchange" && operand === 1;
    default:
      return false;
  }
}

/** Does an invoke consume its operand at this place of `terminatorOperands`? */
export function invokeConsumes(module: IrModule, callee: Callee, operand: number): boolean {
  return calleeConsumes(module, callee, operand);
}

/** What kind of claim the result of an instruction is, given that it is counted. */
export function resultClaim(instr: Instr): ClaimKind {
  switch (instr.op) {
    case "field.get":
    case "load":
    case "global.get":
      return "memory";
    case "stack.init":
    case "room.init":
    case "room.get":
      return "local";
    case "any.unbox":
      return instr.value.kind === "value" ? "alias" : "immortal";
    case "any.box":
      return instr.tag === "ref" && instr.value.kind === "value" ? "owned" : "immortal";
    case "convert":
      return "vouched";
    case "intrinsic":
      return instr.name === "class.name" ? "immortal" : "owned";
    default:
      return "owned";
  }
}

/** What each value of a function is, by value id; undefined for values that are not counted. */
export interface Claims {
  /** The kind of a counted value, `param` for a borrowed parameter. Aliases have the kind of what they stand for. */
  kind(value: ValueId): Exclude<ClaimKind, "alias"> | "param" | undefined;
  /** The value whose token stands behind this one: itself, or the `any` that it was taken out of. */
  root(value: ValueId): ValueId;
  /**
   * What a value points into: an object's root for an address inside of it; for a block parameter without a token, what edges bring to it,
   * possibly around a circle. Empty for values that are independent.
   */
  anchors(value: ValueId): readonly ValueId[];
  /**
   * What has to live as long as a value does, even if that has a token of its own, for tokens of locals count nothing: of a local, the locals that it
   * holds; of what was read from such a local, that local.
   */
  locals(value: ValueId): readonly ValueId[];
  /** The instruction that defines a value; undefined for parameters. */
  definition(value: ValueId): Instr | undefined;
  /** What edges bring to each counted block parameter; an absent operand is a value that the terminator itself brings. */
  readonly incoming: ReadonlyMap<ValueId, readonly (Operand | undefined)[]>;
}

const noAnchors: readonly ValueId[] = [];

/**
 * Classifies the values of a function in SSA form. An uncounted address that was computed from an object (`addressof`, a `ptr` field, and
 * arithmetic on those) is anchored to that object, which has to outlive it. Addresses that went through memory or a block parameter
 * are not followed.
 */
export function computeClaims(fn: IrFunction): Claims {
  const definitions: (Instr | undefined)[] = new Array(fn.types.length);
  for (const block of fn.blocks) {
    for (const instr of block.instrs) if (instr.result !== undefined) definitions[instr.result] = instr;
  }
  const borrowedParams = new Set<ValueId>();
  for (const param of fn.params) if (param.ownership === "borrowed") borrowedParams.add(param.value);

  const immortalParams = new Set<ValueId>();
  const lentParams = new Set<ValueId>();
  for (const block of fn.blocks) for (const param of block.borrowed ?? []) lentParams.add(param);
  const root = (value: ValueId): ValueId => {
    for (;;) {
      const instr = definitions[value];
      if (instr?.op !== "any.unbox" || instr.value.kind !== "value" || fn.types[value] !== "ref") return value;
      value = instr.value.id;
    }
  };
  const kind: Claims["kind"] = (value) => {
    if (!isCounted(fn.types[value]!)) return undefined;
    const base = root(value);
    if (borrowedParams.has(base)) return "param";
    if (immortalParams.has(base)) return "immortal";
    if (lentParams.has(base)) return "memory";
    const instr = definitions[base];
    const claim = instr ? resultClaim(instr) : "owned";
    return claim === "alias" ? "immortal" : claim;
  };
  const incoming = incomingArguments(fn);
  findImmortalParams(
    incoming,
    immortalParams,
    (operand) => operand.kind !== "value" || kind(operand.id) === "immortal",
  );

  const held = heldLocals(fn, definitions);
  const locals: Claims["locals"] = (value) => {
    if (held.size === 0) return noAnchors;
    const holds = held.get(value);
    if (holds) return holds;
    for (let at = value; ; ) {
      const instr = definitions[root(at)];
      if ((instr?.op !== "field.get" && instr?.op !== "field.take") || instr.object.kind !== "value") return noAnchors;
      at = instr.object.id;
      if (held.has(at)) return [at];
    }
  };

  const known: (readonly ValueId[] | undefined)[] = new Array(fn.types.length);
  const ofOperand = (operand: Operand | undefined): readonly ValueId[] => {
    if (operand?.kind !== "value") return noAnchors;
    if (isCounted(fn.types[operand.id]!)) return [root(operand.id)];
    return findAnchors(operand.id);
  };
  const findAnchors: Claims["anchors"] = (value) => {
    const cached = known[value];
    if (cached) return cached;
    const instr = definitions[value];
    // A lent block parameter is kept alive by what keeps all that edges bring alive.
    const brought = lentParams.has(value) ? incoming.get(value) : undefined;
    const found = instr ? anchorsOf(instr, fn, ofOperand) : (brought?.flatMap(ofOperand) ?? noAnchors);
    known[value] = found;
    return found;
  };
  let anchored = false;
  const anchors: Claims["anchors"] = (value) => {
    if (!anchored) {
      anchored = true;
      // In order of definition, so that the recursion stays shallow.
      for (const { instrs } of fn.blocks) {
        for (const { result } of instrs) if (result !== undefined) findAnchors(result);
      }
    }
    return findAnchors(value);
  };
  return { kind, root, anchors, locals, definition: (value) => definitions[value], incoming };
}

/** Does an instruction make an object in a frame, or take one over there? */
export function makesLocal(instr: Instr | undefined): boolean {
  return instr !== undefined && resultClaim(instr) === "local";
}

/** The locals that other locals hold, by holder. */
function heldLocals(fn: IrFunction, definitions: readonly (Instr | undefined)[]): Map<ValueId, ValueId[]> {
  const result = new Map<ValueId, ValueId[]>();
  for (const { instrs } of fn.blocks) {
    for (const instr of instrs) {
      if (instr.op !== "field.init" && instr.op !== "field.set") continue;
      const { object, value } = instr;
      if (value.kind !== "value" || !makesLocal(definitions[value.id]) || object.kind !== "value") continue;
      const holds = result.get(object.id);
      if (holds) holds.push(value.id);
      else result.set(object.id, [value.id]);
    }
  }
  return result;
}

/** What the result of an instruction points into. */
function anchorsOf(
  instr: Instr,
  fn: IrFunction,
  ofOperand: (operand: Operand) => readonly ValueId[],
): readonly ValueId[] {
  const type = instr.result === undefined ? "void" : fn.types[instr.result]!;
  switch (instr.op) {
    case "field.get":
      return isCounted(type) || type === "ptr" ? ofOperand(instr.object) : noAnchors;
    case "load":
      return isCounted(type) ? ofOperand(instr.address) : noAnchors;
    case "offset":
      return ofOperand(instr.address);
    case "convert":
      return type === "ptr" || type === "i64" || type === "ref" ? ofOperand(instr.value) : noAnchors;
    case "binary": {
      if (instr.operator !== "add" && instr.operator !== "sub") return noAnchors;
      const left = ofOperand(instr.left);
      const right = ofOperand(instr.right);
      return left.length === 0 ? right : right.length === 0 ? left : [...left, ...right];
    }
    default:
      return noAnchors;
  }
}

function incomingArguments(fn: IrFunction): ReadonlyMap<ValueId, readonly (Operand | undefined)[]> {
  const result = new Map<ValueId, (Operand | undefined)[]>();
  const counted = new Map<string, readonly ValueId[]>();
  for (const { name, params } of fn.blocks) {
    if (params.some((param) => isCounted(fn.types[param]!))) counted.set(name, params);
  }
  if (counted.size === 0) return result;
  for (const { terminator } of fn.blocks) {
    for (const target of terminatorTargets(terminator)) {
      const params = counted.get(target.block);
      if (params === undefined) continue;
      const implicit = params.length - target.args.length;
      for (const [position, param] of params.entries()) {
        if (!isCounted(fn.types[param]!)) continue;
        const arg = target.args[position - implicit];
        const known = result.get(param);
        if (known) known.push(arg);
        else result.set(param, [arg]);
      }
    }
  }
  return result;
}

/**
 * Block parameters that only ever get immortal values, as `flag ? "yes" : "no"` makes them: assumed of all, then withdrawn where an edge
 * brings something else, until nothing changes.
 */
function findImmortalParams(
  incoming: Claims["incoming"],
  immortal: Set<ValueId>,
  isImmortal: (operand: Operand) => boolean,
): void {
  for (const param of incoming.keys()) immortal.add(param);
  for (let changed = true; changed; ) {
    changed = false;
    for (const param of immortal) {
      if (incoming.get(param)!.every((arg) => arg !== undefined && isImmortal(arg))) continue;
      immortal.delete(param);
      changed = true;
    }
  }
}
