/** All programs, in the order in which `help` lists them. */
import { aquarium } from "../../aquarium/main.ts";
import { flappy } from "../../flappy/main.ts";
import type { Program } from "../../program.ts";
import { snake } from "../../snake/main.ts";
import { bench } from "./bench.ts";
import { fault } from "./fault.ts";
import { helpProgram } from "./help.ts";
import { cpu, keyboard, rebootProgram, shutdown } from "./machine.ts";
import { mem, memmap } from "./memory.ts";
import { clear, color, dmesg, echo } from "./screen.ts";
import { killProgram, spawnProgram, tasks } from "./tasks.ts";
import { date, sleepProgram, timeProgram, uptime } from "./time.ts";

const all = (): readonly Program[] => programs;

export const programs: readonly Program[] = [
  helpProgram(all),
  snake,
  flappy,
  aquarium,
  tasks,
  mem,
  memmap,
  cpu,
  keyboard,
  date,
  uptime,
  dmesg,
  echo,
  clear,
  color,
  sleepProgram,
  timeProgram(all),
  bench,
  spawnProgram(all),
  killProgram,
  fault,
  rebootProgram,
  shutdown,
];
