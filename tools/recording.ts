/**
 * A recording of the screen as an animated GIF. Text mode has sixteen colors and changes little from frame to frame, so each frame holds only the rectangle that
 * changed, and in it only the cells that did.
 */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GifWriter } from "omggif";
import type { Qmp } from "./qmp.ts";

interface Frame {
  /** Indices into the palette, row by row. */
  readonly pixels: Uint8Array;
  /** Milliseconds since the recording began. */
  readonly atMs: number;
}

/** A power of two, as GIF wants it: sixteen colors and one that is none. */
const paletteSize = 32;
const transparent = paletteSize - 1;
/** How long the last frame stands. */
const lastMs = 1500;

export class Recording {
  readonly #qmp: Qmp;
  readonly #file: string;
  readonly #stepMs: number;
  readonly #palette: number[] = [];
  readonly #frames: Frame[] = [];
  #width = 0;
  #height = 0;

  /** @param stepMs at least so long between two frames */
  constructor(qmp: Qmp, stepMs: number) {
    this.#qmp = qmp;
    this.#stepMs = stepMs;
    this.#file = join(tmpdir(), `osmium-frame-${process.pid}.ppm`);
  }

  /** Takes a frame, unless the last one is not long ago. The machine should stand still. */
  async look(atMs: number): Promise<void> {
    const last = this.#frames.at(-1);
    if (last !== undefined && atMs - last.atMs < this.#stepMs) return;
    await this.#qmp.screendump(this.#file, "ppm");
    this.#frames.push({ pixels: this.#indexed(readFileSync(this.#file)), atMs });
    rmSync(this.#file);
  }

  /** The pixels of a PPM file (P6) by the palette, which gets the colors that are new. */
  #indexed(ppm: Buffer): Uint8Array {
    const header = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(ppm.subarray(0, 40).toString("latin1"));
    if (header === null) throw new Error("QEMU wrote no PPM file");
    [this.#width, this.#height] = [Number(header[1]), Number(header[2])];
    const pixels = new Uint8Array(this.#width * this.#height);
    for (let at = 0, from = header[0].length; at < pixels.length; at++, from += 3) {
      const color = (ppm[from]! << 16) | (ppm[from + 1]! << 8) | ppm[from + 2]!;
      let index = this.#palette.indexOf(color);
      if (index < 0) index = this.#palette.push(color) - 1;
      pixels[at] = index;
    }
    if (this.#palette.length > transparent) throw new Error("more colors than a text screen has");
    return pixels;
  }

  /** Writes the file; gives its size. */
  write(path: string): number {
    const palette = [...this.#palette, ...new Array<number>(paletteSize - this.#palette.length).fill(0)];
    const room = Buffer.alloc(this.#frames.length * this.#width * this.#height + 4096);
    const gif = new GifWriter(room, this.#width, this.#height, { loop: 0, palette });
    for (const [index, { pixels, atMs }] of this.#frames.entries()) {
      const nextMs = this.#frames[index + 1]?.atMs ?? atMs + lastMs;
      const delay = Math.max(2, Math.round((nextMs - atMs) / 10));
      const before = this.#frames[index - 1]?.pixels;
      const { x, y, width, height, part } = changed(before, pixels, this.#width, this.#height);
      gif.addFrame(x, y, width, height, Array.from(part), {
        delay,
        ...(before === undefined ? {} : { transparent, disposal: 1 }),
      });
    }
    const bytes = gif.end();
    writeFileSync(path, room.subarray(0, bytes));
    return bytes;
  }
}

/** The smallest rectangle around what differs; in it, what does not differ is transparent. */
function changed(before: Uint8Array | undefined, now: Uint8Array, width: number, height: number) {
  if (before === undefined) return { x: 0, y: 0, width, height, part: now };
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let at = 0; at < now.length; at++) {
    if (now[at] === before[at]) continue;
    const [x, y] = [at % width, Math.floor(at / width)];
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  // A frame has at least one pixel.
  if (right < 0) [left, right, top, bottom] = [0, 0, 0, 0];
  const [w, h] = [right - left + 1, bottom - top + 1];
  const part = new Uint8Array(w * h);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const at = (top + y) * width + left + x;
      part[y * w + x] = now[at] === before[at] ? transparent : now[at]!;
    }
  }
  return { x: left, y: top, width: w, height: h, part };
}
