/** The kernel's main module: brings up the machine (`start.ts` is the boot order), says hello, and keeps a shell running. */
import { keepShell } from "../../programs/shell/main.ts";
import { LightColor } from "./console/color.ts";
import { println } from "./console/console.ts";
import { bytesText } from "./console/format.ts";
import { usableBytes } from "./memory/index.ts";
import { startMachine } from "./start.ts";
import { runExecutor } from "./tasks/run.ts";

const boot = startMachine(); // from the serial port to the keyboard
println({ fg: LightColor.Cyan }, "Osmium");
println(`${bytesText(usableBytes(boot))} of memory, started by ${boot.protocol}`);

void keepShell(); // once there are tasks
runExecutor(); // enables interrupts, never returns
