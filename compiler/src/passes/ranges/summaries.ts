/**
 * What the whole program knows of numbers that pass between functions: the ranges of parameters, results, fields and global variables, each
 * the join of all that is ever put there. Where not every writer is known (functions whose address is used, memory that is written
 * through pointers), every value is possible.
 */
import type { Instr, IrFunction, IrModule, IrType } from "../../ir/ir.ts";
import { fieldPlace } from "../../ir/layout.ts";
import { anyOf, join, type Range, sameRange, single, widen } from "./range.ts";

/** Names the field or global variable that an instruction reads or writes; two that can mean the same memory have one name. */
export function placeOf(module: IrModule, instr: Instr): string | undefined {
  switch (instr.op) {
    case "field.get":
    case "field.set":
    case "field.init":
      return fieldKey(module, instr.class, instr.field);
    case "global.get":
    case "global.set":
      return globalKey(instr.global);
    default:
      return undefined;
  }
}

/** The name of a parameter as a place. */
export const parameterPlace = (index: number, fn: string): string => `parameter ${index} ${fn}`;

const fieldKey = (module: IrModule, className: string, field: string): string =>
  `field ${fieldPlace(module, className, field)}`;

const globalKey = (name: string): string => `global ${name}`;

/** Places in memory that the analysis can't tell by an instruction's text. */
export interface ElementPlaces {
  /** The place that a load or store means. */
  readonly of: ReadonlyMap<Instr, string>;
  /** What is in places to begin with. */
  readonly initial: ReadonlyMap<string, Range>;
}

interface Entry {
  range: Range | undefined;
  changes: number;
  /** Functions whose ranges were computed with this one. */
  readonly readers: Set<IrFunction>;
}

/** After so many changes bounds are taken further than needed, and given up after twice as many. */
const patience = 4;

export class Summaries {
  /** Called for each function that has seen a range which has grown since. */
  onChange: (reader: IrFunction) => void = () => {};
  #module: IrModule;
  readonly #entries = new Map<string, Entry>();
  /** Those of parameters and results, by function: they are asked for so often that making their names would count. */
  readonly #parameters = new Map<string, (Entry | undefined)[]>();
  readonly #results = new Map<string, Entry>();
  #open: ReadonlySet<string | undefined>;
  #elements: ElementPlaces | undefined;

  constructor(module: IrModule, elements?: ElementPlaces) {
    this.#module = module;
    this.#elements = elements;
    this.#open = openFunctions(module);
  }

  /** Goes on with what has become of the module. All that was known stays; what is learnt now may add to it. */
  update(module: IrModule, elements: ElementPlaces | undefined): void {
    this.#module = module;
    this.#elements = elements;
    this.#open = openFunctions(module);
    for (const entry of this.#allEntries()) entry.changes = 0;
  }

  parameter(fn: IrFunction, index: number, reader: IrFunction): Range | undefined {
    const type = fn.types[fn.params[index]!.value]!;
    if (this.#open.has(fn.name)) return anyOf(type);
    return readBy(reader, this.#parameter(fn.name, index));
  }

  passed(callee: string, index: number, range: Range | undefined): void {
    if (!this.#open.has(callee)) this.#write(this.#parameter(callee, index), range);
  }

  result(callee: string, reader: IrFunction): Range | undefined {
    return readBy(reader, this.#result(callee));
  }

  returned(fn: IrFunction, range: Range | undefined): void {
    this.#write(this.#result(fn.name), range);
  }

  /** The range of a field; objects begin with zeros. */
  field(className: string, field: string, type: IrType, reader: IrFunction): Range | undefined {
    return type === "f64"
      ? readBy(reader, this.#entry(fieldKey(this.#module, className, field), single(0)))
      : anyOf(type);
  }

  fieldWritten(className: string, field: string, type: IrType, range: Range | undefined): void {
    if (type === "f64") this.#write(this.#entry(fieldKey(this.#module, className, field), single(0)), range);
  }

  global(name: string, type: IrType, reader: IrFunction): Range | undefined {
    return type === "f64" ? readBy(reader, this.#entry(globalKey(name), single(0))) : anyOf(type);
  }

  globalWritten(name: string, type: IrType, range: Range | undefined): void {
    if (type === "f64") this.#write(this.#entry(globalKey(name), single(0)), range);
  }

  /** The range of what is read from memory; `everything` if its place is not known. */
  loaded(instr: Instr, everything: Range | undefined, reader: IrFunction): Range | undefined {
    const place = this.#elements?.of.get(instr);
    if (place === undefined) return everything;
    return readBy(reader, this.#entry(place, this.#elements?.initial.get(place)));
  }

  stored(instr: Instr, range: Range | undefined): void {
    const place = this.#elements?.of.get(instr);
    if (place !== undefined) this.#write(this.#entry(place, this.#elements?.initial.get(place)), range);
  }

  /** The range of all that a place (`placeOf`, `parameterPlace`) ever holds; undefined if not all of it is known. */
  ofPlace(place: string): Range | undefined {
    return this.#entries.get(place)?.range;
  }

  #entry(key: string, initial: Range | undefined): Entry {
    let entry = this.#entries.get(key);
    if (entry === undefined) {
      entry = { range: initial, changes: 0, readers: new Set() };
      this.#entries.set(key, entry);
    }
    return entry;
  }

  #parameter(fn: string, index: number): Entry {
    let entries = this.#parameters.get(fn);
    if (entries === undefined) {
      entries = [];
      this.#parameters.set(fn, entries);
    }
    entries[index] ??= this.#entry(parameterPlace(index, fn), undefined);
    return entries[index];
  }

  #result(fn: string): Entry {
    let entry = this.#results.get(fn);
    if (entry === undefined) {
      entry = { range: undefined, changes: 0, readers: new Set() };
      this.#results.set(fn, entry);
    }
    return entry;
  }

  *#allEntries(): Iterable<Entry> {
    yield* this.#entries.values();
    yield* this.#results.values();
  }

  #write(entry: Entry, range: Range | undefined): void {
    if (range === undefined) return;
    const joined = entry.changes < patience ? join(entry.range, range) : widen(entry.range, range);
    if (sameRange(joined, entry.range)) return;
    entry.range = joined;
    entry.changes++;
    for (const reader of entry.readers) this.onChange(reader);
  }
}

/** Functions that have callers of which nothing is known. */
function openFunctions({ start, runtime, classes, functions }: IrModule): ReadonlySet<string | undefined> {
  const open = new Set<string | undefined>([start, ...Object.values(runtime)]);
  for (const def of classes.values()) open.add(def.finalizer).add(def.tracer);
  for (const fn of functions.values()) {
    if (fn.addressTaken || fn.interruptEntry || fn.exportAs !== undefined) open.add(fn.name);
  }
  return open;
}

/** The range of an entry, which a function depends on from now on. */
function readBy(reader: IrFunction, entry: Entry): Range | undefined {
  entry.readers.add(reader);
  return entry.range;
}
