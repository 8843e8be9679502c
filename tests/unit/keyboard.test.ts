/** Layouts, locks, repeats and odd sequences of the keyboard: code that touches no hardware, run under Node. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { KeyDecoder } from "../../kernel/src/drivers/key-decoder.ts";
import { KeyCode, type KeyEvent } from "../../kernel/src/drivers/keys.ts";
import { findLayout, layoutNames, layouts } from "../../kernel/src/drivers/layouts.ts";

const shift = 0x2a;
const capsLock = 0x3a;
const numLock = 0x45;
/** Right Alt, after the prefix. */
const altGr = 0x38;
const release = 0x80;
const prefix = 0xe0;

function decoderFor(name: string): KeyDecoder {
  const layout = findLayout(name);
  assert.ok(layout);
  const decoder = new KeyDecoder();
  decoder.layout = layout;
  return decoder;
}

/** The events of some bytes, accents that stay alone included. */
function decode(decoder: KeyDecoder, bytes: readonly number[]): KeyEvent[] {
  const events: KeyEvent[] = [];
  for (const byte of bytes) {
    const event = decoder.decode(byte);
    const accent = decoder.takeAccent();
    if (accent !== null) events.push(accent);
    if (event !== null) events.push(event);
  }
  return events;
}

const text = (events: readonly KeyEvent[]): string => events.map((event) => event.character ?? "").join("");

/** A key pressed and released. */
const tap = (code: number): number[] => [code, code | release];
const withShift = (bytes: readonly number[]): number[] => [shift, ...bytes, shift | release];
const withAltGr = (bytes: readonly number[]): number[] => [prefix, altGr, ...bytes, prefix, altGr | release];

const row = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
/** All keys that type, row by row as on the keyboard. */
const rows = [
  [KeyCode.Backquote, ...row(0x02, 0x0d)],
  row(0x10, 0x1b),
  [...row(0x1e, 0x28), KeyCode.Backslash],
  [KeyCode.IntlBackslash, ...row(0x2c, 0x35)],
];

/** What is printed on the keys, from the descriptions that Microsoft and the makers of X keyboards publish; ◌ and an accent is a dead key, · nothing. */
const printed: Record<string, { plain: string[]; shift: string[]; altGr?: string[] }> = {
  us: {
    plain: [
      "` 1 2 3 4 5 6 7 8 9 0 - =",
      "q w e r t y u i o p [ ]",
      "a s d f g h j k l ; ' \\",
      "\\ z x c v b n m , . /",
    ],
    shift: ["~ ! @ # $ % ^ & * ( ) _ +", "Q W E R T Y U I O P { }", 'A S D F G H J K L : " |', "| Z X C V B N M < > ?"],
  },
  uk: {
    plain: [
      "` 1 2 3 4 5 6 7 8 9 0 - =",
      "q w e r t y u i o p [ ]",
      "a s d f g h j k l ; ' #",
      "\\ z x c v b n m , . /",
    ],
    shift: ['¬ ! " £ $ % ^ & * ( ) _ +', "Q W E R T Y U I O P { }", "A S D F G H J K L : @ ~", "| Z X C V B N M < > ?"],
    altGr: ["¦ · · · € · · · · · · · ·", "· · é · · · ú í ó · · ·", "á · · · · · · · · · · ·", "· · · · · · · · · · ·"],
  },
  de: {
    plain: [
      "◌^ 1 2 3 4 5 6 7 8 9 0 ß ◌´",
      "q w e r t z u i o p ü +",
      "a s d f g h j k l ö ä #",
      "< y x c v b n m , . -",
    ],
    shift: [
      '° ! " § $ % & / ( ) = ? ◌`',
      "Q W E R T Z U I O P Ü *",
      "A S D F G H J K L Ö Ä '",
      "> Y X C V B N M ; : _",
    ],
    altGr: [
      "· · ² ³ · · · { [ ] } \\ ·",
      "@ · € · · · · · · · · ~",
      "· · · · · · · · · · · ·",
      "| · · · · · · µ · · ·",
    ],
  },
  fr: {
    plain: [
      "² & é \" ' ( - è _ ç à ) =",
      "a z e r t y u i o p ◌^ $",
      "q s d f g h j k l m ù *",
      "< w x c v b n , ; : !",
    ],
    shift: [
      "· 1 2 3 4 5 6 7 8 9 0 ° +",
      "A Z E R T Y U I O P ◌¨ £",
      "Q S D F G H J K L M % µ",
      "> W X C V B N ? . / §",
    ],
    altGr: [
      "· · ◌~ # { [ | ◌` \\ ^ @ ] }",
      "· · € · · · · · · · · ¤",
      "· · · · · · · · · · · ·",
      "· · · · · · · · · · ·",
    ],
  },
  dvorak: {
    plain: [
      "` 1 2 3 4 5 6 7 8 9 0 [ ]",
      "' , . p y f g c r l / =",
      "a o e u i d h t n s - \\",
      "\\ ; q j k x b m w v z",
    ],
    shift: ["~ ! @ # $ % ^ & * ( ) { }", '" < > P Y F G C R L ? +', "A O E U I D H T N S _ |", "| : Q J K X B M W V Z"],
  },
};

