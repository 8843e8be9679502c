// `await` at the top of modules: who imports such a module waits for it, others do not.
import { early } from "./modules/early.ts";
import { fromSlow, slow } from "./modules/slow.ts";
import { plain } from "./modules/plain.ts";
import { viaSlow } from "./modules/via-slow.ts";
import { quick } from "./modules/quick.ts";

console.log("main", early, slow, plain, viaSlow, quick);
const got = await fromSlow(2);
console.log("got", got);
let sum = 0;
for (const n of [1, 2, 3]) sum += await Promise.resolve(n);
console.log(sum);
for await (const text of ["a", Promise.resolve("b")]) console.log(text);
try {
  await Promise.reject(new Error("refused"));
} catch (error) {
  console.log(error instanceof Error ? error.message : "?");
}
const add = (n: number): number => n + got;
console.log(add(1));
await null;
console.log("end");
