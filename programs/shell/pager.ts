/** Shows text that is longer than the screen, a page at a time. */
import { Color } from "../../kernel/src/console/color.ts";
import { print, println, screen } from "../../kernel/src/console/console.ts";
import { KeyCode } from "../../kernel/src/drivers/keys.ts";
import type { Context } from "../program.ts";

const prompt = " space: page   Enter: line   q: end ";

/** Prints lines. Those that do not fit the screen wait for a key, unless nobody is there to press one; q ends it. */
export async function page(lines: readonly string[], context: Context): Promise<void> {
  const pageRows = screen.rows - 1;
  const { openKeys } = context;
  if (openKeys === null || lines.length <= pageRows) {
    for (const line of lines) println(line);
    return;
  }
  using keys = openKeys();
  let room = pageRows;
  for (const line of lines) {
    if (room <= 0) {
      const more = await askForMore();
      if (more === 0) return;
      room = more;
    }
    println(line);
    room -= rowsOf(line);
  }

  /** Waits for a key; gives the rows to print next, 0 for none. */
  async function askForMore(): Promise<number> {
    print({ fg: Color.Black, bg: Color.LightGray }, prompt);
    try {
      for (;;) {
        const event = await keys.next(context.signal);
        if (!event.pressed) continue;
        if (event.code === KeyCode.Enter || event.code === KeyCode.Down) return 1;
        if (event.character === " " || event.code === KeyCode.PageDown) return pageRows;
        if (event.character === "q" || event.code === KeyCode.Escape) return 0;
      }
    } finally {
      print(`\r${" ".repeat(prompt.length)}\r`);
    }
  }
}

function rowsOf(line: string): number {
  return Math.max(1, Math.ceil(line.length / screen.columns));
}
