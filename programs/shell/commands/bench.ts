/** `bench`: what the kernel's own operations cost on this machine. Rough: one run each, in an emulator the emulator's speed. */
import { Color, encodeColor } from "../../../kernel/src/console/color.ts";
import { println } from "../../../kernel/src/console/console.ts";
import { Surface } from "../../../kernel/src/console/surface.ts";
import { allocateFrame, freeFrame } from "../../../kernel/src/memory/frames.ts";
import { spawn } from "../../../kernel/src/tasks/executor.ts";
import { sleep } from "../../../kernel/src/time/sleep.ts";
import { nowNs } from "../../../kernel/src/time/source.ts";
import { atMost, program } from "../../program.ts";
import { spanText } from "./time.ts";

interface Benchmark {
  readonly name: string;
  /** A multiple of `parts`. */
  readonly count: number;
  /** Does it so many times. */
  readonly run: (count: number) => Promise<void>;
}

interface Node {
  readonly value: number;
  readonly next: Node | null;
}

const nameColumns = 44;
/** Between the parts of a benchmark others have their turn, and Ctrl-C is heard. */
const parts = 10;

const benchmarks: readonly Benchmark[] = [
  {
    name: "make an object of the heap, and free it",
    count: 100000,
    run: async (count) => {
      let list: Node | null = null;
      for (let i = 0; i < count; i++) list = { value: i, next: i % 100 === 0 ? null : list };
    },
  },
  {
    name: "take a frame of physical memory, give it back",
    count: 20000,
    run: async (count) => {
      for (let i = 0; i < count; i++) {
        const frame = allocateFrame();
        if (frame !== null) freeFrame(frame);
      }
    },
  },
  {
    name: "await what is settled",
    count: 50000,
    run: async (count) => {
      const settled = Promise.resolve(1);
      for (let i = 0; i < count; i++) await settled;
    },
  },
  {
    name: "spawn a task and wait for its end",
    count: 5000,
    run: async (count) => {
      for (let i = 0; i < count; i++) await spawn("empty", async () => {}).join();
    },
  },
  {
    name: "read the clock",
    count: 20000,
    run: async (count) => {
      for (let i = 0; i < count; i++) nowNs();
    },
  },
  {
    name: "draw a screen every cell of which changes",
    count: 50,
    run: async (count) => {
      using surface = new Surface(false);
      const code = encodeColor(Color.Black, Color.Black);
      for (let i = 0; i < count; i++) {
        surface.fill(0, 0, surface.rows, surface.columns, 0x41 + (i % 2), code);
        surface.present();
      }
    },
  },
];

export const bench = program({
  name: "bench",
  summary: "what the kernel's operations cost here",
  run: async ({ args, signal }) => {
    atMost(args, 0);
    for (const { name, count, run } of benchmarks) {
      let tookNs = 0;
      for (let part = 0; part < parts; part++) {
        const start = nowNs();
        await run(count / parts);
        tookNs += nowNs() - start;
        await sleep(0, signal);
      }
      println(`${name.padEnd(nameColumns)} ${spanText(tookNs / count).padStart(10)}`);
    }
  },
});
