import { testPrograms } from "./programs.ts";

testPrograms("suspend");
