/** The nearest byte, halves to even (ECMA-262, ToUint8Clamp). */
import { u8 as toU8, type u8 } from "osmium";
import { floorDouble } from "osmium/internal";

export function clampByte(value: number): u8 {
  if (!(value > 0)) return 0;
  if (value >= 255) return 255;
  const below = floorDouble(value);
  const rest = value - below;
  if (rest < 0.5 || (rest === 0.5 && below % 2 === 0)) return toU8(below);
  return toU8(below + 1);
}