/** What a key types by itself, written as in `printed`: a dead key is asked for its accent with a blank. */
function typedBy(name: string, code: number, modify: (bytes: readonly number[]) => number[]): string {
  const decoder = decoderFor(name);
  const typed = text(decode(decoder, modify(tap(code))));
  if (typed !== "") return typed;
  const accent = text(decode(decoder, tap(KeyCode.Space)));
  return accent === " " ? "·" : `◌${accent}`;
}

test("the layouts are those that can be chosen", () => {
  assert.deepEqual(layoutNames, Object.keys(printed));
  assert.equal(findLayout("klingon"), null);
});

for (const [name, levels] of Object.entries(printed)) {
  test(`the ${name} layout types what is printed on its keys`, () => {
    for (const [level, modify] of [
      ["plain", (bytes: readonly number[]) => [...bytes]],
      ["shift", withShift],
      ["altGr", withAltGr],
    ] as const) {
      const expected = levels[level];
      if (expected === undefined) continue;
      const typed = rows.map((keys) => keys.map((key) => typedBy(name, key, modify)).join(" "));
      assert.deepEqual(typed, expected, level);
    }
  });
}

test("every level of every layout has a place for each key", () => {
  for (const layout of layouts) {
    for (const level of [layout.plain, layout.shift, layout.altGr, layout.shiftAltGr]) {
      if (level === null) continue;
      assert.deepEqual(
        level.map((keys) => keys.length),
        rows.map((keys) => keys.length),
        layout.name,
      );
    }
  }
});

test("a dead key puts its accent on the next letter, capitals too", () => {
  const de = decoderFor("de");
  assert.equal(text(decode(de, [...tap(0x0d), ...tap(0x12), ...tap(0x29), ...withShift(tap(0x1e))])), "éÂ");
  const fr = decoderFor("fr");
  assert.equal(text(decode(fr, [...withShift(tap(0x1a)), ...tap(0x12), ...tap(0x1a), ...tap(0x18)])), "ëô");
});

test("a dead key with what takes no accent types both, twice or before a blank the accent alone", () => {
  const de = decoderFor("de");
  assert.equal(text(decode(de, [...tap(0x0d), ...tap(0x2d)])), "´x");
  assert.equal(text(decode(de, [...tap(0x0d), ...tap(0x0d)])), "´");
  assert.equal(text(decode(de, [...tap(0x29), ...tap(0x39), ...tap(0x2d)])), "^x");
});

test("an accent that stays alone is an event of its own, with one character", () => {
  const events = decode(decoderFor("de"), [...tap(0x0d), ...tap(0x2d)]).filter((event) => event.character !== null);
  assert.deepEqual(
    events.map((event) => event.character),
    ["´", "x"],
  );
});

test("AltGr is the right Alt of layouts that use it, and Alt elsewhere", () => {
  const [, q] = decode(decoderFor("de"), [prefix, altGr, 0x10]);
  assert.deepEqual([q?.character, q?.altGr, q?.alt], ["@", true, false]);
  const [, a] = decode(decoderFor("us"), [prefix, altGr, 0x1e]);
  assert.deepEqual([a?.character, a?.altGr, a?.alt], ["a", false, true]);
});

