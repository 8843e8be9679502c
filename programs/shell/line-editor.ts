/**
 * Reads a line from the keyboard or the serial terminal: what keys do to the text, to the history, to the search. The text is an `EditLine`, the picture a
 * `LineView`; here is what connects them.
 */
import { clearConsole, println } from "../../kernel/src/console/console.ts";
import { KeyCode, type KeyEvent } from "../../kernel/src/drivers/keys.ts";
import { printColumns } from "./columns.ts";
import { type Completion, commonStart } from "./completion.ts";
import { ConsoleDisplay } from "./console-display.ts";
import { EditLine } from "./edit-line.ts";
import type { History } from "./history.ts";
import { LineView } from "./line-view.ts";

/** Where keys come from. */
export interface KeySource {
  next(): Promise<KeyEvent>;
}

/** What was entered. `dropped`: by Ctrl-C. `ended`: Ctrl-D on an empty line. */
export type Entry =
  | { readonly kind: "line"; readonly text: string; readonly source: KeyEvent["source"] }
  | { readonly kind: "dropped" }
  | { readonly kind: "ended" };

/** What a shell gives to its editor. */
export interface EditorHost {
  readonly history: History;
  /** Prints the prompt at the start of a row; gives the columns that it takes. */
  prompt(): number;
  complete(text: string, cursor: number): Completion;
}

type Action = (line: EditLine) => void;

/** Keys that only change the text or move in it. */
const byCode: ReadonlyMap<number, Action> = new Map<number, Action>([
  [KeyCode.Backspace, (line) => line.backspace()],
  [KeyCode.Delete, (line) => line.delete()],
  [KeyCode.Left, (line) => line.left()],
  [KeyCode.Right, (line) => line.right()],
  [KeyCode.Home, (line) => line.home()],
  [KeyCode.End, (line) => line.end()],
]);

/** The same with Control held, by key; and by character, as terminals send them. */
const byControlCode: ReadonlyMap<number, Action> = new Map<number, Action>([
  [KeyCode.Left, (line) => line.wordLeft()],
  [KeyCode.Right, (line) => line.wordRight()],
  [KeyCode.Backspace, (line) => line.killWord()],
]);

const byControl: ReadonlyMap<string, Action> = new Map<string, Action>([
  ["a", (line) => line.home()],
  ["e", (line) => line.end()],
  ["b", (line) => line.left()],
  ["f", (line) => line.right()],
  ["d", (line) => line.delete()],
  ["h", (line) => line.backspace()],
  ["u", (line) => line.killToStart()],
  ["k", (line) => line.killToEnd()],
  ["w", (line) => line.killWord()],
  ["y", (line) => line.yank()],
]);

export class LineEditor {
  readonly #host: EditorHost;
  readonly #display = new ConsoleDisplay();
  readonly #view = new LineView(this.#display);
  readonly #line = new EditLine();

  constructor(host: EditorHost) {
    this.#host = host;
  }

  /** Prints the prompt and reads a line. */
  async readLine(keys: KeySource): Promise<Entry> {
    this.#line.set("");
    this.#host.history.rest();
    this.#startRow();
    for (;;) {
      const event = await this.#nextPressed(keys);
      if (this.#display.disturbed) this.#startRow();
      const entry = isControl(event, "r") ? await this.#search(keys) : this.#handle(event);
      if (entry !== null) return entry;
    }
  }

  async #nextPressed(keys: KeySource): Promise<KeyEvent> {
    for (;;) {
      const event = await keys.next();
      if (event.pressed) return event;
    }
  }

  /** What a key does; an entry when it ends the line. */
  #handle(event: KeyEvent): Entry | null {
    if (isControl(event, "c")) return this.#drop();
    if (isControl(event, "d") && this.#line.text === "") return this.#finish({ kind: "ended" });
    if (isControl(event, "l")) {
      clearConsole();
      this.#startRow();
      return null;
    }
    if (event.code === KeyCode.Enter || event.code === KeyCode.KeypadEnter) {
      if (!event.shift && !event.alt) return this.#accept(event);
      this.#change((line) => line.insert("\n"));
      return null;
    }
    if (event.code === KeyCode.Tab) this.#complete();
    else if (event.code === KeyCode.Up) this.#up();
    else if (event.code === KeyCode.Down) this.#down();
    else this.#edit(event);
    return null;
  }

