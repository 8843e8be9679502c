/** Reads the entries of `.debug_info` that stand for code: functions, and what was inlined into them (DWARF 4, §2, §3.3 and §7.5). */

import { Cursor } from "./cursor.ts";

/** Addresses, the end not among them. */
export interface AddressRange {
  readonly start: number;
  readonly end: number;
}

/** A function, or a call that was replaced by its callee's code. */
export interface CodeEntry {
  readonly name: string;
  readonly ranges: readonly AddressRange[];
  /** Of inlined calls: where they were. The file is a number of the unit's line table. */
  readonly call: { readonly file: number; readonly line: number; readonly column: number } | undefined;
  /** What was inlined, innermost calls inside of outer ones. */
  readonly inlined: readonly CodeEntry[];
}

export interface Unit {
  /** Of its line number program in `.debug_line`; undefined if it has none. */
  readonly lineTable: number | undefined;
  readonly functions: readonly CodeEntry[];
}

/** The sections that entries refer to. */
export interface DebugSections {
  readonly info: Uint8Array;
  readonly abbreviations: Uint8Array;
  readonly strings: Uint8Array;
  readonly ranges: Uint8Array;
}

const tags = { compileUnit: 0x11, inlinedSubroutine: 0x1d, subprogram: 0x2e } as const;

/** The attributes that matter here (§7.5.4). */
const attributes = {
  name: 0x03,
  lineTable: 0x10,
  lowAddress: 0x11,
  highAddress: 0x12,
  abstractOrigin: 0x31,
  specification: 0x47,
  ranges: 0x55,
  callColumn: 0x57,
  callFile: 0x58,
  callLine: 0x59,
} as const;

interface Abbreviation {
  readonly tag: number;
  readonly hasChildren: boolean;
  /** Attributes and their forms in turn. */
  readonly attributes: readonly number[];
}

/** An entry in the making. */
interface Draft {
  readonly offset: number;
  readonly tag: number;
  /** Text, offsets, addresses, numbers; what has no use here is left out. */
  readonly values: Map<number, number | string>;
  readonly children: Draft[];
}

export function readUnits(sections: DebugSections): Unit[] {
  const cursor = new Cursor(sections.info);
  const units: Unit[] = [];
  while (cursor.at < cursor.length) units.push(new UnitReader(sections, cursor).read());
  return units;
}

class UnitReader {
  readonly #sections: DebugSections;
  readonly #cursor: Cursor;
  readonly #start: number;
  readonly #strings: Cursor;
  readonly #byOffset = new Map<number, Draft>();
  /** Of the unit's ranges. */
  #base = 0;

  constructor(sections: DebugSections, cursor: Cursor) {
    this.#sections = sections;
    this.#cursor = cursor;
    this.#start = cursor.at;
    this.#strings = new Cursor(sections.strings);
  }

