/**
 * Rewrites what touches the elements of arrays that hold integers: their class, their size, loads, stores and constants. What is known
 * of their range goes on to the analysis of the program as it is then.
 */
import type { Callee, Instr, IrModule, Operand, Terminator } from "../../ir/ir.ts";
import { i32, i64, operandType, valueRef } from "../../ir/operands.ts";
import { join, type Range } from "../ranges/range.ts";
import type { ElementPlaces } from "../ranges/summaries.ts";
import type { Place, Rewriting } from "./copies.ts";
import { isNumberArray } from "./flow.ts";
import type { Group } from "./group.ts";
import type { Elements } from "./shadow.ts";

const elementBytes = 4;

export class IntegerElements implements Rewriting, ElementPlaces {
  readonly of = new Map<Instr, string>();
  readonly initial = new Map<string, Range>();
  readonly #module: IrModule;
  readonly #places = new Map<Group, string>();

  constructor(module: IrModule, groups: ReadonlyMap<Group, Elements>) {
    this.#module = module;
    for (const [group, { kind, range }] of groups) {
      const place = `${kind} elements ${this.#places.size}`;
      this.#places.set(group, place);
      this.initial.set(place, range);
      // A function that was copied for the groups of a kind sees elements of any of them.
      this.initial.set(kind, join(this.initial.get(kind), range)!);
    }
  }

  instr(instr: Instr, place: Place): void {
    const { flow } = place;
    switch (instr.op) {
      case "init":
        this.#seen(instr, place.label(flow.ofValue(instr.result!)), place);
        break;
      case "field.get":
      case "field.set":
      case "field.init":
        this.#seen(instr, place.label(flow.of(instr.object)), place);
        break;
      case "load":
        this.#load(instr, place);
        break;
      case "store":
        this.#store(instr, place);
        break;
      case "offset":
        if (place.label(flow.of(instr.address)) === "") place.emit(instr);
        else place.emit({ ...instr, bytes: this.#bytes(instr.bytes, place) });
        break;
      case "intrinsic":
        if (!/^mem(cpy|move)$/.test(instr.name) || place.label(flow.of(instr.args[0]!)) === "") place.emit(instr);
        else place.emit({ ...instr, args: [...instr.args.slice(0, 2), this.#bytes(instr.args[2]!, place)] });
        break;
      default:
        place.emit(instr);
    }
  }

  args(args: readonly Operand[], original: Instr | Terminator, callee: Callee, place: Place): readonly Operand[] {
    const buffer = this.#buffer(args, original, callee, place);
    if (buffer) return buffer;
    const data = place.flow.data.get(original);
    if (data === undefined) return args;
    return args.map((arg, index) => {
      const use = data.get(index);
      const label = use === undefined ? "" : place.label(use.group);
      return use === undefined || label === "" ? arg : { kind: "data", name: this.#data(use.data, label) };
    });
  }

  /** An instruction that names a class. */
  #seen(instr: Instr & { readonly class: string }, label: string, place: Place): void {
    const isNumbers = label !== "" && isNumberArray(this.#module, instr.class);
    place.emit(isNumbers ? { ...instr, class: this.#classFor(instr.class, label, place) } : instr);
  }

  /** The class of arrays that hold their elements as integers. */
  #classFor(original: string, kind: string, place: Place): string {
    // Of the same family: what is true of the fields of one is true of the other.
    const name = `${original.replace(/>$/, "")} as ${kind}>`;
    if (!this.#module.classes.has(name)) {
      const def = this.#module.classes.get(original)!;
      const finalizer = def.finalizer === undefined ? undefined : place.copyFor(def.finalizer, kind);
      this.#module.classes.set(name, { ...def, name, elements: "i32", ...(finalizer && { finalizer }) });
    }
    return name;
  }

  #load(instr: Instr & { op: "load" }, place: Place): void {
    const label = instr.type === "f64" ? place.label(place.flow.of(instr.address)) : "";
    if (label === "") {
      place.emit(instr);
      return;
    }
    const { result, loc } = instr;
    const value = place.newValue("i32");
    const load: Instr = { ...instr, type: "i32", result: value };
    place.emit(load);
    // Unsigned ones are negative numbers before they are widened.
    const group = place.flow.of(instr.address)!.root;
    if (label === "i32") this.of.set(load, this.#places.get(group) ?? label);
    const conversion = label === "i32" ? "sitofp" : "uitofp";
    place.emit({ op: "convert", conversion, to: "f64", value: valueRef(value), result: result!, loc });
  }

  #store(instr: Instr & { op: "store" }, place: Place): void {
    const isElement = instr.type === "f64" && place.label(place.flow.of(instr.address)) !== "";
    place.emit(isElement ? { ...instr, type: "i32", value: this.#integer(instr.value, place) } : instr);
  }

  /** The 32 bits of a number that fits. */
  #integer(value: Operand, place: Place): Operand {
    if (value.kind === "float") return i32(BigInt(value.value));
    const whole = place.newValue("i64");
    const result = place.newValue("i32");
    place.emit({ op: "convert", conversion: "truncate", to: "i64", value, result: whole });
    place.emit({ op: "convert", conversion: "trunc", to: "i32", value: valueRef(whole), result });
    return valueRef(result);
  }

  /** As many elements as there are doubles in a number of bytes. */
  #bytes(bytes: Operand, place: Place): Operand {
    const count = place.flow.elementsIn(bytes)!;
    if (count.kind === "int") return i64(count.value * BigInt(elementBytes));
    if (operandType(place.fn, count) !== "i64") throw new Error("a number of elements has 64 bits");
    const result = place.newValue("i64");
    place.emit({ op: "binary", operator: "mul", left: count, right: i64(elementBytes), result });
    return valueRef(result);
  }

  /** The arguments of what makes or enlarges memory for elements; undefined for other calls. */
  #buffer(
    args: readonly Operand[],
    original: Instr | Terminator,
    callee: Callee,
    place: Place,
  ): readonly Operand[] | undefined {
    const { allocateBuffer, growBuffer } = this.#module.runtime;
    if (callee.kind === "indirect" || (callee.name !== allocateBuffer && callee.name !== growBuffer)) return undefined;
    const buffer = callee.name === growBuffer ? place.flow.of(args[0]!) : place.flow.resultOf(original);
    if (place.label(buffer) === "") return args;
    return [...args.slice(0, -1), this.#bytes(args.at(-1)!, place)];
  }

  /** The same constants as integers. */
  #data(original: string, kind: string): string {
    const name = `${original} as ${kind}`;
    if (!this.#module.data.has(name)) {
      const { bytes } = this.#module.data.get(original)!;
      const doubles = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const count = Math.floor(bytes.byteLength / 8);
      const integers = new Uint8Array(count * elementBytes);
      const view = new DataView(integers.buffer);
      for (let at = 0; at < count; at++) view.setUint32(at * elementBytes, doubles.getFloat64(at * 8, true), true);
      this.#module.data.set(name, { name, bytes: integers, align: elementBytes });
    }
    return name;
  }
}