  #edit(event: KeyEvent): void {
    const { character, code, control, alt } = event;
    if (control) {
      const action = byControlCode.get(code) ?? byControl.get(character?.toLowerCase() ?? "");
      if (action !== undefined) this.#change(action);
      return;
    }
    const action = byCode.get(code);
    if (action !== undefined) this.#change(action);
    else if (character !== null && !alt) this.#change((line) => line.insert(character));
  }

  /** Does something to the text, unless the screen could not show it then: what has scrolled out of it could not be redrawn. */
  #change(action: Action): void {
    const { text, cursor } = this.#line;
    action(this.#line);
    if (this.#view.rowsFor(this.#line.text) > this.#display.rowsMax) this.#line.restore(text, cursor);
    this.#show();
  }

  #show(): void {
    this.#view.show(this.#line.text, this.#line.cursor);
    this.#display.settle();
  }

  /** Begins anew with the prompt, in a row of its own, and the text as it is. */
  #startRow(): void {
    if (!this.#display.atRowStart) println();
    this.#view.start(this.#host.prompt());
    this.#show();
  }

  /** Leaves the line behind: the cursor goes below it. */
  #finish(entry: Entry): Entry {
    this.#view.show(this.#line.text, this.#line.text.length);
    println();
    return entry;
  }

  #accept(event: KeyEvent): Entry {
    const { text } = this.#line;
    this.#host.history.add(text);
    return this.#finish({ kind: "line", text, source: event.source });
  }

  #drop(): Entry {
    this.#view.show(this.#line.text, this.#line.text.length);
    println("^C");
    return { kind: "dropped" };
  }

  #up(): void {
    if (this.#line.rowUp()) this.#show();
    else this.#recall(this.#host.history.older(this.#line.text));
  }

  #down(): void {
    if (this.#line.rowDown()) this.#show();
    else this.#recall(this.#host.history.newer());
  }

  #recall(text: string | null): void {
    if (text !== null) this.#change((line) => line.set(text));
  }

  /** Completes as far as the candidates agree; lists them when they do not agree on more than is there. */
  #complete(): void {
    const { text, cursor } = this.#line;
    const { start, candidates } = this.#host.complete(text, cursor);
    if (candidates.length === 0) return;
    const common = commonStart(candidates);
    const typed = text.slice(start, cursor);
    if (candidates.length === 1) this.#change((line) => line.replaceBefore(start, `${common} `));
    else if (common !== typed) this.#change((line) => line.replaceBefore(start, common));
    else this.#list(candidates);
  }

  #list(candidates: readonly string[]): void {
    this.#view.show(this.#line.text, this.#line.text.length);
    println();
    printColumns(candidates);
    this.#startRow();
  }

  /**
   * Ctrl-R: what is typed is looked for in the history, from the newest line back; Ctrl-R again goes on to older ones. Enter runs the line that is
   * found, Ctrl-C and Ctrl-G go back to what was there before, any other key edits what is found.
   */
  async #search(keys: KeySource): Promise<Entry | null> {
    const { text, cursor } = this.#line;
    const { history } = this.#host;
    let wanted = "";
    let found = history.length;
    for (;;) {
      const match = found < 0 || found === history.length ? null : history.lines[found];
      this.#line.set(`(search "${wanted}"${found < 0 ? ": nothing" : ""}) ${match ?? ""}`);
      this.#show();
      const event = await this.#nextPressed(keys);
      const typed = typedBy(event);
      if (isModifier(event)) continue;
      if (isControl(event, "r")) {
        const older = history.find(wanted, found);
        if (older >= 0) found = older;
      } else if (event.code === KeyCode.Backspace) {
        wanted = wanted.slice(0, -1);
        found = wanted === "" ? history.length : history.find(wanted, history.length);
      } else if (typed !== null) {
        wanted += typed;
        found = history.find(wanted, Math.min(found + 1, history.length));
      } else if (isControl(event, "c") || isControl(event, "g")) {
        this.#line.restore(text, cursor);
        this.#show();
        return null;
      } else {
        this.#line.set(match ?? text);
        this.#show();
        return this.#handle(event);
      }
    }
  }
}

/** The character that a key puts into the text; null for one that does something else. */
function typedBy({ code, character, control, alt }: KeyEvent): string | null {
  const isCommand =
    code === KeyCode.Enter || code === KeyCode.KeypadEnter || code === KeyCode.Tab || code === KeyCode.Escape;
  return isCommand || control || alt ? null : character;
}

function isControl(event: KeyEvent, letter: string): boolean {
  return event.control && event.character !== null && event.character.toLowerCase() === letter;
}

function isModifier(event: KeyEvent): boolean {
  switch (event.code) {
    case KeyCode.LeftShift:
    case KeyCode.RightShift:
    case KeyCode.LeftControl:
    case KeyCode.RightControl:
    case KeyCode.LeftAlt:
    case KeyCode.RightAlt:
    case KeyCode.CapsLock:
      return true;
    default:
      return false;
  }
}
