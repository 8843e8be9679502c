/**
 * `osmium-os/kernel`: what kernels of one's own are made from. All that is exported here is documented and stays; the rest of the kernel is its own business and
 * changes. `docs/your-own-kernel.md` shows how to begin.
 */

// ---- Ending ----
export { debugExit, powerOff, reboot } from "./arch/x86_64/machine.ts";
// ---- Starting ----
export { type BootInfo, bootInfo, type MemoryRegion } from "./boot/info.ts";
// ---- Text: on the screen and the serial terminal alike ----
export {
  type Background,
  Blink,
  type BlinkingColor,
  Color,
  type ColorCode,
  encodeColor,
  type Foreground,
  LightColor,
  type Style,
} from "./console/color.ts";
export { clearConsole, logLines, print, println, setDefaultStyle } from "./console/console.ts";
export { bytesText, durationText, hex } from "./console/format.ts";
// ---- Keys: of the keyboard and the serial terminal alike ----
export { KeyStream, nextKey, openKeys } from "./console/input.ts";
export type { LogLine } from "./console/log.ts";
export { describeError } from "./console/report.ts";
export { Surface } from "./console/surface.ts";
export { currentLayout, layoutNames, setLayout } from "./drivers/keyboard.ts";
export { KeyCode, type KeyEvent } from "./drivers/keys.ts";
// ---- Memory ----
export { type HeapStatistics, heapStatistics } from "./memory/heap.ts";
export { usableBytes } from "./memory/index.ts";
export { startKernel, startMachine } from "./start.ts";
// ---- Sharing ----
export { Event } from "./sync/event.ts";
export { Lazy } from "./sync/lazy.ts";
export type { InterruptStrategy } from "./sync/lock.ts";
export { Mutex, MutexGuard } from "./sync/mutex.ts";
// ---- Tasks ----
export type { Ready, Selectable } from "./sync/selectable.ts";
export { currentTask, findTask, kill, spawn, taskCount, taskList } from "./tasks/executor.ts";
export { runExecutor } from "./tasks/run.ts";
export { type Case, type Selected, select, when, whenAborted } from "./tasks/select.ts";
export type { JoinHandle, TaskId, TaskInfo, TaskState } from "./tasks/task.ts";
// ---- Time ----
export { type CalendarTime, calendarText } from "./time/calendar.ts";
export { Duration, Instant } from "./time/duration.ts";
export { FrameClock } from "./time/frame-clock.ts";
export { Interval, type Missed, type Tick } from "./time/interval.ts";
export { sleep, sleepUntil } from "./time/sleep.ts";
export { now, uptimeMs } from "./time/source.ts";
export { type WallTime, wallClock } from "./time/wall.ts";
