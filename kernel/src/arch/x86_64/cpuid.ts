/** What the processor says about itself: CPUID (Intel SDM vol. 2, CPUID; AMD APM vol. 3, appendix E), raw and as data. */
import { u8, u32 } from "osmium";
import { asm, type Pointer, staticBytes } from "osmium/unsafe";

export interface CpuidRegisters {
  readonly eax: u32;
  readonly ebx: u32;
  readonly ecx: u32;
  readonly edx: u32;
}

function scratch(): Pointer<u32> {
  return staticBytes(16, 16).cast<u32>();
}

/** Executes CPUID. A leaf that the processor does not have gives what the highest one gives, or zeros: ask for the highest first. */
export function cpuid(leaf: u32, subleaf: u32 = 0): CpuidRegisters {
  const words = scratch();
  words.set(0, leaf);
  words.set(1, subleaf);
  // SAFETY: four words, which nobody else uses; interrupt handlers don't call this.
  asm`movl (%rdi), %eax # ${asm.in("rdi", words)}
    movl 4(%rdi), %ecx
    cpuid
    movl %eax, (%rdi)
    movl %ebx, 4(%rdi)
    movl %ecx, 8(%rdi)
    movl %edx, 12(%rdi)
    ${asm.clobber("rax")}${asm.clobber("rbx")}${asm.clobber("rcx")}${asm.clobber("rdx")}`;
  return { eax: words.at(0), ebx: words.at(1), ecx: words.at(2), edx: words.at(3) };
}

/** Are there error banks for machine checks (MCA)? Allocates nothing. */
export function hasMachineCheckBanks(): boolean {
  // SAFETY: as above.
  const edx = asm<u32>`movl $1, %eax
    cpuid
    movl %edx, ${asm.out("eax")}
    ${asm.clobber("rbx")}${asm.clobber("rcx")}${asm.clobber("rdx")}`;
  return (edx & 0x4000) !== 0;
}

type Register = "eax" | "ebx" | "ecx" | "edx";

/** A bit that tells of a feature. */
interface FeatureBit {
  readonly name: string;
  readonly leaf: u32;
  readonly register: Register;
  readonly bit: u32;
}

/** In the order in which they are shown; names as Linux has them in /proc/cpuinfo. */
const featureBits: readonly FeatureBit[] = [
  { name: "fpu", leaf: 1, register: "edx", bit: 0 },
  { name: "tsc", leaf: 1, register: "edx", bit: 4 },
  { name: "msr", leaf: 1, register: "edx", bit: 5 },
  { name: "pae", leaf: 1, register: "edx", bit: 6 },
  { name: "mce", leaf: 1, register: "edx", bit: 7 },
  { name: "apic", leaf: 1, register: "edx", bit: 9 },
  { name: "mtrr", leaf: 1, register: "edx", bit: 12 },
  { name: "pge", leaf: 1, register: "edx", bit: 13 },
  { name: "mca", leaf: 1, register: "edx", bit: 14 },
  { name: "pat", leaf: 1, register: "edx", bit: 16 },
  { name: "fxsr", leaf: 1, register: "edx", bit: 24 },
  { name: "sse", leaf: 1, register: "edx", bit: 25 },
  { name: "sse2", leaf: 1, register: "edx", bit: 26 },
  { name: "ht", leaf: 1, register: "edx", bit: 28 },
  { name: "sse3", leaf: 1, register: "ecx", bit: 0 },
  { name: "ssse3", leaf: 1, register: "ecx", bit: 9 },
  { name: "fma", leaf: 1, register: "ecx", bit: 12 },
  { name: "sse4_1", leaf: 1, register: "ecx", bit: 19 },
  { name: "sse4_2", leaf: 1, register: "ecx", bit: 20 },
  { name: "x2apic", leaf: 1, register: "ecx", bit: 21 },
  { name: "popcnt", leaf: 1, register: "ecx", bit: 23 },
  { name: "tsc_deadline_timer", leaf: 1, register: "ecx", bit: 24 },
  { name: "aes", leaf: 1, register: "ecx", bit: 25 },
  { name: "xsave", leaf: 1, register: "ecx", bit: 26 },
  { name: "avx", leaf: 1, register: "ecx", bit: 28 },
  { name: "rdrand", leaf: 1, register: "ecx", bit: 30 },
  { name: "hypervisor", leaf: 1, register: "ecx", bit: 31 },
  { name: "fsgsbase", leaf: 7, register: "ebx", bit: 0 },
  { name: "bmi1", leaf: 7, register: "ebx", bit: 3 },
  { name: "avx2", leaf: 7, register: "ebx", bit: 5 },
  { name: "smep", leaf: 7, register: "ebx", bit: 7 },
  { name: "bmi2", leaf: 7, register: "ebx", bit: 8 },
  { name: "erms", leaf: 7, register: "ebx", bit: 9 },
  { name: "avx512f", leaf: 7, register: "ebx", bit: 16 },
  { name: "rdseed", leaf: 7, register: "ebx", bit: 18 },
  { name: "smap", leaf: 7, register: "ebx", bit: 20 },
  { name: "sha_ni", leaf: 7, register: "ebx", bit: 29 },
  { name: "umip", leaf: 7, register: "ecx", bit: 2 },
  { name: "la57", leaf: 7, register: "ecx", bit: 16 },
  { name: "syscall", leaf: 0x80000001, register: "edx", bit: 11 },
  { name: "nx", leaf: 0x80000001, register: "edx", bit: 20 },
  { name: "pdpe1gb", leaf: 0x80000001, register: "edx", bit: 26 },
  { name: "rdtscp", leaf: 0x80000001, register: "edx", bit: 27 },
  { name: "lm", leaf: 0x80000001, register: "edx", bit: 29 },
  { name: "constant_tsc", leaf: 0x80000007, register: "edx", bit: 8 },
];

