/** Starting QEMU: where it is, what it can show, and the arguments that all our uses of it share. */
import { type ChildProcess, type StdioOptions, spawn, spawnSync } from "node:child_process";
import { accessSync, constants, readFileSync } from "node:fs";
import { UserError } from "./errors.ts";
import { findInPath, installCommand } from "./host.mjs";

export const qemuProgram = "qemu-system-x86_64";

/** Throws `UserError` where there is no QEMU. */
export function requireQemu(): void {
  if (findInPath(qemuProgram) === undefined)
    throw new UserError(
      `QEMU is not installed. To install it:\n${installCommand(["qemu"])}\nosmium doctor looks for everything that is needed.`,
    );
}

export type Boot =
  | { readonly disk: string }
  | { readonly usbStick: string }
  | { readonly kernel: string; readonly append?: string };

export interface Machine {
  /** What to boot: an image as hard disk or as USB stick, or an ELF file by PVH. */
  readonly boot: Boot;
  readonly memory?: string;
  /** Writes go nowhere, and others may use the same image. */
  readonly snapshot?: boolean;
  readonly machine?: string;
  readonly extra?: readonly string[];
}

/**
 * Hardware acceleration where the host has it, else emulation. A /dev/kvm without the processor's virtualization extensions is some
 * paravirtual kind inside another virtual machine, which does not run every guest; there emulation is safe.
 */
function acceleration(): string[] {
  try {
    accessSync("/dev/kvm", constants.R_OK | constants.W_OK);
    if (!/^flags\s*:.*\b(vmx|svm)\b/m.test(readFileSync("/proc/cpuinfo", "utf8"))) return ["-accel", "tcg"];
    return ["-accel", "kvm", "-accel", "tcg"];
  } catch {
    return ["-accel", "tcg"];
  }
}

/** A file's name inside an option, where a comma separates. */
const optionText = (path: string): string => path.replaceAll(",", ",,");

function bootArguments(boot: Boot): string[] {
  if ("disk" in boot) return ["-drive", `format=raw,file=${optionText(boot.disk)}`];
  if ("usbStick" in boot) {
    const drive = `if=none,id=stick,format=raw,file=${optionText(boot.usbStick)}`;
    return ["-drive", drive, "-device", "qemu-xhci", "-device", "usb-storage,drive=stick,bootindex=1"];
  }
  return ["-kernel", boot.kernel, ...(boot.append ? ["-append", boot.append] : [])];
}

/** The arguments for a machine, without display and serial port. */
export function machineArguments(machine: Machine): string[] {
  return [
    ...acceleration(),
    "-machine",
    machine.machine ?? "pc",
    "-m",
    machine.memory ?? "128M",
    "-nic",
    "none",
    ...bootArguments(machine.boot),
    ...(machine.snapshot ? ["-snapshot"] : []),
    ...(machine.extra ?? []),
  ];
}

export type Display = "gtk" | "sdl" | "cocoa" | "curses";

/** The best way to show a screen here: a window, the terminal, or null. */
export function findDisplay(): Display | null {
  const { stdout } = spawnSync(qemuProgram, ["-display", "help"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const offered = new Set((stdout ?? "").split(/\s+/));
  const hasWindows = process.platform === "darwin" || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (hasWindows) {
    for (const name of ["gtk", "sdl", "cocoa"] as const) if (offered.has(name)) return name;
  }
  return offered.has("curses") && process.stdin.isTTY && process.stdout.isTTY ? "curses" : null;
}

/** Starts QEMU. */
export function startQemu(args: readonly string[], stdio: StdioOptions): ChildProcess {
  return spawn(qemuProgram, args, { stdio });
}
