// DataView: all widths, both orders of bytes.
const buffer = new ArrayBuffer(24);
const view = new DataView(buffer);
const bytes = new Uint8Array(buffer);

function shown(set: () => void): void {
  bytes.fill(0);
  set();
  console.log(bytes.slice(0, 10).join(" "));
}

for (const value of [0, 1, -1, 258, 65535, -32768, 1.9, 4294967295, 1e10, NaN, Infinity]) {
  shown(() => view.setInt8(1, value));
  console.log(view.getInt8(1), view.getUint8(1));
  shown(() => view.setUint8(1, value));
  shown(() => view.setInt16(1, value));
  console.log(view.getInt16(1), view.getUint16(1), view.getInt16(1, true), view.getUint16(1, true));
  shown(() => view.setUint16(1, value, true));
  shown(() => view.setInt32(1, value));
  console.log(view.getInt32(1), view.getUint32(1), view.getInt32(1, true), view.getUint32(1, true));
  shown(() => view.setUint32(1, value, true));
  shown(() => view.setFloat32(1, value));
  console.log(view.getFloat32(1), view.getFloat32(1, false));
  shown(() => view.setFloat32(1, value, true));
  console.log(view.getFloat32(1, true));
  shown(() => view.setFloat64(1, value));
  console.log(view.getFloat64(1), view.getUint32(5));
  shown(() => view.setFloat64(1, value, true));
  console.log(view.getFloat64(1, true));
}

const inner = new DataView(buffer, 4, 8);
inner.setUint32(0, 0xdeadbeef);
console.log(inner.byteLength, inner.byteOffset, inner.buffer === buffer, view.getUint32(4).toString(16));
console.log(inner);

function outcome(action: () => unknown): string {
  try {
    action();
    return "fine";
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : "?";
  }
}
console.log(outcome(() => inner.getUint32(4)), outcome(() => inner.getUint32(5)), outcome(() => inner.getInt8(-1)));
console.log(outcome(() => inner.setFloat64(1, 0)), outcome(() => new DataView(buffer, 25)));
console.log(outcome(() => new DataView(buffer, 20, 5)), outcome(() => new DataView(buffer, 24)));