export interface CpuInfo {
  /** "GenuineIntel", "AuthenticAMD" … */
  readonly vendor: string;
  /** The name it is sold under; empty if it does not say. */
  readonly brand: string;
  readonly family: number;
  readonly model: number;
  readonly stepping: number;
  /** Bits of physical and of virtual addresses. */
  readonly physicalBits: number;
  readonly virtualBits: number;
  /** Names as in Linux's /proc/cpuinfo, of what this table knows. */
  readonly features: readonly string[];
}

/** The four characters in a register, lowest byte first; what follows a 0 is left out. */
function characters(register: u32): string {
  let text = "";
  for (let rest = register; rest !== 0; rest = rest >>> 8) text += String.fromCharCode(u8(rest & 0xff));
  return text;
}

function readVendor(): string {
  const { ebx, ecx, edx } = cpuid(0);
  return characters(ebx) + characters(edx) + characters(ecx);
}

function readBrand(highestExtended: u32): string {
  let text = "";
  for (let leaf: u32 = 0x80000002; leaf <= 0x80000004 && leaf <= highestExtended; leaf++) {
    const { eax, ebx, ecx, edx } = cpuid(leaf);
    text += characters(eax) + characters(ebx) + characters(ecx) + characters(edx);
  }
  return text.trim();
}

function registerOf(registers: CpuidRegisters, register: Register): u32 {
  switch (register) {
    case "eax":
      return registers.eax;
    case "ebx":
      return registers.ebx;
    case "ecx":
      return registers.ecx;
    case "edx":
      return registers.edx;
  }
}

/** What is known about the processor that runs this. */
export function cpuInfo(): CpuInfo {
  const highest = cpuid(0).eax;
  const highestExtended = cpuid(0x80000000).eax;
  const features: string[] = [];
  for (const { name, leaf, register, bit } of featureBits) {
    const exists = leaf < 0x80000000 ? leaf <= highest : leaf <= highestExtended;
    if (exists && ((registerOf(cpuid(leaf), register) >>> bit) & 1) !== 0) features.push(name);
  }
  const signature = cpuid(1).eax;
  const family = (signature >>> 8) & 15;
  const hasExtendedModel = family === 6 || family === 15;
  const addresses: u32 = highestExtended >= 0x80000008 ? cpuid(0x80000008).eax : 0x3024;
  return {
    vendor: readVendor(),
    brand: readBrand(highestExtended),
    family: family === 15 ? family + ((signature >>> 20) & 0xff) : family,
    model: ((signature >>> 4) & 15) + (hasExtendedModel ? ((signature >>> 16) & 15) * 16 : u32(0)),
    stepping: signature & 15,
    physicalBits: addresses & 0xff,
    virtualBits: (addresses >>> 8) & 0xff,
    features,
  };
}
