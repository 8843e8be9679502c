import { testPrograms } from "./programs.ts";

testPrograms("async");
