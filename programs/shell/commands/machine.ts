/** Commands about the machine. */
import { cpuInfo } from "../../../kernel/src/arch/x86_64/cpuid.ts";
import { powerOff, reboot } from "../../../kernel/src/arch/x86_64/machine.ts";
import { println } from "../../../kernel/src/console/console.ts";
import { currentLayout, layoutNames, setLayout } from "../../../kernel/src/drivers/keyboard.ts";
import { clockName, haltedNs, timestampHz } from "../../../kernel/src/time/clock.ts";
import { nowNs } from "../../../kernel/src/time/source.ts";
import { atMost, program, UsageError } from "../../program.ts";

const lineColumns = 66;

/** Words in lines that fit the screen. */
function wrap(words: readonly string[]): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    if (line.length + word.length + 1 > lineColumns) {
      lines.push(line);
      line = "";
    }
    line += line === "" ? word : ` ${word}`;
  }
  return [...lines, line];
}

export const cpu = program({
  name: "cpu",
  summary: "the processor, its clock, how busy it is",
  run: async ({ args }) => {
    atMost(args, 0);
    const info = cpuInfo();
    const halted = (100 * haltedNs()) / nowNs();
    println(`processor  ${info.brand === "" ? info.vendor : `${info.brand} (${info.vendor})`}`);
    println(`           family ${info.family}, model ${info.model}, stepping ${info.stepping}`);
    println(`addresses  ${info.physicalBits} bits physical, ${info.virtualBits} bits virtual`);
    println(`clock      ${clockName()}, time-stamp counter at ${(timestampHz() / 1e6).toFixed(1)} MHz`);
    println(`halted     ${halted.toFixed(2)} % of the time since the start`);
    for (const [index, line] of wrap(info.features).entries())
      println(`${index === 0 ? "features" : ""}`.padEnd(11) + line);
  },
});

export const keyboard = program({
  name: "keyboard",
  usage: "[LAYOUT]",
  summary: "show or choose the keyboard's layout",
  details: [`Layouts: ${layoutNames.join(", ")}.`],
  complete: () => layoutNames,
  run: async ({ args }) => {
    atMost(args, 1);
    if (args.length === 0) {
      println(`${currentLayout()}; there are ${layoutNames.join(", ")}`);
      return;
    }
    if (!layoutNames.includes(args[0]))
      throw new UsageError(`no layout ${args[0]}; there are ${layoutNames.join(", ")}`);
    setLayout(args[0]);
  },
});

export const rebootProgram = program({
  name: "reboot",
  summary: "start the machine again",
  run: async ({ args }) => {
    atMost(args, 0);
    reboot();
  },
});

export const shutdown = program({
  name: "shutdown",
  aliases: ["exit", "poweroff"],
  summary: "switch the machine off",
  run: async ({ args }) => {
    atMost(args, 0);
    println("Good night.");
    powerOff();
  },
});
