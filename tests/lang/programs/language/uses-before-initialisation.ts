import { cycleB, readB } from "./modules/early-b.ts";
function attempt(name: string, f: () => unknown): void {
  try { console.log(name, f()); } catch (e) { console.log(name, e instanceof ReferenceError, (e as Error).message); }
}
attempt("const", () => limit);
attempt("folded", () => limit * 2 + 1);
attempt("let", readCount);
attempt("assign", () => { count = 4; return count; });
attempt("class", () => new Later().value);
attempt("static", () => Later.made);
attempt("static call", () => Later.make().value);
attempt("object", () => table.x);
attempt("pattern", () => left + right);
attempt("instanceof", () => ({}) instanceof Later);
attempt("subclass", () => makeSub().value);
attempt("function", () => hoisted(1));
attempt("arrow", () => arrow(2));
attempt("generic", () => generic(3));
attempt("typeof", () => typeof limit);
attempt("in a class", () => new Early().read());
function readCount(): number { return count; }
function hoisted(n: number): number { return n + 1; }
class Early { read(): string { return text; } }
const limit = 10;
let count = 3;
class Later { static made = 0; value = 5; static make(): Later { Later.made++; return new Later(); } }
class Sub extends Later { override value = 6; }
function makeSub(): Later { return new Sub(); }
const table = { x: 1 };
const [left, right] = [1, 2];
const arrow = (n: number): number => n + limit;
const generic = <T>(x: T): T[] => [x];
const text = "text";
attempt("const", () => limit);
attempt("folded", () => limit * 2 + 1);
attempt("let", readCount);
attempt("assign", () => { count = 4; return count; });
attempt("class", () => new Later().value);
attempt("static", () => Later.made);
attempt("static call", () => Later.make().value);
attempt("object", () => table.x);
attempt("pattern", () => left + right);
attempt("instanceof", () => ({}) instanceof Later);
attempt("subclass", () => makeSub().value);
attempt("arrow", () => arrow(2));
attempt("generic", () => generic(3));
attempt("typeof", () => typeof limit);
attempt("in a class", () => new Early().read());
attempt("cycle", readB);
export const cycleA = "a";
console.log(cycleB, readB());
export function readA(): string { return cycleA; }
let self: string = reader();
function reader(): string { try { return self; } catch (e) { return (e as Error).message; } }
console.log(self);
let zero = 0;
console.log(bump(), zero);
function bump(): number { return ++zero; }
