/** The kernel. This page is all of it that is yours; what it imports explains itself when you point at it. */
import {
  Color,
  Interval,
  LightColor,
  nextKey,
  openKeys,
  print,
  println,
  select,
  spawn,
  startKernel,
  uptimeMs,
  when,
  whenAborted,
} from "osmium-os/kernel";
import { uptimeText } from "./uptime.ts";

/** A task: says once a second how long the machine has been up. */
async function clock(signal: AbortSignal): Promise<void> {
  using seconds = new Interval(1000);
  for (;;) {
    await seconds.next(signal);
    println({ fg: Color.Cyan }, uptimeText(uptimeMs()));
  }
}

/** Another task: turns a wheel, and says which keys are pressed. It waits for both at once. */
async function wheel(signal: AbortSignal): Promise<void> {
  using keys = openKeys();
  using ticks = new Interval(100);
  for (let turns = 0; ; ) {
    const event = await select(whenAborted(signal), when("key", keys), when("tick", ticks));
    if (event.kind === "tick") print(`${"|/-\\".charAt(turns++ % 4)}\b`);
    else if (event.value.pressed) println(`You pressed ${event.value.character ?? `the key ${event.value.code}`}.`);
  }
}

startKernel(async () => {
  println({ fg: LightColor.Yellow }, "Hello from my-kernel!");
  println("Press a key.");
  await nextKey();
  spawn("clock", clock);
  spawn("wheel", wheel);
});
