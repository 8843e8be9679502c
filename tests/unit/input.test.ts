/** Decoding of keyboard and serial input: code that touches no hardware, run under Node. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { SerialDecoder } from "../../kernel/src/console/serial-keys.ts";
import { KeyDecoder } from "../../kernel/src/drivers/key-decoder.ts";
import { KeyCode, type KeyEvent } from "../../kernel/src/drivers/keys.ts";

function decode(decoder: { decode(byte: number): KeyEvent | null }, bytes: readonly number[]): KeyEvent[] {
  return bytes.map((byte) => decoder.decode(byte)).filter((event) => event !== null);
}

/** What the pressed keys type, with `?` for a key that types nothing. */
function typed(bytes: readonly number[]): string {
  return decode(new KeyDecoder(), bytes)
    .filter((event) => event.pressed)
    .map((event) => event.character ?? "?")
    .join("");
}

test("scan codes of letters, digits and signs type the US layout", () => {
  assert.equal(typed([0x1e, 0x9e, 0x02, 0x82, 0x28, 0x2b, 0x39, 0x35]), "a1'\\ /");
});

test("either Shift types capitals and upper signs until both are up", () => {
  assert.equal(typed([0x2a, 0x36, 0x1e, 0xaa, 0x1e, 0x02, 0xb6, 0x1e]), "??AA!a");
});

test("Caps Lock changes letters only, and Shift undoes it", () => {
  assert.equal(typed([0x3a, 0xba, 0x1e, 0x02, 0x2a, 0x1e, 0xaa]), "?A1?a");
});

test("prefixed keys are not mistaken for the keypad", () => {
  const [up, release] = decode(new KeyDecoder(), [0xe0, 0x48, 0xe0, 0xc8]);
  assert.deepEqual([up?.code, up?.pressed, up?.character], [KeyCode.Up, true, null]);
  assert.deepEqual([release?.code, release?.pressed], [KeyCode.Up, false]);
  assert.equal(typed([0x48]), "8");
});

test("Print Screen's false shifts and Pause leave no modifier behind", () => {
  assert.equal(typed([0xe0, 0x2a, 0xe0, 0x37, 0xe1, 0x1d, 0x45, 0xe1, 0x9d, 0xc5, 0x1e]).at(-1), "a");
});

test("Control is a modifier of the event", () => {
  const events = decode(new KeyDecoder(), [0x1d, 0x2e, 0xae, 0x9d]);
  assert.deepEqual([events[1]?.control, events[1]?.character], [true, "c"]);
  assert.equal(events[3]?.control, false);
});

test("no byte sequence confuses the keyboard decoder for good", () => {
  const decoder = new KeyDecoder();
  let seed = 1;
  for (let i = 0; i < 100_000; i++) {
    seed = (seed * 48271) % 0x7fffffff;
    decoder.decode(seed & 0xff);
  }
  const settle = [0, 0, 0, 0, 0, 0, 0xaa, 0xb6, 0x9d, 0xb8, 0xe0, 0x9d, 0xe0, 0xb8];
  decode(decoder, settle);
  const events = decode(decoder, [0x03]);
  assert.equal(events[0]?.character, "2");
});

test("serial bytes become characters, Enter, Backspace and cursor keys", () => {
  const events = decode(new SerialDecoder(), [0x61, 0xc3, 0xa9, 0x0d, 0x7f, 0x1b, 0x5b, 0x41, 0x1b, 0x5b, 0x33, 0x7e]);
  assert.deepEqual(
    events.map((event) => event.character ?? event.code),
    ["a", "é", KeyCode.Enter, KeyCode.Backspace, KeyCode.Up, KeyCode.Delete],
  );
});

test("CR LF from a serial terminal is one Enter, LF alone too", () => {
  const codes = decode(new SerialDecoder(), [0x0d, 0x0a, 0x0a]).map((event) => event.code);
  assert.deepEqual(codes, [KeyCode.Enter, KeyCode.Enter]);
});

test("Ctrl-C on a serial terminal is c with Control", () => {
  const [event] = decode(new SerialDecoder(), [3]);
  assert.deepEqual([event?.control, event?.character], [true, "c"]);
});

/** Events of the serial decoder: code, character, and which modifiers are held. */
function serialKeys(bytes: readonly number[]): string[] {
  return decode(new SerialDecoder(), bytes).map(({ code, character, shift, control, alt }) => {
    const name = character ?? KeyCode[code] ?? `${code}`;
    return `${shift ? "Shift-" : ""}${control ? "Ctrl-" : ""}${alt ? "Alt-" : ""}${name}`;
  });
}

test("ESC before a key is Alt, before another ESC it is Escape, and it never swallows Ctrl-C", () => {
  assert.deepEqual(serialKeys([0x1b, 0x62]), ["Alt-b"]);
  assert.deepEqual(serialKeys([0x1b, 0x0d]), ["Alt-Enter"]);
  assert.deepEqual(serialKeys([0x1b, 0x1b, 0x5b, 0x41]), ["Escape", "Up"]);
  assert.deepEqual(serialKeys([0x1b, 0x03]), ["Ctrl-c"]);
  assert.deepEqual(serialKeys([0x1b, 0x5b, 0x03]), ["Ctrl-c"]);
});

test("ESC alone is Escape when nothing follows, and not while something is still to come", () => {
  const decoder = new SerialDecoder();
  assert.equal(decoder.decode(0x1b), null);
  assert.equal(decoder.isAtEscape, true);
  assert.equal(decoder.endEscape().code, KeyCode.Escape);
  assert.equal(decoder.decode(0x62)?.alt, false);
  decode(decoder, [0x1b, 0x5b]);
  assert.equal(decoder.isAtEscape, false);
});

test("cursor keys carry their modifiers, and unknown sequences type nothing", () => {
  assert.deepEqual(serialKeys([..."\u001b[1;5C\u001b[1;2A\u001b[3;3~"].map((c) => c.charCodeAt(0))), [
    "Ctrl-Right",
    "Shift-Up",
    "Alt-Delete",
  ]);
  assert.deepEqual(serialKeys([..."\u001b[?25hx"].map((c) => c.charCodeAt(0))), ["x"]);
});

test("UTF-8 that is none becomes a replacement character", () => {
  assert.deepEqual(serialKeys([0xc3, 0xa9]), ["é"]);
  assert.deepEqual(serialKeys([0xed, 0xa0, 0x80]), ["\ufffd"]); // half of a pair
  assert.deepEqual(serialKeys([0xc0, 0xaf]), ["\ufffd"]); // longer than it needs
  assert.deepEqual(serialKeys([0xf4, 0x90, 0x80, 0x80]), ["\ufffd"]); // behind the end of Unicode
});
