/** The screen, colours, and the log, in the booted kernel. The host checks what the serial port says between the markers of `onSerial`. */
import { u8, u32 } from "osmium";
import { shadowIsTrue } from "../../../kernel/src/arch/x86_64/textmemory.ts";
import {
  Blink,
  backgroundOf,
  Color,
  decodeColor,
  encodeColor,
  foregroundOf,
  LightColor,
} from "../../../kernel/src/console/color.ts";
import {
  clearConsole,
  currentStyle,
  logLines,
  print,
  println,
  screen,
  setDefaultStyle,
  setLogClock,
} from "../../../kernel/src/console/console.ts";
import { cp437FromUnicode, unicodeFromCp437 } from "../../../kernel/src/drivers/cp437.ts";
import { expect, test } from "../../../kernel/src/test/framework.ts";
import { boot, check } from "./boot.ts";

boot();

/** Characters of a row, blanks at the end left out. */
function rowText(row: u32): string {
  let text = "";
  for (let column: u32 = 0; column < 80; column++) {
    text += String.fromCodePoint(unicodeFromCp437(u8(screen.cellAt(row, column) & 0xff)));
  }
  return text.trimEnd();
}

function attributeAt(row: u32, column: u32): number {
  return screen.cellAt(row, column) >>> 8;
}

/** Runs `body` on a screen of its own. */
function onEmptyScreen(body: () => void): void {
  const saved = screen.snapshot();
  screen.clear();
  body();
  const isTrue = shadowIsTrue();
  screen.restore(saved);
  check(isTrue, "the shadow does not say what the screen shows");
  check(shadowIsTrue(), "after restoring, the shadow does not say what the screen shows");
}

test("line ends, returns, backspaces and tabs move as on a terminal", () => {
  onEmptyScreen(() => {
    screen.write("one\ntwo\rT\nab\bc\n\b\bx\n", 7);
    expect(rowText(0)).toBe("one");
    expect(rowText(1)).toBe("Two");
    expect(rowText(2)).toBe("ac");
    expect(rowText(3)).toBe("x");
    screen.write("\ta\tb\n1234567\t8", 7);
    expect(rowText(4)).toBe("        a       b");
    expect(rowText(5)).toBe("1234567 8");
    screen.write(`\n${"\t".repeat(20)}e`, 7);
    expect(rowText(6).length).toBe(80);
    expect(screen.row).toBe(7);
  });
});

test("text wraps behind the last column, and a line end there adds no empty row", () => {
  onEmptyScreen(() => {
    screen.write(`${"x".repeat(80)}\nnext${"y".repeat(77)}`, 7);
    expect(rowText(0)).toBe("x".repeat(80));
    expect(rowText(1)).toBe(`next${"y".repeat(76)}`);
    expect(rowText(2)).toBe("y");
    screen.write(`\n${"z".repeat(80)}\b!`, 7);
    expect(rowText(3)).toBe(`${"z".repeat(79)}!`);
    screen.write("\rZ", 7);
    expect(rowText(3)).toBe(`Z${"z".repeat(78)}!`);
    expect(screen.row).toBe(3);
  });
});

test("what is written below the last row scrolls the screen, and only that", () => {
  onEmptyScreen(() => {
    for (let line = 0; line < 100; line++) screen.write(`${line === 0 ? "" : "\n"}line ${line}`, 7);
    for (let row = 0; row < 25; row++) expect(rowText(u32(row))).toBe(`line ${75 + row}`);
    screen.write("\n", 7);
    expect(rowText(23)).toBe("line 99");
    expect(rowText(24)).toBe("");
    expect(screen.row).toBe(24);
  });
});

test("cells, rectangles and texts outside the screen are cut off", () => {
  onEmptyScreen(() => {
    screen.setCell(2, 3, 0x41, 0x1e);
    expect(screen.cellAt(2, 3)).toBe(0x1e41);
    screen.setCell(25, 0, 0x42, 7);
    screen.setCell(0, 80, 0x42, 7);
    expect(screen.cellAt(1, 0)).toBe(0x0720);
    expect(screen.cellAt(25, 0)).toBe(0);
    screen.fill(23, 78, 10, 10, 0x23, 7);
    expect(rowText(23)).toBe(`${" ".repeat(78)}##`);
    expect(rowText(24)).toBe(`${" ".repeat(78)}##`);
    screen.fill(5, 80, 1, 1, 0x23, 7);
    screen.fill(0xffffffff, 0, 0xffffffff, 0xffffffff, 0x23, 7);
    expect(rowText(0)).toBe("");
    expect(rowText(6)).toBe("");
    screen.setText(10, 76, "abcdef", 7);
    expect(rowText(10)).toBe(`${" ".repeat(76)}abcd`);
    expect(rowText(11)).toBe("");
    screen.setText(11, 0, "│▒█│ → äßπ", 7);
    expect(rowText(11)).toBe("│▒█│ → äßπ");
  });
});

