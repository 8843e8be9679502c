#!/usr/bin/env node
// Starts the compiler from its TypeScript source.
import { loadCompiler } from "./load.mjs";

const { main } = await loadCompiler();
process.exitCode = await main(process.argv);
