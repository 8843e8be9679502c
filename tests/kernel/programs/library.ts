/** Parts of the language's library that bring much code of their own, in the booted kernel. */
import { expect, test } from "../../../kernel/src/test/framework.ts";
import { boot } from "./boot.ts";

boot();

test("regular expressions that are compiled with the kernel", () => {
  const [, year, month] = /(\d+)-(\d+)/.exec("on 2026-11") ?? [];
  expect(`${year} ${month}`).toBe("2026 11");
  expect("a1b22".replace(/\d+/g, (digits) => `<${digits.length}>`)).toBe("a<1>b<2>");
  expect("x, y;z".split(/[,;]\s*/).join("|")).toBe("x|y|z");
});

test("regular expressions that only the running kernel knows", () => {
  const patternOf = (...parts: string[]): RegExp => new RegExp(parts.join(""), "iu");
  expect(patternOf("^\\p{Lu}", "+$").test("ÄÖ")).toBe(true);
  expect(patternOf("k", "e+").test("KEEP")).toBe(true);
  expect(() => patternOf("a", "(")).toThrow();
});

test("a function that waits for ever goes with what it holds", async () => {
  const forEver = async (thing: object): Promise<void> => {
    const list = [thing];
    await new Promise<void>(() => {});
    list.pop();
  };
  const start = (): WeakRef<object> => {
    const thing = { name: "held" };
    void forEver(thing);
    return new WeakRef<object>(thing);
  };
  const weak = start();
  await null;
  await null;
  expect(weak.deref()).toBe(undefined);
});
