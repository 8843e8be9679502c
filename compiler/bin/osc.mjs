#!/usr/bin/env node
// Starts the compiler from its TypeScript source. `register` makes Node load .ts files from here on.
import { register } from "tsx/esm/api";

register();
const { main } = await import("../src/cli.ts");
process.exitCode = await main(process.argv);
