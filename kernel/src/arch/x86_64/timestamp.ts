/** What the processor says about its time-stamp counter (Intel SDM vol. 2, CPUID). */
import type { u32 } from "osmium";
import { asm } from "osmium/unsafe";

/** EAX of a leaf. */
function leafA(leaf: u32): u32 {
  // SAFETY: CPUID changes the four registers only.
  return asm<u32>`cpuid # ${asm.in("eax", leaf)}, ${asm.out("eax")} ${asm.clobber("rbx")}${asm.clobber("rcx")}${asm.clobber("rdx")}`;
}

/** EDX of a leaf. */
function leafD(leaf: u32): u32 {
  // SAFETY: as above.
  return asm<u32>`cpuid # ${asm.in("eax", leaf)}, ${asm.out("edx")} ${asm.clobber("rbx")}${asm.clobber("rcx")}`;
}

const extendedLeaves: u32 = 0x80000000;
const powerLeaf: u32 = 0x80000007;
const invariantTscBit: u32 = 0x100;

/** Does the time-stamp counter run at one rate, whatever the processor does? (Advanced power management, EDX bit 8.) */
export function hasInvariantTsc(): boolean {
  return leafA(extendedLeaves) >= powerLeaf && (leafD(powerLeaf) & invariantTscBit) !== 0;
}
