/** Commands about time. */
import { println } from "../../../kernel/src/console/console.ts";
import { durationText } from "../../../kernel/src/console/format.ts";
import { calendarText, weekdayOf } from "../../../kernel/src/time/calendar.ts";
import { sleep } from "../../../kernel/src/time/sleep.ts";
import { nowNs, uptimeMs } from "../../../kernel/src/time/source.ts";
import { wallClock } from "../../../kernel/src/time/wall.ts";
import { atMost, numberArgument, type Program, program } from "../../program.ts";
import { commandIn, completeCommand } from "../completion.ts";

export const uptime = program({
  name: "uptime",
  summary: "time since the machine started",
  run: async ({ args }) => {
    atMost(args, 0);
    println(`up ${durationText(uptimeMs())}`);
  },
});

const weekdays: readonly string[] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

export const date = program({
  name: "date",
  summary: "date and time, UTC",
  run: async ({ args }) => {
    atMost(args, 0);
    const time = wallClock();
    println(`${weekdays[weekdayOf(time)]}, ${calendarText(time)} UTC`);
  },
});

export const sleepProgram = program({
  name: "sleep",
  usage: "SECONDS",
  summary: "wait",
  run: async ({ args, signal }) => {
    atMost(args, 1);
    await sleep(numberArgument(args, 0, "the number of seconds", 0, 1e9) * 1000, signal);
  },
});

/** @param programs all of them */
export function timeProgram(programs: () => readonly Program[]): Program {
  return program({
    name: "time",
    usage: "COMMAND",
    summary: "run a command and say how long it took",
    complete: (args) => completeCommand(args, programs()),
    run: async (context) => {
      const { program: timed, args, rest } = commandIn(context, programs());
      const start = nowNs();
      try {
        await timed.run({ ...context, args, rest });
      } finally {
        println(`${timed.name} took ${spanText(nowNs() - start)}`);
      }
    },
  });
}

/** Nanoseconds with the unit that suits them. */
export function spanText(ns: number): string {
  if (ns < 1e3) return `${Math.round(ns)} ns`;
  if (ns < 1e6) return `${(ns / 1e3).toFixed(1)} µs`;
  if (ns < 1e9) return `${(ns / 1e6).toFixed(1)} ms`;
  return `${(ns / 1e9).toFixed(3)} s`;
}
