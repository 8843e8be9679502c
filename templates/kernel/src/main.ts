/** The kernel: this is all of it that is yours. What you import is explained where you point at it. */
import {
  Color,
  Interval,
  LightColor,
  openKeys,
  print,
  println,
  select,
  sleep,
  spawn,
  startKernel,
  uptimeMs,
  when,
  whenAborted,
} from "osmium-os/kernel";
import { spinner } from "./spinner.ts";

/** A task: prints the time every second, until somebody cancels it. */
async function clock(signal: AbortSignal): Promise<void> {
  using seconds = new Interval(1000);
  for (;;) {
    await seconds.next(signal);
    println({ fg: Color.Cyan }, `up for ${Math.round(uptimeMs() / 1000)} s`);
  }
}

/** Another task: waits for keys and for time to pass, whichever comes first. */
async function dots(signal: AbortSignal): Promise<void> {
  using keys = openKeys();
  using ticks = new Interval(200);
  let turns = 0;
  for (;;) {
    const event = await select(whenAborted(signal), when("key", keys), when("tick", ticks));
    if (event.kind === "tick") print(`${spinner(turns++)}\b`);
    else if (event.value.pressed) println(`you typed ${event.value.character ?? `key ${event.value.code}`}`);
  }
}

startKernel(async (signal) => {
  println({ fg: LightColor.Yellow }, "Hello from a kernel in TypeScript!");
  println("Press a key.");
  using keys = openKeys();
  while (!(await keys.next(signal)).pressed) await sleep(0, signal);
  spawn("clock", clock);
  spawn("dots", dots);
});
