/**
 * Random programs in IR as a frontend would write them: locals, objects, globals, raw cells, boxed values, calls that throw, loops,
 * coroutines. Each terminates (a global counts fuel down) and is valid, so that whatever the passes make of it must log the same.
 */
import {
  bool,
  createModule,
  direct,
  FunctionBuilder,
  functionPtr,
  i32,
  i64,
  indirect,
  nullPtr,
  nullRef,
  sizeOfClass,
  str,
  symbolPtr,
  undefinedRef,
} from "../../compiler/src/ir/builder.ts";
import type { IrFunction, IrModule, IrType, Operand } from "../../compiler/src/ir/ir.ts";
import { AnyTag } from "../../compiler/src/ir/ir.ts";

/** A small, fast, seeded generator (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }
}

interface Plan {
  readonly name: string;
  readonly params: readonly { name: string; type: IrType; ownership: "borrowed" | "owned" }[];
  readonly result: IrType;
  readonly coroutine: boolean;
  readonly addressTaken: boolean;
}

export interface GeneratedProgram {
  readonly module: IrModule;
  /** Finalizers write memory, so that freeing can be seen: the log without counting differs. */
  readonly finalizerWrites: boolean;
}

/** What a function does that is built in, no pass may know: its body here reads what only the running program can. */
function touchWorld(b: FunctionBuilder): void {
  b.load("i32", symbolPtr("world"), true);
}

export function generateProgram(seed: number): GeneratedProgram {
  const random = new Random(seed);
  const module = createModule("linux");
  const finalizerWrites = random.chance(0.2);
  module.classes.set("A", {
    name: "A",
    display: "A",
    typeof: "object",
    ...(finalizerWrites ? { finalizer: "A.finalize" } : {}),
    fields: [
      { name: "f", type: "ref" },
      { name: "k", type: "ref" },
      { name: "a", type: "any" },
      { name: "n", type: "i32" },
    ],
  });
  module.classes.set("B", {
    name: "B",
    display: "B",
    base: "A",
    typeof: "object",
    fields: [{ name: "g", type: "ref" }],
  });
  const global = (name: string, type: IrType): void => {
    module.globals.set(name, { name, type });
  };
  global("fuel", "i32");
  global("g", "ref");
  global("h", "any");
  global("once", "ref");
  global("cell", "ptr");
  const add = (fn: IrFunction): void => {
    module.functions.set(fn.name, fn);
  };
  for (const type of ["ref", "any", "i32"] as const) {
    const b = new FunctionBuilder({
      name: `log.${type}`,
      params: [{ name: "x", type }],
      result: "void",
      inline: "never",
      throws: false,
    });
    touchWorld(b);
    b.return();
    add(b.finish());
  }
  const cell = new FunctionBuilder({ name: "new.cell", params: [], result: "ptr", throws: false, inline: "never" });
  touchWorld(cell);
  cell.return(nullPtr);
  add(cell.finish());
  const bytes = [{ name: "bytes", type: "i64" as const }];
  const allocate = new FunctionBuilder({ name: "rt.allocate", params: bytes, result: "ptr", throws: false });
  allocate.return(nullPtr);
  add(allocate.finish());

  const plans: Plan[] = [];
  const count = 2 + random.below(5);
  for (let index = 0; index < count; index++) {
    const coroutine = random.chance(0.2);
    const addressTaken = !coroutine && random.chance(0.3);
    plans.push({
      name: `f${index}`,
      coroutine,
      addressTaken,
      result: coroutine ? "i1" : addressTaken ? "ref" : random.pick(["void", "ref", "ref", "any", "i32"] as const),
      params: addressTaken
        ? [{ name: "p0", type: "ref", ownership: "borrowed" }]
        : Array.from({ length: random.below(4) }, (_, at) => ({
            name: `p${at}`,
            type: random.pick(["ref", "ref", "any", "i32"] as const),
            ownership: random.chance(0.3) ? ("owned" as const) : ("borrowed" as const),
          })).map((param) => (param.type === "i32" ? { ...param, ownership: "borrowed" as const } : param)),
    });
  }
  const virtual = plans.filter((plan) => plan.addressTaken).map((plan) => plan.name);
  if (virtual.length > 0) {
    const entries = new Map([
      ["A", random.pick(virtual)],
      ["B", random.pick(virtual)],
    ]);
    module.tables.set("T", { name: "T", entries });
  }
  for (const throws of [false, true]) add(generateClobber(throws));
  for (const fn of generateAccessors()) add(fn);
  for (const plan of plans) add(new FunctionGenerator(random, module, plans, plan).generate());
  if (finalizerWrites) add(generateFinalizer(random));
  add(new FunctionGenerator(random, module, plans, startPlan).generate());
  return { module, finalizerWrites };
}

