/**
 * Tests that fail, each in another way; tests/framework/runner.test.ts compares what the runner says of them. One kernel for all, booted with one filter after
 * another: what crashes or hangs ends the machine.
 */
import { println, sleep, spawn } from "osmium-os/kernel";
import { afterEach, describe, expect, test } from "osmium-os/test";

describe("fails", () => {
  test("by a wrong number", () => {
    const sum = 1 + 1;
    expect(sum).toBe(3);
  });

  test("by a part of something large", () => {
    const rows = (name: string): { name: string; at: number[] }[] =>
      Array.from({ length: 8 }, (_, index) => ({
        name: index === 4 ? name : `row number ${index}`,
        at: [index, 2 * index],
      }));
    expect(rows("row number 4")).toEqual(rows("row number four"));
  });

  test("by an error", async () => {
    await sleep(1);
    throw new RangeError("too far");
  });

  test("by the wrong error", () => {
    const throws = (): void => {
      throw new Error("another");
    };
    expect(throws).toThrow("this one");
  });

  test("by a promise that resolves", async () => {
    await expect(sleep(1)).rejects.toThrow("anything");
  });

  test("by taking too long", async ({ signal }) => {
    await sleep(60_000, signal);
  }, 20);

  test("by an error in another task", async () => {
    spawn("careless", async () => {
      throw new Error("nobody joins");
    });
    await sleep(5);
  });

  test.fails("by not failing", () => {
    expect(1).toBe(1);
  });

  describe("afterwards", () => {
    afterEach(() => {
      println("cleaning up");
      throw new Error("it does not come off");
    });

    test("by what comes after it", () => {});
  });

  test.skip("not, because it is not run", () => {});

  test("not at all", () => {});
});

function depth(level: number): number {
  return level < 0 ? 0 : 1 + depth(level + 1);
}

describe("crashes", () => {
  test("later", () => {});

  test("by a stack overflow", () => {
    expect(depth(0)).toBe(0);
  });

  test("no more", () => {});
});

describe("hangs", () => {
  test("in a loop without end", () => {
    let turns = 0;
    while (turns < 10) turns = (turns + 1) % 7;
  });
});
