/**
 * Memory while the compiler evaluates: objects, and buffers of arrays. Everything is undone to a mark, so an evaluation that gets stuck has not happened.
 *
 * An object is *private* until it is frozen: nothing but the code that is being evaluated can know of it. What it holds then is what it holds from the
 * start; what happens to it later happens when the program runs.
 *
 * Objects of the image never end. What could get something that has to end with it is therefore refused, unless it is there for as long as the program is.
 */
import type { AnyTagName, Constant, Instr, IrModule, IrType, Operand, Terminator } from "../../ir/ir.ts";
import { isCounted } from "../../ir/ir.ts";
import { type ClassLayout, holdsElements, type Layout, typeSize } from "../../ir/layout.ts";
import { sameOperand, zeroOf } from "../../ir/operands.ts";
import type { ProgramUses } from "./uses.ts";

/** What the evaluation knows of a value. Of an operand: a constant, never a value. */
export type Known =
  | Operand
  | { readonly kind: "cell"; readonly cell: Cell }
  /** Memory for an object that has not been made. */
  | { readonly kind: "room"; readonly site: Site }
  | { readonly kind: "address"; readonly buffer: Buffer; readonly bytes: number }
  | { readonly kind: "boxed"; readonly tag: AnyTagName; readonly value: Known };

/** The code of the function that is rewritten by whose evaluation something came to be. */
export type Site = Instr | Terminator;

/** An object. */
export interface Cell {
  readonly layout: ClassLayout;
  readonly site: Site;
  /** By place. What is not there is as `init` leaves it. */
  readonly fields: Map<number, Known>;
  /** Places of fields that the program writes when it runs: from then on nothing is known of them. */
  readonly dynamic: Set<number>;
  /** In the image. It may have one while it is still private. */
  name: string | undefined;
  /** What it holds from the start is decided. */
  frozen: boolean;
  /** An array that the program only looks into. */
  isUnchanged: boolean;
}

/** Memory for elements. */
export interface Buffer {
  readonly site: Site;
  readonly size: number;
  /** By place, as they were stored. */
  readonly elements: Map<number, { readonly type: IrType; readonly value: Known }>;
  /** What was copied from constants, the last first. */
  copied: readonly { readonly at: number; readonly bytes: Uint8Array }[];
  owner: Cell | undefined;
}

/** What came from here can't be in the image. */
export class Refusal extends Error {
  readonly site: Site;

  constructor(site: Site) {
    super("this can't be in the image");
    this.site = site;
  }
}

/** How long an object is held by what will hold it. */
export interface Stay {
  /** For as long as the program runs. */
  readonly isPermanent: boolean;
  /** The program only looks into it: what it holds stays as long. */
  readonly isUnchanged: boolean;
}

export const fleeting: Stay = { isPermanent: false, isUnchanged: false };

/** Makes a name for an object of the image. */
export type NewName = () => string;

/** Larger arrays are made when the program runs. */
const mostElements = 16_384;

export class Memory {
  readonly layout: Layout;
  readonly #module: IrModule;
  readonly #uses: ProgramUses;
  readonly #undo: (() => void)[] = [];
  /** Objects that nothing else knows of. */
  readonly #private = new Set<Cell>();

  constructor(module: IrModule, layout: Layout, uses: ProgramUses) {
    this.#module = module;
    this.layout = layout;
    this.#uses = uses;
  }

  // ---- what can be taken back ----

  mark(): number {
    return this.#undo.length;
  }

