/** The kernel: the boot order, one step a line. TypeScript begins here, on the boot stack, in long mode, with interrupts off. */
import "./boot/index.ts";
import { keepShell } from "../../programs/shell/main.ts";
import { loadSegments } from "./arch/x86_64/gdt.ts";
import { readBootInfo } from "./boot/info.ts";
import { Color, LightColor } from "./console/color.ts";
import { println, screen, setLogClock } from "./console/console.ts";
import { bytesText } from "./console/format.ts";
import { initKeyboard } from "./drivers/keyboard.ts";
import { enableSerialInput, initSerial } from "./drivers/uart.ts";
import { initInterrupts } from "./interrupts/index.ts";
import { initMemory, usableBytes } from "./memory/index.ts";
import { runExecutor } from "./tasks/run.ts";
import { startClock } from "./time/clock.ts";
import { uptimeMs } from "./time/source.ts";

initSerial(); // first, so that anything below can fail loudly
screen.init(); // the other place to fail loudly
loadSegments(); // GDT, TSS, interrupt stacks with their guard pages
initInterrupts(); // IDT, PIC masked: exceptions are reported, nothing else fires yet
const boot = readBootInfo(); // what the loader found out
initMemory(boot); // frames, page tables, a heap that grows
startClock(); // the interval timer, the time-stamp counter beside it, the date
setLogClock(uptimeMs); // what is printed from now on is logged with its time
const keyboardFailure = initKeyboard(); // 8042, scan codes by interrupt
enableSerialInput(); // COM1 as a second keyboard

println({ fg: LightColor.Cyan }, "Osmium");
println(`${bytesText(usableBytes(boot))} of memory, started by ${boot.protocol}`);
if (keyboardFailure !== null) println({ fg: Color.Red }, `no keyboard: ${keyboardFailure}`);

void keepShell();
runExecutor(); // enables interrupts, never returns
