/**
 * The `osmium` part of a project's tsconfig.json: who may be unsafe, what is made fast rather than small, what the platform is, which linker script. As the checker's options do, it comes from the
 * files that `extends` names too: what is nearer to the project counts, and lists of places add up, so that a project that extends a preset keeps the
 * preset's. `main` and `name` are for the tools (`tools/project.ts`).
 */
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import ts from "typescript";
import type { Diagnostic } from "../diagnostic.ts";

export interface Configuration {
  /** The tsconfig.json and all that it extends; none if there is no configuration. */
  readonly files: readonly string[];
  readonly mayUseUnsafe: (fileName: string) => boolean;
  /** Is the file's code made fast even where the rest is made small? */
  readonly isFast: (fileName: string) => boolean;
  readonly platform: string | undefined;
  readonly linkerScript: string | undefined;
  /** What is wrong with the files. */
  readonly diagnostics: readonly Diagnostic[];
}

/** One file's part, its paths absolute. */
interface Part {
  readonly unsafe?: readonly string[];
  readonly fast?: readonly string[];
  readonly platform?: string;
  readonly linkerScript?: string;
}

/** Finds the nearest tsconfig.json above the entry that has an `osmium` part. Without one, every file may use `osmium/unsafe`. */
export function readConfiguration(entry: string): Configuration {
  for (let folder = path.dirname(entry); ; folder = path.dirname(folder)) {
    const file = path.join(folder, "tsconfig.json");
    if (fs.existsSync(file)) {
      const chain = new Chain();
      chain.read(file);
      if (chain.parts.length > 0 || chain.diagnostics.length > 0) return merge(chain);
    }
    if (folder === path.dirname(folder))
      return {
        files: [],
        mayUseUnsafe: () => true,
        isFast: () => false,
        platform: undefined,
        linkerScript: undefined,
        diagnostics: [],
      };
  }
}

function merge({ files, parts, diagnostics }: Chain): Configuration {
  const lists = parts.map((part) => part.unsafe).filter((list) => list !== undefined);
  const patterns = lists.flat().map(globPattern);
  const fast = parts.flatMap((part) => part.fast ?? []).map(globPattern);
  return {
    files,
    mayUseUnsafe: (name) => lists.length === 0 || patterns.some((pattern) => pattern.test(name)),
    isFast: (name) => fast.some((pattern) => pattern.test(name)),
    platform: parts.findLast((part) => part.platform !== undefined)?.platform,
    linkerScript: parts.findLast((part) => part.linkerScript !== undefined)?.linkerScript,
    diagnostics,
  };
}

/** A configuration file with those that it extends. */
class Chain {
  readonly files: string[] = [];
  /** Of those files that have one; what extends comes behind what it extends. */
  readonly parts: Part[] = [];
  readonly diagnostics: Diagnostic[] = [];

  read(file: string): void {
    if (this.files.includes(file)) return; // a circle, which the checker reports
    this.files.push(file);
    const { config, error } = ts.readConfigFile(file, (name) => fs.readFileSync(name, "utf8"));
    if (error !== undefined) {
      this.report(file, error.code, ts.flattenDiagnosticMessageText(error.messageText, " "));
      return;
    }
    const { extends: bases, osmium } = config as { extends?: string | string[]; osmium?: Part };
    for (const base of bases === undefined ? [] : [bases].flat()) {
      const found = resolveBase(base, file);
      if (found === undefined) this.report(file, 6053, `File '${base}' not found, which "extends" names.`);
      else this.read(found);
    }
    if (osmium === undefined) return;
    const absolute = (name: string): string => path.resolve(path.dirname(file), name);
    this.parts.push({
      unsafe: osmium.unsafe?.map(absolute),
      fast: osmium.fast?.map(absolute),
      platform: osmium.platform === undefined ? undefined : absolute(osmium.platform),
      linkerScript: osmium.linkerScript === undefined ? undefined : absolute(osmium.linkerScript),
    });
  }

  private report(file: string, code: number, message: string): void {
    this.diagnostics.push({ file, line: 1, column: 1, code: `TS${code}`, message });
  }
}

/** The file that `extends` means: a path, or one in a package. The checker finds it in the same places. */
function resolveBase(base: string, from: string): string | undefined {
  if (/^\.{0,2}\//.test(base)) {
    const plain = path.resolve(path.dirname(from), base);
    return [plain, `${plain}.json`].find((name) => fs.statSync(name, { throwIfNoEntry: false })?.isFile());
  }
  const require = createRequire(from);
  for (const name of [base, `${base}.json`, `${base}/tsconfig.json`]) {
    try {
      return require.resolve(name);
    } catch {
      // The next one, then.
    }
  }
  return undefined;
}

/** `**` is any number of folders, `*` any part of a name. */
function globPattern(glob: string): RegExp {
  const source = glob
    .split(/(\*\*|\*)/)
    .map((part) => (part === "**" ? ".*" : part === "*" ? "[^/]*" : part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")))
    .join("");
  return new RegExp(`^${source}$`);
}
