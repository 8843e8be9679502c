/**
 * Visiting and rewriting the operands of instructions and terminators, in one place, so that a new instruction has to be
 * described once and every pass knows it. An operand list is in the order in which the text form shows it.
 */
import type { Callee, Instr, Operand, Target, Terminator } from "./ir.ts";

// Of all functions of the compiler, these are called the most: they make no iterators, and no lists of nothing.
const none: readonly never[] = [];

function mapCallee(callee: Callee, map: (operand: Operand) => Operand): Callee {
  if (callee.kind !== "indirect") return callee;
  const pointer = map(callee.pointer);
  return pointer === callee.pointer ? callee : { ...callee, pointer };
}

/** Every operand that an instruction reads. */
export function instrOperands(instr: Instr): readonly Operand[] {
  switch (instr.op) {
    case "binary":
    case "compare":
      return [instr.left, instr.right];
    case "fneg":
    case "convert":
    case "local.set":
    case "global.set":
    case "global.init":
    case "any.box":
    case "any.unbox":
    case "any.tag":
    case "retain":
    case "release":
      return [instr.value];
    case "select":
      return [instr.condition, instr.then, instr.else];
    case "local.get":
    case "global.get":
    case "global.take":
    case "stack.init":
    case "stack.room":
      return none;
    case "room.init":
    case "room.get":
    case "init":
    case "load":
    case "take":
      return [instr.address];
    case "field.get":
    case "field.take":
    case "is":
    case "table.get":
    case "stack.end":
    case "room.leave":
      return [instr.object];
    case "reset":
      return [instr.object, ...instr.kept.map(({ value }) => value)];
    case "reset.take":
    case "reset.free":
      return [instr.cell];
    case "field.set":
    case "field.init":
      return [instr.object, instr.value];
    case "store":
      return [instr.address, instr.value];
    case "offset":
      return [instr.address, instr.bytes];
    case "call":
      return instr.callee.kind === "indirect" ? [instr.callee.pointer, ...instr.args] : instr.args;
    case "asm":
      return instr.inputs.map((input) => input.value);
    case "intrinsic":
      return instr.args;
  }
}

/** The same instruction with each operand replaced. Gives the instruction itself when nothing changed. */
export function mapInstr(instr: Instr, map: (operand: Operand) => Operand): Instr {
  const operands = instrOperands(instr);
  let same = 0;
  while (same < operands.length && map(operands[same]!) === operands[same]) same++;
  if (same === operands.length) return instr;
  switch (instr.op) {
    case "binary":
    case "compare":
      return { ...instr, left: map(instr.left), right: map(instr.right) };
    case "fneg":
    case "convert":
    case "local.set":
    case "global.set":
    case "global.init":
    case "any.box":
    case "any.unbox":
    case "any.tag":
    case "retain":
    case "release":
      return { ...instr, value: map(instr.value) };
    case "select":
      return { ...instr, condition: map(instr.condition), then: map(instr.then), else: map(instr.else) };
    case "local.get":
    case "global.get":
    case "global.take":
    case "stack.init":
    case "stack.room":
      return instr;
    case "room.init":
    case "room.get":
    case "init":
    case "load":
    case "take":
      return { ...instr, address: map(instr.address) };
    case "field.get":
    case "field.take":
    case "is":
    case "table.get":
    case "stack.end":
    case "room.leave":
      return { ...instr, object: map(instr.object) };
    case "reset":
      return {
        ...instr,
        object: map(instr.object),
        kept: instr.kept.map((part) => ({ ...part, value: map(part.value) })),
      };
    case "reset.take":
    case "reset.free":
      return { ...instr, cell: map(instr.cell) };
    case "field.set":
    case "field.init":
      return { ...instr, object: map(instr.object), value: map(instr.value) };
    case "store":
      return { ...instr, address: map(instr.address), value: map(instr.value) };
    case "offset":
      return { ...instr, address: map(instr.address), bytes: map(instr.bytes) };
    case "call":
      return { ...instr, callee: mapCallee(instr.callee, map), args: instr.args.map(map) };
    case "asm":
      return { ...instr, inputs: instr.inputs.map((input) => ({ ...input, value: map(input.value) })) };
    case "intrinsic":
      return { ...instr, args: instr.args.map(map) };
  }
}

