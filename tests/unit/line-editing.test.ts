/** Line editing under Node: the text, the view on a model of a terminal, the history. The cursor is drawn as `|`. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Random } from "../../programs/games/random.ts";
import { EditLine } from "../../programs/shell/edit-line.ts";
import { History } from "../../programs/shell/history.ts";
import { type Display, LineView } from "../../programs/shell/line-view.ts";

/** Applies commands to a text with a cursor: `edit("ab|c", (line) => line.backspace())` is `a|c`. */
function edit(picture: string, ...commands: ((line: EditLine) => void)[]): string {
  const line = new EditLine();
  const cursor = picture.indexOf("|");
  line.set(picture.replace("|", ""));
  while (line.cursor > cursor) line.left();
  for (const command of commands) command(line);
  return `${line.text.slice(0, line.cursor)}|${line.text.slice(line.cursor)}`;
}

test("inserting and deleting anywhere", () => {
  assert.equal(
    edit("ab|c", (line) => line.insert("X")),
    "abX|c",
  );
  assert.equal(
    edit("ab|c", (line) => line.backspace()),
    "a|c",
  );
  assert.equal(
    edit("|abc", (line) => line.backspace()),
    "|abc",
  );
  assert.equal(
    edit("ab|c", (line) => line.delete()),
    "ab|",
  );
  assert.equal(
    edit("abc|", (line) => line.delete()),
    "abc|",
  );
});

test("words", () => {
  assert.equal(
    edit("one two  |three", (line) => line.wordLeft()),
    "one |two  three",
  );
  assert.equal(
    edit("one| two three", (line) => line.wordRight()),
    "one two| three",
  );
  assert.equal(
    edit("one two  |three", (line) => line.killWord()),
    "one |three",
  );
  assert.equal(
    edit("|one", (line) => line.killWord()),
    "|one",
  );
});

test("cutting to the ends, and putting back", () => {
  assert.equal(
    edit("one |two", (line) => line.killToEnd()),
    "one |",
  );
  assert.equal(
    edit("one |two", (line) => line.killToStart()),
    "|two",
  );
  assert.equal(
    edit(
      "one |two",
      (line) => line.killToStart(),
      (line) => line.end(),
      (line) => line.yank(),
    ),
    "twoone |",
  );
});

test("rows of a text with line ends", () => {
  assert.equal(
    edit("one\ntw|o", (line) => line.home()),
    "one\n|two",
  );
  assert.equal(
    edit("o|ne\ntwo", (line) => line.end()),
    "one|\ntwo",
  );
  assert.equal(
    edit("long row\nab|", (line) => void line.rowUp()),
    "lo|ng row\nab",
  );
  assert.equal(
    edit("long ro|w\nab", (line) => void line.rowDown()),
    "long row\nab|",
  );
  assert.equal(
    edit("|one", (line) => assert.equal(line.rowUp(), false)),
    "|one",
  );
  assert.equal(
    edit("one|\ntwo", (line) => line.killToEnd()),
    "one|two",
  );
  assert.equal(
    edit("\n|", (line) => void line.rowUp()),
    "|\n",
  );
});

test("a pair of surrogates is one character", () => {
  assert.equal(
    edit("a😀|b", (line) => line.left()),
    "a|😀b",
  );
  assert.equal(
    edit("a😀|b", (line) => line.backspace()),
    "a|b",
  );
  assert.equal(
    edit("a|😀b", (line) => line.delete()),
    "a|b",
  );
  assert.equal(
    edit("a|😀b", (line) => line.right()),
    "a😀|b",
  );
});

/** A terminal that scrolls. Writing in the last column leaves the cursor there, as a VT100 does. */
class Terminal implements Display {
  readonly columns: number;
  readonly rows: number;
  cells: string[][];
  row = 0;
  column = 0;

  constructor(rows: number, columns: number) {
    this.rows = rows;
    this.columns = columns;
    this.cells = Array.from({ length: rows }, () => this.#blankRow());
  }

  #blankRow(): string[] {
    return new Array<string>(this.columns).fill(" ");
  }

  write(codePoint: number): void {
    assert.ok(this.column < this.columns, "written behind the last column");
    (this.cells[this.row] ?? [])[this.column] = String.fromCodePoint(codePoint);
    this.column++;
  }

