/** `process`. */
import { i32 } from "osmium";
import { exit as platformExit } from "osmium/platform";

export function exit(code?: number): never {
  platformExit(i32(code ?? 0));
}

export { argv } from "./arguments.ts";
