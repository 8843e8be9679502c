/**
 * Flappy Bird: `flappy [SEED]`. Sixty steps a second, each drawn; when the machine is too slow for that, steps are kept and pictures left out. A frame in
 * which no key comes allocates nothing.
 */
import { Surface } from "../../kernel/src/console/surface.ts";
import { Duration } from "../../kernel/src/time/duration.ts";
import { FrameClock } from "../../kernel/src/time/frame-clock.ts";
import { gameKeyOf } from "../games/keys.ts";
import { gameRandom } from "../games/seed.ts";
import { atMost, type Context, keysOf, program } from "../program.ts";
import { FlappyPicture, fieldHeight, fieldWidth } from "./draw.ts";
import { stepsPerSecond } from "./game.ts";
import { FlappySession } from "./session.ts";

/** Steps that are caught up with after a delay; a longer one stops the game for its time. */
const stepsAtOnceMax = 6;

/** The highest score since the machine started. */
let best = 0;

async function play(context: Context): Promise<void> {
  atMost(context.args, 1);
  const session = new FlappySession(fieldWidth, fieldHeight, gameRandom(context.args), best);
  using keys = keysOf(context);
  using surface = new Surface(context.onTerminal);
  const picture = new FlappyPicture(surface);
  using clock = new FrameClock(Duration.nanoseconds(1e9 / stepsPerSecond), context.signal);
  for (;;) {
    picture.draw(session);
    const missed = await clock.next();
    for (let event = keys.tryNext(); event !== null; event = keys.tryNext()) {
      const key = event.repeat ? null : gameKeyOf(event);
      if (key !== null && !session.press(key)) return;
    }
    const steps = Math.min(1 + missed, stepsAtOnceMax);
    for (let i = 0; i < steps; i++) session.step();
    best = session.best;
  }
}

export const flappy = program({
  name: "flappy",
  aliases: ["fb"],
  usage: "[SEED]",
  summary: "fly through the gaps",
  details: [
    "Keys: space, Enter, up, w or k flap; p pauses; q or Esc ends.",
    "The same SEED puts the pipes in the same places.",
  ],
  takesScreen: true,
  run: play,
});