test("a cursor outside the screen is an error", () => {
  onEmptyScreen(() => {
    screen.moveCursor(24, 79);
    expect(screen.row).toBe(24);
    expect(screen.column).toBe(79);
    for (const [row, column] of [
      [25, 0],
      [0, 80],
      [-1, 0],
    ]) {
      let name = "";
      try {
        screen.moveCursor(row, column);
      } catch (error) {
        if (error instanceof Error) name = error.name;
      }
      expect(name).toBe("RangeError");
    }
  });
});

test("a screen that was taken over comes back as it was, with its cursor", () => {
  onEmptyScreen(() => {
    screen.write("before", 0x1f);
    screen.setCursorShape("block");
    const saved = screen.snapshot();
    screen.hideCursor();
    screen.setCursorShape("half");
    screen.fill(0, 0, 25, 80, 0xdb, 0x4c);
    screen.moveCursor(20, 20);
    screen.restore(saved);
    expect(rowText(0)).toBe("before");
    expect(attributeAt(0, 0)).toBe(0x1f);
    expect(screen.column).toBe(6);
    check(screen.snapshot().cursorShown, "the cursor stays hidden");
    expect(screen.snapshot().cursorShape).toBe("block");
    screen.setCursorShape("underline");
  });
});

test("every character of code page 437 goes to Unicode and comes back", () => {
  for (let code = 1; code < 256; code++) {
    if (code === 0x20) continue;
    expect<number>(cp437FromUnicode(unicodeFromCp437(u8(code)))).toBe(code);
  }
});

test("characters that are not in code page 437 show their nearest relative, or a block", () => {
  for (const [character, shown] of [
    ["—", "-"],
    ["’", "'"],
    ["“", '"'],
    ["μ", "µ"],
    ["Ω", "Ω"],
    ["β", "ß"],
    ["…", "■"],
    ["漢", "■"],
    ["😀", "■"],
    ["\u007f", "■"],
  ]) {
    const code = cp437FromUnicode(u32(character.codePointAt(0) ?? 0));
    expect(String.fromCodePoint(unicodeFromCp437(code))).toBe(shown);
  }
});

test("every color code decodes into a style that encodes to it", () => {
  for (let code = 0; code < 256; code++) {
    const style = decodeColor(u8(code));
    expect<number>(encodeColor(style.fg, style.bg)).toBe(code);
  }
  expect(encodeColor(LightColor.Yellow, Color.Blue)).toBe(0x1e);
  expect(encodeColor(Color.LightGray, Blink(Color.Red))).toBe(0xc7);
  expect(foregroundOf(0x9f)).toBe(LightColor.White);
  expect(backgroundOf(0x9f)).toBe(Blink(Color.Blue));
});

test("colors belong to the text of one call", () => {
  onEmptyScreen(() => {
    println("colors:");
    print({ fg: LightColor.Yellow, bg: Color.Blue }, "one");
    print("two");
    print({ bg: Blink(Color.Red) }, "three");
    println({ fg: Color.Red }, "four");
    println("five");
    expect(attributeAt(1, 0)).toBe(0x1e);
    expect(attributeAt(1, 3)).toBe(0x07);
    expect(attributeAt(1, 6)).toBe(0xc7);
    expect(attributeAt(1, 11)).toBe(0x04);
    expect(attributeAt(2, 0)).toBe(0x07);
  });
});

test("a default style holds for plain text and for what other styles leave open", () => {
  onEmptyScreen(() => {
    setDefaultStyle({ fg: LightColor.White, bg: Color.Blue });
    expect(currentStyle().fg).toBe(LightColor.White);
    expect(currentStyle().bg).toBe(Color.Blue);
    clearConsole();
    println("default:");
    print("plain");
    print({ fg: Color.Red }, "red");
    expect(attributeAt(1, 0)).toBe(0x1f);
    expect(attributeAt(1, 5)).toBe(0x14);
    expect(attributeAt(20, 20)).toBe(0x1f);
    setDefaultStyle({});
    println("\nas before");
    expect(attributeAt(2, 0)).toBe(0x07);
  });
});

test("what is printed is logged, with the time of each line", () => {
  let now = 5;
  println("untimed");
  setLogClock(() => now);
  println("first");
  now = 8;
  print("sec");
  now = 9;
  println({ fg: Color.Red }, "ond ä→😀");
  const lines = logLines();
  const last = lines.slice(-3);
  expect(last[0].text).toBe("untimed");
  expect(last[0].timeMs).toBe(null);
  expect(last[1].text).toBe("first");
  expect(last[1].timeMs).toBe(5);
  expect(last[2].text).toBe("second ä→😀");
  expect(last[2].timeMs).toBe(8);
});

test("the log keeps the last 32 KiB", () => {
  const line = "m".repeat(70);
  for (let i = 0; i < 600; i++) println(`${i} ${line}`);
  const lines = logLines();
  expect(lines.at(-1)?.text).toBe(`599 ${line}`);
  expect(lines.at(-2)?.text).toBe(`598 ${line}`);
  let bytes = 0;
  for (const { text } of lines) bytes += text.length;
  check(bytes > 32 * 1024 - 80 && bytes <= 32 * 1024, `${bytes} bytes`);
});
