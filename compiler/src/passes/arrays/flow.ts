/**
 * Which values of one function are of one group (`group.ts`), and what it asks of them. What is not understood escapes: memory that is reached through
 * numbers, what goes into an `any`, what unknown functions get.
 */
import type { Callee, Instr, IrFunction, IrModule, IrType, Operand, Terminator, ValueId } from "../../ir/ir.ts";
import { fieldPlace } from "../../ir/layout.ts";
import { operandType } from "../../ir/operands.ts";
import { terminatorTargets } from "../../ir/traverse.ts";
import { Group } from "./group.ts";

/** What functions have in common: fields, variables, and how calls connect. */
export interface Surroundings {
  readonly module: IrModule;
  /** The group of a field or variable of a module, by its name. */
  place(name: string): Group;
  /** Connects a call with its callee, if that is known; undefined if not. */
  callee(name: string): Interface | undefined;
}

/** The groups of what a function takes and gives. Of a function that is copied for its callers, they are made anew for each call. */
export interface Interface {
  readonly params: readonly (Group | undefined)[];
  readonly result: Group | undefined;
  /** The groups inside the function that this call has copies of. */
  readonly copies: ReadonlyMap<Group, Group>;
}

/** Constants of the image that go into a function that makes an array of them. */
export interface DataUse {
  readonly data: string;
  readonly group: Group;
}

/** Holds references, or addresses of elements. */
export const isTracked = (type: IrType): boolean => type === "ref" || type === "ptr";

export class Flow {
  readonly fn: IrFunction;
  readonly params: readonly (Group | undefined)[];
  readonly result: Group | undefined;
  /** For each call of a function that is copied for its callers. */
  readonly calls = new Map<Instr | Terminator, ReadonlyMap<Group, Group>>();
  /** For each call, by argument. */
  readonly data = new Map<Instr | Terminator, ReadonlyMap<number, DataUse>>();
  readonly #around: Surroundings;
  readonly #values: (Group | undefined)[] = [];
  readonly #definitions: (Instr | undefined)[] = [];

  constructor(fn: IrFunction, around: Surroundings) {
    this.fn = fn;
    this.#around = around;
    this.params = fn.params.map(({ value }) => (isTracked(fn.types[value]!) ? this.ofValue(value) : undefined));
    this.result = isTracked(fn.result) ? new Group() : undefined;
  }

  /** The group of a value that is tracked. */
  ofValue(value: ValueId): Group {
    let group = this.#values[value];
    if (group === undefined) {
      group = new Group();
      this.#values[value] = group;
    }
    return group;
  }

  /** The group of an operand; undefined for constants that are no arrays, and for what is not tracked. */
  of(operand: Operand): Group | undefined {
    switch (operand.kind) {
      case "value":
        return isTracked(this.fn.types[operand.id]!) ? this.ofValue(operand.id) : undefined;
      case "data":
      case "symbol":
      case "function":
        return unknown();
      default:
        return undefined;
    }
  }

