import { testPrograms } from "./programs.ts";

testPrograms("language");
