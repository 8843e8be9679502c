import { testPrograms } from "./programs.ts";

testPrograms("machine");
