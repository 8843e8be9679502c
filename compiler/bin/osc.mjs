#!/usr/bin/env -S node --max-semi-space-size=64 --min-semi-space-size=32
// The compiler. Large programs make much and drop it: with more room for that, V8 takes a tenth less time.
import { start } from "./start.mjs";

start("osc");
