/** A project's disk image: makes it, and says what is in it. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { buildKernel, withBuildLock } from "./build.ts";
import { type DiskImage, makeDisk } from "./disk.ts";
import { ElfFile, segmentLoad } from "./elf.ts";
import { elfOf, imageOf, type Project, repository, shownPath } from "./project.ts";
import { countLines } from "./unsafe-share.ts";

export const imagePath = imageOf(repository);

function kib(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KiB`;
}

/** Builds kernel and image; the image's bytes are written only when they changed. */
export function buildProjectImage(project: Project, commandLine = ""): { elf: ElfFile; disk: DiskImage } {
  buildKernel(project.main, elfOf(project), { folder: project.folder });
  const elf = new ElfFile(readFileSync(elfOf(project)));
  const disk = makeDisk(elf, commandLine);
  const path = imageOf(project);
  withBuildLock(path, () => {
    if (!existsSync(path) || !readFileSync(path).equals(disk.bytes)) writeFileSync(path, disk.bytes);
  });
  return { elf, disk };
}

/** This repository's image. */
export const buildImage = (commandLine = ""): { elf: ElfFile; disk: DiskImage } =>
  buildProjectImage(repository, commandLine);

/** Bytes of a kernel by what they are. */
export function describeKernel(elf: ElfFile): string {
  const loaded = elf.segments.filter((segment) => segment.type === segmentLoad);
  const bytesWith = (test: (flags: number) => boolean, field: "fileBytes" | "memoryBytes"): number =>
    loaded.filter((segment) => test(segment.flags)).reduce((sum, segment) => sum + segment[field], 0);
  const code = bytesWith((flags) => (flags & 1) !== 0, "fileBytes");
  const constants = bytesWith((flags) => (flags & 3) === 0, "fileBytes");
  const data = bytesWith((flags) => (flags & 2) !== 0, "fileBytes");
  const zeroed = bytesWith((flags) => (flags & 2) !== 0, "memoryBytes") - data;
  return `code ${kib(code)}, constants ${kib(constants)}, data ${kib(data)}; zeroed in memory ${kib(zeroed)}`;
}

/** What the build prints: sizes, and, of the repository's own kernel, how much of the code could break memory safety. */
export function describeImage(project: Project, elf: ElfFile, disk: DiskImage): string {
  const lines = [
    `${shownPath(imageOf(project))}  ${kib(disk.usedBytes)} (padded with zeros to ${kib(disk.bytes.length)}, the smallest disk that a BIOS boots)`,
    `  boot stages     ${kib(disk.bootBytes)}`,
    `  kernel          ${kib(disk.kernelBytes)}: ${describeKernel(elf)}`,
  ];
  if (project.main === repository.main) {
    const { total, assembly, unsafe } = countLines();
    const share = (count: number): string => `${count} (${((100 * count) / total).toFixed(0)} %)`;
    lines.push(
      `  lines of code   ${total} in kernel and programs: ${share(unsafe)} in files that may be unsafe, ${share(assembly)} assembly (boot stages, interrupt stubs)`,
    );
  }
  return lines.join("\n");
}
