/** `npm run image`: builds build/osmium.img and says what is in it. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { BuildError, buildKernel, kernelElf, kernelMain, root } from "./build.ts";
import { type DiskImage, makeDisk } from "./disk.ts";
import { ElfFile, segmentLoad } from "./elf.ts";
import { countLines } from "./unsafe-share.ts";

export const imagePath = join(root, "build", "osmium.img");

function kib(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KiB`;
}

/** Builds kernel and image; the image's bytes are written only when they changed. */
export function buildImage(commandLine = ""): { elf: ElfFile; disk: DiskImage } {
  buildKernel(kernelMain, kernelElf);
  const elf = new ElfFile(readFileSync(kernelElf));
  const disk = makeDisk(elf, commandLine);
  writeFileSync(imagePath, disk.bytes);
  return { elf, disk };
}

/** What the build prints: sizes, and how much of the code could break memory safety. */
export function describeImage(elf: ElfFile, disk: DiskImage): string {
  const loaded = elf.segments.filter((segment) => segment.type === segmentLoad);
  const bytesWith = (test: (flags: number) => boolean, field: "fileBytes" | "memoryBytes"): number =>
    loaded.filter((segment) => test(segment.flags)).reduce((sum, segment) => sum + segment[field], 0);
  const code = bytesWith((flags) => (flags & 1) !== 0, "fileBytes");
  const constants = bytesWith((flags) => (flags & 3) === 0, "fileBytes");
  const data = bytesWith((flags) => (flags & 2) !== 0, "fileBytes");
  const zeroed = bytesWith((flags) => (flags & 2) !== 0, "memoryBytes") - data;
  const { total, assembly, unsafe } = countLines();
  const share = (lines: number): string => `${lines} (${((100 * lines) / total).toFixed(0)} %)`;
  return [
    `build/osmium.img  ${kib(disk.usedBytes)} (padded with zeros to ${kib(disk.bytes.length)}, the smallest disk that a BIOS boots)`,
    `  boot stages     ${kib(disk.bootBytes)}`,
    `  kernel          ${kib(disk.kernelBytes)}: code ${kib(code)}, constants ${kib(constants)}, data ${kib(data)}; zeroed in memory ${kib(zeroed)}`,
    `  lines of code   ${total} in kernel and programs: ${share(unsafe)} in files that may be unsafe, ${share(assembly)} assembly (boot stages, interrupt stubs)`,
  ].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const { values } = parseArgs({ options: { append: { type: "string", default: "" } } });
    const { elf, disk } = buildImage(values.append);
    console.log(describeImage(elf, disk));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = error instanceof BuildError ? 1 : 2;
  }
}
