import { log } from "./log.ts";
export default log("side") + 1;
