/**
 * Runs IR with real reference counts, to test the passes: a use of a freed object, a release too many or an object that is left over
 * is an error. Without counting (before the ownership pass) nothing is ever freed, which shows what a program should do; the two runs
 * must log the same.
 *
 * Memory is a model, not bytes: an address is a region and an offset, and what was stored there is a value.
 */
import type {
  AnyTagName,
  Callee,
  ClassDef,
  Constant,
  Instr,
  IrFunction,
  IrModule,
  Operand,
  Target,
} from "../../compiler/src/ir/ir.ts";
import { AnyTag, isCounted } from "../../compiler/src/ir/ir.ts";
import { intBits, isIntType, operandType } from "../../compiler/src/ir/operands.ts";
import { printInstr, printTerminator } from "../../compiler/src/ir/print.ts";

export interface HeapObject {
  readonly kind: "object";
  readonly serial: number;
  readonly def: ClassDef;
  readonly fields: Map<string, Value>;
  /** References minus one, as in memory. */
  count: number;
  freed: boolean;
  /** In a frame: never counted. */
  readonly local: boolean;
}

interface Immortal {
  readonly kind: "immortal";
  readonly text: string;
  readonly className: string;
}

interface AnyValue {
  readonly kind: "any";
  readonly tag: AnyTagName;
  readonly payload: Value;
}

interface Region {
  readonly kind: "region";
  readonly cells: Map<number, { readonly type: string; readonly value: Value }>;
}

interface Pointer {
  readonly kind: "pointer";
  readonly base: Region | HeapObject | Immortal | Frame | string | undefined;
  readonly offset: number;
}

export type Value = bigint | number | HeapObject | Immortal | AnyValue | Pointer | undefined;

interface Frame {
  readonly kind: "frame";
  readonly fn: IrFunction;
  readonly env: Value[];
  readonly locals: Map<string, Value>;
  block: string;
  /** Set while suspended. */
  waiting?: { readonly resume: Target; readonly destroy: Target };
}

type Outcome =
  | { readonly kind: "return"; readonly value: Value }
  | { readonly kind: "throw"; readonly error: Value }
  | { readonly kind: "suspend" }
  | { readonly kind: "end" };

export interface RunResult {
  readonly log: readonly string[];
  readonly allocated: number;
  /** Cells of dead objects that others were made in. */
  readonly reused: number;
}

const undefinedObject: Immortal = { kind: "immortal", text: "undefined", className: "undefined" };
const nullObject: Immortal = { kind: "immortal", text: "null", className: "null" };
const undefinedAny: AnyValue = { kind: "any", tag: "ref", payload: undefinedObject };

/** A counting error of the program, with the place where it showed. */
export class CountingError extends Error {}

/**
 * Runs the start function, ends all suspended coroutines, releases the globals and, when counting, checks that nothing is left.
 *
 * The functions `log.ref(ref)`, `log.any(any)`, `log.i32(i32)` and `new.cell() → ptr` are built in.
 */
export function run(module: IrModule, counting: boolean): RunResult {
  return new Interpreter(module, counting).run();
}

class Interpreter {
  readonly #module: IrModule;
  readonly #counting: boolean;
  readonly #log: string[] = [];
  readonly #globals = new Map<string, Value>();
  readonly #objects: HeapObject[] = [];
  readonly #regions: Region[] = [];
  readonly #statics = new Map<string, HeapObject>();
  /** Objects by when they were logged first, from 1: what is in the image, or in a frame, is not made in the same order. */
  readonly #logged = new Map<HeapObject, number>();
  readonly #suspended: Frame[] = [];
  /** What `reset` gave and nobody has taken or freed. */
  readonly #cells = new Set<Region>();
  #reused = 0;
  #steps = 0;

  constructor(module: IrModule, counting: boolean) {
    this.#module = module;
    this.#counting = counting;
    for (const global of module.globals.values()) this.#globals.set(global.name, this.#zero(global.type));
  }

