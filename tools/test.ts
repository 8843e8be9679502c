/**
 * `npm test`: runs every test file under tests/ with Node's test runner, a process each, and ends with `N passed, N failed`.
 * A file that fails without a failing test in it (a crash, a syntax error) counts as one failure.
 */
import { existsSync, readdirSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, relative, resolve } from "node:path";
import { run } from "node:test";
import { root } from "./build.ts";

function testFiles(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path).flatMap((name) => {
    const inner = join(path, name);
    return statSync(inner).isDirectory() ? testFiles(inner) : name.endsWith(".test.ts") ? [inner] : [];
  });
}

const chosen = process.argv.slice(2);
const paths = chosen.length > 0 ? chosen.map((path) => resolve(path)) : [join(root, "tests")];
const missing = paths.find((path) => !existsSync(path));
if (missing !== undefined) {
  console.error(`there is no ${missing}`);
  process.exit(2);
}
const files = paths.flatMap(testFiles).sort();

let passed = 0;
let failed = 0;
const failures: string[] = [];
const filesWithFailures = new Set<string>();

/** A test that stands for a whole file is named by its path. */
const isFile = (name: string): boolean => files.includes(resolve(name));

function messageOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}

const stream = run({ files, concurrency: Math.max(1, availableParallelism()) });
stream.on("test:pass", (event) => {
  const { name, details, file } = event;
  if (isFile(name) || details.type === "suite" || event.skip !== undefined || event.todo !== undefined) return;
  passed++;
  const where = file === undefined ? "" : `${relative(root, file)}: `;
  console.log(`ok    ${where}${name} (${(details.duration_ms / 1000).toFixed(2)} s)`);
});
stream.on("test:fail", (event) => {
  const { name, details, file } = event;
  const path = file ?? (isFile(name) ? resolve(name) : undefined);
  if (details.type === "suite") return;
  if (isFile(name) && path !== undefined && filesWithFailures.has(path)) return;
  const cause = details.error as Error & { failureType?: string };
  if (cause.failureType === "subtestsFailed") return; // the subtest has been counted
  if (path !== undefined) filesWithFailures.add(path);
  failed++;
  const title = `${path === undefined ? "" : `${relative(root, path)}: `}${isFile(name) ? "the file" : name}`;
  failures.push(`${title}\n${messageOf(cause)}`);
  console.log(`FAIL  ${title}`);
});
stream.on("test:stderr", ({ message }) => process.stderr.write(message));
stream.on("end", () => {
  for (const failure of failures) console.log(`\nFAILED ${failure}`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
});
stream.resume();