const startPlan: Plan = { name: "start", params: [], result: "ref", coroutine: false, addressTaken: false };

function generateFinalizer(random: Random): IrFunction {
  const b = new FunctionBuilder({
    name: "A.finalize",
    params: [{ name: "this", type: "ref" }],
    result: "void",
    throws: false,
    addressTaken: true,
  });
  if (random.chance(0.5)) b.globalSet("g", undefinedRef);
  else {
    const other = b.globalGet("ref", "g");
    const [yes, end] = [b.newBlock("yes"), b.newBlock("end")];
    b.branch(b.is("A", other), yes, end);
    b.setBlock(yes);
    b.fieldSet("A", "f", other, nullRef);
    b.jump(end);
    b.setBlock(end);
  }
  b.return();
  return b.finish();
}

/** Overwrites each kind of place, then uses its argument, which the caller may have borrowed from one of them. */
function generateClobber(throws: boolean): IrFunction {
  const params = ["x", "o"].map((name) => ({ name, type: "ref" as const }));
  const b = new FunctionBuilder({ name: throws ? "clobber.throws" : "clobber", params, result: "void" });
  const [yes, end] = [b.newBlock("yes"), b.newBlock("end")];
  b.globalSet("g", undefinedRef);
  const cell = b.globalGet("ptr", "cell");
  b.take("ref", cell);
  b.store("ref", cell, nullRef);
  b.branch(b.is("A", b.param(1)), yes, end);
  b.setBlock(yes);
  b.fieldSet("A", "f", b.param(1), nullRef);
  b.jump(end);
  b.setBlock(end);
  b.call(direct("log.ref"), [b.param(0)], "void");
  if (throws) {
    const [fail, done] = [b.newBlock("fail"), b.newBlock("done")];
    b.branch(b.is("B", b.param(0)), fail, done);
    b.setBlock(fail);
    b.throw(b.param(0));
    b.setBlock(done);
  }
  b.return();
  return b.finish();
}

/** Functions small enough to be inlined. */
function generateAccessors(): IrFunction[] {
  const getter = new FunctionBuilder({ name: "A.get", params: [{ name: "this", type: "ref" }], result: "ref" });
  getter.return(getter.fieldGet("ref", "A", "f", getter.param(0)));
  const params = ["this", "x"].map((name) => ({ name, type: "ref" as const }));
  const swap = new FunctionBuilder({ name: "A.swap", params, result: "ref" });
  const old = swap.fieldGet("ref", "A", "f", swap.param(0));
  swap.fieldSet("A", "f", swap.param(0), swap.param(1));
  swap.return(old);
  const make = new FunctionBuilder({
    name: "A.make",
    params: [{ name: "x", type: "ref", ownership: "owned" }],
    result: "ref",
  });
  const made = make.init("A", make.call(direct("rt.allocate"), [sizeOfClass("A")], "ptr")!);
  make.fieldInit("A", "f", made, make.param(0));
  make.return(made);
  const self = new FunctionBuilder({
    name: "A.self",
    params: [{ name: "this", type: "ref" }],
    result: "ref",
    inline: "never",
  });
  self.return(self.param(0));
  return [getter, swap, make, self].map((b) => b.finish());
}

