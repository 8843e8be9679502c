/** Snake: `snake [SEED]`. Waits for keys and ticks at once; whichever comes is played and drawn. */
import { Surface } from "../../kernel/src/console/surface.ts";
import { select, when, whenAborted } from "../../kernel/src/tasks/select.ts";
import { Interval } from "../../kernel/src/time/interval.ts";
import { gameKeyOf } from "../games/keys.ts";
import { gameRandom } from "../games/seed.ts";
import { atMost, type Context, keysOf, program } from "../program.ts";
import { fieldColumns, fieldRows, SnakePicture } from "./draw.ts";
import { SnakeSession } from "./session.ts";

/** The highest score since the machine started. */
let best = 0;

async function play(context: Context): Promise<void> {
  atMost(context.args, 1);
  const session = new SnakeSession(fieldRows, fieldColumns, gameRandom(context.args), best);
  using keys = keysOf(context);
  using surface = new Surface(context.onTerminal);
  const picture = new SnakePicture(surface);
  let period = session.periodMs;
  let interval = new Interval(period, { missed: "delay" });
  for (;;) {
    picture.draw(session);
    const event = await select(whenAborted(context.signal), when("key", keys), when("tick", interval));
    if (event.kind === "key") {
      const key = gameKeyOf(event.value);
      if (key !== null && !session.press(key)) return;
    } else {
      session.tick();
    }
    best = session.best;
    if (period !== session.periodMs) {
      period = session.periodMs;
      interval = new Interval(period, { missed: "delay" });
    }
  }
}

export const snake = program({
  name: "snake",
  aliases: ["snek"],
  usage: "[SEED]",
  summary: "eat apples, do not eat yourself",
  details: [
    "The field's edges lead to the opposite ones. Five apples are a level, and a level is faster.",
    "Keys: arrows, WASD or HJKL steer; p pauses; space starts; q or Esc ends.",
    "The same SEED puts the apples in the same places.",
  ],
  takesScreen: true,
  run: play,
});
