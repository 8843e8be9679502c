/** Key events in the booted kernel. The keyboard controller is told to pretend that the keyboard has sent something. */
import { u8 } from "osmium";
import { outb } from "../../../kernel/src/arch/x86_64/port.ts";
import { lostKeyEvents, openKeys } from "../../../kernel/src/console/input.ts";
import { canSend } from "../../../kernel/src/drivers/controller.ts";
import { currentLayout, initKeyboard, layoutNames, setLayout } from "../../../kernel/src/drivers/keyboard.ts";
import type { KeyEvent } from "../../../kernel/src/drivers/keys.ts";
import { select, when } from "../../../kernel/src/tasks/select.ts";
import { expect, setTestTimeout, test } from "../../../kernel/src/test/framework.ts";
import { startClock } from "../../../kernel/src/time/clock.ts";
import { Interval } from "../../../kernel/src/time/interval.ts";
import { sleep, timerCount } from "../../../kernel/src/time/sleep.ts";
import { boot, check } from "./boot.ts";

boot();
startClock();
setTestTimeout(60_000);

/** The one that limits the time of the test itself. */
const limitTimers = 1;
const failure = initKeyboard();

/** Bytes as if from the keyboard, each after the last one was taken. */
async function send(...bytes: number[]): Promise<void> {
  for (const byte of bytes) {
    while (!canSend()) await sleep(0);
    outb(0x64, 0xd2);
    while (!canSend()) await sleep(0);
    outb(0x60, u8(byte));
    await sleep(1);
  }
}

const tap = (code: number): number[] => [code, code + 0x80];

function typed(events: readonly KeyEvent[]): string {
  return events.map((event) => event.character ?? "").join("");
}

test("the keyboard comes up", async () => {
  expect(failure).toBe(null);
  await sleep(100); // its lights are set
});

test("several streams see every event, and one that is opened later only what comes then", async () => {
  using first = openKeys();
  using second = openKeys();
  await send(...tap(0x1e));
  using third = openKeys();
  await send(...tap(0x30));
  const all = (stream: typeof first): KeyEvent[] => {
    const events: KeyEvent[] = [];
    for (let event = stream.tryNext(); event !== null; event = stream.tryNext()) events.push(event);
    return events;
  };
  expect(typed(all(first))).toBe("ab");
  expect(typed(all(second))).toBe("ab");
  const late = all(third);
  expect(typed(late)).toBe("b");
  expect(late.map((event) => `${event.source} ${event.pressed}`).join()).toBe("keyboard true,keyboard false");
});

test("a stream with the focus alone gets events until it is disposed of", async () => {
  using background = openKeys();
  {
    using focused = openKeys({ focus: true });
    await send(...tap(0x1e));
    expect((await focused.next()).character).toBe("a");
    expect(background.tryNext()).toBe(null);
  }
  await send(...tap(0x30));
  expect((await background.next()).character).toBe("b");
});

test("a stream that nobody reads loses events, and counts them", async () => {
  const lost = lostKeyEvents();
  using stream = openKeys();
  for (let i = 0; i < 150; i++) await send(...tap(0x1e));
  expect(stream.lost).toBe(300 - 256);
  expect(lostKeyEvents() - lost).toBe(300 - 256);
});

test("waiting for a key can be given up, and takes no key with it", async () => {
  using keys = openKeys();
  const controller = new AbortController();
  const waiting = keys.next(controller.signal).then(
    () => "a key",
    (reason) => String(reason),
  );
  await sleep(1);
  controller.abort(new Error("given up"));
  await send(...tap(0x1e));
  expect(await waiting).toBe("Error: given up");
  expect((await keys.next()).character).toBe("a");
});

test("select between keys and ticks loses no key", async () => {
  using keys = openKeys();
  const ticks = new Interval(1);
  let characters = "";
  const sending = (async () => {
    for (const code of [0x1e, 0x30, 0x2e, 0x20, 0x12, 0x21]) await send(...tap(code));
  })();
  while (characters.length < 6) {
    const event = await select(when("key", keys), when("tick", ticks));
    if (event.kind === "key" && event.value.pressed) characters += event.value.character ?? "";
  }
  await sending;
  expect(characters).toBe("abcdef");
  expect(timerCount()).toBe(limitTimers);
});

test("the layout is chosen at run time", async () => {
  using keys = openKeys();
  expect(layoutNames.join()).toBe("us,uk,de,fr,dvorak");
  setLayout("de");
  expect(currentLayout()).toBe("de");
  await send(...tap(0x15), ...tap(0x0d), ...tap(0x12));
  let characters = "";
  for (let event = keys.tryNext(); event !== null; event = keys.tryNext()) characters += event.character ?? "";
  expect(characters).toBe("zé");
  let message = "";
  try {
    setLayout("klingon");
  } catch (error) {
    message = String(error);
  }
  expect(message).toBe("RangeError: no keyboard layout klingon; there are us, uk, de, fr, dvorak");
  setLayout("us");
});

test("for await over a stream ends when it is disposed of", async () => {
  using keys = openKeys();
  const sending = send(...tap(0x1e), ...tap(0x30));
  let characters = "";
  for await (const key of keys) {
    characters += key.character ?? "";
    if (!key.pressed && characters === "ab") keys[Symbol.dispose]();
  }
  await sending;
  expect(characters).toBe("ab");
  check(keys.tryNext() === null, "more keys");
});