  run(): RunResult {
    const outcome = this.#call(this.#module.start, []);
    if (outcome.kind === "throw") {
      this.#log.push(`uncaught ${this.#logLine(outcome.error)}`);
      this.#release(outcome.error, "uncaught");
    } else if (outcome.kind === "return") this.#release(outcome.value, "result of start");
    for (let turn = 0; this.#suspended.length > 0; turn++) {
      const frame = this.#suspended.shift()!;
      this.#continue(frame, turn % 3 === 2 ? "destroy" : "resume");
    }
    for (const [name, value] of this.#globals) {
      this.#globals.set(name, this.#zero(this.#module.globals.get(name)!.type));
      this.#release(value, `global ${name}`);
    }
    for (const { def, fields } of this.#statics.values())
      for (const value of fields.values()) this.#release(value, `fields of the static ${def.name}`);
    for (const region of this.#regions) {
      for (const { type, value } of region.cells.values()) if (isCounted(type as "ref")) this.#release(value, "cell");
    }
    if (this.#counting) {
      const left = this.#objects.filter((object) => !object.freed);
      if (left.length > 0 && !this.#cyclic(left)) {
        throw new CountingError(`left over: ${left.map((object) => this.#describe(object)).join(", ")}`);
      }
    }
    if (this.#cells.size > 0) throw new CountingError(`${this.#cells.size} cells were neither taken nor freed`);
    return { log: this.#log, allocated: this.#objects.length, reused: this.#reused };
  }

  /** Are the counts of the objects that are left explained by the references among them? Then they are cycles, which leak by design. */
  #cyclic(left: readonly HeapObject[]): boolean {
    const references = new Map<HeapObject, number>();
    const count = (value: Value): void => {
      if (typeof value !== "object") return;
      if (value.kind === "any") count(value.payload);
      else if (value.kind === "object") references.set(value, (references.get(value) ?? 0) + 1);
    };
    for (const object of left) for (const value of object.fields.values()) count(value);
    return left.every((object) => references.get(object) === object.count + 1);
  }

  #zero(type: string): Value {
    if (type === "ref") return undefinedObject;
    if (type === "any") return undefinedAny;
    if (type === "ptr") return { kind: "pointer", base: undefined, offset: 0 };
    return type.startsWith("f") ? 0 : 0n;
  }

  // ---- counting ----

  #object(value: Value): HeapObject | undefined {
    if (typeof value !== "object") return undefined;
    if (value.kind === "any") return value.tag === "ref" ? this.#object(value.payload) : undefined;
    return value.kind === "object" ? value : undefined;
  }