/** Values in reach, by type. `objects` are those known to be instances of `A`. */
interface Scope {
  refs: Operand[];
  objects: Operand[];
  anys: Operand[];
  ints: Operand[];
  cells: Operand[];
}

/** Somewhere that holds a ref: how to read it and how to replace what is there. */
interface Place {
  readonly read: () => Operand;
  readonly write: (value: Operand) => void;
}

interface Loop {
  readonly head: string;
  readonly exit: string;
}

class FunctionGenerator {
  readonly #random: Random;
  readonly #module: IrModule;
  readonly #plans: readonly Plan[];
  readonly #plan: Plan;
  readonly #b: FunctionBuilder;
  readonly #loops: Loop[] = [];
  readonly #handlers: string[] = [];
  readonly #locals: { ref: string[]; any: string[]; i32: string[] } = { ref: [], any: [], i32: [] };
  #scope: Scope = { refs: [], objects: [], anys: [], ints: [], cells: [] };
  #budget: number;
  #destroy: string | undefined;

  constructor(random: Random, module: IrModule, plans: readonly Plan[], plan: Plan) {
    this.#random = random;
    this.#module = module;
    this.#plans = plans;
    this.#plan = plan;
    this.#b = new FunctionBuilder({ ...plan });
    this.#budget = (plan.name === "start" ? 20 : 6) + random.below(30);
  }

  generate(): IrFunction {
    const b = this.#b;
    for (const [index, param] of this.#plan.params.entries()) this.#add(param.type, b.param(index));
    for (const type of ["ref", "ref", "any", "i32"] as const) {
      const local = b.addLocal(`v_${type}`, type);
      this.#locals[type].push(local);
      if (this.#random.chance(0.5)) b.localSet(local, this.#value(type));
    }
    if (this.#plan.name === "start") {
      b.globalSet("fuel", i32(60));
      b.globalSet("once", this.#new());
      b.globalSet("cell", b.call(direct("new.cell"), [], "ptr"));
    } else this.#burn(() => this.#leave());
    this.#statements(0);
    if (!b.isTerminated) this.#leave();
    return b.finish();
  }

  /** Takes one from the fuel; runs `empty` in a block of its own if none is left. */
  #burn(empty: () => void): void {
    const b = this.#b;
    const left = b.binary("sub", b.globalGet("i32", "fuel"), i32(1));
    b.globalSet("fuel", left);
    const [stop, go] = [b.newBlock("empty"), b.newBlock("go")];
    b.branch(b.compare("slt", left, i32(0)), stop, go);
    b.setBlock(stop);
    this.#inScope(empty);
    b.setBlock(go);
  }

  #leave(): void {
    const b = this.#b;
    if (this.#plan.coroutine) b.coroEnd();
    else if (this.#plan.result === "void") b.return();
    else b.return(this.#value(this.#plan.result));
  }

  #inScope(body: () => void): void {
    const saved = this.#scope;
    this.#scope = {
      refs: [...saved.refs],
      objects: [...saved.objects],
      anys: [...saved.anys],
      ints: [...saved.ints],
      cells: [...saved.cells],
    };
    body();
    this.#scope = saved;
  }

  #add(type: IrType, value: Operand | undefined): void {
    if (!value) return;
    if (type === "ref") this.#scope.refs.push(value);
    else if (type === "any") this.#scope.anys.push(value);
    else if (type === "i32") this.#scope.ints.push(value);
    else if (type === "ptr") this.#scope.cells.push(value);
  }

  // ---- expressions ----

  #value(type: IrType): Operand {
    switch (type) {
      case "ref":
        return this.#ref();
      case "any":
        return this.#any();
      case "i1":
        return this.#condition();
      default:
        return this.#int();
    }
  }

  #recent(items: readonly Operand[]): Operand {
    const { length } = items;
    return this.#random.chance(0.6)
      ? items[length - 1 - this.#random.below(Math.min(3, length))]!
      : this.#random.pick(items);
  }

