/** Commands about tasks. */
import { Color, encodeColor, LightColor } from "../../../kernel/src/console/color.ts";
import { println } from "../../../kernel/src/console/console.ts";
import { durationText } from "../../../kernel/src/console/format.ts";
import { Surface } from "../../../kernel/src/console/surface.ts";
import { kill, taskList } from "../../../kernel/src/tasks/executor.ts";
import { select, when, whenAborted } from "../../../kernel/src/tasks/select.ts";
import { type TaskInfo, taskIdText } from "../../../kernel/src/tasks/task.ts";
import { Interval } from "../../../kernel/src/time/interval.ts";
import { uptimeMs } from "../../../kernel/src/time/source.ts";
import { gameKeyOf } from "../../games/keys.ts";
import { atMost, type Context, keysOf, type Program, program, UsageError } from "../../program.ts";
import { commandIn, completeCommand } from "../completion.ts";
import { page } from "../pager.ts";
import { startInBackground } from "../run.ts";

const refreshMs = 250;
const heading = "  id       name                 state          wakes       runs  age";
const plain = encodeColor(Color.LightGray, Color.Black);
const headingCode = encodeColor(LightColor.White, Color.Blue);

function rowOf(task: TaskInfo): string {
  const age = durationText(uptimeMs() - task.startedMs);
  const id = taskIdText(task.id).padEnd(8);
  const name = task.name.slice(0, 20).padEnd(20);
  return `  ${id} ${name} ${task.state.padEnd(10)} ${`${task.wakes}`.padStart(9)} ${`${task.runs}`.padStart(10)}  ${age}`;
}

async function watchTasks(context: Context): Promise<void> {
  using keys = keysOf(context);
  using surface = new Surface(context.onTerminal);
  using refresh = new Interval(refreshMs, { missed: "delay" });
  for (;;) {
    drawTasks(surface);
    const event = await select(whenAborted(context.signal), when("key", keys), when("tick", refresh));
    if (event.kind === "key" && gameKeyOf(event.value) === "quit") return;
  }
}

function drawTasks(surface: Surface): void {
  const tasks = taskList();
  surface.text(0, 0, heading.padEnd(surface.columns), headingCode);
  const room = surface.rows - 2;
  for (let row = 0; row < room; row++) {
    const text = row < tasks.length ? rowOf(tasks[row]) : "";
    surface.text(1 + row, 0, text.padEnd(surface.columns), plain);
  }
  const hidden = tasks.length > room ? `, ${tasks.length - room} not shown` : "";
  surface.text(surface.rows - 1, 0, `  ${tasks.length} tasks${hidden}   q ends`.padEnd(surface.columns), headingCode);
  surface.present();
}

export const tasks = program({
  name: "tasks",
  aliases: ["ps", "top"],
  usage: "[once]",
  summary: "the tasks, as they change",
  takesScreen: true,
  details: ["`tasks once` prints the table and ends."],
  complete: () => ["once"],
  run: async (context) => {
    atMost(context.args, 1);
    if (context.args.length === 0) return await watchTasks(context);
    if (context.args[0] !== "once") throw new UsageError(`"${context.args[0]}" is not "once"`);
    await page([heading, ...taskList().map(rowOf)], context);
  },
});

/** @param programs all of them */
export function spawnProgram(programs: () => readonly Program[]): Program {
  return program({
    name: "spawn",
    usage: "COMMAND",
    summary: "run a command in the background",
    details: ["The prompt comes back at once. `tasks` shows it, `kill` ends it."],
    complete: (args) => completeCommand(args, programs()),
    run: async (context) => {
      const { program: chosen, args, rest } = commandIn(context, programs());
      if (chosen.takesScreen)
        throw new UsageError(`${chosen.name} takes the screen, and can not run in the background`);
      const task = startInBackground(chosen, args, rest);
      println(`task ${taskIdText(task.id)}`);
    },
  });
}

export const killProgram = program({
  name: "kill",
  usage: "ID",
  summary: "cancel a task",
  details: ["What it waits for rejects; its `finally` blocks run. Ids are in the first column of `tasks`."],
  complete: () => taskList().map(({ id }) => taskIdText(id)),
  run: async ({ args }) => {
    atMost(args, 1);
    if (args.length === 0) throw new UsageError("the id is missing");
    const task = taskList().find(({ id }) => taskIdText(id) === args[0]);
    if (task === undefined || !kill(task.id)) throw new UsageError(`there is no task ${args[0]}`);
  },
});
