/** docs/language.md is the language's contract: each of its lines names tests, and these exist. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const tests = fileURLToPath(new URL("..", import.meta.url));
const page = readFileSync(fileURLToPath(new URL("../../docs/language.md", import.meta.url)), "utf8");

/** The file that a name after an arrow stands for. */
function fileOf(name: string): string {
  if (name.endsWith(".test.ts")) return `${tests}${name}`;
  return name.startsWith("errors/") ? `${tests}lang/${name}.ts` : `${tests}lang/programs/${name}.ts`;
}

/** List items and rows of tables, each with the lines that go on with it. */
function claims(text: string): string[] {
  const found: string[] = [];
  let isOpen = false;
  for (const line of text.split("\n")) {
    if (/^(- |\d+\. )/.test(line)) isOpen = found.push(line) > 0;
    else if (isOpen && /^\s+\S/.test(line)) found.push(`${found.pop()!} ${line.trim()}`);
    else isOpen = false;
    if (/^\| (?!Where|---)/.test(line)) found.push(line.replace(/ \|$/, "").replace(/ \| ([^|]*)$/, " → $1"));
  }
  return found;
}

function testsOf(claim: string): string[] {
  const [, names] = /→ ([^→]*)$/.exec(claim) ?? [];
  return names === undefined ? [] : names.split(",").map((name) => name.trim());
}

const all = claims(page);

test("the page is taken apart into its claims", () => {
  assert.ok(all.length > 50, `${all.length} claims`);
  assert.ok(all.some((claim) => claim.startsWith("- **Statements**")));
  assert.ok(all.some((claim) => claim.startsWith("| `a[i]` outside the array")));
});

test("each line names a test", () => {
  assert.deepEqual(
    all.filter((claim) => testsOf(claim).length === 0),
    [],
  );
});

test("each test that a line names exists", () => {
  const missing = all.flatMap(testsOf).filter((name) => !existsSync(fileOf(name)));
  assert.deepEqual(missing, []);
});

test("a name that does not exist is found", () => {
  assert.deepEqual(testsOf("- Something. → language/unions, no/such"), ["language/unions", "no/such"]);
  assert.ok(existsSync(fileOf("language/unions")) && !existsSync(fileOf("no/such")));
});
