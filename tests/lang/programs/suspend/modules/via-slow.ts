import { slow } from "./slow.ts";
console.log("via", slow);
export const viaSlow = `via ${slow}`;
