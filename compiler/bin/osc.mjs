#!/usr/bin/env -S node --max-semi-space-size=64 --min-semi-space-size=32 --v8-pool-size=1
// The compiler. Large programs make much and drop it: with more room for that, V8 takes a tenth less time. With one thread beside the main one, not four,
// nothing takes the place of that on two cores, where the stages in front of LLVM would otherwise need a third more time.
import { start } from "./start.mjs";

start("osc");
