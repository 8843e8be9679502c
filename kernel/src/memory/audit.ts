/**
 * Looks through all of the kernel's page tables for what must never be: a page that is both writable and executable, code or constants that can be written by any
 * way, executable memory that is no code, anything at page 0, a guard page that is mapped.
 */
import { u64, type usize } from "osmium";
import { symbolAddress } from "osmium/unsafe";
import { kernelBase } from "../arch/x86_64/paging.ts";
import { kernelPages, type MappedPage } from "./pages.ts";

export interface PageAudit {
  /** Pages that were looked at, and those of them that are code. */
  readonly pages: number;
  readonly executable: number;
  /** What is wrong, in words; empty when all is well. */
  readonly findings: readonly string[];
}

/** A piece of the kernel's image, by virtual addresses; end exclusive. */
interface Section {
  readonly start: usize;
  readonly end: usize;
}

function overlaps(start: u64, bytes: u64, { start: first, end }: Section, offset: usize): boolean {
  return start < u64(end - offset) && u64(first - offset) < start + bytes;
}

/** What is wrong with a page; null if nothing is. */
function finding(page: MappedPage, text: Section, constants: Section): string | null {
  const { address, physical, bytes, writable, executable } = page;
  if (writable && executable) return "is writable and executable";
  if (address === 0) return "is page 0";
  if (executable && !(address >= text.start && address < text.end)) return "is executable, but no code";
  if (writable && overlaps(physical, bytes, text, kernelBase)) return "permits writing to code";
  if (writable && overlaps(physical, bytes, constants, kernelBase)) return "permits writing to constants";
  return null;
}

/** Looks through all pages. */
export function auditPages(): PageAudit {
  const text: Section = { start: symbolAddress("text_start"), end: symbolAddress("text_end") };
  const constants: Section = { start: symbolAddress("rodata_start"), end: symbolAddress("rodata_end") };
  const guard = symbolAddress("boot_stack_guard");
  const findings: string[] = [];
  let pages = 0;
  let executable = 0;
  kernelPages.visit((page) => {
    pages++;
    if (page.executable) executable++;
    const what = finding(page, text, constants);
    if (what !== null) findings.push(`0x${page.address.toString(16)} ${what}`);
    if (page.address === guard) findings.push("the guard page of the boot stack is mapped");
  });
  for (let at = text.start; at < text.end; at += 4096) {
    if (kernelPages.lookup(at)?.executable !== true)
      findings.push(`0x${at.toString(16)} is code that can not be executed`);
  }
  return { pages, executable, findings };
}