  /** Is something true of one of the groups that the function's code has to do with? */
  someGroup(test: (group: Group) => boolean): boolean {
    if (this.#values.some((group) => group !== undefined && test(group))) return true;
    for (const copies of this.calls.values()) for (const group of copies.values()) if (test(group)) return true;
    return false;
  }

  /** The group of what a call gives. */
  resultOf(code: Instr | Terminator): Group | undefined {
    const value =
      code.op === "invoke"
        ? this.fn.blocks.find(({ name }) => name === code.normal.block)!.params[0]
        : code.op === "call"
          ? code.result
          : undefined;
    return value === undefined ? undefined : this.of({ kind: "value", id: value });
  }

  /** The number of elements in a number of bytes of an array of numbers, if it is written as one. */
  elementsIn(bytes: Operand): Operand | undefined {
    if (bytes.kind === "int") return bytes.value % 8n === 0n ? { ...bytes, value: bytes.value / 8n } : undefined;
    const instr = bytes.kind === "value" ? this.#definitions[bytes.id] : undefined;
    if (instr?.op !== "binary" || instr.operator !== "mul") return undefined;
    if (instr.right.kind === "int" && instr.right.value === 8n) return instr.left;
    return instr.left.kind === "int" && instr.left.value === 8n ? instr.right : undefined;
  }

  /** Walks over the function and unites what belongs together. */
  run(): void {
    const { blocks, types } = this.fn;
    const params = new Map(blocks.map((block) => [block.name, block.params]));
    for (const { instrs } of blocks) {
      for (const instr of instrs) if (instr.result !== undefined) this.#definitions[instr.result] = instr;
    }
    for (const { instrs, terminator } of blocks) {
      for (const instr of instrs) this.#visit(instr);
      this.#visitTerminator(terminator, params);
      for (const { block, args } of terminatorTargets(terminator)) {
        const targets = params.get(block)!;
        for (const [index, arg] of args.entries()) {
          const param = targets[targets.length - args.length + index]!;
          if (isTracked(types[param]!)) this.#unite(this.ofValue(param), this.of(arg));
        }
      }
    }
  }

  #visitTerminator(terminator: Terminator, params: ReadonlyMap<string, readonly ValueId[]>): void {
    switch (terminator.op) {
      case "return":
        if (terminator.value) this.#unite(this.result, this.of(terminator.value));
        break;
      case "throw":
        this.#escape(terminator.error);
        break;
      case "invoke": {
        const { callee, args, normal, unwind } = terminator;
        const targets = params.get(normal.block)!;
        this.#call(terminator, callee, args, targets.length > normal.args.length ? targets[0] : undefined);
        this.ofValue(params.get(unwind.block)![0]!).escape();
        break;
      }
      default:
        break;
    }
  }

  #visit(instr: Instr): void {
    const { fn } = this;
    const tracked = instr.result !== undefined && isTracked(fn.types[instr.result]!);
    const result = tracked ? this.ofValue(instr.result!) : undefined;
    switch (instr.op) {
      case "binary":
      case "compare":
      case "fneg":
      case "any.tag":
      case "retain":
      case "release":
        break;
      case "select":
        this.#unite(result, this.of(instr.then));
        this.#unite(result, this.of(instr.else));
        break;
      case "convert":
        this.#escape(instr.value);
        result?.escape();
        break;
      case "init":
        this.#escape(instr.address);
        this.#look(instr.class, result);
        break;
      case "field.get":
      case "field.take":
        this.#field(instr, instr.object, result);
        break;
      case "field.set":
      case "field.init":
        this.#field(instr, instr.object, isTracked(operandType(fn, instr.value)) ? this.of(instr.value) : undefined);
        break;
      case "global.get":
      case "global.take":
        this.#unite(result, result && this.#around.place(`global ${instr.global}`));
        break;
      case "global.set":
      case "global.init":
        if (isTracked(operandType(fn, instr.value)))
          this.#unite(this.#around.place(`global ${instr.global}`), this.of(instr.value));
        break;
      case "load":
      case "take":
        this.#access(instr.address, instr.type, instr.op === "load" && instr.volatile, result);
        break;
      case "store":
        this.#access(instr.address, instr.type, instr.volatile, this.of(instr.value));
        break;
      case "offset":
        this.#unite(result, this.of(instr.address));
        this.#sized(result, instr.bytes);
        break;
      case "any.box":
        this.#escape(instr.value);
        break;
      case "is":
        if (this.#around.module.classes.get(instr.class)?.elements !== undefined) this.of(instr.object)?.fix();
        break;
      case "table.get":
        // The function that it finds expects arrays as they are.
        this.of(instr.object)?.fix();
        break;
      case "call":
        this.#call(instr, instr.callee, instr.args, instr.result);
        break;
      case "intrinsic":
        this.#intrinsic(instr.name, instr.args);
        result?.escape();
        break;
      case "asm":
        for (const { value } of instr.inputs) this.#escape(value);
        result?.escape();
        break;
      case "any.unbox":
      case "local.get":
        result?.escape();
        break;
      case "local.set":
        this.#escape(instr.value);
        break;
    }
  }

