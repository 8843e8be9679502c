import { cycleA, readA } from "../uses-before-initialisation.ts";
let seen: string;
try { seen = readA(); } catch (e) { seen = (e as Error).message; }
console.log(seen);
try { console.log(cycleA); } catch (e) { console.log((e as Error).name); }
export const cycleB = "b";
export function readB(): string { return cycleB + cycleA; }
