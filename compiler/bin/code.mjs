/**
 * Loads a CommonJS file together with the code that V8 made of it in an earlier process: functions that were called then need not be parsed and compiled again,
 * which takes a third of a second off a compilation. V8 checks that the code belongs to the file, to its own version and to its options, and ignores it otherwise.
 */
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire, Module } from "node:module";
import { dirname } from "node:path";
import { Script } from "node:vm";

/** The longer a process lives, the more of its functions it has called: its code replaces that of a shorter one. In milliseconds. */
const lifetimes = [5000, 1000, 0];

/** The exports of the file. */
export function loadWithCode(file) {
  const places = lifetimes.map((atLeast) => ({ atLeast, path: `${file}.${optionsKey()}.${atLeast}.code` }));
  const kept = readFirst(places);
  const script = new Script(Module.wrap(readFileSync(file, "utf8")), { filename: file, cachedData: kept?.bytes });
  const isRejected = script.cachedDataRejected === true;
  if (isRejected) rmSync(kept.path, { force: true });
  const known = isRejected ? undefined : kept?.atLeast;
  process.once("exit", () => {
    const place = places.find(({ atLeast }) => performance.now() >= atLeast);
    if (known === undefined || place.atLeast > known) keep(place.path, script.createCachedData());
  });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
  return module.exports;
}

/** V8's code depends on its options. */
const optionsKey = () =>
  [...process.execArgv, process.env.NODE_OPTIONS ?? ""]
    .join("")
    .replace(/[^a-z0-9=]/g, "")
    .slice(0, 100) || "plain";

function readFirst(places) {
  for (const { atLeast, path } of places) {
    try {
      return { atLeast, path, bytes: readFileSync(path) };
    } catch {
      // That long, no process has lived yet.
    }
  }
  return undefined;
}

/** Whole or not at all; without room for it, the program runs all the same. */
function keep(path, bytes) {
  try {
    const partial = `${path}.${process.pid}`;
    writeFileSync(partial, bytes);
    renameSync(partial, path);
  } catch {
    // The next process compiles the functions itself.
  }
}
