/**
 * Kinds of cycles, each in a program of its own, so that nothing but the cycle itself tells the compiler that the program needs a collector: nothing may
 * be left at the end. And programs that can't make a cycle, which must not contain one.
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { formatDiagnostics } from "../../compiler/src/diagnostic.ts";
import { compile } from "../../compiler/src/driver.ts";
import { compileToIr } from "../../compiler/src/frontend/index.ts";
import { runProgram } from "./oracle.ts";

const folder = mkdtempSync(join(tmpdir(), "osc-cycles-"));
after(() => rmSync(folder, { recursive: true }));

const silent = { begin(): void {}, end(): void {} };

const cycles: Record<string, string> = {
  "an array of itself": "type Tree = Tree[]; const make = (): void => { const a: Tree = []; a.push(a); }; make();",
  "an array of anything": "function make(): void { const a: unknown[] = []; a.push([a]); } make();",
  "an element that is assigned": "function make(): void { const a: unknown[] = [1]; a[0] = a; } make();",
  "an element that is put in front": "function make(): void { const a: unknown[] = []; a.unshift(a); } make();",
  "an array that is filled": "function make(): void { const a: unknown[] = [1]; a.fill(a); } make();",
  "a tuple":
    "type Pair = [string, Pair?]; function make(): void { const p: Pair = ['a', undefined]; p[1] = p; } make();",
  "a map's value": "function make(): void { const m = new Map<string, unknown>(); m.set('a', m); } make();",
  "a map's key": "function make(): void { const m = new Map<unknown, string>(); m.set(m, 'a'); } make();",
  "a set": "function make(): void { const s = new Set<unknown>(); s.add([s]); } make();",
  "a record": "function make(): void { const r: Record<string, unknown> = {}; r['a'] = r; } make();",
  "an object literal": "function make(): void { const o: { a: unknown } = { a: 1 }; o.a = [o]; } make();",
  "a function that captures itself":
    "function make(): void { let f = (n: number): number => n; f = (n) => (n > 0 ? f(n - 1) : 0); f(2); } make();",
  "the iterator of a map":
    "function make(): void { const m = new Map<string, unknown>(); m.set('a', m.keys()); } make();",
  "an error's cause":
    "function make(): void { const a = new Error('a'); a.cause = new Error('b', { cause: a }); } make();",
  "an error's cause, by way of an interface":
    "function make(): void { const a: { cause?: unknown } = new Error('a'); a.cause = a; } make();",
  "an array in an error's cause":
    "function make(): void { const list: unknown[] = []; list.push(new Error('a', { cause: list })); } make();",
  "several errors in one":
    "function make(): void { const a = new AggregateError([new Error('a')]); a.errors.push(a); } make();",
  "a promise of what holds it":
    "function make(): void { const { promise, resolve } = Promise.withResolvers<unknown>(); resolve({ promise }); } make();",
  "a promise of an array that holds it":
    "function make(): void { const { promise, resolve } = Promise.withResolvers<unknown>(); resolve([promise]); } make();",
  "a promise whose reaction settles it":
    "function make(): void { const { promise, resolve } = Promise.withResolvers<unknown>(); promise.then(resolve); } make();",
  "a promise whose reaction holds it":
    "function make(): void { const p = new Promise<number>(() => {}); p.then(() => p).catch(() => p); } make();",
  "promises that wait for each other":
    "function make(): void { const a = Promise.withResolvers<number>(); const b = Promise.withResolvers<number>(); a.resolve(b.promise); b.resolve(a.promise); } make();",
  "a promise of all":
    "function make(): void { const p = new Promise<unknown>(() => {}); void Promise.all([p, Promise.any([p])]).then(() => p); } make();",
  "a signal's listener":
    "function make(): void { const c = new AbortController(); c.signal.addEventListener('abort', () => c.abort()); } make();",
  "several listeners":
    "function make(): void { const c = new AbortController(); c.signal.addEventListener('abort', () => c.abort()); c.signal.addEventListener('abort', () => c.signal.aborted); } make();",
  "a signal's handler":
    "function make(): void { const { signal } = new AbortController(); signal.onabort = () => signal.throwIfAborted(); } make();",
  "a signal made of others":
    "function make(): void { const c = new AbortController(); const s = AbortSignal.any([c.signal]); s.onabort = () => c.abort(); } make();",
  "a generator that holds what holds it":
    "function* f(list: unknown[]): Generator<number> { yield list.length; yield list.length; } function make(): void { const list: unknown[] = []; const g = f(list); g.next(); list.push(g); } make();",
  "a generator in a record of its own":
    "function* f(r: Record<string, unknown>): Generator<unknown> { yield 1; yield r['g']; } function make(): void { const r: Record<string, unknown> = {}; r['g'] = f(r); } make();",
  "an async function that waits for what it holds":
    "async function f(kept: unknown[]): Promise<void> { await kept[0]; console.log(kept.length); } function make(): void { const kept: unknown[] = []; kept[0] = new Promise<void>((done) => { kept.push(done); }); void f(kept); } make();",
  "an async generator that waits":
    "async function* f(kept: unknown[]): AsyncGenerator<number> { yield 1; await kept[0]; yield kept.length; } async function make(): Promise<void> { const kept: unknown[] = [new Promise<void>(() => {})]; const g = f(kept); kept.push(g); await g.next(); void g.next(); } await make();",
  "a signal's reason": "function make(): void { const c = new AbortController(); c.abort({ c }); } make();",
};

/** Each makes what it makes once more, with the count of the checking mode. */
for (const [name, program] of Object.entries(cycles)) {
  test(`is freed: ${name}`, async () => {
    const [input, output] = [join(folder, "freed.ts"), join(folder, "freed")];
    writeFileSync(input, `${program}\nexport {};\n`);
    const result = await compile(
      {
        input,
        output,
        target: "linux",
        level: "O0",
        checkMemory: true,
        debug: false,
        verify: true,
        stats: false,
      },
      silent,
    );
    assert.ok(result.ok, formatDiagnostics(result.diagnostics, false));
    assert.deepEqual(await runProgram(output, []), { output: "", errors: "", exitCode: 0 });
  });
}

