/**
 * Writes results so that nobody ever sees half of one: beside its place first, then moved there. What is no ordinary file (a device, a pipe)
 * is written to directly.
 */
import { chmodSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";

const executableMode = 0o755;
const plainMode = 0o644;

/** Throws the system's error when the file can't be written; then it is as it was before. */
export function writeResult(path: string, content: string | Uint8Array, kind: "executable" | "plain"): void {
  const present = statSync(path, { throwIfNoEntry: false });
  if (present !== undefined && !present.isFile()) {
    writeFileSync(path, content);
    return;
  }
  const partial = `${path}.${process.pid}.partial`;
  try {
    writeFileSync(partial, content);
    chmodSync(partial, (kind === "executable" ? executableMode : plainMode) & ~process.umask());
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}
