/** Commands about what is on the screen. */
import { attributeOf, Color, LightColor, type Style } from "../../../kernel/src/console/color.ts";
import { clearConsole, logLines, print, println, setDefaultStyle } from "../../../kernel/src/console/console.ts";
import { atMost, program, UsageError } from "../../program.ts";
import { page } from "../pager.ts";

export const echo = program({
  name: "echo",
  usage: "[TEXT]",
  summary: "print the text",
  run: async ({ rest }) => println(rest),
});

export const clear = program({
  name: "clear",
  aliases: ["cls"],
  summary: "clear the screen",
  run: async ({ args }) => {
    atMost(args, 0);
    clearConsole();
  },
});

/** The 8 colours that may be backgrounds, then the 8 light ones. */
const backgrounds: readonly { readonly name: string; readonly color: Color }[] = [
  { name: "black", color: Color.Black },
  { name: "blue", color: Color.Blue },
  { name: "green", color: Color.Green },
  { name: "cyan", color: Color.Cyan },
  { name: "red", color: Color.Red },
  { name: "magenta", color: Color.Magenta },
  { name: "brown", color: Color.Brown },
  { name: "lightgray", color: Color.LightGray },
];
const lights: readonly { readonly name: string; readonly color: LightColor }[] = [
  { name: "darkgray", color: LightColor.DarkGray },
  { name: "lightblue", color: LightColor.Blue },
  { name: "lightgreen", color: LightColor.Green },
  { name: "lightcyan", color: LightColor.Cyan },
  { name: "lightred", color: LightColor.Red },
  { name: "lightmagenta", color: LightColor.Magenta },
  { name: "yellow", color: LightColor.Yellow },
  { name: "white", color: LightColor.White },
];
const colorNames = [...backgrounds, ...lights].map(({ name }) => name);

function foregroundNamed(name: string): Color | LightColor {
  const dark = backgrounds.find((each) => each.name === name);
  if (dark !== undefined) return dark.color;
  const light = lights.find((each) => each.name === name);
  if (light !== undefined) return light.color;
  throw new UsageError(`${name} is no colour; there are ${colorNames.join(", ")}`);
}

function backgroundNamed(name: string): Color {
  const dark = backgrounds.find((each) => each.name === name);
  if (dark !== undefined) return dark.color;
  if (lights.some((each) => each.name === name)) throw new UsageError("a background can not be light");
  throw new UsageError(`${name} is no colour; there are ${colorNames.join(", ")}`);
}

export const color = program({
  name: "color",
  aliases: ["colour"],
  usage: "[TEXT [BACKGROUND]]",
  summary: "show the colours, or choose them",
  details: [
    "TEXT and BACKGROUND are colours. Without them: shows them all. `color default` goes back to light grey on black.",
  ],
  complete: (args) => (args.length === 0 ? [...colorNames, "default"] : backgrounds.map(({ name }) => name)),
  run: async ({ args }) => {
    atMost(args, 2);
    if (args.length === 0) {
      for (const { name, color: fg } of backgrounds)
        print({ fg, bg: fg === Color.Black ? Color.LightGray : Color.Black }, `${name} `);
      println();
      for (const { name, color: fg } of lights) print({ fg }, `${name} `);
      println();
      return;
    }
    const style: Style = args[0] === "default" ? {} : styleNamed(args);
    if ((attributeOf(style) & 15) === attributeOf(style) >>> 4) throw new UsageError("nobody could read that");
    setDefaultStyle(style);
    clearConsole();
  },
});

function styleNamed(args: readonly string[]): Style {
  const fg = foregroundNamed(args[0]);
  return args.length === 1 ? { fg } : { fg, bg: backgroundNamed(args[1]) };
}

export const dmesg = program({
  name: "dmesg",
  summary: "what was printed since the start",
  details: ["The last 32 KiB, with the time since the start in seconds."],
  run: async (context) => {
    atMost(context.args, 0);
    const lines = logLines().map(({ timeMs, text }) => `[${timeText(timeMs)}] ${text}`);
    await page(lines, context);
  },
});

function timeText(timeMs: number | null): string {
  return (timeMs === null ? "" : (timeMs / 1000).toFixed(3)).padStart(9);
}