  read(): Unit {
    const cursor = this.#cursor;
    const length = cursor.u32();
    const end = cursor.at + length;
    const version = cursor.u16();
    if (version !== 4) throw new Error(`debug information of DWARF ${version}, not 4`);
    const abbreviations = readAbbreviations(this.#sections.abbreviations, cursor.u32());
    cursor.skip(1); // bytes of an address
    const root = this.#entries(abbreviations, end).find(({ tag }) => tag === tags.compileUnit);
    cursor.at = end;
    this.#base = Number(root?.values.get(attributes.lowAddress) ?? 0);
    const lineTable = root?.values.get(attributes.lineTable);
    return {
      lineTable: lineTable === undefined ? undefined : Number(lineTable),
      functions: (root?.children ?? []).flatMap((draft) => this.#code(draft)),
    };
  }

  /** The entries up to the end of their list, or of the unit. */
  #entries(abbreviations: ReadonlyMap<number, Abbreviation>, end: number): Draft[] {
    const cursor = this.#cursor;
    const found: Draft[] = [];
    while (cursor.at < end) {
      const offset = cursor.at - this.#start;
      const code = cursor.unsigned();
      if (code === 0) break;
      const { tag, hasChildren, attributes: names } = abbreviations.get(code)!;
      const values: Draft["values"] = new Map();
      for (let at = 0; at < names.length; at += 2) {
        const value = this.#value(names[at + 1]!, isWanted.has(names[at]!));
        if (value !== undefined) values.set(names[at]!, value);
      }
      const draft = { offset, tag, values, children: hasChildren ? this.#entries(abbreviations, end) : [] };
      this.#byOffset.set(offset, draft);
      found.push(draft);
    }
    return found;
  }

  /** The value of an attribute (§7.5.4, forms); undefined if it is not wanted, or not of a kind that is. */
  #value(form: number, isWanted: boolean): number | string | undefined {
    const cursor = this.#cursor;
    switch (form) {
      case 0x01: // address
      case 0x07: // data of 8 bytes
        return cursor.u64();
      case 0x0b: // data of 1 byte
      case 0x0c: // flag
      case 0x11: // reference of 1 byte
        return cursor.u8();
      case 0x05: // data of 2 bytes
      case 0x12: // reference of 2 bytes
        return cursor.u16();
      case 0x06: // data of 4 bytes
      case 0x13: // reference of 4 bytes
      case 0x17: // offset into another section
        return cursor.u32();
      case 0x0d:
        return cursor.signed();
      case 0x0f:
      case 0x15: // reference
        return cursor.unsigned();
      case 0x19: // flag that is there
        return 1;
      case 0x08: // text
        return cursor.text();
      case 0x0e: {
        // text in its own section
        this.#strings.at = cursor.u32();
        return isWanted ? this.#strings.text() : undefined;
      }
      case 0x20: // reference to a type's signature
        cursor.skip(8);
        return undefined;
      case 0x0a: // blocks and expressions, by the size of their length
        cursor.skip(cursor.u8());
        return undefined;
      case 0x03:
        cursor.skip(cursor.u16());
        return undefined;
      case 0x04:
        cursor.skip(cursor.u32());
        return undefined;
      case 0x09:
      case 0x18:
        cursor.skip(cursor.unsigned());
        return undefined;
      default:
        throw new Error(`debug information of the form 0x${form.toString(16)}`);
    }
  }

  /** What stands for code; of anything else, such as blocks with variables of their own, what of that is in it. */
  #code(draft: Draft): CodeEntry[] {
    const inlined = draft.children.flatMap((child) => this.#code(child));
    if (draft.tag !== tags.subprogram && draft.tag !== tags.inlinedSubroutine) return inlined;
    const ranges = this.#ranges(draft);
    if (ranges.length === 0) return [];
    const number = (attribute: number): number => Number(draft.values.get(attribute) ?? 0);
    const call =
      draft.tag === tags.inlinedSubroutine
        ? {
            file: number(attributes.callFile),
            line: number(attributes.callLine),
            column: number(attributes.callColumn),
          }
        : undefined;
    return [{ name: this.#name(draft) ?? "??", ranges, call, inlined }];
  }

  /** Its own, or that of what it is made from. */
  #name({ values }: Draft): string | undefined {
    const own = values.get(attributes.name);
    if (own !== undefined) return String(own);
    const origin = this.#byOffset.get(
      Number(values.get(attributes.abstractOrigin) ?? values.get(attributes.specification) ?? -1),
    );
    return origin && this.#name(origin);
  }

  #ranges({ values }: Draft): AddressRange[] {
    const list = values.get(attributes.ranges);
    if (list !== undefined) return this.#rangeList(Number(list));
    const start = values.get(attributes.lowAddress);
    const length = values.get(attributes.highAddress);
    return start === undefined || length === undefined
      ? []
      : [{ start: Number(start), end: Number(start) + Number(length) }];
  }

  /** A list in `.debug_ranges` (§2.17.3). */
  #rangeList(offset: number): AddressRange[] {
    const cursor = new Cursor(this.#sections.ranges, offset);
    const found: AddressRange[] = [];
    let base = this.#base;
    for (;;) {
      const [start, end] = [cursor.u64(), cursor.u64()];
      if (start === 0 && end === 0) return found;
      // The highest address there is: the other one is the base of what follows.
      if (start >= 2 ** 64 - 2 ** 11) base = end;
      else if (start < end) found.push({ start: base + start, end: base + end });
    }
  }
}

const isWanted: ReadonlySet<number> = new Set(Object.values(attributes));

/** A table of what entries look like (§7.5.3). */
function readAbbreviations(section: Uint8Array, offset: number): ReadonlyMap<number, Abbreviation> {
  const cursor = new Cursor(section, offset);
  const found = new Map<number, Abbreviation>();
  for (let code = cursor.unsigned(); code !== 0; code = cursor.unsigned()) {
    const tag = cursor.unsigned();
    const hasChildren = cursor.u8() === 1;
    const names: number[] = [];
    for (;;) {
      const [name, form] = [cursor.unsigned(), cursor.unsigned()];
      if (name === 0 && form === 0) break;
      names.push(name, form);
    }
    found.set(code, { tag, hasChildren, attributes: names });
  }
  return found;
}
