/**
 * Line information of object files: for each of their code sections, which stack of inlined functions the code came from. Debug information tells addresses
 * apart, not sections, which in an object file all begin at 0: so the files are linked, wherever that leads their calls. What is found out is in offsets
 * from the sections, and good for any program that the file becomes part of: it can be kept together with the file.
 *
 * LLVM's disassembler tells where stops are, the debug information (`dwarf/places.ts`) what is there.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { type CodePlace, readPlaces, type SourceFrame } from "./dwarf/places.ts";
import { readElf } from "./elf.ts";
import { type PlacedSection, readLinkMap } from "./link-map.ts";
import { runTool } from "./toolchain.ts";
import { type Stop, type TraceStop, traceStops } from "./trace-stops.ts";

export type { SourceFrame } from "./dwarf/places.ts";

/** Code from an offset of its section up to the next range. */
export interface LineRange {
  readonly offset: number;
  /** Index into the file's stacks. */
  readonly stack: number;
  readonly contains: Stop | "neither";
}

/** A code section of an object file. */
export interface SectionLines {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** By offset: the first of the section, and those that contain stops. */
  readonly ranges: readonly LineRange[];
}

/** The code of an object file; plain data, for JSON. */
export interface ObjectLines {
  /** Each innermost first; empty where nothing is known. */
  readonly stacks: readonly (readonly SourceFrame[])[];
  readonly sections: readonly SectionLines[];
}

/** Code sections side by side, at an address that leaves none at 0. */
const aloneScript = "SECTIONS { .text 0x1000000 : { *(.text .text.*) } /DISCARD/ : { *(.comment) *(.eh_frame) } }\n";

/** The line information of object files, in their order. What is needed on the way goes into files whose names begin with `scratch`. */
export async function readLines(objects: readonly string[], scratch: string): Promise<ObjectLines[]> {
  const [script, alone, map] = [`${scratch}.ld`, `${scratch}.elf`, `${scratch}.map`];
  writeFileSync(script, aloneScript);
  const leavingHoles = ["--unresolved-symbols=ignore-all", "--noinhibit-exec", "--no-warnings"];
  const files = [`--Map=${map}`, ...objects, "-o", alone];
  await runTool("ld.lld", ["-static", ...leavingHoles, "-T", script, "-e", "0", ...files]);
  const sections = readLinkMap(readFileSync(map, "utf8"))
    .filter(({ section, size }) => /^\.text\b/.test(section) && size > 0)
    .sort((a, b) => Number(a.address - b.address));
  const listing = traceStops(alone);
  // Awaited below; until then a failure must not count as one that nobody handles.
  listing.catch(() => {});
  const places = readPlaces(readElf(readFileSync(alone)));
  const found = rangesOf(sections, places, await listing);
  return objects.map((object) => {
    const stacks = new Stacks();
    const own = found.filter(({ section }) => section.object === object);
    const lines = own.map(({ section, ranges }) => ({
      name: section.section,
      size: section.size,
      ranges: ranges.map(({ place, contains }) => ({
        offset: place.address - Number(section.address),
        stack: stacks.indexOf(place.frames()),
        contains,
      })),
    }));
    return { stacks: stacks.all, sections: lines };
  });
}

interface PlaceRange {
  readonly place: CodePlace;
  readonly contains: LineRange["contains"];
}

/** What the places of each section contain. Of places that a trace can't start from or go through, only the first matters. */
function rangesOf(
  sections: readonly PlacedSection[],
  places: readonly CodePlace[],
  stops: readonly TraceStop[],
): { readonly section: PlacedSection; readonly ranges: readonly PlaceRange[] }[] {
  let [at, stop] = [0, 0];
  return sections.map((section) => {
    const start = Number(section.address);
    const end = start + section.size;
    const ranges: PlaceRange[] = [];
    while (at < places.length && places[at]!.address < start) at++;
    while (at < places.length && places[at]!.address < end) {
      const place = places[at++]!;
      const until = Math.min(places[at]?.address ?? end, end);
      let contains: PlaceRange["contains"] = "neither";
      for (; stop < stops.length && stops[stop]!.address < until; stop++) {
        if (stops[stop]!.address >= place.address && contains !== "call") contains = stops[stop]!.kind;
      }
      if (ranges.length === 0 || contains !== "neither") ranges.push({ place, contains });
    }
    return { section, ranges };
  });
}

/** Numbers the stacks that differ. */
class Stacks {
  readonly all: SourceFrame[][] = [];
  readonly #known = new Map<string, number>();

  indexOf(frames: SourceFrame[]): number {
    const key = frames.map((one) => `${one.function}\n${one.file}:${one.line}:${one.column}`).join("\n");
    let index = this.#known.get(key);
    if (index === undefined) {
      index = this.all.push(frames) - 1;
      this.#known.set(key, index);
    }
    return index;
  }
}
