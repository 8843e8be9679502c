/** Reads the line number program of a unit: which place in the source the code at an address came from (DWARF 4, §6.2). */

import { Cursor } from "./cursor.ts";

export interface LineRow {
  readonly address: number;
  /** Into the table's files. */
  readonly file: number;
  /** 0: no line in particular. */
  readonly line: number;
  readonly column: number;
}

export interface LineTable {
  /** By number; the first has number 1. */
  readonly files: readonly string[];
  /** In the order of the program: ascending within each of its sequences, the ends of which are left out. */
  readonly rows: readonly LineRow[];
}

/** Standard and extended opcodes (§7.21). */
const standard = {
  extended: 0,
  copy: 1,
  advanceAddress: 2,
  advanceLine: 3,
  setFile: 4,
  setColumn: 5,
  addConstant: 8,
  addFixed: 9,
} as const;
const extended = { endSequence: 1, setAddress: 2 } as const;

/** `offset` is that of the unit's program in `.debug_line`. */
export function readLineTable(section: Uint8Array, offset: number): LineTable {
  const cursor = new Cursor(section, offset);
  const length = cursor.u32();
  const end = cursor.at + length;
  const version = cursor.u16();
  if (version !== 4) throw new Error(`line table of DWARF ${version}, not 4`);
  const headerBytes = cursor.u32();
  const start = cursor.at + headerBytes;
  const instructionBytes = cursor.u8();
  cursor.skip(2); // operations of an instruction, whether rows begin statements
  const lineBase = cursor.i8();
  const lineRange = cursor.u8();
  const opcodeBase = cursor.u8();
  const operands = [0, ...Array.from({ length: opcodeBase - 1 }, () => cursor.u8())];
  const files = readFiles(cursor);

  cursor.at = start;
  const rows: LineRow[] = [];
  let [address, file, line, column] = [0, 1, 1, 0];
  while (cursor.at < end) {
    const opcode = cursor.u8();
    if (opcode >= opcodeBase) {
      const step = opcode - opcodeBase;
      address += Math.floor(step / lineRange) * instructionBytes;
      line += lineBase + (step % lineRange);
      rows.push({ address, file, line, column });
      continue;
    }
    switch (opcode) {
      case standard.extended: {
        const bytes = cursor.unsigned();
        const next = cursor.at + bytes;
        const kind = cursor.u8();
        if (kind === extended.setAddress) address = cursor.u64();
        else if (kind === extended.endSequence) [address, file, line, column] = [0, 1, 1, 0];
        cursor.at = next;
        break;
      }
      case standard.copy:
        rows.push({ address, file, line, column });
        break;
      case standard.advanceAddress:
        address += cursor.unsigned() * instructionBytes;
        break;
      case standard.advanceLine:
        line += cursor.signed();
        break;
      case standard.setFile:
        file = cursor.unsigned();
        break;
      case standard.setColumn:
        column = cursor.unsigned();
        break;
      case standard.addConstant:
        address += Math.floor((255 - opcodeBase) / lineRange) * instructionBytes;
        break;
      case standard.addFixed:
        address += cursor.u16();
        break;
      default:
        for (let count = operands[opcode]!; count > 0; count--) cursor.unsigned();
    }
  }
  return { files, rows };
}

/** Paths; those of relative folders stay relative. */
function readFiles(cursor: Cursor): string[] {
  const folders = [""];
  for (let folder = cursor.text(); folder !== ""; folder = cursor.text()) folders.push(folder);
  const files = [""];
  for (let name = cursor.text(); name !== ""; name = cursor.text()) {
    const folder = folders[cursor.unsigned()]!;
    cursor.unsigned(); // time of modification
    cursor.unsigned(); // length
    files.push(folder === "" || name.startsWith("/") ? name : `${folder.replace(/\/$/, "")}/${name}`);
  }
  return files;
}