test("Caps Lock changes letters with umlauts and accents too, but no signs", () => {
  assert.equal(
    text(decode(decoderFor("de"), [...tap(capsLock), ...tap(0x1a), ...tap(0x0c), ...withShift(tap(0x1a))])),
    "Üßü",
  );
  assert.equal(text(decode(decoderFor("fr"), [...tap(capsLock), ...tap(0x03), ...tap(0x10)])), "éA");
});

test("the keypad types digits with Num Lock and moves without; Shift turns that round", () => {
  const decoder = new KeyDecoder();
  assert.equal(text(decode(decoder, [0x47, 0x53])), "7.");
  const [, off] = decode(decoder, tap(numLock));
  assert.equal(off?.code, KeyCode.NumLock);
  const [home, minus] = decode(decoder, [0x47, 0x4a]);
  assert.deepEqual([home?.code, home?.character], [KeyCode.Home, null]);
  assert.equal(minus?.character, "-");
  assert.equal(text(decode(decoder, withShift([0x47]))), "7");
  assert.equal(text(decode(decoderFor("de"), [0x53])), ",");
});

test("a key that is held repeats, and is marked; a lock does not toggle again", () => {
  const decoder = new KeyDecoder();
  const events = decode(decoder, [0x1e, 0x1e, 0x1e, 0x9e, 0x1e]);
  assert.deepEqual(
    events.map((event) => event.repeat),
    [false, true, true, false, false],
  );
  decode(decoder, [capsLock, capsLock, capsLock, capsLock | release]);
  assert.equal(decoder.capsLock, true);
});

test("left and right modifiers are held apart", () => {
  const decoder = new KeyDecoder();
  const events = decode(decoder, [0x1d, prefix, 0x1d, 0x9d, 0x2e, prefix, 0x9d, 0x2e]);
  assert.deepEqual(
    events.map((event) => event.control),
    [true, true, true, true, false, false],
  );
});

test("Print Screen, Pause and Break are single keys that type nothing", () => {
  const codes = (bytes: number[]): number[] => decode(new KeyDecoder(), bytes).map((event) => event.code);
  assert.deepEqual(codes([0xe0, 0x2a, 0xe0, 0x37, 0xe0, 0xb7, 0xe0, 0xaa]), [KeyCode.PrintScreen, KeyCode.PrintScreen]);
  assert.deepEqual(codes([0xe1, 0x1d, 0x45, 0xe1, 0x9d, 0xc5]), [KeyCode.Pause]);
  assert.deepEqual(codes([0xe0, 0x46, 0xe0, 0xc6]), [KeyCode.Break, KeyCode.Break]);
  const events = decode(new KeyDecoder(), [0xe1, 0x1d, 0x45, 0xe1, 0x9d, 0xc5, 0x1e]);
  assert.deepEqual([events.at(-1)?.control, events.at(-1)?.character], [false, "a"]);
});

test("what the keyboard has lost is counted, and leaves no key down", () => {
  const decoder = new KeyDecoder();
  const events = decode(decoder, [shift, 0x00, 0x1e, 0xff]);
  assert.equal(events.at(-1)?.character, "a");
  assert.equal(decoder.losses, 2);
});

test("no sequence of bytes breaks the decoder, whatever the layout", () => {
  let seed = 20250701;
  for (const layout of layouts) {
    const decoder = decoderFor(layout.name);
    for (let i = 0; i < 200_000; i++) {
      seed = (seed * 48271) % 0x7fffffff;
      const event = decoder.decode(seed & 0xff);
      const accent = decoder.takeAccent();
      for (const each of [event, accent]) {
        if (each === null) continue;
        assert.ok(each.code >= 0 && each.code < 0x200);
        assert.ok(each.character === null || (each.pressed && each.character.length === 1));
      }
    }
    // Whatever state it is in, a few releases bring it back.
    decode(decoder, [0x80, 0x80, 0x80, 0x80, 0x00]);
    if (decoder.capsLock) decode(decoder, tap(capsLock));
    decode(decoder, tap(0x39));
    assert.equal(text(decode(decoder, tap(0x02))), layout.plain[0]?.charAt(1), layout.name);
  }
});
