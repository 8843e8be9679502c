/** All programs, in the order in which `help` lists them. */
import { flappy } from "../../flappy/main.ts";
import type { Program } from "../../program.ts";
import { snake } from "../../snake/main.ts";
import { fault } from "./fault.ts";
import { helpProgram } from "./help.ts";
import { rebootProgram, shutdown } from "./machine.ts";
import { mem } from "./memory.ts";
import { clear, color, dmesg, echo } from "./screen.ts";
import { killProgram, spawnProgram, tasks } from "./tasks.ts";
import { sleepProgram, timeProgram, uptime } from "./time.ts";

const all = (): readonly Program[] => programs;

export const programs: readonly Program[] = [
  helpProgram(all),
  snake,
  flappy,
  tasks,
  mem,
  uptime,
  dmesg,
  echo,
  clear,
  color,
  sleepProgram,
  timeProgram(all),
  spawnProgram(all),
  killProgram,
  fault,
  rebootProgram,
  shutdown,
];
