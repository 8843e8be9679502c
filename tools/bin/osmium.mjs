#!/usr/bin/env node
// The command-line tool.
import { start } from "../../compiler/bin/start.mjs";

start("osmium");