  undoTo(mark: number): void {
    while (this.#undo.length > mark) this.#undo.pop()!();
  }

  /** Notes how something that was done is undone. */
  done(undo: () => void): void {
    this.#undo.push(undo);
  }

  put<K, V>(map: Map<K, V>, key: K, value: V): void {
    const before = map.get(key);
    this.done(() => (before === undefined ? map.delete(key) : map.set(key, before)));
    map.set(key, value);
  }

  // ---- objects ----

  /** A new object; undefined if such can't be in the image. */
  make(className: string, site: Site): Cell | undefined {
    const layout = this.layout.class(className);
    const isArray = layout.def.elements !== undefined;
    // Fields are known by their names in the image.
    if (layout.byName.size !== layout.fields.length) return undefined;
    // What else has a finalizer holds what is none of ours.
    if (isArray ? !holdsElements(layout) : layout.finalizer !== undefined || layout.tracer !== undefined)
      return undefined;
    const cell: Cell = {
      layout,
      site,
      fields: new Map(),
      dynamic: new Set(),
      name: undefined,
      frozen: false,
      isUnchanged: false,
    };
    this.#private.add(cell);
    this.done(() => this.#private.delete(cell));
    return cell;
  }

  /** What a field of a private object holds. */
  field(cell: Cell, className: string, name: string): Known | undefined {
    const { offset, type } = this.layout.field(className, name);
    if (cell.frozen || cell.dynamic.has(offset)) return undefined;
    return cell.fields.get(offset) ?? initial(type);
  }

  /** Writes a field of a private object; false if that has to happen when the program runs. */
  setField(cell: Cell, className: string, name: string, value: Known): boolean {
    const { offset } = this.layout.field(className, name);
    if (cell.frozen || cell.dynamic.has(offset)) return false;
    this.put(cell.fields, offset, value);
    return true;
  }

  /** The program writes a field when it runs. */
  setDynamic(cell: Cell, className: string, name: string): void {
    const { offset } = this.layout.field(className, name);
    if (cell.dynamic.has(offset)) return;
    cell.dynamic.add(offset);
    this.done(() => cell.dynamic.delete(offset));
  }

  // ---- buffers ----

  newBuffer(size: number, site: Site): Buffer {
    return { site, size, elements: new Map(), copied: [], owner: undefined };
  }

  load(buffer: Buffer, at: number, type: IrType): Known | undefined {
    if (buffer.owner !== undefined) return undefined;
    const stored = buffer.elements.get(at);
    if (stored !== undefined) return stored.type === type ? stored.value : undefined;
    const from = buffer.copied.find((copy) => at >= copy.at && at + typeSize[type] <= copy.at + copy.bytes.length);
    return from && decode(from.bytes, at - from.at, type);
  }

  store(buffer: Buffer, at: number, type: IrType, value: Known): boolean {
    if (buffer.owner !== undefined || at < 0 || at + typeSize[type] > buffer.size) return false;
    this.put(buffer.elements, at, { type, value });
    return true;
  }

  /** Copies to memory that nothing has been written to yet; false if it can't be known what is there then. */
  copy(to: Known, from: Known, size: number): boolean {
    if (to.kind !== "address" || to.buffer.elements.size > 0 || to.bytes + size > to.buffer.size) return false;
    const { buffer: target } = to;
    const before = target.copied;
    const addCopy = (at: number, bytes: Uint8Array): void => {
      target.copied = [{ at, bytes }, ...target.copied];
    };
    this.done(() => {
      target.copied = before;
    });
    if (from.kind === "data") {
      const { bytes, writable } = this.#module.data.get(from.name)!;
      if (writable || size > bytes.length) return false;
      addCopy(to.bytes, bytes.subarray(0, size));
      return true;
    }
    if (from.kind !== "address" || from.buffer.owner !== undefined) return false;
    // What lies across an end of what is copied is not copied in parts.
    for (const [at, { type, value }] of from.buffer.elements) {
      const isInside = at >= from.bytes && at + typeSize[type] <= from.bytes + size;
      if (isInside) this.put(target.elements, at - from.bytes + to.bytes, { type, value });
    }
    for (const { at, bytes } of [...from.buffer.copied].reverse()) {
      const start = Math.max(at, from.bytes);
      const end = Math.min(at + bytes.length, from.bytes + size);
      if (start < end) addCopy(start - from.bytes + to.bytes, bytes.subarray(start - at, end - at));
    }
    return true;
  }

  // ---- the image ----

  /** The object's name in the image. `newName` makes one. */
  nameOf(cell: Cell, newName: NewName): string {
    if (cell.name === undefined) {
      cell.name = newName();
      this.done(() => {
        cell.name = undefined;
      });
    }
    return cell.name;
  }

  /** Decides what private objects hold from the start. */
  freezeAll(newName: NewName): void {
    for (const cell of this.#private) this.freeze(cell, newName, fleeting);
  }

  /** Decides what an object, and all that it leads to, holds from the start. Gives its name. */
  freeze(cell: Cell, newName: NewName, stay: Stay): string {
    const name = this.nameOf(cell, newName);
    if (cell.frozen) {
      // Another way to an array that was taken for unchanged because of all that its variable is used for.
      if (cell.isUnchanged) throw new Refusal(cell.site);
      return name;
    }
    if (!stay.isPermanent && this.#mayHold(cell)) throw new Refusal(cell.site);
    cell.frozen = true;
    cell.isUnchanged = stay.isUnchanged;
    this.#private.delete(cell);
    this.done(() => {
      cell.frozen = false;
      this.#private.add(cell);
    });
    const fields = new Map<string, Constant>();
    const isArray = cell.layout.def.elements !== undefined;
    for (const field of cell.layout.fields) {
      const value = cell.fields.get(field.offset);
      if (value === undefined || (isArray && field.name !== "length")) continue;
      if (cell.dynamic.has(field.offset) || isInitial(value, field.type)) continue;
      const isPermanent = stay.isPermanent && !this.#uses.isWritten(field.owner, field.name);
      fields.set(field.name, this.#constant(value, cell, newName, { isPermanent, isUnchanged: false }));
    }
    const elements = isArray ? { elements: this.#elements(cell, newName, stay) } : {};
    this.put(this.#module.statics, name, { name, class: cell.layout.def.name, fields, ...elements });
    return name;
  }

  /**
   * May an object get something that has to end when it does? The buffer of an array that has grown is such a thing. What may be part of a cycle is left to the
   * cycle collector, which tells how many objects it has freed.
   */
  #mayHold({ layout, dynamic }: Cell): boolean {
    return (
      layout.def.elements !== undefined ||
      layout.def.cyclic === true ||
      layout.fields.some(
        ({ name, type, owner, offset }) =>
          isCounted(type) && (dynamic.has(offset) || this.#uses.isWritten(owner, name)),
      )
    );
  }

  #elements(cell: Cell, newName: NewName, stay: Stay): Constant[] {
    const type = cell.layout.def.elements!;
    const part = (name: string): Known =>
      cell.fields.get(cell.layout.byName.get(name)!.offset) ?? initial(name === "data" ? "ptr" : "i32")!;
    const [length, capacity, data] = [part("length"), part("capacity"), part("data")];
    if (length.kind !== "int" || capacity.kind !== "int" || cell.dynamic.size > 0) throw new Refusal(cell.site);
    const count = Number(BigInt.asUintN(32, length.value));
    const room = Number(BigInt.asUintN(32, capacity.value));
    if (data.kind === "nullptr" && room === 0) return [];
    const isOwn = data.kind === "address" && data.bytes === 0 && data.buffer.owner === undefined;
    if (!isOwn || room > mostElements || count > room || room * typeSize[type] > data.buffer.size)
      throw new Refusal(cell.site);
    const isPermanent = stay.isPermanent && stay.isUnchanged;
    const { buffer } = data;
    const elements = Array.from({ length: count }, (_, index): Constant => {
      const value = this.load(buffer, index * typeSize[type], type);
      if (value === undefined) throw new Refusal(cell.site);
      return this.#constant(value, cell, newName, { isPermanent, isUnchanged: false });
    });
    buffer.owner = cell;
    this.done(() => {
      buffer.owner = undefined;
    });
    for (let index = count; index < room; index++) elements.push(zero(type));
    return elements;
  }

  #constant(value: Known, holder: Cell, newName: NewName, stay: Stay): Constant {
    switch (value.kind) {
      case "cell":
        return { kind: "static", name: this.freeze(value.cell, newName, stay) };
      case "boxed": {
        const payload = this.#constant(value.value, holder, newName, stay);
        if (payload.kind === "boxed") throw new Refusal(holder.site);
        return { kind: "boxed", tag: value.tag, value: payload };
      }
      case "room":
      case "address":
      case "value":
      case "sizeof":
      case "symbol":
        throw new Refusal(holder.site);
      default:
        return value;
    }
  }
}

/** What `init` leaves in a field. */
function initial(type: IrType): Known | undefined {
  if (type === "any") return { kind: "boxed", tag: "ref", value: { kind: "undefined" } };
  return type === "void" ? undefined : zeroOf(type);
}

/** What is written where nothing is known to be. */
function zero(type: IrType): Constant {
  if (type === "any") return { kind: "boxed", tag: "ref", value: { kind: "undefined" } };
  return zeroOf(type);
}

function isInitial(value: Known, type: IrType): boolean {
  if (type === "any") return value.kind === "boxed" && value.tag === "ref" && value.value.kind === "undefined";
  return isOperand(value) && sameOperand(value, zeroOf(type));
}

/** Is it a constant that an instruction may have as an operand? */
export function isOperand(known: Known): known is Operand {
  return known.kind !== "cell" && known.kind !== "room" && known.kind !== "address" && known.kind !== "boxed";
}

const integers: Partial<Record<IrType, (view: DataView, at: number) => bigint>> = {
  i8: (view, at) => BigInt(view.getInt8(at)),
  i16: (view, at) => BigInt(view.getInt16(at, true)),
  i32: (view, at) => BigInt(view.getInt32(at, true)),
  i64: (view, at) => view.getBigInt64(at, true),
};

function decode(bytes: Uint8Array, at: number, type: IrType): Operand | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (type === "f64") return { kind: "float", type, value: view.getFloat64(at, true) };
  if (type === "f32") return { kind: "float", type, value: view.getFloat32(at, true) };
  const value = integers[type]?.(view, at);
  return value === undefined ? undefined : { kind: "int", type: type as "i64", value };
}
