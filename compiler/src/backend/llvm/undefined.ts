/** `undefined` as a constant of the two counted types. */

import { undefinedName } from "./strings.ts";
import { llvmType } from "./types.ts";

/** With its LLVM type: `ptr @osm.undefined`. */
export function undefinedOf(type: "ref" | "any"): string {
  return `${llvmType(type)} ${undefinedValue(type)}`;
}

/** Without it. */
export function undefinedValue(type: "ref" | "any"): string {
  return type === "any" ? `{ i64 0, i64 ptrtoint (ptr ${undefinedName} to i64) }` : undefinedName;
}
