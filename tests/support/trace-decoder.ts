/** Reads a trace table by its documented format, apart from the encoder and from the runtime's decoder, to check both. */

export interface DecodedFrame {
  readonly function: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The stack of inlined functions at a code address, innermost first; empty if nothing is known. */
export function decodeTrace(table: Uint8Array, address: bigint): DecodedFrame[] {
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  if (new TextDecoder().decode(table.subarray(0, 4)) !== "OTRC") throw new Error("no trace table");
  const base = view.getBigUint64(8, true);
  const [codeBytes, blockCount, rowsAt, scopesAt, stringsAt] = [16, 20, 24, 28, 32].map((at) =>
    view.getUint32(at, true),
  );
  if (address < base || address >= base + BigInt(codeBytes!)) return [];
  const wanted = Number(address - base);

  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = table[at++]!;
      value += (byte % 128) * scale;
      if (byte < 128) return value;
    }
  };
  const signed = (): number => {
    const value = varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  };
  const string = (offset: number): string => {
    at = stringsAt! + offset;
    const length = varint();
    return new TextDecoder().decode(table.subarray(at, at + length));
  };

  let found: { scope: number; line: number; column: number } | undefined;
  for (let block = 0; block < blockCount!; block++) {
    let rowAddress = view.getUint32(40 + 8 * block, true);
    at = rowsAt! + view.getUint32(44 + 8 * block, true);
    const end = block + 1 < blockCount! ? rowsAt! + view.getUint32(44 + 8 * (block + 1), true) : scopesAt!;
    let [scope, line, column] = [0, 0, 0];
    while (at < end) {
      const first = varint();
      rowAddress += Math.floor(first / 2);
      if (first % 2 === 1) scope += signed();
      line += signed();
      column += signed();
      if (rowAddress <= wanted) found = { scope, line, column };
    }
  }

  const frames: DecodedFrame[] = [];
  if (!found) return frames;
  let { scope, line, column } = found;
  while (scope !== 0) {
    at = scopesAt! + scope;
    const [name, file, back] = [varint(), varint(), varint()];
    const [callLine, callColumn] = back === 0 ? [0, 0] : [varint(), varint()];
    frames.push({ function: string(name), file: string(file), line, column });
    [scope, line, column] = [back === 0 ? 0 : scope - back, callLine, callColumn];
  }
  return frames;
}
