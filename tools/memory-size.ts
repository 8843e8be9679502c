/** `--memory`: QEMU takes any size, and a machine with too little of it stops before the kernel can say so. */
import { UserError } from "./errors.ts";

const leastMib = 32;
const mibPerUnit: Readonly<Record<string, number>> = { "": 1, K: 1 / 1024, M: 1, G: 1024, T: 1024 * 1024 };

/** Throws `UserError` unless it is a size as QEMU writes them (`128M`, `4G`; without a unit MiB), of at least 32 MiB. */
export function checkMemorySize(size: string): void {
  const [, digits, unit = ""] = /^(\d+)([KMGT]?)$/i.exec(size) ?? [];
  if (digits === undefined) throw new UserError(`--memory ${size}: write a number with a unit, as in 128M or 4G`, 2);
  if (Number(digits) * mibPerUnit[unit.toUpperCase()]! < leastMib)
    throw new UserError(`--memory ${size}: the kernel needs at least ${leastMib}M`, 2);
}
