/** The kernel at its prompt, with nobody there: the share of a minute in which the processor is halted. */
import { debugExit } from "../../../kernel/src/arch/x86_64/machine.ts";
import { println } from "../../../kernel/src/console/console.ts";
import { initKeyboard } from "../../../kernel/src/drivers/keyboard.ts";
import { enableSerialInput } from "../../../kernel/src/drivers/uart.ts";
import { spawn } from "../../../kernel/src/tasks/executor.ts";
import { runExecutor } from "../../../kernel/src/tasks/run.ts";
import { haltedNs, startClock } from "../../../kernel/src/time/clock.ts";
import { sleep } from "../../../kernel/src/time/sleep.ts";
import { nowNs } from "../../../kernel/src/time/source.ts";
import { shell } from "../../../programs/shell/main.ts";
import { boot } from "../../../tests/kernel/programs/boot.ts";

boot();
startClock();
initKeyboard();
enableSerialInput();
spawn("shell", shell);
spawn("bench", async () => {
  await sleep(1000);
  const start = nowNs();
  const halted = haltedNs();
  await sleep(60_000);
  println(`\nhalted ${(haltedNs() - halted) / (nowNs() - start)}`);
  debugExit(0);
});
runExecutor();
