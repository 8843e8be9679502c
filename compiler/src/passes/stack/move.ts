/** Rewrites functions: objects come to lie in frames, and makers get versions that make their result in room of their caller. */
import type { IrFunction, IrModule, Operand, Terminator, ValueId } from "../../ir/ir.ts";
import { direct, valueRef } from "../../ir/operands.ts";
import { findCalled, findMade, type Site } from "./sites.ts";

/** The name of the version of a maker. */
export const versionOf = (maker: string): string => `${maker} into its caller's frame`;

/** Puts the object of a site into the frame; or, with the address of room, there. */
export function moveToFrame(fn: IrFunction, site: Site, room?: Operand): void {
  if (site.kind === "made") moveMade(fn, site, room);
  else moveCalled(fn, site, room);
}

function moveMade(fn: IrFunction, { init, home, asks }: Site & { kind: "made" }, room: Operand | undefined): void {
  const { class: name, result, loc, address } = init;
  home.instrs[home.instrs.indexOf(init)] =
    room === undefined
      ? { op: "stack.init", class: name, result, loc }
      : { op: "room.init", class: name, address: room, result, loc };
  if (address.kind !== "value") return;
  const call = asks.instrs.findIndex((instr) => instr.result === address.id);
  if (call !== -1) asks.instrs.splice(call, 1);
  else asks.terminator = withoutCall(fn, asks.terminator, address.id);
}

/** Nobody is asked any more: control goes on at once. */
function withoutCall(fn: IrFunction, terminator: Terminator, result: ValueId): Terminator {
  if (terminator.op !== "invoke") throw new Error("memory comes from a call");
  dropParam(fn, terminator.normal.block, result);
  return { op: "jump", target: terminator.normal, loc: terminator.loc };
}

function dropParam(fn: IrFunction, block: string, param: ValueId): void {
  const { params } = fn.blocks.find(({ name }) => name === block)!;
  if (params[0] !== param) throw new Error("an invoke brings its result first");
  params.splice(0, 1);
}

function moveCalled(fn: IrFunction, site: Site & { kind: "called" }, given: Operand | undefined): void {
  const { asks, home, object, class: name, callee } = site;
  const at = asks.instrs.findIndex((instr) => instr.result === object);
  const call = at === -1 ? asks.terminator : asks.instrs[at]!;
  if (call.op !== "invoke" && call.op !== "call") throw new Error("a result comes from a call");
  const { loc } = call;
  const room = given ?? valueRef(fn.types.length);
  if (given === undefined) fn.types.push("ptr");
  const makesRoom =
    room.kind === "value" && given === undefined
      ? [{ op: "stack.room", class: name, result: room.id, loc } as const]
      : [];
  const args = [...call.args, room];
  const target = direct(versionOf(callee));
  const get = { op: "room.get", class: name, address: room, result: object, loc } as const;
  if (call.op === "call") {
    asks.instrs.splice(at, 1, ...makesRoom, { op: "call", callee: target, args, loc }, get);
    return;
  }
  asks.instrs.push(...makesRoom);
  asks.terminator = { ...call, callee: target, args };
  dropParam(fn, call.normal.block, object);
  home.instrs.unshift(get);
}

/** The version of a maker, beside the original. */
export function makeVersion(
  module: IrModule,
  original: IrFunction,
  objects: ReadonlySet<ValueId>,
  classOf: (callee: string) => string | undefined,
): IrFunction {
  const room = original.types.length;
  const fn: IrFunction = {
    ...original,
    name: versionOf(original.name),
    params: [
      ...original.params.map((param) => ({ ...param })),
      { value: room, name: "room", ownership: "borrowed" as const },
    ],
    result: "void",
    types: [...original.types, "ptr"],
    locals: new Map(),
    blocks: original.blocks.map((block) => ({ ...block, params: [...block.params], instrs: [...block.instrs] })),
    addressTaken: false,
  };
  for (const site of [...findMade(module, fn), ...findCalled(fn, classOf)]) {
    if (objects.has(site.object)) moveToFrame(fn, site, valueRef(room));
  }
  for (const block of fn.blocks) {
    const { terminator } = block;
    if (terminator.op !== "return" || terminator.value === undefined) continue;
    block.instrs.push({ op: "room.leave", object: terminator.value, loc: terminator.loc });
    block.terminator = { op: "return", loc: terminator.loc };
  }
  module.functions.set(fn.name, fn);
  return fn;
}
