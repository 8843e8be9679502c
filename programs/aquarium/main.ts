/** An aquarium in which every fish is a task: `aquarium [FISH]`. Beside it a clock and what the tasks cost. */
import { Color, type ColorCode, encodeColor, LightColor } from "../../kernel/src/console/color.ts";
import { Surface } from "../../kernel/src/console/surface.ts";
import { select, when, whenAborted } from "../../kernel/src/tasks/select.ts";
import { Interval } from "../../kernel/src/time/interval.ts";
import { gameKeyOf } from "../games/keys.ts";
import { gameRandom } from "../games/seed.ts";
import { atMost, type Context, integerArgument, keysOf, program } from "../program.ts";
import { Gauges } from "./gauges.ts";
import { fishMax, Tank } from "./tank.ts";

const tankRows = 22;
const tankColumns = 50;
const panelColumn = 53;
const framePeriodMs = 40;
const measurePeriodMs = 500;
const fishAtOnce = 25;

const blank = 0x20;
const water = encodeColor(Color.LightGray, Color.Blue);
const glass = encodeColor(LightColor.Cyan, Color.Black);
const bubbleCode = encodeColor(LightColor.Cyan, Color.Blue);
const weed = encodeColor(LightColor.Green, Color.Blue);
const help = encodeColor(Color.LightGray, Color.Black);
const fishCodes: readonly ColorCode[] = [
  encodeColor(LightColor.Yellow, Color.Blue),
  encodeColor(LightColor.Red, Color.Blue),
  encodeColor(LightColor.Green, Color.Blue),
  encodeColor(LightColor.Magenta, Color.Blue),
  encodeColor(LightColor.White, Color.Blue),
  encodeColor(LightColor.Cyan, Color.Blue),
];

function drawTank(surface: Surface, tank: Tank): void {
  surface.fill(1, 1, tank.rows, tank.columns, blank, water);
  for (let column = 3; column < tank.columns; column += 7) {
    for (let height = 0; height < 2 + (column % 4); height++) {
      surface.put(tank.rows - height, 1 + column + (height % 2), height % 2 === 0 ? 0x28 : 0x29, weed);
    }
  }
  for (const { row, column } of tank.bubbles) surface.put(1 + row, 1 + column, row % 2 === 0 ? 0x6f : 0xb0, bubbleCode);
  for (const fish of tank.fish) surface.text(1 + fish.row, 1 + fish.column, fish.picture, fishCodes[fish.color]);
}

async function show(context: Context): Promise<void> {
  atMost(context.args, 1);
  const count =
    context.args.length === 0 ? fishAtOnce : integerArgument(context.args, 0, "the number of fish", 0, fishMax);
  const tank = new Tank(tankRows, tankColumns, gameRandom([]));
  using keys = keysOf(context);
  using surface = new Surface(context.onTerminal);
  using frames = new Interval(framePeriodMs, { missed: "delay" });
  using measures = new Interval(measurePeriodMs, { missed: "delay" });
  const gauges = new Gauges(tank);
  surface.frame(0, 0, tankRows + 2, tankColumns + 2, glass);
  surface.text(
    24,
    1,
    `+ ${fishAtOnce} fish   - ${fishAtOnce} fewer   q ends.   Every fish and every bubble is a task.`,
    help,
  );
  try {
    tank.add(count);
    gauges.measure();
    for (;;) {
      drawTank(surface, tank);
      gauges.draw(surface, panelColumn);
      surface.present();
      const event = await select(
        whenAborted(context.signal),
        when("key", keys),
        when("measure", measures),
        when("frame", frames),
      );
      if (event.kind === "measure") gauges.measure();
      if (event.kind !== "key" || !event.value.pressed) continue;
      if (event.value.character === "+" || event.value.character === "=") tank.add(fishAtOnce);
      else if (event.value.character === "-") tank.remove(fishAtOnce);
      else if (gameKeyOf(event.value) === "quit") return;
    }
  } finally {
    await tank.empty();
  }
}

export const aquarium = program({
  name: "aquarium",
  aliases: ["fish"],
  usage: "[FISH]",
  summary: "a tank of tasks, and what they cost",
  details: [
    "Every fish is a task that sleeps, swims on and sleeps again; every bubble too.",
    `Keys: + puts ${fishAtOnce} fish in, - takes them out, q or Esc ends. At most ${fishMax} fish.`,
  ],
  takesScreen: true,
  run: show,
});
