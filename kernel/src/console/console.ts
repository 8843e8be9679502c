/** The console: the screen and the serial terminal, which show the same. `println` is how the kernel speaks. */
import { VgaText } from "../drivers/vga.ts";
import { ansiOf, attributeOf, plain, type Style } from "./color.ts";
import { SerialTerminal } from "./serial-terminal.ts";

export const screen = new VgaText();
export const terminal = new SerialTerminal();

/** Writes text in a style on both, and goes on in the same line. */
export function print(text: string): void;
export function print(style: Style, text: string): void;
export function print(first: Style | string, second?: string): void {
  if (typeof first === "string") printStyled(plain, first);
  else printStyled(first, second ?? "");
}

/** Writes text in a style on both, and ends the line. `println({ fg: Color.Blue }, "text")`. */
export function println(text?: string): void;
export function println(style: Style, text: string): void;
export function println(first?: Style | string, second?: string): void {
  if (first === undefined) printStyled(plain, "\n");
  else if (typeof first === "string") printStyled(plain, `${first}\n`);
  else printStyled(first, `${second ?? ""}\n`);
}

function printStyled(style: Style, text: string): void {
  screen.write(text, attributeOf(style));
  const start = ansiOf(style);
  if (start === "") {
    terminal.write(text);
    return;
  }
  // The style ends before the line does, or a terminal paints the next line's background with it.
  const endsLine = text.endsWith("\n");
  terminal.control(start);
  terminal.write(endsLine ? text.slice(0, -1) : text);
  terminal.control("\u001b[0m");
  if (endsLine) terminal.write("\n");
}

/** Clears both. */
export function clearConsole(): void {
  screen.clear();
  terminal.clear();
}

/** For a line editor: text without line ends that wraps at the last column, the same way on both. */
export function printWrapped(text: string): void {
  screen.write(text, attributeOf(plain));
  terminal.writeWrapped(text);
}

/** For a line editor: moves the cursor along the text of `printWrapped`. */
export function moveCursor(by: number): void {
  screen.moveCursor(by);
  terminal.moveCursor(by);
}
