/** Commands that end things. */
import { powerOff, reboot } from "../../../kernel/src/arch/x86_64/machine.ts";
import { println } from "../../../kernel/src/console/console.ts";
import { program } from "../../program.ts";

export const rebootProgram = program({
  name: "reboot",
  summary: "start the machine again",
  run: async () => reboot(),
});

export const shutdown = program({
  name: "shutdown",
  aliases: ["exit", "poweroff"],
  summary: "switch the machine off",
  run: async () => {
    println("Good night.");
    powerOff();
  },
});