const acyclic: Record<string, string> = {
  text: "console.log('a', 1, [1, 2], { a: 1 });",
  arrays: "const a = [[1, 2], [3]]; a.push([4]); console.log(a.map((each) => each.length));",
  "arrays of anything": "const a: unknown[] = [1, 'a', [2]]; console.log(a.length, a);",
  maps: "const m = new Map<string, number[]>(); m.set('a', [1]); for (const [k, v] of m) console.log(k, v.length);",
  errors: "try { throw new TypeError('a'); } catch (e) { console.log((e as Error).message); }",
  "errors that are named":
    "function fail(): Error { const e = new Error('a'); e.name = 'Failure'; e.message += 'b'; return e; } console.log(fail().message);",
  promises: "const sleep = (ms: number) => new Promise<void>((done) => { setTimeout(done, ms); }); await sleep(1);",
  "async functions":
    "async function f(n: number): Promise<number> { return n === 0 ? 0 : (await f(n - 1)) + 1; } console.log(await f(3));",
  generators: "function* f(n: number): Generator<number> { while (n > 0) yield n--; } console.log([...f(3)].join());",
  functions: "const add = (n: number) => (m: number) => n + m; console.log([1, 2].map(add(3)));",
};

for (const [name, program] of Object.entries(acyclic)) {
  test(`needs no collector: ${name}`, () => {
    const entry = join(folder, "acyclic.ts");
    writeFileSync(entry, `${program}\nexport {};\n`);
    const { module, diagnostics } = compileToIr({
      entry,
      target: "linux",
      checkMemory: false,
      describeVariables: false,
    });
    assert.ok(module, formatDiagnostics(diagnostics, false));
    assert.deepEqual(
      [...module.classes.values()].filter((each) => each.cyclic).map((each) => each.name),
      [],
    );
  });
}
