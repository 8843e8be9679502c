/**
 * LLVM identifiers and string literals. Names of the language hold slashes, colons and angle brackets, so every global name is
 * quoted. Globals, data, tables and strings carry a prefix with a colon so that they can't collide with linker symbols.
 */

const utf8 = new TextEncoder();

/** Bytes as the inside of an LLVM `c"…"` or quoted name: everything but plain printable ASCII becomes `\XX`. */
export function escapeBytes(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) {
    text +=
      byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c
        ? String.fromCharCode(byte)
        : "\\" + byte.toString(16).padStart(2, "0").toUpperCase();
  }
  return text;
}

/** A quoted string literal, UTF-8. */
export function quote(text: string): string {
  return /^[ !#-[\]-~]*$/.test(text) ? `"${text}"` : `"${escapeBytes(utf8.encode(text))}"`;
}

const plainName = /^[A-Za-z$._][A-Za-z0-9$._]*$/;

/**
 * `@name`, quoted where LLVM wants it. To linkers `name@@version` is a symbol with a version: in the parts of a large program, functions whose names differ
 * only behind the sign would be taken for one.
 */
export function globalName(name: string): string {
  return plainName.test(name) ? `@${name}` : `@${quote(name)}`;
}

/** The label of an IR block, without the `%`. */
export function blockLabel(block: string): string {
  const label = `b.${block}`;
  return plainName.test(label) ? label : quote(label);
}

/**
 * A name as part of a linker symbol. What stands behind `@@` is a version to linkers, and two symbols that differ only there are one (ELF gABI extension,
 * "Symbol Versioning"): they would silently call one another's functions.
 */
const symbolOf = (kind: string, name: string): string => globalName(`${kind}:${name.replaceAll("@", "~")}`);

/** LLVM knows the functions of the C library by name (`round`, `free`, `exit`) and would take ours for them. */
export const functionName = (name: string): string => symbolOf("fn", name);
export const globalVariableName = (name: string): string => symbolOf("global", name);
export const dataName = (name: string): string => symbolOf("data", name);
export const staticName = (name: string): string => symbolOf("static", name);
export const tableName = (name: string): string => symbolOf("table", name);
export const traceGlueName = (className: string): string => symbolOf("trace", className);
export const finalizerHelperName = (finalizer: string): string => symbolOf("finalize", finalizer);
export const dropGlueName = (className: string): string => symbolOf("drop", className);
