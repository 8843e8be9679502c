/** The shell and the games under random keys, in the booted kernel: nothing panics, nothing is left behind. */
import { u8 as toByte, type u8 } from "osmium";
import { println } from "../../../kernel/src/console/console.ts";
import { openKeys } from "../../../kernel/src/console/input.ts";
import { heapStatistics } from "../../../kernel/src/memory/heap.ts";
import { liveObjects } from "../../../kernel/src/memory/live-objects.ts";
import { ringPut } from "../../../kernel/src/memory/ring.ts";
import { keyboardRing } from "../../../kernel/src/memory/rings.ts";
import { inputWake, wake } from "../../../kernel/src/sync/wake.ts";
import { spawn, taskCount } from "../../../kernel/src/tasks/executor.ts";
import { expect, setTestTimeout, test } from "../../../kernel/src/test/framework.ts";
import { startClock } from "../../../kernel/src/time/clock.ts";
import { sleep, timerCount } from "../../../kernel/src/time/sleep.ts";
import { aquarium } from "../../../programs/aquarium/main.ts";
import { flappy } from "../../../programs/flappy/main.ts";
import { Random } from "../../../programs/games/random.ts";
import type { Program } from "../../../programs/program.ts";
import { shell } from "../../../programs/shell/main.ts";
import { snake } from "../../../programs/snake/main.ts";
import { boot, check } from "./boot.ts";

boot();
startClock();
setTestTimeout(120_000);

/** The one that limits the time of the test itself. */
const limitTimers = 1;

const leftControl = 0x1d;
const leftShift = 0x2a;
const escapeKey = 0x01;

/** Scan codes of set 1. Not among the letters: what could complete to the names of commands that end the machine or the shell. */
const letters: readonly number[] = [
  0x1e, 0x30, 0x2e, 0x20, 0x12, 0x22, 0x23, 0x17, 0x26, 0x32, 0x31, 0x18, 0x14, 0x16, 0x15,
];
const others: readonly number[] = [0x39, 0x39, 0x0e, 0x0f, 0x0f, 0x1c, 0x1c, 0x10, 0x01];
/** Home, End, arrows, Delete, pages: behind the prefix 0xe0. */
const extended: readonly number[] = [0x47, 0x4f, 0x48, 0x50, 0x4b, 0x4d, 0x53, 0x49, 0x51];
/** With Control: A, E, U, K, W, Y, L, C, R, D. */
const controls: readonly number[] = [0x1e, 0x12, 0x16, 0x25, 0x11, 0x15, 0x26, 0x2e, 0x2e, 0x13, 0x20];
/** Arrows as letters, space, pause. */
const gameKeys: readonly number[] = [0x11, 0x1e, 0x1f, 0x20, 0x25, 0x23, 0x24, 0x26, 0x39, 0x39, 0x39, 0x19];

function send(byte: u8): void {
  ringPut(keyboardRing(), byte);
}

function tap(code: number, isExtended = false): void {
  if (isExtended) send(0xe0);
  send(toByte(code));
  if (isExtended) send(0xe0);
  send(toByte(code + 0x80));
}

function hold(modifier: number, code: number): void {
  send(toByte(modifier));
  tap(code);
  send(toByte(modifier + 0x80));
}

function randomShellKey(random: Random): void {
  const kind = random.below(10);
  if (kind < 5) tap(letters[random.below(letters.length)]);
  else if (kind < 7) tap(others[random.below(others.length)]);
  else if (kind === 7) tap(extended[random.below(extended.length)], true);
  else if (kind === 8) hold(leftControl, controls[random.below(controls.length)]);
  else hold(leftShift, random.below(3) === 0 ? 0x1c : letters[random.below(letters.length)]);
}

/** Presses random keys, some at a time. */
async function pressRandomly(count: number, press: (random: Random) => void, random: Random): Promise<void> {
  for (let pressed = 0; pressed < count; ) {
    const burst = 1 + random.below(20);
    for (let i = 0; i < burst && pressed < count; i++, pressed++) press(random);
    wake(inputWake);
    await sleep(1);
  }
}

async function runShell(count: number, seed: number): Promise<void> {
  const task = spawn("shell", shell);
  await pressRandomly(count, randomShellKey, new Random(seed));
  for (let i = 0; i < 4; i++) hold(leftControl, 0x2e); // whatever runs ends
  wake(inputWake);
  await sleep(20);
  check(!task.isDone, "the shell has ended");
  task.cancel();
  await task.join().catch(() => {});
  println(); // behind the prompt
  await sleep(20);
}

async function runProgram(program: Program, count: number, seed: number): Promise<void> {
  const task = spawn(program.name, (signal) => {
    const args = [`${program === aquarium ? 20 : seed}`];
    return program.run({ args, rest: args[0], signal, onTerminal: false, openKeys: () => openKeys() });
  });
  await pressRandomly(count, (random) => tap(gameKeys[random.below(gameKeys.length)]), new Random(seed));
  check(!task.isDone, "it has ended by itself");
  tap(escapeKey);
  wake(inputWake);
  await task.join();
  await sleep(20);
}

/** Objects alive, by class. */
function census(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { name, live } of liveObjects()) counts.set(name, (counts.get(name) ?? 0) + live);
  return counts;
}

/** Runs something twice: the first time for what grows once, the second for what leaks. */
async function leavesNothing(run: () => Promise<void>): Promise<void> {
  await run();
  const tasks = taskCount();
  const before = heapStatistics().bytesUsed;
  const objects = census();
  const counted = heapStatistics().bytesUsed - before;
  await run();
  const after = heapStatistics().bytesUsed - counted;
  expect(taskCount()).toBe(tasks);
  expect(timerCount()).toBe(limitTimers);
  const more: string[] = [];
  for (const [name, live] of census()) {
    const old = objects.get(name) ?? 0;
    if (live > old) more.push(`${live - old} ${name}`);
  }
  check(after <= before, `${after - before} bytes more, among them ${more.join(", ")}`);
}

/** Blocks of the heap that are taken in half a second of a game, and by waiting here for it. */
async function allocationsWhile(game: Program, key: number | null): Promise<number> {
  const context = { args: ["1"], rest: "1", onTerminal: false, openKeys };
  const task = spawn(game.name, (signal) => game.run({ ...context, signal }));
  await sleep(100);
  if (key !== null) tap(key);
  wake(inputWake);
  await sleep(100);
  const first = heapStatistics().allocations;
  const before = heapStatistics().allocations;
  await sleep(500);
  const taken = heapStatistics().allocations - before - (before - first); // counting takes some itself
  task.cancel();
  try {
    await task.join();
  } catch {
    // the reason that it was cancelled for
  }
  return taken;
}

test("a frame of a game in which nothing is typed allocates nothing", async () => {
  const spaceBar = 0x39;
  for (const game of [snake, flappy]) {
    for (const key of [null, spaceBar]) {
      const taken = await allocationsWhile(game, key);
      // Thirty frames have passed; one block in each would be thirty. Waiting here takes four.
      check(taken <= 8, `${game.name} took ${taken} blocks`);
    }
  }
});

test("10,000 random keys into the shell end no task and leave no byte behind", async () => {
  await leavesNothing(() => runShell(5000, 20261123));
});

test("10,000 random keys into Snake leave no byte behind", async () => {
  await leavesNothing(() => runProgram(snake, 5000, 5));
});

test("10,000 random keys into Flappy Bird leave no byte behind", async () => {
  await leavesNothing(() => runProgram(flappy, 5000, 5));
});

test("the aquarium takes all its tasks with it", async () => {
  await leavesNothing(() => runProgram(aquarium, 200, 5));
});
