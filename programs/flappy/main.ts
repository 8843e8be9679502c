/** Flappy Bird: `flappy [SEED]`. Sixty steps a second, each drawn; when the machine is too slow for that, steps are kept and pictures left out. */
import { Surface } from "../../kernel/src/console/surface.ts";
import { select, when, whenAborted } from "../../kernel/src/tasks/select.ts";
import { Duration } from "../../kernel/src/time/duration.ts";
import { Interval } from "../../kernel/src/time/interval.ts";
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
  using frames = new Interval(Duration.nanoseconds(1e9 / stepsPerSecond), { missed: "skip" });
  picture.draw(session);
  for (;;) {
    const event = await select(whenAborted(context.signal), when("key", keys), when("frame", frames));
    if (event.kind === "key") {
      const key = event.value.repeat ? null : gameKeyOf(event.value);
      if (key !== null && !session.press(key)) return;
    } else if (event.kind === "frame") {
      const steps = Math.min(1 + event.value.missed, stepsAtOnceMax);
      for (let i = 0; i < steps; i++) session.step();
      picture.draw(session);
    }
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
