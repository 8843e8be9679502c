/** The contract of the allocators, compiled for Linux over static memory. */
import { staticBytes } from "osmium/unsafe";
import { declareAllocatorTests } from "./contract.ts";
import { endTests, test } from "./tap.ts";

declareAllocatorTests(test, staticBytes(0x100000, 0x10000).address);
endTests();
