/** The image in Bochs: another BIOS, another processor, and the ACPI of a real chipset's model. Skipped where Bochs is not installed. */
import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { BochsMachine, findBochs } from "../../tools/bochs.ts";
import { buildImage, imagePath } from "../../tools/image.ts";

const files = findBochs();
const timeoutMs = 120_000;

test("boots in Bochs to the prompt, runs a command typed on the serial port, and switches off by ACPI", {
  skip: typeof files === "string" ? `${files}: apt-get install --no-install-recommends bochs bochs-term` : false,
}, async () => {
  assert.ok(typeof files !== "string");
  buildImage();
  const folder = mkdtempSync(join(tmpdir(), "osmium-bochs-image-"));
  try {
    // Bochs locks the image that it boots.
    const image = join(folder, "osmium.img");
    copyFileSync(imagePath, image);
    await using machine = await BochsMachine.start(files, image, 64);
    const until = async (what: string, condition: () => boolean): Promise<void> => {
      const deadline = Date.now() + timeoutMs;
      while (!condition()) {
        if (Date.now() > deadline || (machine.hasEnded && !condition())) {
          throw new Error(`${what} did not happen. Serial output:\n${machine.serial}\n${machine.log.slice(-2000)}`);
        }
        await delay(50);
      }
    };
    await until("the prompt", () => machine.serial.includes("osmium>"));
    assert.match(machine.serial, /63\.\d MiB of memory, started by BIOS/);
    machine.send("echo over the wire\r");
    await until("the echo", () => machine.serial.includes("\r\nover the wire\r\n"));
    machine.send("shutdown\r");
    await until("the end", () => machine.hasEnded);
    assert.match(machine.log, /ACPI control: soft power off/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
