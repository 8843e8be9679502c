/** Snake: `snake [SEED]`. Looks for keys sixty times a second, and plays and draws what they and the time lead to. A frame without either allocates nothing. */
import { Surface } from "../../kernel/src/console/surface.ts";
import { FrameClock } from "../../kernel/src/time/frame-clock.ts";
import { nowNs } from "../../kernel/src/time/source.ts";
import { gameKeyOf } from "../games/keys.ts";
import { gameRandom } from "../games/seed.ts";
import { atMost, type Context, keysOf, program } from "../program.ts";
import { fieldColumns, fieldRows, SnakePicture } from "./draw.ts";
import { SnakeSession } from "./session.ts";

const frameMs = 1000 / 60;
const nsPerMs = 1e6;

/** The highest score since the machine started. */
let best = 0;

async function play(context: Context): Promise<void> {
  atMost(context.args, 1);
  const session = new SnakeSession(fieldRows, fieldColumns, gameRandom(context.args), best);
  using keys = keysOf(context);
  using surface = new Surface(context.onTerminal);
  const picture = new SnakePicture(surface);
  using clock = new FrameClock(frameMs, context.signal);
  let steppedNs = nowNs();
  for (;;) {
    picture.draw(session);
    await clock.next();
    for (let event = keys.tryNext(); event !== null; event = keys.tryNext()) {
      const key = gameKeyOf(event);
      if (key !== null && !session.press(key)) return;
    }
    const now = nowNs();
    if (now - steppedNs < session.periodMs * nsPerMs) continue;
    steppedNs = now;
    session.tick();
    best = session.best;
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