  newLine(): void {
    this.column = 0;
    this.row++;
    if (this.row < this.rows) return;
    this.row--;
    this.cells.shift();
    this.cells.push(this.#blankRow());
  }

  moveTo(rowsDown: number, column: number): void {
    this.row += rowsDown;
    this.column = column;
    assert.ok(this.row >= 0 && this.row < this.rows && column >= 0 && column < this.columns, "moved off the screen");
  }

  eraseToRowEnd(): void {
    (this.cells[this.row] ?? []).fill(" ", this.column);
  }

  picture(): string[] {
    return this.cells.map((row) => row.join("").trimEnd());
  }
}

/** The rows that a text should take, laid out without cleverness. */
function expectedRows(prompt: string, text: string, columns: number): string[] {
  return (prompt + text)
    .split("\n")
    .flatMap((row) => {
      const parts: string[] = [];
      for (let i = 0; i + columns <= row.length; i += columns) parts.push(row.slice(i, i + columns));
      return [...parts, row.slice(parts.length * columns)];
    })
    .map((row) => row.trimEnd());
}

test("the view shows what the text is, whatever the edits: 40,000 random ones, on screens of all sizes", () => {
  const random = new Random(4);
  const commands: ((line: EditLine) => void)[] = [
    (line) => line.backspace(),
    (line) => line.delete(),
    (line) => line.left(),
    (line) => line.right(),
    (line) => line.wordLeft(),
    (line) => line.wordRight(),
    (line) => line.home(),
    (line) => line.end(),
    (line) => void line.rowUp(),
    (line) => void line.rowDown(),
    (line) => line.killToEnd(),
    (line) => line.killWord(),
    (line) => line.yank(),
    (line) => line.insert("\n"),
    (line) => line.insert("two words "),
  ];
  for (let round = 0; round < 100; round++) {
    const terminal = new Terminal(4 + random.below(8), 5 + random.below(20));
    const prompt = ">".repeat(random.below(terminal.columns)).padEnd(1, ">");
    terminal.row = random.below(terminal.rows);
    const view = new LineView(terminal);
    const line = new EditLine();
    for (const character of prompt) terminal.write(character.charCodeAt(0));
    view.start(prompt.length);
    for (let i = 0; i < 400; i++) {
      const command =
        commands[random.below(commands.length * 2)] ?? ((it: EditLine) => it.insert("abcdefgh".charAt(i % 8)));
      const before = line.text;
      const cursor = line.cursor;
      command(line);
      if (view.rowsFor(line.text) > terminal.rows - 1) {
        line.restore(before, cursor);
        continue;
      }
      view.show(line.text, line.cursor);
      const expected = expectedRows(prompt, line.text, terminal.columns);
      const before_cursor = expectedRows(prompt, line.text.slice(0, line.cursor), terminal.columns);
      const top = terminal.row - (before_cursor.length - 1);
      assert.deepEqual(terminal.picture().slice(top, top + expected.length), expected);
      assert.ok(
        terminal
          .picture()
          .slice(top + expected.length)
          .every((row) => row === ""),
        "something is left below the line",
      );
      const columnText = (prompt + line.text.slice(0, line.cursor)).split("\n").at(-1) ?? "";
      assert.equal(terminal.column, columnText.length % terminal.columns);
    }
  }
});

test("wide and invisible characters take one column each on the screen", () => {
  const terminal = new Terminal(4, 10);
  const view = new LineView(terminal);
  view.start(0);
  view.show("a漢😀é\u0301!", 7);
  assert.equal(terminal.picture()[0], "a■■é■!");
});

test("history goes back to the line that was being typed", () => {
  const history = new History();
  for (const line of ["one", "two", "two", "  ", "three"]) history.add(line);
  assert.deepEqual(history.lines, ["one", "two", "three"]);
  assert.equal(history.older("draft"), "three");
  assert.equal(history.older("three"), "two");
  assert.equal(history.older("two"), "one");
  assert.equal(history.older("one"), null);
  assert.equal(history.newer(), "two");
  assert.equal(history.newer(), "three");
  assert.equal(history.newer(), "draft");
  assert.equal(history.newer(), null);
});

test("history is searched from the newest line back", () => {
  const history = new History();
  for (const line of ["echo one", "mem", "echo two"]) history.add(line);
  assert.equal(history.find("echo", 3), 2);
  assert.equal(history.find("echo", 2), 0);
  assert.equal(history.find("echo", 0), -1);
  assert.equal(history.find("nothing", 3), -1);
  assert.equal(history.find("", 3), -1);
});