  #field(
    instr: Instr & { op: "field.get" | "field.take" | "field.set" | "field.init" },
    object: Operand,
    value: Group | undefined,
  ): void {
    const { module } = this.#around;
    const holder = this.of(object);
    const def = module.classes.get(instr.class);
    this.#look(instr.class, holder);
    if (def?.elements !== undefined) {
      // An array and its elements' address are one.
      this.#unite(holder, value);
      return;
    }
    if (value === undefined) return;
    const place = fieldPlace(module, instr.class, instr.field);
    if (isBox(instr.class)) this.#unite(holder?.part(place), value);
    else this.#unite(this.#around.place(`field ${place}`), value);
  }

  /** Something is made as an object of a class, or seen as one. */
  #look(className: string, group: Group | undefined): void {
    const { module } = this.#around;
    if (isNumberArray(module, className)) group?.holdNumbers();
    else if (module.classes.get(className)?.elements === "f64") group?.fix();
  }

  /** Memory behind an address. */
  #access(address: Operand, type: IrType, volatile: boolean, value: Group | undefined): void {
    const group = this.of(address);
    if (type !== "f64" || volatile) group?.fix();
    else group?.dependOnSize();
    if (type === "ptr") value?.escape();
    if (type === "ref") this.#unite(group?.part("elements") ?? unknown(), value);
  }

  #call(code: Instr | Terminator, callee: Callee, args: readonly Operand[], resultValue: ValueId | undefined): void {
    const result =
      resultValue !== undefined && isTracked(this.fn.types[resultValue]!) ? this.ofValue(resultValue) : undefined;
    if (callee.kind === "direct" && this.#buffer(callee.name, args, result)) return;
    const found = callee.kind === "direct" ? this.#around.callee(callee.name) : undefined;
    if (found === undefined) {
      for (const arg of args) this.#escape(arg);
      result?.escape();
      return;
    }
    if (found.copies.size > 0) this.calls.set(code, found.copies);
    const data = new Map<number, DataUse>();
    for (const [index, arg] of args.entries()) {
      const param = found.params[index];
      if (arg.kind === "data" && param) data.set(index, { data: arg.name, group: param });
      else this.#unite(param, this.of(arg));
    }
    if (data.size > 0) this.data.set(code, data);
    this.#unite(result, found.result);
  }

  /** The runtime's memory for elements. */
  #buffer(callee: string, args: readonly Operand[], result: Group | undefined): boolean {
    const { allocateBuffer, growBuffer, freeBuffer } = this.#around.module.runtime;
    const group = callee === allocateBuffer ? result : callee === growBuffer ? this.of(args[0]!) : undefined;
    if (group) this.#sized(group, args[args.length - 1]!);
    return callee === allocateBuffer || callee === growBuffer || callee === freeBuffer;
  }

  #intrinsic(name: string, args: readonly Operand[]): void {
    switch (name) {
      case "memcpy":
      case "memmove": {
        const to = this.of(args[0]!);
        this.#unite(to, this.of(args[1]!));
        this.#sized(to, args[2]!);
        break;
      }
      case "memset":
      case "memcmp":
      case "class.id":
      case "class.size":
        for (const arg of args) this.of(arg)?.fix();
        break;
      // What objects of all classes have, whatever is in them.
      case "class.name":
      case "class.cyclic":
      case "refcount.get":
      case "refcount.set":
      case "retain":
      case "release":
      case "drop.at.ref":
      case "drop.at.any":
      case "drop.fields":
      case "trace.at.ref":
      case "trace.at.any":
      case "trace.fields":
        break;
      default:
        for (const arg of args) this.#escape(arg);
    }
  }

  /** A number of bytes of a group's elements. */
  #sized(group: Group | undefined, bytes: Operand): void {
    group?.dependOnSize();
    if (this.elementsIn(bytes) === undefined) group?.fix();
  }

  #escape(operand: Operand): void {
    this.of(operand)?.escape();
  }

  #unite(a: Group | undefined, b: Group | undefined): void {
    if (a && b) a.unite(b);
  }
}

/** The group of something of which nothing is known. */
function unknown(): Group {
  const group = new Group();
  group.escape();
  return group;
}

/** Is it a class of arrays with doubles as elements? */
export function isNumberArray(module: IrModule, className: string): boolean {
  const def = module.classes.get(className);
  return def?.elements === "f64" && def.base === undefined;
}

/** Objects that the compiler makes for values of any type: captured variables and tuples. */
const isBox = (className: string): boolean => className.startsWith("Box<") || className.startsWith("[");
