import { testPrograms } from "./programs.ts";

testPrograms("library");