/** The operands that a terminator reads itself, without those that its edges carry. */
export function terminatorOperands(terminator: Terminator): readonly Operand[] {
  switch (terminator.op) {
    case "branch":
      return [terminator.condition];
    case "switch":
      return [terminator.value];
    case "return":
      return terminator.value ? [terminator.value] : none;
    case "throw":
      return [terminator.error];
    case "invoke":
      return terminator.callee.kind === "indirect" ? [terminator.callee.pointer, ...terminator.args] : terminator.args;
    case "jump":
    case "unreachable":
    case "suspend":
    case "coro.end":
      return none;
  }
}

/** The edges out of a block, in order. One block may be the target of several. */
export function terminatorTargets(terminator: Terminator): readonly Target[] {
  switch (terminator.op) {
    case "jump":
      return [terminator.target];
    case "branch":
      return [terminator.then, terminator.else];
    case "switch":
      return [...terminator.cases.map((c) => c.target), terminator.default];
    case "invoke":
      return [terminator.normal, terminator.unwind];
    case "suspend":
      return [terminator.resume, terminator.destroy];
    case "return":
    case "throw":
    case "unreachable":
    case "coro.end":
      return none;
  }
}

/** The operands replaced; the same list when nothing changed. */
function mapOperands(operands: readonly Operand[], map: (operand: Operand) => Operand): readonly Operand[] {
  for (let index = 0; index < operands.length; index++) {
    const mapped = map(operands[index]!);
    if (mapped === operands[index]) continue;
    return operands.map((one, at) => (at < index ? one : at === index ? mapped : map(one)));
  }
  return operands;
}

/** The same terminator with its own operands replaced (not those of its edges). Gives the terminator itself when nothing changed. */
export function mapTerminatorOperands(terminator: Terminator, map: (operand: Operand) => Operand): Terminator {
  switch (terminator.op) {
    case "branch": {
      const condition = map(terminator.condition);
      return condition === terminator.condition ? terminator : { ...terminator, condition };
    }
    case "switch": {
      const value = map(terminator.value);
      return value === terminator.value ? terminator : { ...terminator, value };
    }
    case "return": {
      const value = terminator.value && map(terminator.value);
      return value === terminator.value ? terminator : { ...terminator, value };
    }
    case "throw": {
      const error = map(terminator.error);
      return error === terminator.error ? terminator : { ...terminator, error };
    }
    case "invoke": {
      const [callee, args] = [mapCallee(terminator.callee, map), mapOperands(terminator.args, map)];
      return callee === terminator.callee && args === terminator.args ? terminator : { ...terminator, callee, args };
    }
    case "jump":
    case "unreachable":
    case "suspend":
    case "coro.end":
      return terminator;
  }
}

/** The same terminator with each edge replaced; `index` counts as in `terminatorTargets`. Gives the terminator itself when nothing changed. */
export function mapTargets(terminator: Terminator, map: (target: Target, index: number) => Target): Terminator {
  switch (terminator.op) {
    case "jump": {
      const target = map(terminator.target, 0);
      return target === terminator.target ? terminator : { ...terminator, target };
    }
    case "branch": {
      const [then, otherwise] = [map(terminator.then, 0), map(terminator.else, 1)];
      if (then === terminator.then && otherwise === terminator.else) return terminator;
      return { ...terminator, then, else: otherwise };
    }
    case "switch":
      return {
        ...terminator,
        cases: terminator.cases.map((c, index) => ({ value: c.value, target: map(c.target, index) })),
        default: map(terminator.default, terminator.cases.length),
      };
    case "invoke": {
      const [normal, unwind] = [map(terminator.normal, 0), map(terminator.unwind, 1)];
      if (normal === terminator.normal && unwind === terminator.unwind) return terminator;
      return { ...terminator, normal, unwind };
    }
    case "suspend": {
      const [resume, destroy] = [map(terminator.resume, 0), map(terminator.destroy, 1)];
      if (resume === terminator.resume && destroy === terminator.destroy) return terminator;
      return { ...terminator, resume, destroy };
    }
    case "return":
    case "throw":
    case "unreachable":
    case "coro.end":
      return terminator;
  }
}

/** The same target with its arguments replaced. Gives the target itself when nothing changed. */
export function mapArgs(target: Target, map: (operand: Operand) => Operand): Target {
  const args = mapOperands(target.args, map);
  return args === target.args ? target : { ...target, args };
}

/** The same terminator with its operands and those of its edges replaced. Gives the terminator itself when nothing changed. */
export function mapTerminator(terminator: Terminator, map: (operand: Operand) => Operand): Terminator {
  return mapTargets(mapTerminatorOperands(terminator, map), (target) => mapArgs(target, map));
}