  #alive(value: Value, where: string): void {
    const object = this.#object(value);
    if (object?.freed) throw new CountingError(`use of freed ${this.#describe(object)} at ${where}`);
    if (typeof value === "object" && value.kind === "pointer" && typeof value.base === "object") {
      if (value.base.kind === "object") this.#alive(value.base, where);
    }
  }

  #retain(value: Value, where: string): void {
    const object = this.#object(value);
    if (!object || !this.#counting) return;
    this.#alive(object, where);
    if (!object.local) object.count++;
  }

  #release(value: Value, where: string): void {
    const object = this.#object(value);
    if (!object || !this.#counting) return;
    this.#alive(object, where);
    if (object.local || object.count-- > 0) return;
    object.count = 0;
    this.#end(object, where);
  }

  #end(object: HeapObject, where: string): void {
    const finalizer = this.#finalizer(object.def);
    if (finalizer !== undefined) this.#call(finalizer, [object]);
    if (object.count !== 0) throw new CountingError(`${this.#describe(object)} was kept by its finalizer at ${where}`);
    object.freed = true;
    for (const field of object.fields.values()) this.#release(field, `fields of ${this.#describe(object)}, ${where}`);
  }

  #finalizer(def: ClassDef): string | undefined {
    return def.finalizer ?? (def.base === undefined ? undefined : this.#finalizer(this.#module.classes.get(def.base)!));
  }

  /** As the log has it. */
  #logLine(value: Value): string {
    return this.#describe(value, (object) => {
      const serial = this.#logged.get(object) ?? this.#logged.size + 1;
      this.#logged.set(object, serial);
      return serial;
    });
  }

  #describe(value: Value, serialOf = ({ serial }: HeapObject): number => serial): string {
    if (typeof value !== "object") return String(value);
    switch (value.kind) {
      case "object":
        return `${value.def.name}#${serialOf(value)}`;
      case "immortal":
        return JSON.stringify(value.text);
      case "any":
        return `any ${value.tag} ${this.#describe(value.payload, serialOf)}`;
      case "pointer":
        return "pointer";
    }
  }

  // ---- calls ----

  #call(name: string, args: readonly Value[]): Outcome {
    const builtin = this.#builtin(name, args);
    if (builtin) return builtin;
    const fn = this.#module.functions.get(name);
    if (!fn) throw new Error(`no function ${name}`);
    const frame: Frame = { kind: "frame", fn, env: [], locals: new Map(), block: fn.blocks[0]!.name };
    for (const [index, param] of fn.params.entries()) frame.env[param.value] = args[index];
    const outcome = this.#runFrame(frame);
    return fn.coroutine ? { kind: "return", value: 1n } : outcome;
  }

  #builtin(name: string, args: readonly Value[]): Outcome | undefined {
    switch (name) {
      case "log.ref":
      case "log.any":
      case "log.i32":
        this.#log.push(this.#logLine(args[0]));
        return { kind: "return", value: undefined };
      case "new.cell": {
        const region: Region = { kind: "region", cells: new Map() };
        this.#regions.push(region);
        return { kind: "return", value: { kind: "pointer", base: region, offset: 0 } };
      }
      default:
        return undefined;
    }
  }

  #callee(frame: Frame, callee: Callee): string {
    if (callee.kind === "direct") return callee.name;
    const pointer = this.#operand(frame, callee.pointer);
    if (typeof pointer === "object" && pointer.kind === "pointer" && typeof pointer.base === "string")
      return pointer.base;
    throw new Error("an indirect call of no function");
  }

  #continue(frame: Frame, how: "resume" | "destroy"): void {
    const target = frame.waiting![how];
    frame.waiting = undefined;
    this.#goto(frame, target, []);
    this.#runFrame(frame);
  }

  #goto(frame: Frame, target: Target, implicit: readonly Value[]): void {
    const values = [...implicit, ...target.args.map((arg) => this.#operand(frame, arg))];
    const block = frame.fn.blocks.find((candidate) => candidate.name === target.block)!;
    for (const [index, param] of block.params.entries()) frame.env[param] = values[index];
    frame.block = block.name;
  }

  #runFrame(frame: Frame): Outcome {
    for (;;) {
      const block = frame.fn.blocks.find((candidate) => candidate.name === frame.block)!;
      for (const instr of block.instrs) {
        const value = this.#instr(frame, instr);
        if (instr.result !== undefined) frame.env[instr.result] = value;
      }
      if (++this.#steps > 200_000) throw new Error("the program doesn't end");
      const { terminator } = block;
      const where = `${frame.fn.name} ${block.name}: ${printTerminator(terminator)}`;
      switch (terminator.op) {
        case "jump":
          this.#goto(frame, terminator.target, []);
          break;
        case "branch":
          this.#goto(frame, this.#operand(frame, terminator.condition) === 1n ? terminator.then : terminator.else, []);
          break;
        case "switch": {
          const value = this.#operand(frame, terminator.value);
          const found = terminator.cases.find((c) => c.value === value);
          this.#goto(frame, found?.target ?? terminator.default, []);
          break;
        }
        case "return": {
          const value = terminator.value ? this.#operand(frame, terminator.value) : undefined;
          if (isCounted(frame.fn.result)) this.#alive(value, where);
          return { kind: "return", value };
        }
        case "throw": {
          const error = this.#operand(frame, terminator.error);
          this.#alive(error, where);
          return { kind: "throw", error };
        }
        case "invoke": {
          const args = terminator.args.map((arg) => this.#operand(frame, arg));
          for (const arg of args) this.#alive(arg, where);
          const name = this.#callee(frame, terminator.callee);
          const outcome = this.#call(name, args);
          if (outcome.kind === "throw") this.#goto(frame, terminator.unwind, [outcome.error]);
          else if (outcome.kind === "return") {
            const isVoid = name.startsWith("log.") || this.#module.functions.get(name)?.result === "void";
            this.#goto(frame, terminator.normal, isVoid ? [] : [outcome.value]);
          }
          break;
        }
        case "suspend":
          frame.waiting = terminator;
          this.#suspended.push(frame);
          return { kind: "suspend" };
        case "coro.end":
          return { kind: "end" };
        case "unreachable":
          throw new Error(`reached ${where}`);
      }
    }
  }

  // ---- instructions ----

  /** Constants need no frame. */
  #operand(frame: Frame | undefined, operand: Operand): Value {
    switch (operand.kind) {
      case "value":
        return frame!.env[operand.id];
      case "int":
        return operand.value;
      case "float":
        return operand.value;
      case "null":
        return nullObject;
      case "undefined":
        return undefinedObject;
      case "string":
        return { kind: "immortal", text: operand.text, className: "string" };
      case "static":
        return this.#static(operand.name);
      case "nullptr":
        return { kind: "pointer", base: undefined, offset: 0 };
      case "function":
      case "data":
      case "symbol":
        return { kind: "pointer", base: operand.name, offset: 0 };
      case "sizeof":
        return 16n;
    }
  }

  /** An object of the image, as counting sees it: like one in a frame. */
  #static(name: string): HeapObject {
    const present = this.#statics.get(name);
    if (present) return present;
    const { class: className, fields } = this.#module.statics.get(name)!;
    const def = this.#module.classes.get(className)!;
    const object: HeapObject = {
      kind: "object",
      serial: -1 - this.#statics.size,
      def,
      fields: new Map(),
      count: 0,
      freed: false,
      local: true,
    };
    this.#statics.set(name, object);
    for (
      let at: ClassDef | undefined = def;
      at;
      at = at.base === undefined ? undefined : this.#module.classes.get(at.base)
    )
      for (const field of at.fields) object.fields.set(field.name, this.#zero(field.type));
    for (const [field, constant] of fields) object.fields.set(field, this.#constant(constant));
    return object;
  }

  #constant(constant: Constant): Value {
    if (constant.kind !== "boxed") return this.#operand(undefined, constant);
    return { kind: "any", tag: constant.tag, payload: this.#operand(undefined, constant.value) };
  }

  #classOf(value: Value): string {
    if (typeof value === "object" && value.kind === "object") return value.def.name;
    if (typeof value === "object" && value.kind === "immortal") return value.className;
    throw new Error("not an object");
  }

  #instr(frame: Frame, instr: Instr): Value {
    const where = `${frame.fn.name} ${frame.block}: ${printInstr(frame.fn, instr)}`;
    const get = (operand: Operand): Value => {
      const value = this.#operand(frame, operand);
      this.#alive(value, where);
      return value;
    };
    const object = (operand: Operand): HeapObject => {
      const value = get(operand);
      if (typeof value === "object" && value.kind === "object") return value;
      throw new Error(`no object at ${where}`);
    };
    const cell = (operand: Operand): { region: Region; offset: number } | undefined => {
      const value = get(operand);
      if (typeof value !== "object" || value.kind !== "pointer" || typeof value.base !== "object")
        throw new Error(where);
      return value.base.kind === "region" ? { region: value.base, offset: value.offset } : undefined;
    };
    switch (instr.op) {
      case "binary": {
        const [a, b] = [get(instr.left) as bigint, get(instr.right) as bigint];
        const type = operandType(frame.fn, instr.left);
        const bits = isIntType(type) ? intBits[type] : 64;
        const wrap = (value: bigint): bigint => (bits === 1 ? BigInt.asUintN(1, value) : BigInt.asIntN(bits, value));
        switch (instr.operator) {
          case "add":
            return wrap(a + b);
          case "sub":
            return wrap(a - b);
          case "xor":
            return wrap(a ^ b);
          case "and":
            return wrap(a & b);
          default:
            throw new Error(`not supported: ${where}`);
        }
      }
      case "compare": {
        const [a, b] = [get(instr.left), get(instr.right)];
        const isAddress =
          typeof a === "object" && a.kind === "pointer" && typeof b === "object" && b.kind === "pointer";
        const same = isAddress
          ? a.base === b.base && a.offset === b.offset
          : a === b || this.#describe(a) === this.#describe(b);
        switch (instr.predicate) {
          case "eq":
            return same ? 1n : 0n;
          case "ne":
            return same ? 0n : 1n;
          case "slt":
            return (a as bigint) < (b as bigint) ? 1n : 0n;
          case "sgt":
            return (a as bigint) > (b as bigint) ? 1n : 0n;
          default:
            throw new Error(`not supported: ${where}`);
        }
      }
      case "convert": {
        const value = get(instr.value);
        if (instr.conversion === "addressof") return { kind: "pointer", base: value as HeapObject, offset: 0 };
        if (instr.conversion === "refof") return (value as Pointer).base as HeapObject;
        throw new Error(`not supported: ${where}`);
      }
      case "select":
        return get(instr.condition) === 1n ? get(instr.then) : get(instr.else);
      case "local.get":
        return frame.locals.get(instr.local) ?? this.#zero(frame.fn.locals.get(instr.local)!);
      case "local.set":
        frame.locals.set(instr.local, get(instr.value));
        return undefined;
      case "init":
      case "room.init":
      case "stack.init": {
        const def = this.#module.classes.get(instr.class)!;
        const fields = new Map<string, Value>();
        for (let at: ClassDef | undefined = def; at; at = this.#module.classes.get(at.base ?? "")) {
          for (const field of at.fields) fields.set(field.name, this.#zero(field.type));
        }
        const local = instr.op !== "init";
        // The room of the one before is used again.
        const before = local ? frame.env[instr.result!] : undefined;
        if (before !== undefined && this.#counting && !(before as HeapObject).freed)
          throw new CountingError(`${this.#describe(before)} is still there at ${where}`);
        const serial = this.#objects.length;
        const made: HeapObject = { kind: "object", serial, def, fields, count: 0, freed: false, local };
        this.#objects.push(made);
        if (instr.op === "room.init") {
          const room = cell(instr.address)!;
          if (room.region.cells.size > 0) {
            const other = room.region.cells.get(0)!.value as HeapObject;
            if (!other.freed) throw new CountingError(`${this.#describe(other)} is in the way at ${where}`);
          }
          room.region.cells.set(room.offset, { type: "room", value: made });
        }
        return made;
      }
      case "stack.room":
        return { kind: "pointer", base: { kind: "region", cells: new Map() }, offset: 0 };
      case "room.get": {
        const room = cell(instr.address)!;
        const found = room.region.cells.get(room.offset)?.value;
        if (found === undefined) throw new CountingError(`nothing was made in the room at ${where}`);
        this.#alive(found, where);
        return found;
      }
      case "room.leave":
        this.#alive(get(instr.object), where);
        return undefined;
      case "stack.end":
        if (this.#counting) {
          this.#alive(get(instr.object), where);
          this.#end(object(instr.object), where);
        }
        return undefined;
      case "field.get":
      case "field.take":
        return object(instr.object).fields.get(instr.field);
      case "field.set":
      case "field.init": {
        const target = object(instr.object);
        const value = get(instr.value);
        const old = target.fields.get(instr.field);
        target.fields.set(instr.field, value);
        if (instr.op === "field.set") this.#release(old, where);
        return undefined;
      }
      case "load":
      case "take": {
        const from = cell(instr.address);
        const found = from?.region.cells.get(from.offset);
        if (instr.op === "take") from?.region.cells.delete(from.offset);
        return found ? found.value : this.#zero(instr.type);
      }
      case "store": {
        const to = cell(instr.address)!;
        to.region.cells.set(to.offset, { type: instr.type, value: get(instr.value) });
        return undefined;
      }
      case "offset": {
        const address = get(instr.address) as Pointer;
        return { ...address, offset: address.offset + Number(get(instr.bytes)) };
      }
      case "call": {
        const args = instr.args.map(get);
        const outcome = this.#call(this.#callee(frame, instr.callee), args);
        if (outcome.kind !== "return") throw new Error(`a call that throws: ${where}`);
        return outcome.value;
      }
      case "global.get":
      case "global.take":
        return this.#globals.get(instr.global);
      case "global.set":
      case "global.init": {
        const value = get(instr.value);
        const old = this.#globals.get(instr.global);
        this.#globals.set(instr.global, value);
        if (instr.op === "global.set") this.#release(old, where);
        return undefined;
      }
      case "any.box":
        return { kind: "any", tag: instr.tag, payload: get(instr.value) };
      case "any.unbox": {
        const value = get(instr.value) as AnyValue;
        if (value.tag !== instr.tag) throw new Error(`the tag is ${value.tag} at ${where}`);
        return value.payload;
      }
      case "any.tag":
        return BigInt(AnyTag[(get(instr.value) as AnyValue).tag]);
      case "is": {
        for (let name: string | undefined = this.#classOf(get(instr.object)); name !== undefined; ) {
          if (name === instr.class) return 1n;
          name = this.#module.classes.get(name)?.base;
        }
        return 0n;
      }
      case "table.get": {
        const name = this.#classOf(get(instr.object));
        const entry = this.#module.tables.get(instr.table)!.entries.get(name);
        if (entry === undefined) throw new Error(`no entry for ${name} at ${where}`);
        return { kind: "pointer", base: entry, offset: 0 };
      }
      case "retain":
        this.#retain(get(instr.value), where);
        return undefined;
      case "release":
        this.#release(get(instr.value), where);
        return undefined;
      case "reset": {
        const dead = object(instr.object);
        for (const { value } of instr.kept) this.#retain(get(value), where);
        const ends = this.#counting && dead.count === 0 && !dead.local && dead.def.name === instr.class;
        if (!ends) {
          this.#release(dead, where);
          return { kind: "pointer", base: undefined, offset: 0 };
        }
        this.#end(dead, where);
        const region: Region = { kind: "region", cells: new Map() };
        this.#cells.add(region);
        return { kind: "pointer", base: region, offset: 0 };
      }
      case "reset.take":
      case "reset.free": {
        const spent = get(instr.cell) as Pointer;
        if (spent.base === undefined) return spent;
        if (!this.#cells.delete(spent.base as Region)) throw new CountingError(`the cell is spent already at ${where}`);
        if (instr.op === "reset.take") this.#reused++;
        return spent;
      }
      case "intrinsic":
        if (instr.name === "class.name")
          return { kind: "immortal", text: this.#classOf(get(instr.args[0]!)), className: "string" };
        throw new Error(`not supported: ${where}`);
      default:
        throw new Error(`not supported: ${where}`);
    }
  }
}
