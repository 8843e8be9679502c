#!/usr/bin/env node
// The compiler.
import { start } from "./start.mjs";

start("osc");
