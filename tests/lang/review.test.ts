import { testPrograms } from "./programs.ts";

testPrograms("review");
