/** The `osmium` part of a project's tsconfig.json: who may be unsafe, what the platform is, which linker script. */
import fs from "node:fs";
import path from "node:path";
import ts from "typescript";

export interface Configuration {
  /** Absolute folder of the tsconfig.json, or of the entry if there is none. */
  readonly folder: string;
  /** The tsconfig.json, if there is one. */
  readonly file?: string;
  readonly mayUseUnsafe: (fileName: string) => boolean;
  readonly platform: string | undefined;
  readonly linkerScript: string | undefined;
}

/** Finds the nearest tsconfig.json above the entry that has an `osmium` part. Without one, every file may use `osmium/unsafe`. */
export function readConfiguration(entry: string): Configuration {
  for (let folder = path.dirname(entry); ; folder = path.dirname(folder)) {
    const file = path.join(folder, "tsconfig.json");
    if (fs.existsSync(file)) {
      const { config } = ts.readConfigFile(file, (name) => fs.readFileSync(name, "utf8"));
      const osmium = (
        config as { osmium?: { unsafe?: string[]; platform?: string; linkerScript?: string } } | undefined
      )?.osmium;
      if (osmium !== undefined) {
        const patterns = osmium.unsafe?.map((pattern) => globPattern(path.join(folder, pattern)));
        return {
          folder,
          file,
          mayUseUnsafe: (name) => patterns === undefined || patterns.some((pattern) => pattern.test(name)),
          platform: osmium.platform === undefined ? undefined : path.join(folder, osmium.platform),
          linkerScript: osmium.linkerScript === undefined ? undefined : path.join(folder, osmium.linkerScript),
        };
      }
    }
    if (folder === path.dirname(folder))
      return { folder: path.dirname(entry), mayUseUnsafe: () => true, platform: undefined, linkerScript: undefined };
  }
}

/** `**` is any number of folders, `*` any part of a name. */
function globPattern(glob: string): RegExp {
  const source = glob
    .split(/(\*\*|\*)/)
    .map((part) => (part === "**" ? ".*" : part === "*" ? "[^/]*" : part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")))
    .join("");
  return new RegExp(`^${source}$`);
}
