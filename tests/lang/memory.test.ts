import { testPrograms } from "./programs.ts";

testPrograms("memory");
