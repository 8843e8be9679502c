/** Key events in the booted kernel. The keyboard controller is told to pretend that the keyboard has sent something. */
import { u8 } from "osmium";
import { outb } from "../../../kernel/src/arch/x86_64/port.ts";
import { lostKeyEvents, openKeys } from "../../../kernel/src/console/input.ts";
import { canSend } from "../../../kernel/src/drivers/controller.ts";
import { currentLayout, initKeyboard, layoutNames, setLayout } from "../../../kernel/src/drivers/keyboard.ts";
import type { KeyEvent } from "../../../kernel/src/drivers/keys.ts";
import { select, when } from "../../../kernel/src/tasks/select.ts";
import { startClock } from "../../../kernel/src/time/clock.ts";
import { Interval } from "../../../kernel/src/time/interval.ts";
import { sleep, timerCount } from "../../../kernel/src/time/sleep.ts";
import { asyncTest, boot, check, equal, runTests } from "./harness.ts";

boot();
startClock();
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

asyncTest("the keyboard comes up", async () => {
  equal(failure, null);
  await sleep(100); // its lights are set
});

asyncTest("several streams see every event, and one that is opened later only what comes then", async () => {
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
  equal(typed(all(first)), "ab");
  equal(typed(all(second)), "ab");
  const late = all(third);
  equal(typed(late), "b");
  equal(late.map((event) => `${event.source} ${event.pressed}`).join(), "keyboard true,keyboard false");
});

asyncTest("a stream with the focus alone gets events until it is disposed of", async () => {
  using background = openKeys();
  {
    using focused = openKeys({ focus: true });
    await send(...tap(0x1e));
    equal((await focused.next()).character, "a");
    equal(background.tryNext(), null);
  }
  await send(...tap(0x30));
  equal((await background.next()).character, "b");
});

asyncTest("a stream that nobody reads loses events, and counts them", async () => {
  const lost = lostKeyEvents();
  using stream = openKeys();
  for (let i = 0; i < 150; i++) await send(...tap(0x1e));
  equal(stream.lost, 300 - 256);
  equal(lostKeyEvents() - lost, 300 - 256);
});

asyncTest("waiting for a key can be given up, and takes no key with it", async () => {
  using keys = openKeys();
  const controller = new AbortController();
  const waiting = keys.next(controller.signal).then(
    () => "a key",
    (reason) => String(reason),
  );
  await sleep(1);
  controller.abort(new Error("given up"));
  await send(...tap(0x1e));
  equal(await waiting, "Error: given up");
  equal((await keys.next()).character, "a");
});

asyncTest("select between keys and ticks loses no key", async () => {
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
  equal(characters, "abcdef");
  equal(timerCount(), 0);
});

asyncTest("the layout is chosen at run time", async () => {
  using keys = openKeys();
  equal(layoutNames.join(), "us,uk,de,fr,dvorak");
  setLayout("de");
  equal(currentLayout(), "de");
  await send(...tap(0x15), ...tap(0x0d), ...tap(0x12));
  let characters = "";
  for (let event = keys.tryNext(); event !== null; event = keys.tryNext()) characters += event.character ?? "";
  equal(characters, "zé");
  let message = "";
  try {
    setLayout("klingon");
  } catch (error) {
    message = String(error);
  }
  equal(message, "RangeError: no keyboard layout klingon; there are us, uk, de, fr, dvorak");
  setLayout("us");
});

asyncTest("for await over a stream ends when it is disposed of", async () => {
  using keys = openKeys();
  const sending = send(...tap(0x1e), ...tap(0x30));
  let characters = "";
  for await (const key of keys) {
    characters += key.character ?? "";
    if (!key.pressed && characters === "ab") keys[Symbol.dispose]();
  }
  await sending;
  equal(characters, "ab");
  check(keys.tryNext() === null, "more keys");
});

runTests();
