/** The npm scripts, as the README calls them. They build the same image as other tests, and share it with them. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { buildImage } from "../../tools/image.ts";
import { root } from "../../tools/project.ts";
import { npmCommands, npmUsage, usage } from "../../tools/usage.mjs";
import { Session } from "../support/session.ts";

/** Without a display, whatever the machine has. */
const { DISPLAY: _x, WAYLAND_DISPLAY: _wayland, ...env } = process.env;

function npm(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync("npm", args, { cwd: root, encoding: "utf8", env });
  assert.equal(status, 0, stderr);
  return stdout;
}

test("npm start boots to the prompt on the serial console, twice at once, and ends when the machine does", async () => {
  buildImage();
  await using first = new Session("npm", ["start"], { cwd: root, env });
  await using second = new Session("npm", ["start", "--", "--headless"], { cwd: root, env });
  for (const session of [first, second]) await session.says("osmium>");
  assert.match(first.output, /No display here: showing the serial console\./);
  for (const session of [first, second]) session.type("shutdown\r");
  for (const session of [first, second]) assert.equal(await session.end(), 0);
});

test("npm run image says what is in the image", () => {
  assert.match(npm("run", "image"), /build\/osmium\.img .*KiB[\s\S]*kernel .*code/);
});

test("each script's help lists the options of the command that it stands for", () => {
  for (const [name, { command }] of Object.entries(npmCommands)) {
    const { options } = usage[command as keyof typeof usage];
    for (const { flags } of options) assert.ok(npmUsage(name).includes(`  ${flags} `), `${name}: ${flags}`);
  }
  assert.match(npm("start", "--", "--help"), /--headless/);
  assert.match(npm("test", "--", "--help"), /N passed, N failed/);
});