  #ref(): Operand {
    const { refs } = this.#scope;
    if (refs.length > 0 && this.#random.chance(0.8)) return this.#recent(refs);
    return this.#random.pick([nullRef, undefinedRef, str("s")]);
  }

  #any(): Operand {
    const { anys } = this.#scope;
    if (anys.length > 0 && this.#random.chance(0.6)) return this.#recent(anys);
    const value = this.#random.chance(0.3) ? this.#b.anyBox("i32", this.#int()) : this.#b.anyBox("ref", this.#ref());
    this.#scope.anys.push(value);
    return value;
  }

  #int(): Operand {
    const { ints } = this.#scope;
    return ints.length > 0 && this.#random.chance(0.6) ? this.#recent(ints) : i32(this.#random.below(4));
  }

  #condition(): Operand {
    const b = this.#b;
    switch (this.#random.below(5)) {
      case 0:
        return b.compare("eq", this.#ref(), this.#ref());
      case 1:
        return b.is(this.#random.pick(["A", "B"]), this.#ref());
      case 2:
        return bool(this.#random.chance(0.5));
      case 3:
        return b.compare("eq", b.anyTag(this.#any()), i32(AnyTag.ref));
      default:
        return b.compare("slt", this.#int(), this.#int());
    }
  }

  #new(): Operand {
    const b = this.#b;
    const isB = this.#random.chance(0.4);
    const made = isB ? "B" : "A";
    const object = b.init(made, b.call(direct("rt.allocate"), [sizeOfClass(made)], "ptr")!);
    if (this.#random.chance(0.7)) b.fieldInit("A", "k", object, this.#ref());
    if (this.#random.chance(0.4)) b.fieldInit("A", "f", object, this.#ref());
    if (this.#random.chance(0.3)) b.fieldInit("A", "a", object, this.#any());
    b.fieldInit("A", "n", object, this.#int());
    this.#scope.refs.push(object);
    this.#scope.objects.push(object);
    return object;
  }

  // ---- statements ----

  #statements(depth: number): void {
    const end = depth === 0 ? 30 : 1 + this.#random.below(8);
    for (let at = 0; at < end && this.#budget > 0 && !this.#b.isTerminated; at++) {
      this.#budget--;
      this.#statement(depth);
    }
  }

  #statement(depth: number): void {
    const choice = this.#random.below(depth < 4 ? 32 : 25) - 7;
    const b = this.#b;
    switch (choice) {
      case -7:
      case -6:
        if (depth < 4) this.#walk(depth);
        return;
      case -5:
      case -4:
      case -3:
      case -2:
        this.#overwrite(depth);
        return;
      case -1:
        b.globalSet(
          "g",
          this.#hidden(() => this.#new()),
        );
        return;
      case 0:
      case 1:
        this.#new();
        return;
      case 2:
      case 3:
        this.#withObject(depth, (object) => this.#read(object));
        return;
      case 4:
        this.#withObject(depth, (object) => this.#write(object));
        return;
      case 5: {
        const type = this.#random.pick(["ref", "any", "i32"] as const);
        this.#add(type, b.localGet(this.#random.pick(this.#locals[type])));
        return;
      }
      case 6: {
        const type = this.#random.pick(["ref", "any", "i32"] as const);
        b.localSet(this.#random.pick(this.#locals[type]), this.#value(type));
        return;
      }
      case 7:
        this.#add("ref", b.globalGet("ref", this.#random.pick(["g", "g", "once"])));
        return;
      case 8:
        if (this.#random.chance(0.5)) b.globalSet("g", this.#ref());
        else b.globalSet("h", this.#any());
        return;
      case 9:
        this.#add("any", b.globalGet("any", "h"));
        return;
      case 10:
        this.#cell();
        return;
      case 11:
        this.#unbox(depth);
        return;
      case 12:
      case 13:
        this.#call();
        return;
      case 14: {
        const type = this.#random.pick(["ref", "ref", "any", "i32"] as const);
        b.call(direct(`log.${type}`), [this.#value(type)], "void");
        return;
      }
      case 15:
        this.#address();
        return;
      case 16:
        this.#exit(depth);
        return;
      case 17:
        this.#virtualCall(depth);
        return;
      case 18:
      case 19:
      case 20:
        this.#if(depth);
        return;
      case 21:
      case 22:
        this.#loop(depth);
        return;
      case 23:
        this.#switch(depth);
        return;
      default:
        if (this.#plan.coroutine) this.#suspend();
        else this.#try(depth);
    }
  }

  /** Runs `body` with a value that is an instance of `A`: one that is known to be, or one that is tested here. */
  #withObject(depth: number, body: (object: Operand) => void): void {
    const b = this.#b;
    if (this.#scope.objects.length > 0 && this.#random.chance(0.6)) {
      body(this.#recent(this.#scope.objects));
      return;
    }
    const object = this.#ref();
    const [yes, end] = [b.newBlock("object"), b.newBlock("join")];
    b.branch(b.is("A", object), yes, end);
    b.setBlock(yes);
    this.#inScope(() => {
      this.#scope.objects.push(object);
      body(object);
      if (this.#random.chance(0.4)) this.#statements(depth + 1);
      if (!b.isTerminated) b.jump(end);
    });
    b.setBlock(end);
  }

  #read(object: Operand): void {
    const b = this.#b;
    const call = (name: string, args: Operand[]): void => {
      this.#add("ref", b.invoke(direct(name), args, "ref", ...this.#unwind()));
    };
    switch (this.#random.below(8)) {
      case 4:
        call("A.get", [object]);
        return;
      case 5:
        call("A.swap", [object, this.#ref()]);
        return;
      case 6:
        call("A.make", [this.#ref()]);
        return;
      case 7:
        call("A.self", [object]);
        return;
      case 0:
        this.#add("any", b.fieldGet("any", "A", "a", object));
        return;
      case 1:
        this.#add("i32", b.fieldGet("i32", "A", "n", object));
        return;
      case 2:
        this.#add("ref", b.fieldGet("ref", "A", "k", object));
        return;
      default:
        this.#add("ref", b.fieldGet("ref", "A", "f", object));
        return;
    }
  }

  #write(object: Operand): void {
    const b = this.#b;
    switch (this.#random.below(3)) {
      case 0:
        b.fieldSet("A", "a", object, this.#any());
        return;
      case 1:
        b.fieldSet("A", "n", object, this.#int());
        return;
      default:
        b.fieldSet("A", "f", object, this.#ref());
        return;
    }
  }

  /** The values that `make` brings into scope stay out of it. */
  #hidden<T>(make: () => T): T {
    let result: T | undefined;
    this.#inScope(() => {
      result = make();
    });
    return result!;
  }

  /**
   * What borrowing has to be careful about: a place holds the only reference to an object; the object is read, then something happens that
   * may overwrite the place, then the object is used.
   */
  #overwrite(depth: number): void {
    const b = this.#b;
    const place = this.#place();
    const fresh = this.#hidden(() => this.#new());
    const inner = this.#random.chance(0.5) ? this.#hidden(() => this.#new()) : undefined;
    if (inner) b.fieldSet("A", "f", fresh, inner);
    if (this.#random.chance(0.8)) place.write(fresh);
    const read = place.read();
    const [yes, end] = [b.newBlock("object"), b.newBlock("join")];
    b.branch(b.is("A", read), yes, end);
    b.setBlock(yes);
    this.#inScope(() => {
      if (this.#random.chance(0.4)) this.#pop(place);
      const deep = this.#random.chance(0.5) ? b.fieldGet("ref", "A", this.#random.pick(["f", "k"]), read) : read;
      if (deep === read) this.#scope.objects.push(read);
      this.#scope.refs.push(read, deep);
      for (let steps = this.#random.below(3); steps > 0 && !b.isTerminated; steps--) {
        if (this.#random.chance(0.3)) place.write(this.#ref());
        else if (this.#random.chance(0.4)) {
          const callee = this.#random.pick(["clobber", "clobber.throws"]);
          b.invoke(direct(callee), [deep, this.#ref()], "void", ...this.#unwind());
        } else if (this.#random.chance(0.5)) this.#call();
        else this.#statement(depth + 1);
      }
      if (b.isTerminated) return;
      if (this.#random.chance(0.8)) b.call(direct("log.ref"), [deep], "void");
      b.jump(end);
    });
    b.setBlock(end);
  }

  /** Takes what a place holds, an object, out of it, and puts something else there: what comes behind it in a list, most often. */
  #pop(place: Place): void {
    const b = this.#b;
    const taken = place.read();
    const next = this.#random.chance(0.6)
      ? b.fieldGet("ref", "A", "f", taken)
      : this.#random.pick([nullRef, this.#ref()]);
    place.write(next);
    if (this.#random.chance(0.5)) b.fieldSet("A", "f", taken, nullRef);
    if (this.#random.chance(0.6)) b.call(direct("log.ref"), [taken], "void");
    if (this.#random.chance(0.6)) this.#scope.refs.push(taken);
    if (this.#random.chance(0.3)) this.#scope.refs.push(next);
  }

  /** A walk along a list, which may change on the way. */
  #walk(depth: number): void {
    const b = this.#b;
    const [head, body, exit] = [b.newBlock("head"), b.newBlock("body"), b.newBlock("exit")];
    const place = this.#place();
    if (this.#random.chance(0.6)) {
      const list = this.#hidden(() => {
        const inner = this.#new();
        const outer = this.#new();
        b.fieldSet("A", "f", outer, inner);
        return outer;
      });
      place.write(list);
    }
    const two = this.#random.chance(0.3);
    const node = b.addBlockParam(head, "ref");
    const behind = two ? b.addBlockParam(head, "ref") : undefined;
    const start = this.#random.chance(0.7) ? place.read() : this.#ref();
    b.jump(head, two ? [start, this.#random.chance(0.5) ? start : this.#ref()] : [start]);
    b.setBlock(head);
    this.#inScope(() => {
      this.#add("ref", node);
      this.#add("ref", behind);
      this.#burn(() => {
        if (this.#random.chance(0.5)) b.call(direct("log.ref"), [node], "void");
        b.jump(exit);
      });
      b.branch(b.is("A", node), body, exit);
      b.setBlock(body);
      this.#scope.objects.push(node);
      const saved = this.#loops.splice(0);
      if (this.#random.chance(0.3)) this.#statement(depth + 1);
      if (!b.isTerminated && this.#random.chance(0.2)) place.write(this.#ref());
      if (!b.isTerminated) {
        const next = b.fieldGet("ref", "A", this.#random.pick(["f", "f", "k"]), node);
        this.#add("ref", next);
        if (this.#random.chance(0.3)) this.#statement(depth + 1);
        if (!b.isTerminated) {
          if (this.#random.chance(0.5)) b.call(direct("log.ref"), [two ? behind! : node], "void");
          b.jump(head, two ? [next, this.#random.chance(0.5) ? node : behind!] : [next]);
        }
      }
      this.#loops.splice(0, Infinity, ...saved);
    });
    b.setBlock(exit);
  }

  #place(): Place {
    const b = this.#b;
    const { objects } = this.#scope;
    switch (this.#random.below(3)) {
      case 0:
        return { read: () => b.globalGet("ref", "g"), write: (value) => b.globalSet("g", value) };
      case 1: {
        const object = objects.length > 0 ? this.#recent(objects) : this.#new();
        return {
          read: () => b.fieldGet("ref", "A", "f", object),
          write: (value) => b.fieldSet("A", "f", object, value),
        };
      }
      default: {
        const cell = b.offset(b.globalGet("ptr", "cell"), i64(8 * this.#random.below(3)));
        return {
          read: () => b.load("ref", cell),
          write: (value) => {
            b.take("ref", cell);
            b.store("ref", cell, value);
          },
        };
      }
    }
  }

  /** A cell always holds a ref; it is replaced by taking the old one out and storing the new. */
  #cell(): void {
    const b = this.#b;
    if (this.#scope.cells.length === 0 || this.#random.chance(0.2)) {
      this.#scope.cells.push(b.offset(b.globalGet("ptr", "cell"), i64(8 * this.#random.below(3))));
      return;
    }
    const cell = this.#recent(this.#scope.cells);
    if (this.#random.chance(0.5)) this.#add("ref", b.load("ref", cell));
    else {
      const old = b.take("ref", cell);
      b.store("ref", cell, this.#ref());
      this.#add("ref", old);
    }
  }

  #unbox(depth: number): void {
    const b = this.#b;
    const value = this.#any();
    const [yes, end] = [b.newBlock("boxed"), b.newBlock("join")];
    b.branch(b.compare("eq", b.anyTag(value), i32(AnyTag.ref)), yes, end);
    b.setBlock(yes);
    this.#inScope(() => {
      this.#add("ref", b.anyUnbox("ref", value));
      this.#statements(depth + 1);
      if (!b.isTerminated) b.jump(end);
    });
    b.setBlock(end);
  }

  #call(): void {
    const b = this.#b;
    const callee = this.#random.pick(this.#plans);
    const args = callee.params.map((param) => this.#value(param.type));
    if (callee.coroutine) {
      b.call(direct(callee.name), args, "i1");
      return;
    }
    this.#add(callee.result, b.invoke(direct(callee.name), args, callee.result, ...this.#unwind()));
  }

  /** Where an error goes: to an enclosing handler or out of the function. */
  #unwind(): [string, Operand[]] {
    const b = this.#b;
    const handler = this.#handlers[this.#handlers.length - 1];
    if (handler !== undefined && this.#random.chance(0.3)) return [handler, []];
    const before = b.currentBlock;
    const pad = b.newBlock("unwind");
    b.setBlock(pad);
    const error = b.addBlockParam(pad, "ref");
    const args: Operand[] = [];
    if (this.#random.chance(0.3)) {
      args.push(this.#refWithout(error));
      b.call(direct("log.ref"), [b.addBlockParam(pad, "ref")], "void");
    }
    if (handler !== undefined) b.jump(handler, [error]);
    else if (this.#plan.coroutine) b.coroEnd();
    else b.throw(error);
    b.setBlock(before);
    return [pad, args];
  }

  #refWithout(error: Operand): Operand {
    const value = this.#ref();
    return value === error ? nullRef : value;
  }

  #virtualCall(depth: number): void {
    const b = this.#b;
    if (!this.#module.tables.has("T")) return;
    this.#withObject(depth, (object) => {
      const taken = this.#plans.filter((plan) => plan.addressTaken);
      const pointer = this.#random.chance(0.7) ? b.tableGet("T", object) : functionPtr(this.#random.pick(taken).name);
      const callee = indirect(pointer, { params: ["ref"], result: "ref" });
      this.#add("ref", b.invoke(callee, [this.#ref()], "ref", ...this.#unwind()));
    });
  }

  /** An address into an object, which must keep it alive, and back. */
  #address(): void {
    const b = this.#b;
    if (this.#scope.objects.length === 0) return;
    const inside = b.offset(b.convert("addressof", "ptr", this.#recent(this.#scope.objects)), i64(8));
    const choice = this.#random.below(3);
    if (choice === 0) {
      this.#add("ref", b.convert("refof", "ref", inside));
      return;
    }
    // Something in between may release the object; the address keeps it alive.
    if (choice === 1) this.#statement(9);
    if (!b.isTerminated) this.#add("i32", b.load("i32", inside));
  }

  #exit(depth: number): void {
    const b = this.#b;
    if (depth === 0) return;
    const loop = this.#loops[this.#loops.length - 1];
    if (loop && this.#random.chance(0.7)) {
      b.jump(this.#random.chance(0.5) ? loop.head : loop.exit);
      return;
    }
    if (this.#random.chance(0.5)) {
      const error = this.#random.chance(0.5) ? this.#new() : this.#ref();
      const handler = this.#handlers[this.#handlers.length - 1];
      if (handler !== undefined) {
        b.jump(handler, [error]);
        return;
      }
      if (!this.#plan.coroutine) {
        b.throw(error);
        return;
      }
    }
    this.#leave();
  }

  #if(depth: number): void {
    const b = this.#b;
    const [then, otherwise, end] = [b.newBlock("then"), b.newBlock("else"), b.newBlock("join")];
    const carries = this.#random.chance(0.4);
    const result = carries ? b.addBlockParam(end, "ref") : undefined;
    if (carries && this.#random.chance(0.4)) b.branch(this.#condition(), then, end, [], [this.#ref()]);
    else b.branch(this.#condition(), then, otherwise);
    for (const block of [then, otherwise]) {
      b.setBlock(block);
      this.#inScope(() => {
        this.#statements(depth + 1);
        if (!b.isTerminated) b.jump(end, carries ? [this.#ref()] : []);
      });
    }
    b.setBlock(end);
    this.#add("ref", result);
  }

  #loop(depth: number): void {
    const b = this.#b;
    const [head, body, exit] = [b.newBlock("head"), b.newBlock("body"), b.newBlock("exit")];
    const carries = this.#random.chance(0.3);
    const carried = carries ? b.addBlockParam(head, "ref") : undefined;
    b.jump(head, carries ? [this.#ref()] : []);
    b.setBlock(head);
    this.#inScope(() => {
      this.#add("ref", carried);
      this.#burn(() => b.jump(exit));
      b.branch(this.#condition(), body, exit);
      b.setBlock(body);
      // Jumps to a head that takes an argument are left to the end of the body.
      const saved = this.#loops.splice(0);
      if (!carries) this.#loops.push({ head, exit });
      this.#statements(depth + 1);
      if (!b.isTerminated) b.jump(head, carries ? [this.#ref()] : []);
      this.#loops.splice(0, Infinity, ...saved);
    });
    b.setBlock(exit);
  }

  #switch(depth: number): void {
    const b = this.#b;
    const end = b.newBlock("join");
    const one = b.newBlock("case");
    const param = b.addBlockParam(one, "ref");
    const target = () => ({ block: one, args: [this.#ref()] });
    const cases = [
      { value: 0n, target: target() },
      { value: 1n, target: target() },
      { value: 2n, target: { block: end, args: [] } },
    ];
    b.switch(this.#int(), cases, this.#random.chance(0.5) ? { block: end, args: [] } : target());
    b.setBlock(one);
    this.#inScope(() => {
      this.#add("ref", param);
      this.#statements(depth + 1);
      if (!b.isTerminated) b.jump(end);
    });
    b.setBlock(end);
  }

  #try(depth: number): void {
    const b = this.#b;
    const [handler, end] = [b.newBlock("catch"), b.newBlock("join")];
    const error = b.addBlockParam(handler, "ref");
    this.#handlers.push(handler);
    this.#inScope(() => {
      this.#statements(depth + 1);
      if (!b.isTerminated) b.jump(end);
    });
    this.#handlers.pop();
    b.setBlock(handler);
    this.#inScope(() => {
      this.#add("ref", error);
      this.#statements(depth + 1);
      if (!b.isTerminated) b.jump(end);
    });
    b.setBlock(end);
  }

  #suspend(): void {
    const b = this.#b;
    const resume = b.newBlock("resume");
    if (this.#destroy === undefined) {
      const before = b.currentBlock;
      this.#destroy = b.newBlock("destroy");
      b.setBlock(this.#destroy);
      b.coroEnd();
      b.setBlock(before);
    }
    b.suspend(resume, this.#destroy);
    b.setBlock(resume);
  }
}
