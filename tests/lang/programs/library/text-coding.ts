// TextEncoder and TextDecoder.
const encoder = new TextEncoder();
const decoder = new TextDecoder();
console.log(encoder.encoding, decoder.encoding, decoder.fatal, decoder.ignoreBOM);
for (const text of ["", "plain", "\0", "é", "ÿĀ", "€", "日本語", "😀", "a😀b", "\ud83d", "\ude00", "x\ud83dy", "\uffff", "\u{10ffff}"]) {
  const bytes = encoder.encode(text);
  console.log(bytes, [decoder.decode(bytes)], decoder.decode(bytes) === text);
}
console.log(encoder.encode(), decoder.decode());

const malformed = [
  [0x80], [0xc0, 0x80], [0xc1, 0xbf], [0xe0, 0x80, 0x80], [0xed, 0xa0, 0x80], [0xf0, 0x80, 0x80, 0x80], [0xf4, 0x90, 0x80, 0x80],
  [0xf5, 0x80], [0xff], [0xc3], [0xe2, 0x82], [0xe2, 0x82, 0x41], [0xf0, 0x9f, 0x98], [0xf0, 0x9f, 0x41, 0x42], [0x41, 0xc3, 0x42],
  [0xe2, 0xe2, 0x82, 0xac], [0xf0, 0x9f, 0x98, 0xf0, 0x9f, 0x98, 0x80],
];
const strict = new TextDecoder("utf-8", { fatal: true });
for (const list of malformed) {
  const bytes = new Uint8Array(list);
  let outcome = "";
  try {
    outcome = strict.decode(bytes);
  } catch (error) {
    outcome = error instanceof TypeError ? "TypeError" : "other";
  }
  console.log([decoder.decode(bytes)], outcome);
}

const marked = new Uint8Array([0xef, 0xbb, 0xbf, 0x41, 0xef, 0xbb, 0xbf]);
console.log([decoder.decode(marked), new TextDecoder("utf8", { ignoreBOM: true }).decode(marked)]);
console.log(decoder.decode(marked.buffer.slice(3, 4)), decoder.decode(new DataView(marked.buffer, 3, 1)), decoder.decode(marked.subarray(3, 4)));

const target = new Uint8Array(6);
for (const text of ["abc", "ééé", "éééé", "a€€", "😀😀", "\ud83dab", ""]) {
  target.fill(0);
  console.log(encoder.encodeInto(text, target), target);
}
try {
  new TextDecoder("latin-42");
} catch (error) {
  console.log(error instanceof RangeError);
}
