/**
 * What a debugger knows of types: enough for `tools/gdb/osmium.py` to show values as the program sees them. A reference is a pointer to an
 * `object`, whose header holds the number of its class; the enumeration `osmium.class` names the numbers, and the structure
 * `osmium.class.<number>` has the fields. So the debugger shows an object by what it is, not by how a variable was declared.
 */

import type { IrType } from "../../ir/ir.ts";
import { type ClassLayout, type Layout, typeSize } from "../../ir/layout.ts";
import { quote } from "./names.ts";

export class DebugTypes {
  readonly #add: (text: string) => string;
  readonly #known = new Map<string, string>();

  constructor(add: (text: string) => string) {
    this.#add = add;
  }

  /** The type of values of an IR type; `typeName` is what the language calls it, or empty. */
  of(type: IrType, typeName: string): string {
    const name = type in integerBits ? integerName(type, typeName) : "";
    const key = `${type} ${name}`;
    let reference = this.#known.get(key);
    if (!reference) {
      reference = this.#add(this.#describe(type, name));
      this.#known.set(key, reference);
    }
    return reference;
  }

  /** The enumeration of the classes, and a structure for each. */
  classes(layout: Layout): { readonly enumeration: string; readonly structures: readonly string[] } {
    const elements = layout.classes.map(({ id, def }) =>
      this.#add(`!DIEnumerator(name: ${quote(`${id} ${def.display}`)}, value: ${id}, isUnsigned: true)`),
    );
    const enumeration = this.#add(
      `!DICompositeType(tag: DW_TAG_enumeration_type, name: "osmium.class", baseType: ${this.of("i32", "u32")}, size: 32, ` +
        `elements: !{${elements.join(", ")}})`,
    );
    return { enumeration, structures: layout.classes.map((one) => this.#structure(one)) };
  }

  #structure({ id, def, size, fields }: ClassLayout): string {
    const members = fields.map(({ name, type, offset }) => {
      const isBuffer = def.elements !== undefined && name === "data";
      const member = isBuffer ? this.#pointer(this.of(def.elements, "")) : this.of(type, "");
      return this.#member(name, member, typeSize[type] * 8, offset * 8);
    });
    return this.#add(
      `!DICompositeType(tag: DW_TAG_structure_type, name: "osmium.class.${id}", size: ${size * 8}, ` +
        `elements: !{${members.join(", ")}})`,
    );
  }

  #member(name: string, type: string, bits: number, offsetBits: number): string {
    return this.#add(
      `!DIDerivedType(tag: DW_TAG_member, name: ${quote(name)}, baseType: ${type}, size: ${bits}, offset: ${offsetBits})`,
    );
  }

  #pointer(to: string): string {
    return this.#add(`!DIDerivedType(tag: DW_TAG_pointer_type, baseType: ${to}, size: 64)`);
  }

  #describe(type: IrType, name: string): string {
    switch (type) {
      case "void":
        return '!DIBasicType(tag: DW_TAG_unspecified_type, name: "void")';
      case "i1":
        return '!DIBasicType(name: "boolean", size: 8, encoding: DW_ATE_boolean)';
      case "i8":
      case "i16":
      case "i32":
      case "i64": {
        const encoding = /^u/.test(name) ? "unsigned" : "signed";
        return `!DIBasicType(name: ${quote(name)}, size: ${integerBits[type]}, encoding: DW_ATE_${encoding})`;
      }
      case "f32":
        return '!DIBasicType(name: "f32", size: 32, encoding: DW_ATE_float)';
      case "f64":
        return '!DIBasicType(name: "number", size: 64, encoding: DW_ATE_float)';
      case "ptr":
        return "!DIDerivedType(tag: DW_TAG_pointer_type, baseType: null, size: 64)";
      case "ref":
        return `!DIDerivedType(tag: DW_TAG_pointer_type, baseType: ${this.#pair("object", 32, "references", "i32", "class")}, size: 64)`;
      case "any":
        return this.#pairText("any", 64, "tag", "i64", "payload");
    }
  }

  #pair(name: string, bits: number, first: string, type: IrType, second: string): string {
    return this.#add(this.#pairText(name, bits, first, type, second));
  }

  #pairText(name: string, bits: number, first: string, type: IrType, second: string): string {
    const member = this.of(type, `u${bits}`);
    const members = [this.#member(first, member, bits, 0), this.#member(second, member, bits, bits)];
    return (
      `!DICompositeType(tag: DW_TAG_structure_type, name: "${name}", size: ${bits * 2}, ` +
      `elements: !{${members.join(", ")}})`
    );
  }
}

const integerBits: Partial<Record<IrType, number>> = { i8: 8, i16: 16, i32: 32, i64: 64 };

/** The language's name if it is one of an integer or a number, else that of the IR. */
function integerName(type: IrType, typeName: string): string {
  return /^(?:[iu](?:8|16|32|64|size)|number)$/.test(typeName) ? typeName : type;
}
