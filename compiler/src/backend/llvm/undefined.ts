/** `undefined` as a constant of the two counted types. */

import type { IrType } from "../../ir/ir.ts";
import { undefinedName } from "./strings.ts";

/** With its LLVM type: `ptr @osm.undefined`. */
export function undefinedOf(type: IrType): string {
  return type === "any" ? `{ i64, i64 } { i64 0, i64 ptrtoint (ptr ${undefinedName} to i64) }` : `ptr ${undefinedName}`;
}
