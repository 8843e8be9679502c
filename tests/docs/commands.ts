/**
 * Every command in every document, and who runs it. `by` names the test that does, and a text that stands in it, so that the entry can't outlive the test;
 * `here` is run by `documents.test.ts` itself; `not` says why nobody runs it.
 */
export type Verdict =
  | { readonly by: string; readonly text: string }
  | { readonly here: true }
  | { readonly not: string };

const by = (file: string, text: string): Verdict => ({ by: file, text });
const not = (reason: string): Verdict => ({ not: reason });
const here: Verdict = { here: true };

const packageTest = "tests/cli/package.test.ts";
const scriptsTest = "tests/cli/scripts.test.ts";
const measures = not("it measures for minutes, and figures mean nothing while other tests run");
const partOf = (what: string): Verdict => not(`the same as ${what}, as it is called in running text`);

export const commands: Readonly<Record<string, Verdict>> = {
  // README.md
  "npm start": by(scriptsTest, '"start"'),
  "npm start -- --headless": by(scriptsTest, '"--headless"'),
  "npm run image": by(scriptsTest, '"image"'),
  "npm install ./osmium-os-0.1.0.tgz": by(packageTest, '"install"'),
  "./node_modules/.bin/osmium doctor": by(packageTest, '"doctor"'),
  "./node_modules/.bin/osmium new my-kernel": by(packageTest, '"new", "my-kernel"'),
  "cd my-kernel": by(packageTest, '"my-kernel"'),
  "node compiler/bin/osc.mjs hello.ts -o hello && ./hello": by("tests/docs/documents.test.ts", '"hello.ts"'),
  "node tools/bin/osmium.mjs bench boot": measures,
  "npm test": by(packageTest, '"test"'),
  "npm test -- tests/kernel": not("a part of what runs it: this is one of the tests"),
  "npm test -- tests/unit": not("a part of what runs it: this is one of the tests"),
  "npm run check": by(packageTest, '"check"'),
  "npm run fuzz:lang -- --seconds 600 --seed 1": not("ten minutes; tests/lang holds what it has found"),
  "npm run bench:lang": measures,
  "npm run bench:memory": measures,
  "npm run bench:kernel": measures,
  "npm run bench:tasks": measures,
  "npm pack": by(packageTest, '"pack"'),
  // ARCHITECTURE.md
  "npm run fuzz:lang -- --seconds 600": not("ten minutes; tests/lang holds what it has found"),
  "npm run fuzz:input -- --count 10000": not("an hour; tests/robust/input.test.ts runs a sample"),
  // CONTRIBUTING.md
  "node tools/bin/osmium.mjs doctor": here,
  "npm run format": not("it changes the files of the repository"),
  // CHANGELOG.md
  "osc --sources FILE": by("tools/build.ts", '"--sources"'),
  "osc --cache": by("tools/build.ts", '"--cache"'),
  "osc --cache FOLDER": by("tools/build.ts", '"--cache"'),
  "osc --watch": by("tests/robust/watch.test.ts", "--watch"),
  // docs/your-own-kernel.md
  "mkdir -p ../kernels": by(packageTest, "mkdirSync(folder)"),
  "npm pack --pack-destination ../kernels": by(packageTest, '"pack", "--pack-destination"'),
  "osmium new": partOf("./node_modules/.bin/osmium new my-kernel"),
  "npm run build": by(packageTest, '"build"'),
  "npm run debug": not("it waits for what somebody types; tests/system/debugger.test.ts does the same without"),
  "sudo dd if=build/my-kernel.img of=/dev/sdX bs=1M conv=fsync": not("it overwrites a disk"),
  // docs/testing.md
  "osmium test": by(packageTest, '"test"'),
  "osmium test tests/sleep.test.ts": partOf("osmium test, for a file of the reader's own"),
  // docs/debugging.md
  "osc main.ts -o main -O0 -g": by("tests/backend/debugger.test.ts", '"-g"'),
  "gdb -x tools/gdb/osmium.py main": by("tests/backend/debugger.test.ts", "osmium.py"),
  "osmium debug": by("tests/system/debug-session.test.ts", '"debug"'),
  "osmium debug --server 1234": not(
    "an editor starts it and connects; tests/system/debug-session.test.ts goes through the same session without one",
  ),
  "npm run debug -- --help": by(scriptsTest, "npmUsage(name)"),
  "npm start -- --gdb": not("it waits for a debugger; tests/system/debugger.test.ts starts the same kernel with one"),
  'gdb -x tools/gdb/osmium.py -ex "target remote :1234" build/osmium-debug.elf': by(
    "tests/system/debugger.test.ts",
    "osmium.py",
  ),
  // docs/dependencies.md
  "npm ci": not("it would replace the packages that the tests run with; tools/setup.mjs runs it in a fresh clone"),
  "npm run showcase": not("it makes pictures and recordings for the README, which takes minutes and changes files"),
  // docs/language.md
  "osc --check-memory": by("tests/lang/programs.ts", "checkMemory: true"),
  "osc --target linux": by(packageTest, "osc"),
  // bench/results
  "npm run bench:lang -- --save": measures,
  "npm run bench:memory -- --save": measures,
  "npm run bench:kernel -- --save": measures,
  "npm run bench:tasks -- --save": measures,
  // templates/kernel/README.md
  "npm install": by(packageTest, '"install"'),
};
