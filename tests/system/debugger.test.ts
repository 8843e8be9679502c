/** gdb attached to the kernel, as `npm start -- --gdb` offers it. Skipped where there is no gdb. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { buildKernel, debugKernelElf, kernelMain, root } from "../../tools/build.ts";
import { machineArguments, startQemu } from "../../tools/qemu.ts";

const skip = spawnSync("gdb", ["--version"]).status === 0 ? false : "gdb is not installed";

test("a breakpoint in the kernel shows arguments and callers in TypeScript", { skip }, () => {
  buildKernel(kernelMain, debugKernelElf, { debug: true, quiet: true });
  const folder = mkdtempSync(join(tmpdir(), "osmium-gdb-"));
  const socket = join(folder, "gdb");
  const gdbServer = ["-S", "-gdb", `unix:${socket},server=on,wait=off`];
  const quiet = ["-display", "none", "-serial", "null", "-monitor", "none"];
  const qemu = startQemu(
    [...machineArguments({ boot: { kernel: debugKernelElf }, extra: gdbServer }), ...quiet],
    "ignore",
  );
  try {
    const commands = ["set width 0", `target remote ${socket}`, "hbreak spawn", "continue", "backtrace", "kill"];
    // QEMU needs a moment until its socket is there.
    const { stdout } = spawnSync(
      "sh",
      ["-c", 'until [ -S "$0" ]; do sleep 0.1; done; exec "$@"', socket, "gdb", "-q", "-nx", "-batch"].concat(
        ["-x", join(root, "tools/gdb/osmium.py"), ...commands.flatMap((command) => ["-ex", command])],
        debugKernelElf,
      ),
      { cwd: root, encoding: "utf8", timeout: 120_000 },
    );
    assert.match(stdout, /^#0 {2}spawn\b.* \(name="shell", .*\) at kernel\/src\/tasks\/executor\.ts:\d+$/m);
    assert.match(stdout, /^#\d .*keepShell.* at programs\/shell\/main\.ts:\d+$/m);
  } finally {
    qemu.kill("SIGKILL");
    rmSync(folder, { recursive: true });
  }
});
